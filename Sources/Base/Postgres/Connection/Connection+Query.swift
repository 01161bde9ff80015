import CLibPQ
import Glibc
import Speech

extension Connection {
  /// Runs a statement and gives its rows, all at once; none for a statement that returns nothing.
  @discardableResult
  package func query(_ sql: SQL) throws(PostgresError) -> Rows {
    Rows(result: try perform(sql))
  }

  /// Runs a statement and gives the number of rows it touched.
  @discardableResult
  package func execute(_ sql: SQL) throws(PostgresError) -> Int {
    try perform(sql).affectedRows
  }

  /// Runs statements without parameters, separated by semicolons; outside a transaction all of them are one.
  package func script(_ text: String) throws(PostgresError) {
    let handle = try ready(text)
    try checkText(text, text)
    let result = simpleQuery(handle, text)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      abandon()
      throw PostgresError(.usage, said: "COPY goes through copyIn and copyOut, not through a script", sql: text)
    default:
      var error = failure(result, sql: text)
      if let position = error.position {
        let line = text.unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
        error.what = error.what + Wording(", in line \(line) of the script", "，在脚本第 \(line) 行")
      }
      throw error
    }
  }

  /// Runs a query and gives its rows one by one, without keeping them. If `body` throws, the connection is closed: a transaction around
  /// it is rolled back.
  package func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    let description = sql.description
    let handle = try ready(description)
    let statement = BoundStatement(sql)
    try checkText(statement.text, description)
    let sent = statement.withPointers {
      PQsendQueryParams(handle, statement.text, $0.count, $0.types, $0.values, $0.lengths, $0.formats, 1)
    }
    guard sent == 1 else { throw failure(nil, sql: description) }
    PQsetSingleRowMode(handle)
    var number = 0
    var error: PostgresError?
    while let pointer = PQgetResult(handle) {
      let result = QueryResult(pointer, sql: description)
      switch PQresultStatus(pointer) {
      case PGRES_SINGLE_TUPLE:
        do {
          try body(Row(result: result, index: 0, number: number))
        } catch {
          abandon()
          throw error
        }
        number += 1
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: continue
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        abandon()
        throw PostgresError(.usage, said: "COPY goes through copyIn and copyOut", sql: description)
      default: error = error ?? failure(pointer, sql: description)
      }
    }
    if let error { throw error }
  }

  /// Sends statements without parameters and waits for the answer; nil when nothing could be sent.
  func simpleQuery(_ handle: OpaquePointer, _ text: String) -> OpaquePointer? {
    PQsendQuery(handle, text) == 1 ? answer(handle) : nil
  }

  /// Waits for the whole answer: the first error if there is one, else the last result. (PQexec gives the last error: when the server
  /// ends us, that is the broken connection and not the reason.)
  private func answer(_ handle: OpaquePointer) -> OpaquePointer? {
    var kept: OpaquePointer?
    while !isSilent(handle), let result = PQgetResult(handle) {
      if PQresultStatus(kept) == PGRES_FATAL_ERROR, kept != nil {
        PQclear(result)
      } else {
        PQclear(kept)
        kept = result
      }
      switch PQresultStatus(result) {
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: return kept
      default: if PQstatus(handle) != CONNECTION_OK { return kept }
      }
    }
    return kept
  }

  /// Whether the server said nothing for as long as we are willing to wait; the connection is then given up. Its own time-outs come first: this is for
  /// something in between that takes our bytes and answers none.
  func isSilent(_ handle: OpaquePointer) -> Bool {
    guard patience > 0 else { return false }
    let end = ContinuousClock.now + .milliseconds(patience)
    while PQisBusy(handle) == 1 {
      let (seconds, attoseconds) = (end - ContinuousClock.now).components
      let left = seconds * 1000 + attoseconds / 1_000_000_000_000_000
      guard left > 0 else {
        abandon()
        return true
      }
      var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      if poll(&descriptor, 1, Int32(clamping: left)) > 0, PQconsumeInput(handle) != 1 { return false }
    }
    return false
  }

  private func perform(_ sql: SQL) throws(PostgresError) -> QueryResult {
    let description = sql.description
    let handle = try ready(description)
    let statement = BoundStatement(sql)
    try checkText(statement.text, description)
    let sent = statement.withPointers {
      PQsendQueryParams(handle, statement.text, $0.count, $0.types, $0.values, $0.lengths, $0.formats, 1)
    }
    guard sent == 1, let pointer = answer(handle) else { throw failure(nil, sql: description) }
    let result = QueryResult(pointer, sql: description)
    switch PQresultStatus(pointer) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      abandon()
      throw PostgresError(.usage, said: "COPY goes through copyIn and copyOut", sql: description)
    default: throw failure(pointer, sql: description)
    }
  }
}
