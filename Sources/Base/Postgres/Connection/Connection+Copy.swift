import CLibPQ

extension Connection {
  /// Reads rows in bulk, in PostgreSQL's binary format. Give a SELECT, or a whole `COPY … TO STDOUT (FORMAT binary)`; values only as
  /// `\(literal:)`, COPY has no parameters. Gives the number of rows. If `body` throws, the connection is closed: a transaction around it
  /// is rolled back.
  @discardableResult
  package func copyOut(_ sql: SQL, _ body: (inout BinaryRow) throws -> Void) throws -> Int {
    let isWhole = sql.text.drop { $0.isWhitespace }.prefix(5).lowercased().trimmingPrefix("copy").first?.isWhitespace == true
    let statement = isWhole ? sql : "COPY (" + sql + ") TO STDOUT (FORMAT binary)"
    let description = statement.description
    let handle = try beginCopy(statement, expecting: PGRES_COPY_OUT)
    var row = BinaryRow(sql: description)
    var isFirst = true
    do {
      while true {
        var message: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(handle, &message, 0)
        guard length > 0, let message else { break }
        defer { PQfreemem(message) }
        row.take(UnsafeRawBufferPointer(start: message, count: Int(length)))
        if isFirst {
          try row.skipHeader()
          isFirst = false
        }
        while try row.next() {
          try body(&row)
          try row.finish()
        }
      }
    } catch {
      abandon()
      throw error
    }
    try endCopy(handle, description)
    return row.index + 1
  }

  /// Writes rows in bulk, in PostgreSQL's binary format, into `table` (with or without its schema). Gives the number of rows. If `body`
  /// throws, nothing is written.
  @discardableResult
  package func copyIn(_ table: String, columns: [String], _ body: (inout BinaryWriter) throws -> Void) throws -> Int {
    let list = columns.map { SQL.quoted(identifier: $0) }.joined(separator: ", ")
    let target = SQL.quoted(table: table)
    let types = try columnTypes("SELECT \(list) FROM \(target) LIMIT 0")
    let statement = SQL(raw: "COPY \(target) (\(list)) FROM STDIN (FORMAT binary)")
    let handle = try beginCopy(statement, expecting: PGRES_COPY_IN)
    var writer = BinaryWriter(handle, table: table, types: types, names: columns)
    do {
      try body(&writer)
      try writer.finish()
    } catch {
      // Tells the server to forget what it has; the connection stays good, unless it is what failed.
      PQputCopyEnd(handle, "the client gave up")
      do throws(PostgresError) {
        try endCopy(handle, statement.description)
      } catch  where !isUsable || interrupt?.isRequested == true {
        throw error
      } catch {
        // The server says that we gave up (57014): known.
      }
      throw error
    }
    PQputCopyEnd(handle, nil)
    try endCopy(handle, statement.description)
    return writer.rowCount
  }

  private func columnTypes(_ query: String) throws(PostgresError) -> [PostgresType] {
    let handle = try ready(query)
    let prepared = PQprepare(handle, "", query, 0, nil)
    defer { PQclear(prepared) }
    guard PQresultStatus(prepared) == PGRES_COMMAND_OK else { throw failure(prepared, sql: query) }
    let described = PQdescribePrepared(handle, "")
    defer { PQclear(described) }
    guard PQresultStatus(described) == PGRES_COMMAND_OK else { throw failure(described, sql: query) }
    return (0..<PQnfields(described)).map { PostgresType(rawValue: PQftype(described, $0)) }
  }

  private func beginCopy(_ sql: SQL, expecting status: ExecStatusType) throws(PostgresError) -> OpaquePointer {
    let description = sql.description
    let text = sql.text
    guard sql.parameters.isEmpty else {
      throw PostgresError(.usage, said: "COPY takes no parameters: write values as \\(literal:)", sql: description)
    }
    try checkText(text, description)
    let handle = try ready(description)
    let result = simpleQuery(handle, text)
    defer { PQclear(result) }
    let found = PQresultStatus(result)
    guard found != status else { return handle }
    if found == PGRES_FATAL_ERROR || result == nil { throw failure(result, sql: description) }
    abandon()
    throw PostgresError(.usage, said: "the statement is no COPY in this direction", sql: description)
  }

  /// Reads the answer to a whole COPY.
  private func endCopy(_ handle: OpaquePointer, _ sql: String) throws(PostgresError) {
    var error: PostgresError?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      if PQresultStatus(result) != PGRES_COMMAND_OK, error == nil { error = failure(result, sql: sql) }
      if PQstatus(handle) != CONNECTION_OK { break }
    }
    if let error { throw error }
    if PQstatus(handle) != CONNECTION_OK { throw failure(nil, sql: sql) }
  }
}
