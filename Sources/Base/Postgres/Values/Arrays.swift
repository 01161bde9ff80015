// PostgreSQL's binary arrays of one dimension: dimensions, a NULL flag, the element's type, size and lower bound of the dimension, then
// length and bytes of each element (length -1 for NULL).

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
  /// Only the type's own array; elements do not widen.
  package static func acceptsArray(_ type: PostgresType) -> Bool { type == postgresArrayType }

  /// One dimension with lower bound 1; no dimension when empty.
  package static func encodeArray(_ values: [Self], into bytes: inout [UInt8]) {
    let hasNull = values.contains { $0.isPostgresNull }
    bytes.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(hasNull ? 1 : 0))
    bytes.append(bigEndian: postgresType.rawValue)
    guard !values.isEmpty else { return }
    bytes.append(bigEndian: Int32(values.count))
    bytes.append(bigEndian: Int32(1))
    for value in values {
      guard !value.isPostgresNull else {
        bytes.append(bigEndian: Int32(-1))
        continue
      }
      let start = bytes.count
      bytes.append(bigEndian: Int32(0))
      value.encode(into: &bytes)
      let length = Int32(bytes.count - start - 4)
      for (offset, byte) in withUnsafeBytes(of: length.bigEndian, Array.init).enumerated() { bytes[start + offset] = byte }
    }
  }

  /// Throws for more than one dimension, for elements of another type, and for NULL unless `Self` is an Optional.
  package static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueMismatch) -> [Self] {
    var reader = ArrayReader(bytes: bytes)
    let dimensions = try reader.int32()
    _ = try reader.int32()
    let type = PostgresType(rawValue: UInt32(bitPattern: try reader.int32()))
    guard dimensions > 0 else { return [] }
    guard dimensions == 1 else { throw ValueMismatch("is an array of \(dimensions) dimensions where one was expected") }
    guard accepts(type) else { throw ValueMismatch("is an array of \(type), and [\(Self.self)] was asked for") }
    let count = try reader.int32()
    _ = try reader.int32()
    var values: [Self] = []
    values.reserveCapacity(Int(min(max(count, 0), 1 << 20)))
    for _ in 0..<max(count, 0) {
      let length = try reader.int32()
      values.append(length < 0 ? try decodeNull() : try decode(try reader.bytes(Int(length)), type: type))
    }
    return values
  }
}

private struct ArrayReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0

  mutating func int32() throws(ValueMismatch) -> Int32 {
    Int32.load(try bytes(4))
  }

  mutating func bytes(_ count: Int) throws(ValueMismatch) -> UnsafeRawBufferPointer {
    guard count <= bytes.count - offset else { throw ValueMismatch("is a truncated array") }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresScalar {
  /// As without Optional: an array may hold NULL anyway.
  package static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
  /// As without Optional.
  package static func acceptsArray(_ type: PostgresType) -> Bool { Wrapped.acceptsArray(type) }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
  /// The element's array, `bytea` for bytes.
  package static var postgresType: PostgresType { Element.postgresArrayType }
  /// The binary form of an array, or the bytes themselves.
  package func encode(into bytes: inout [UInt8]) { Element.encodeArray(self, into: &bytes) }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
  /// As the element says of its arrays.
  package static func accepts(_ type: PostgresType) -> Bool { Element.acceptsArray(type) }
  /// Throws as `decodeArray` of the element.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> [Element] {
    try Element.decodeArray(bytes)
  }
}

extension Array: PostgresArrayElement where Element == UInt8 {
  /// An array of byte strings.
  package static var postgresArrayType: PostgresType { .byteaArray }
}

extension Array: PostgresScalar where Element == UInt8 {}
