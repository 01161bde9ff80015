/// A `timestamptz`: microseconds since 2000-01-01 00:00:00 UTC.
package struct PostgresTimestamp: Hashable, Comparable, Sendable {
  /// Microseconds since 2000-01-01 00:00:00 UTC. `Int64.max` and `.min` are PostgreSQL's infinity and -infinity.
  package var microseconds: Int64

  /// The instant this many microseconds after 2000-01-01 00:00:00 UTC.
  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// The instant this many microseconds after 1970-01-01 00:00:00 UTC.
  package init(unixMicroseconds: Int64) { microseconds = unixMicroseconds - Self.unixOffset }

  /// Microseconds since 1970-01-01 00:00:00 UTC; not for the infinities.
  package var unixMicroseconds: Int64 { microseconds + Self.unixOffset }

  /// Microseconds from 1970-01-01 to 2000-01-01.
  private static let unixOffset: Int64 = 946_684_800_000_000

  /// By time; -infinity first, infinity last.
  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

/// A `date`: days since 2000-01-01.
package struct PostgresDate: Hashable, Comparable, Sendable {
  /// Days since 2000-01-01. `Int32.max` and `.min` are PostgreSQL's infinity and -infinity.
  package var days: Int32

  /// The date this many days after 2000-01-01.
  package init(days: Int32) { self.days = days }

  /// The date this many days after 1970-01-01.
  package init(unixDays: Int32) { days = unixDays - Self.unixOffset }

  /// Days since 1970-01-01; not for the infinities.
  package var unixDays: Int32 { days + Self.unixOffset }

  /// Days from 1970-01-01 to 2000-01-01.
  private static let unixOffset: Int32 = 10_957

  /// By day; -infinity first, infinity last.
  package static func < (a: Self, b: Self) -> Bool { a.days < b.days }
}

extension PostgresTimestamp: PostgresScalar {
  /// `timestamptz`.
  package static var postgresType: PostgresType { .timestamptz }
  /// `timestamptz[]`.
  package static var postgresArrayType: PostgresType { .timestamptzArray }
  /// Columns of `timestamptz` only: a time without zone is no instant.
  package static func accepts(_ type: PostgresType) -> Bool { type == .timestamptz }
  /// Eight bytes: microseconds, most significant first.
  package func encode(into bytes: inout [UInt8]) { microseconds.encode(into: &bytes) }
  /// Throws unless it is eight bytes.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self {
    Self(microseconds: try Int64.decode(bytes, type: .int8))
  }
}

extension PostgresDate: PostgresScalar {
  /// `date`.
  package static var postgresType: PostgresType { .date }
  /// `date[]`.
  package static var postgresArrayType: PostgresType { .dateArray }
  /// Columns of `date` only.
  package static func accepts(_ type: PostgresType) -> Bool { type == .date }
  /// Four bytes: days, most significant first.
  package func encode(into bytes: inout [UInt8]) { days.encode(into: &bytes) }
  /// Throws unless it is four bytes.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self {
    Self(days: try Int32.decode(bytes, type: .int4))
  }
}

/// JSON text as a `jsonb` parameter. Columns of json and jsonb are read as `String`.
package struct PostgresJSON: PostgresScalar, Hashable {
  /// The text; the server checks that it is JSON.
  package var text: String

  /// JSON text, unchecked.
  package init(_ text: String) { self.text = text }

  /// `jsonb`.
  package static var postgresType: PostgresType { .jsonb }
  /// `jsonb[]`.
  package static var postgresArrayType: PostgresType { .jsonbArray }
  /// Columns of `jsonb` and `json`.
  package static func accepts(_ type: PostgresType) -> Bool { type == .jsonb || type == .json }
  /// The version byte 1, then the text in UTF-8.
  package func encode(into bytes: inout [UInt8]) {
    bytes.append(1)
    bytes.append(contentsOf: text.utf8)
  }
  /// The text without its version byte. Throws for `jsonb` of a version other than 1.
  package static func decode(_ bytes: UnsafeRawBufferPointer, type: PostgresType) throws(ValueMismatch) -> Self {
    Self(try String.decode(bytes, type: type))
  }
}
