import CLibPQ
import Speech

/// Writes rows of a binary COPY in. Valid inside the closure only.
package struct BinaryWriter: ~Copyable {
  /// Bytes collected before they go to libpq.
  private static let chunk = 64 * 1024

  private let handle: OpaquePointer
  private let table: String
  private var writer: BinaryRowWriter
  /// Rows written so far.
  package private(set) var rowCount = 0

  init(_ handle: OpaquePointer, table: String, types: [PostgresType], names: [String]) {
    self.handle = handle
    self.table = table
    writer = BinaryRowWriter(types: types, names: names, capacity: Self.chunk + 4096)
    writer.append(BinaryCopy.header)
  }

  /// Writes one row: `fill` writes all columns in the order the COPY names them. Throws at the first value of another type than its
  /// column's, at a missing column, and when the connection is lost.
  package mutating func row(_ fill: (inout BinaryRowWriter) throws -> Void) throws {
    writer.begin()
    try fill(&writer)
    writer.finish()
    if let mistake = writer.mistake {
      throw PostgresError(.usage, said: "COPY into \(table), row \(rowCount) (from 0): \(mistake)")
    }
    rowCount += 1
    if writer.count >= Self.chunk { try flush() }
  }

  mutating func finish() throws(PostgresError) {
    writer.append(BinaryCopy.trailer)
    try flush()
  }

  private mutating func flush() throws(PostgresError) {
    let bytes = writer.written
    guard PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1 else {
      throw PostgresError(
        .connectionLost, Wording("the server closed the connection during COPY into \(table)", "COPY 写入 \(table) 时服务器关闭了连接"))
    }
    writer.clear()
  }
}
