import CLibPQ

/// Owns a libpq result. It is complete and never changed, so any thread may read it.
final class QueryResult: @unchecked Sendable {
  let pointer: OpaquePointer
  /// The statement's text for errors.
  let sql: String

  init(_ pointer: OpaquePointer, sql: String) {
    self.pointer = pointer
    self.sql = sql
  }

  deinit { PQclear(pointer) }

  var rowCount: Int { Int(PQntuples(pointer)) }
  var columnCount: Int { Int(PQnfields(pointer)) }

  func columnName(_ column: Int) -> String {
    PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? "?"
  }

  func columnType(_ column: Int) -> PostgresType {
    PostgresType(rawValue: PQftype(pointer, Int32(column)))
  }

  /// Index of the column with exactly this name.
  func column(named name: String) -> Int? {
    (0..<columnCount).first { columnName($0) == name }
  }

  /// The bytes of a value, valid while the result lives; nil is NULL.
  func bytes(row: Int, column: Int) -> UnsafeRawBufferPointer? {
    guard PQgetisnull(pointer, Int32(row), Int32(column)) == 0 else { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(pointer, Int32(row), Int32(column)), count: Int(PQgetlength(pointer, Int32(row), Int32(column))))
  }

  /// The number of rows the statement touched.
  var affectedRows: Int {
    PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
  }

  /// A field of an error, by libpq's one-letter code.
  static func field(_ pointer: OpaquePointer?, _ code: Unicode.Scalar) -> String? {
    PQresultErrorField(pointer, Int32(code.value)).map { String(cString: $0) }
  }
}
