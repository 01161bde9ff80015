/// One row of a binary COPY out, read column by column in order. Valid inside the closure only.
///
/// The wire has no types: lengths are checked, and the number of columns.
package struct BinaryRow: ~Copyable {
  private var cursor: UnsafeRawPointer
  private var end: UnsafeRawPointer
  private var remaining = 0
  private var column = 0
  private var number = -1
  private let sql: String

  init(sql: String) {
    self.sql = sql
    cursor = UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
    end = cursor
  }

  /// Position of the row in the answer, from 0.
  package var index: Int { number }

  /// Starts on the next message; it holds whole rows.
  mutating func take(_ message: UnsafeRawBufferPointer) {
    guard let base = message.baseAddress else { return }
    cursor = base
    end = base + message.count
  }

  /// Skips the header of the stream.
  mutating func skipHeader() throws(PostgresError) {
    let signature = BinaryCopy.signature
    guard end - cursor >= 19, UnsafeRawBufferPointer(start: cursor, count: signature.count).elementsEqual(signature) else {
      throw PostgresError(.usage, said: "the answer is no binary COPY: write FORMAT binary", sql: sql)
    }
    cursor += 15
    let extensionLength = Int(loadInt32())
    guard extensionLength >= 0, extensionLength <= end - cursor else { throw mismatch("header is truncated") }
    cursor += extensionLength
  }

  /// Moves to the next row of the message; false at its end or at the trailer.
  mutating func next() throws(PostgresError) -> Bool {
    guard cursor < end else { return false }
    guard end - cursor >= 2 else { throw mismatch("is truncated") }
    let count = Int16(bigEndian: cursor.loadUnaligned(as: Int16.self))
    cursor += 2
    guard count >= 0 else {
      cursor = end
      return false
    }
    remaining = Int(count)
    column = 0
    number += 1
    return true
  }

  /// Checks that all columns were read.
  func finish() throws(PostgresError) {
    if remaining != 0 {
      throw PostgresError(.usage, said: "\(column) columns of a COPY were read, it has \(column + remaining)", sql: sql)
    }
  }

  func mismatch(_ reason: String) -> PostgresError {
    PostgresError(.decoding, said: "COPY row \(number), column \(column - 1) (from 0) \(reason)", sql: sql)
  }

  private mutating func loadInt32() -> Int32 {
    defer { cursor += 4 }
    return Int32(bigEndian: cursor.loadUnaligned(as: Int32.self))
  }

  /// The bytes of the next column, or nil for NULL.
  private mutating func field() throws(PostgresError) -> UnsafeRawBufferPointer? {
    guard remaining > 0 else {
      throw PostgresError(.usage, said: "more columns of a COPY were read than it has: \(column)", sql: sql)
    }
    remaining -= 1
    column += 1
    guard end - cursor >= 4 else { throw mismatch("is truncated") }
    let length = Int(loadInt32())
    guard length >= 0 else { return nil }
    guard length <= end - cursor else { throw mismatch("is truncated") }
    defer { cursor += length }
    return UnsafeRawBufferPointer(start: cursor, count: length)
  }

  private mutating func value() throws(PostgresError) -> UnsafeRawBufferPointer {
    guard let bytes = try field() else { throw mismatch("is NULL: read it with the …OrNil method, or exclude NULL in the query") }
    return bytes
  }

  private mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(PostgresError) -> Value {
    guard let value = try integerOrNil(type) else {
      throw mismatch("is NULL: read it with the …OrNil method, or exclude NULL in the query")
    }
    return value
  }

  private mutating func integerOrNil<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(PostgresError) -> Value? {
    guard let bytes = try field() else { return nil }
    guard bytes.count == MemoryLayout<Value>.size else {
      throw mismatch("has \(bytes.count) bytes, and an integer of \(MemoryLayout<Value>.size) was asked for")
    }
    return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
  }
}

extension BinaryRow {
  /// A smallint.
  package mutating func int16() throws(PostgresError) -> Int16 { try integer(Int16.self) }
  /// A smallint or NULL.
  package mutating func int16OrNil() throws(PostgresError) -> Int16? { try integerOrNil(Int16.self) }
  /// An integer.
  package mutating func int32() throws(PostgresError) -> Int32 { try integer(Int32.self) }
  /// An integer or NULL.
  package mutating func int32OrNil() throws(PostgresError) -> Int32? { try integerOrNil(Int32.self) }
  /// A bigint.
  package mutating func int64() throws(PostgresError) -> Int64 { try integer(Int64.self) }
  /// A bigint or NULL.
  package mutating func int64OrNil() throws(PostgresError) -> Int64? { try integerOrNil(Int64.self) }
  /// A boolean.
  package mutating func bool() throws(PostgresError) -> Bool { try integer(UInt8.self) != 0 }
  /// A boolean or NULL.
  package mutating func boolOrNil() throws(PostgresError) -> Bool? { try integerOrNil(UInt8.self).map { $0 != 0 } }
  /// A double precision.
  package mutating func double() throws(PostgresError) -> Double { Double(bitPattern: try integer(UInt64.self)) }
  /// A double precision or NULL.
  package mutating func doubleOrNil() throws(PostgresError) -> Double? { try integerOrNil(UInt64.self).map { Double(bitPattern: $0) } }
  /// A date: days since 2000-01-01.
  package mutating func date() throws(PostgresError) -> Int32 { try integer(Int32.self) }
  /// A date or NULL: days since 2000-01-01.
  package mutating func dateOrNil() throws(PostgresError) -> Int32? { try integerOrNil(Int32.self) }
  /// A timestamptz: microseconds since 2000-01-01 00:00 UTC.
  package mutating func timestamp() throws(PostgresError) -> Int64 { try integer(Int64.self) }
  /// A timestamptz or NULL: microseconds since 2000-01-01 00:00 UTC.
  package mutating func timestampOrNil() throws(PostgresError) -> Int64? { try integerOrNil(Int64.self) }
  /// A text, varchar or json.
  package mutating func text() throws(PostgresError) -> String { String(decoding: try value(), as: UTF8.self) }
  /// A text, varchar, json or NULL.
  package mutating func textOrNil() throws(PostgresError) -> String? { try field().map { String(decoding: $0, as: UTF8.self) } }
  /// A bytea.
  package mutating func bytes() throws(PostgresError) -> [UInt8] { Array(try value()) }
  /// A bytea or NULL.
  package mutating func bytesOrNil() throws(PostgresError) -> [UInt8]? { try field().map { Array($0) } }

  /// The bytes of a text or bytea without a copy, valid inside `body`; nil is NULL.
  package mutating func withBytes<Value>(_ body: (UnsafeRawBufferPointer?) throws -> Value) throws -> Value {
    try body(try field())
  }

  /// An array, of the element type asked for.
  package mutating func array<Element: PostgresArrayElement>(of type: Element.Type) throws(PostgresError) -> [Element] {
    let bytes = try value()
    do throws(ValueMismatch) {
      return try Element.decodeArray(bytes)
    } catch {
      throw mismatch(error.reason)
    }
  }

  /// Leaves out a column.
  package mutating func skip() throws(PostgresError) { _ = try field() }
}
