/// A value that can be a parameter of a statement.
///
/// A `RawRepresentable` type whose raw value conforms needs no code: declare the conformance.
package protocol PostgresEncodable: Sendable {
  /// The type announced to the server.
  static var postgresType: PostgresType { get }
  /// Whether the value is NULL; then `encode` is not called.
  var isPostgresNull: Bool { get }
  /// Appends PostgreSQL's binary form.
  func encode(into bytes: inout [UInt8])
}

/// A value that can be read from a column.
///
/// A `RawRepresentable` type whose raw value conforms needs no code: declare the conformance.
package protocol PostgresDecodable: Sendable {
  /// Whether columns of this type can be read as `Self`. Nothing that could lose or reinterpret a value is accepted.
  static func accepts(_ type: PostgresType) -> Bool
  /// Reads PostgreSQL's binary form of an accepted type.
  static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self
  /// What NULL becomes; throws unless `Self` is an Optional.
  static func decodeNull() throws(ValueMismatch) -> Self
}

/// A value that can be an element of an array parameter or column.
package protocol PostgresArrayElement: Sendable {
  /// The type of the array.
  static var postgresArrayType: PostgresType { get }
  /// Whether array columns of this type can be read as `[Self]`.
  static func acceptsArray(_ type: PostgresType) -> Bool
  /// Appends the binary form of an array.
  static func encodeArray(_ values: [Self], into bytes: inout [UInt8])
  /// Reads the binary form of an array.
  static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueMismatch) -> [Self]
}

/// A plain value: parameter, column and array element, also as an Optional.
package protocol PostgresScalar: PostgresEncodable, PostgresDecodable, PostgresArrayElement {}

/// Why a value could not be decoded. The row, column and statement are added by the reader. Holds no value of the database.
package struct ValueMismatch: Error, Sendable {
  /// The reason, to follow the column's name.
  package var reason: String
  /// A mismatch for this reason.
  package init(_ reason: String) { self.reason = reason }
}

extension PostgresEncodable {
  /// Never, unless a type says otherwise.
  package var isPostgresNull: Bool { false }
}

extension PostgresDecodable {
  /// Throws: only an Optional can hold NULL.
  package static func decodeNull() throws(ValueMismatch) -> Self {
    throw ValueMismatch("is NULL, and \(Self.self) was asked for: read it as an Optional, or exclude NULL in the statement")
  }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
  /// That of the raw value.
  package static var postgresType: PostgresType { RawValue.postgresType }
  /// The raw value's binary form.
  package func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
  /// As the raw value.
  package static func accepts(_ type: PostgresType) -> Bool { RawValue.accepts(type) }
  /// Throws when the raw value cannot be read, or stands for no value of the type.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self {
    guard let value = Self(rawValue: try RawValue.decode(bytes, type: type)) else {
      throw ValueMismatch("holds a value that is no \(Self.self)")
    }
    return value
  }
}

extension PostgresArrayElement where Self: RawRepresentable, RawValue: PostgresArrayElement {
  /// That of the raw value.
  package static var postgresArrayType: PostgresType { RawValue.postgresArrayType }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// That of the value within.
  package static var postgresType: PostgresType { Wrapped.postgresType }
  /// Whether there is no value.
  package var isPostgresNull: Bool { self?.isPostgresNull ?? true }
  /// The binary form of the value within; nothing for nil, which is sent as NULL.
  package func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// As the value within.
  package static func accepts(_ type: PostgresType) -> Bool { Wrapped.accepts(type) }
  /// Throws as the value within.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self {
    try Wrapped.decode(bytes, type: type)
  }
  /// nil.
  package static func decodeNull() -> Self { nil }
}
