/// Writes the columns of one row of a binary COPY in, in order. Each must be of exactly the column's type; the first that is not makes
/// `BinaryWriter.row` throw.
package struct BinaryRowWriter: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0
  private let types: [PostgresType]
  private let names: [String]
  private var column = 0
  private(set) var mistake: String?

  init(types: [PostgresType], names: [String], capacity: Int) {
    self.types = types
    self.names = names
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { base.deallocate() }

  /// What was written since `clear`.
  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func clear() { count = 0 }

  mutating func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    bytes.withUnsafeBytes { if let source = $0.baseAddress { (base + count).copyMemory(from: source, byteCount: $0.count) } }
    count += bytes.count
  }

  mutating func begin() {
    column = 0
    reserve(2)
    store(Int16(truncatingIfNeeded: types.count))
  }

  mutating func finish() {
    if column != types.count, mistake == nil {
      mistake = "\(column) columns were written, the COPY names \(types.count)"
    }
  }

  private mutating func reserve(_ size: Int) {
    guard capacity - count < size else { return }
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = larger
  }

  private mutating func store(_ value: some FixedWidthInteger & BitwiseCopyable) {
    (base + count).storeBytes(of: value.bigEndian, as: type(of: value))
    count += MemoryLayout.size(ofValue: value)
  }

  /// Starts a field of `length` bytes; false when a value of this type does not belong here.
  private mutating func field(_ type: PostgresType, _ length: Int) -> Bool {
    guard column < types.count, types[column] == type else { return refuse(type) }
    column += 1
    reserve(4 + length)
    store(Int32(truncatingIfNeeded: length))
    return true
  }

  private mutating func refuse(_ type: PostgresType) -> Bool {
    if mistake == nil {
      mistake =
        column < types.count
        ? "column \"\(names[column])\" is of type \(types[column]), \(type) was written"
        : "more columns were written than the COPY names (\(types.count))"
    }
    column += 1
    return false
  }

  private mutating func number(_ value: some FixedWidthInteger & BitwiseCopyable, _ type: PostgresType) {
    if field(type, MemoryLayout.size(ofValue: value)) { store(value) }
  }

  private mutating func raw(_ bytes: UnsafeRawBufferPointer, _ type: PostgresType, prefix: Int = 0) {
    guard field(type, bytes.count + prefix) else { return }
    if prefix == 1 { store(UInt8(1)) }
    if let source = bytes.baseAddress { (base + count).copyMemory(from: source, byteCount: bytes.count) }
    count += bytes.count
  }

  private var textType: PostgresType {
    guard column < types.count else { return .text }
    switch types[column] {
    case .varchar, .bpchar, .json: return types[column]
    default: return .text
    }
  }
}

extension BinaryRowWriter {
  /// NULL, for any type.
  package mutating func null() {
    guard column < types.count else {
      _ = refuse(.unknown)
      return
    }
    column += 1
    reserve(4)
    store(Int32(-1))
  }

  /// A smallint; nil is NULL.
  package mutating func int16(_ value: Int16?) { if let value { number(value, .int2) } else { null() } }
  /// An integer; nil is NULL.
  package mutating func int32(_ value: Int32?) { if let value { number(value, .int4) } else { null() } }
  /// A bigint; nil is NULL.
  package mutating func int64(_ value: Int64?) { if let value { number(value, .int8) } else { null() } }
  /// A boolean; nil is NULL.
  package mutating func bool(_ value: Bool?) { if let value { number(UInt8(value ? 1 : 0), .bool) } else { null() } }
  /// A double precision; nil is NULL.
  package mutating func double(_ value: Double?) { if let value { number(value.bitPattern, .float8) } else { null() } }
  /// A date as days since 2000-01-01; nil is NULL.
  package mutating func date(_ days: Int32?) { if let days { number(days, .date) } else { null() } }
  /// A timestamptz as microseconds since 2000-01-01 00:00 UTC; nil is NULL.
  package mutating func timestamp(_ microseconds: Int64?) { if let microseconds { number(microseconds, .timestamptz) } else { null() } }

  /// A text, varchar or json; nil is NULL.
  package mutating func text(_ value: String?) {
    guard var value else { return null() }
    let type = textType
    value.withUTF8 { raw(UnsafeRawBufferPointer($0), type) }
  }

  /// A text, varchar or json given as UTF-8 bytes.
  package mutating func text(utf8 bytes: UnsafeRawBufferPointer) { raw(bytes, textType) }

  /// A jsonb given as JSON text; nil is NULL.
  package mutating func jsonb(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { raw(UnsafeRawBufferPointer($0), .jsonb, prefix: 1) }
  }

  /// A bytea; nil is NULL.
  package mutating func bytes(_ value: [UInt8]?) {
    guard let value else { return null() }
    value.withUnsafeBytes { raw($0, .bytea) }
  }

  /// A bytea.
  package mutating func bytes(_ value: UnsafeRawBufferPointer) { raw(value, .bytea) }

  /// An array; nil is NULL.
  package mutating func array<Element: PostgresArrayElement>(_ values: [Element]?) {
    guard let values else { return null() }
    var encoded: [UInt8] = []
    Element.encodeArray(values, into: &encoded)
    encoded.withUnsafeBytes { raw($0, Element.postgresArrayType) }
  }

  /// A bigint[]; nil is NULL.
  package mutating func int64Array(_ values: [Int64]?) { array(values) }
  /// An integer[]; nil is NULL.
  package mutating func int32Array(_ values: [Int32]?) { array(values) }
  /// A smallint[]; nil is NULL.
  package mutating func int16Array(_ values: [Int16]?) { array(values) }
  /// A text[]; nil is NULL.
  package mutating func textArray(_ values: [String]?) { array(values) }
}
