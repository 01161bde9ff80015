// The plain types. Integers are read strictly by the column's type: a smaller one may widen, never the reverse.

extension FixedWidthInteger where Self: BitwiseCopyable {
  /// Reads a big-endian integer; the caller has checked the length.
  static func load(_ bytes: UnsafeRawBufferPointer) -> Self {
    Self(bigEndian: bytes.loadUnaligned(as: Self.self))
  }
}

extension Array<UInt8> {
  /// Appends an integer's bytes, most significant first.
  mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }
}

func checkLength(_ bytes: UnsafeRawBufferPointer, _ expected: Int) throws(ValueMismatch) {
  guard bytes.count == expected else { throw ValueMismatch("has \(bytes.count) bytes where \(expected) were expected") }
}

private func decodeInteger(_ bytes: UnsafeRawBufferPointer, _ type: PostgresType) throws(ValueMismatch) -> Int64 {
  switch type {
  case .int2:
    try checkLength(bytes, 2)
    return Int64(Int16.load(bytes))
  case .int4:
    try checkLength(bytes, 4)
    return Int64(Int32.load(bytes))
  case .oid:
    try checkLength(bytes, 4)
    return Int64(UInt32.load(bytes))
  default:
    try checkLength(bytes, 8)
    return Int64.load(bytes)
  }
}

extension Bool: PostgresScalar {
  /// `boolean`.
  package static var postgresType: PostgresType { .bool }
  /// `boolean[]`.
  package static var postgresArrayType: PostgresType { .boolArray }
  /// Columns of `boolean` only.
  package static func accepts(_ type: PostgresType) -> Bool { type == .bool }
  /// One byte: 1 or 0.
  package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
  /// Any byte but 0 is true. Throws unless it is one byte.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Bool {
    try checkLength(bytes, 1)
    return bytes[0] != 0
  }
}

extension Int16: PostgresScalar {
  /// `smallint`.
  package static var postgresType: PostgresType { .int2 }
  /// `smallint[]`.
  package static var postgresArrayType: PostgresType { .int2Array }
  /// Columns of `smallint` only.
  package static func accepts(_ type: PostgresType) -> Bool { type == .int2 }
  /// Two bytes, most significant first.
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  /// Throws unless it is two bytes.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int16 {
    try checkLength(bytes, 2)
    return load(bytes)
  }
}

extension Int32: PostgresScalar {
  /// `integer`.
  package static var postgresType: PostgresType { .int4 }
  /// `integer[]`.
  package static var postgresArrayType: PostgresType { .int4Array }
  /// Columns of `integer`, and of `smallint`, which widen.
  package static func accepts(_ type: PostgresType) -> Bool { type == .int4 || type == .int2 }
  /// Four bytes, most significant first.
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  /// Throws unless there are as many bytes as the column's type has.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int32 {
    Int32(truncatingIfNeeded: try decodeInteger(bytes, type))
  }
}

extension Int64: PostgresScalar {
  /// `bigint`.
  package static var postgresType: PostgresType { .int8 }
  /// `bigint[]`.
  package static var postgresArrayType: PostgresType { .int8Array }
  /// Columns of `bigint`, and of `integer`, `smallint` and `oid`, which widen.
  package static func accepts(_ type: PostgresType) -> Bool { type == .int8 || type == .int4 || type == .int2 || type == .oid }
  /// Eight bytes, most significant first.
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  /// Throws unless there are as many bytes as the column's type has.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int64 {
    try decodeInteger(bytes, type)
  }
}

extension Int: PostgresScalar {
  /// `bigint`: `Int` has 64 bits on every machine this runs on.
  package static var postgresType: PostgresType { .int8 }
  /// `bigint[]`.
  package static var postgresArrayType: PostgresType { .int8Array }
  /// As `Int64`.
  package static func accepts(_ type: PostgresType) -> Bool { Int64.accepts(type) }
  /// Eight bytes, most significant first.
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }
  /// Throws unless there are as many bytes as the column's type has.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int {
    Int(try decodeInteger(bytes, type))
  }
}

extension Double: PostgresScalar {
  /// `double precision`.
  package static var postgresType: PostgresType { .float8 }
  /// `double precision[]`.
  package static var postgresArrayType: PostgresType { .float8Array }
  /// Columns of `double precision`, and of `real`, which widen.
  package static func accepts(_ type: PostgresType) -> Bool { type == .float8 || type == .float4 }
  /// Eight bytes of IEEE 754, most significant first.
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }
  /// Throws unless there are as many bytes as the column's type has.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Double {
    if type == .float4 {
      try checkLength(bytes, 4)
      return Double(Float(bitPattern: UInt32.load(bytes)))
    }
    try checkLength(bytes, 8)
    return Double(bitPattern: UInt64.load(bytes))
  }
}

extension String: PostgresScalar {
  /// `text`.
  package static var postgresType: PostgresType { .text }
  /// `text[]`.
  package static var postgresArrayType: PostgresType { .textArray }
  /// Columns of text under any name, and of JSON as its text.
  package static func accepts(_ type: PostgresType) -> Bool {
    switch type {
    case .text, .varchar, .bpchar, .name, .char, .json, .jsonb, .unknown: true
    default: false
    }
  }
  /// Columns of `text[]` and `character varying[]`.
  package static func acceptsArray(_ type: PostgresType) -> Bool { type == .textArray || type == .varcharArray }
  /// UTF-8 without a terminating 0; the server refuses a 0 inside.
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
  /// Bytes that are no UTF-8 are replaced. Throws for `jsonb` of a version other than 1.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> String {
    guard type == .jsonb else { return String(decoding: bytes, as: UTF8.self) }
    // jsonb is sent as a version byte and text.
    guard bytes.first == 1 else { throw ValueMismatch("is jsonb of an unknown version") }
    return String(decoding: bytes.dropFirst(), as: UTF8.self)
  }
}

extension UInt8: PostgresArrayElement {
  // An array of bytes is bytea, not an array of PostgreSQL.
  /// `bytea`: bytes are no array to the server.
  package static var postgresArrayType: PostgresType { .bytea }
  /// Columns of `bytea` only.
  package static func acceptsArray(_ type: PostgresType) -> Bool { type == .bytea }
  /// The bytes as they are.
  package static func encodeArray(_ values: [UInt8], into bytes: inout [UInt8]) { bytes += values }
  /// The bytes as they are.
  package static func decodeArray(_ bytes: UnsafeRawBufferPointer) -> [UInt8] { Array(bytes) }
}
