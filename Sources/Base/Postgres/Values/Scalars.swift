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
  package static var postgresType: PostgresType { .bool }
  package static var postgresArrayType: PostgresType { .boolArray }
  package static func accepts(_ type: PostgresType) -> Bool { type == .bool }
  package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Bool {
    try checkLength(bytes, 1)
    return bytes[0] != 0
  }
}

extension Int16: PostgresScalar {
  package static var postgresType: PostgresType { .int2 }
  package static var postgresArrayType: PostgresType { .int2Array }
  package static func accepts(_ type: PostgresType) -> Bool { type == .int2 }
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int16 {
    try checkLength(bytes, 2)
    return load(bytes)
  }
}

extension Int32: PostgresScalar {
  package static var postgresType: PostgresType { .int4 }
  package static var postgresArrayType: PostgresType { .int4Array }
  package static func accepts(_ type: PostgresType) -> Bool { type == .int4 || type == .int2 }
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int32 {
    Int32(truncatingIfNeeded: try decodeInteger(bytes, type))
  }
}

extension Int64: PostgresScalar {
  package static var postgresType: PostgresType { .int8 }
  package static var postgresArrayType: PostgresType { .int8Array }
  package static func accepts(_ type: PostgresType) -> Bool { type == .int8 || type == .int4 || type == .int2 || type == .oid }
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int64 {
    try decodeInteger(bytes, type)
  }
}

extension Int: PostgresScalar {
  package static var postgresType: PostgresType { .int8 }
  package static var postgresArrayType: PostgresType { .int8Array }
  package static func accepts(_ type: PostgresType) -> Bool { Int64.accepts(type) }
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Int {
    Int(try decodeInteger(bytes, type))
  }
}

extension Double: PostgresScalar {
  package static var postgresType: PostgresType { .float8 }
  package static var postgresArrayType: PostgresType { .float8Array }
  package static func accepts(_ type: PostgresType) -> Bool { type == .float8 || type == .float4 }
  package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }
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
  package static var postgresType: PostgresType { .text }
  package static var postgresArrayType: PostgresType { .textArray }
  package static func accepts(_ type: PostgresType) -> Bool {
    switch type {
    case .text, .varchar, .bpchar, .name, .char, .json, .jsonb, .unknown: true
    default: false
    }
  }
  package static func acceptsArray(_ type: PostgresType) -> Bool { type == .textArray || type == .varcharArray }
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> String {
    guard type == .jsonb else { return String(decoding: bytes, as: UTF8.self) }
    // jsonb is sent as a version byte and text.
    guard bytes.first == 1 else { throw ValueMismatch("is jsonb of an unknown version") }
    return String(decoding: bytes.dropFirst(), as: UTF8.self)
  }
}

extension UInt8: PostgresArrayElement {
  // An array of bytes is bytea, not an array of PostgreSQL.
  package static var postgresArrayType: PostgresType { .bytea }
  package static func acceptsArray(_ type: PostgresType) -> Bool { type == .bytea }
  package static func encodeArray(_ values: [UInt8], into bytes: inout [UInt8]) { bytes += values }
  package static func decodeArray(_ bytes: UnsafeRawBufferPointer) -> [UInt8] { Array(bytes) }
}
