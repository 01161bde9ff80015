/// A type of PostgreSQL by its object id, as in `pg_type.oid`.
package struct PostgresType: RawRepresentable, Hashable, Sendable {
  /// The object id.
  package let rawValue: UInt32

  /// The type with this object id.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Truth value, 1 byte.
  package static let bool = Self(rawValue: 16)
  /// Byte string.
  package static let bytea = Self(rawValue: 17)
  /// `"char"`: a single byte, of system catalogues.
  package static let char = Self(rawValue: 18)
  /// Names in system catalogues, up to 63 bytes.
  package static let name = Self(rawValue: 19)
  /// `bigint`: 64 bits.
  package static let int8 = Self(rawValue: 20)
  /// `smallint`: 16 bits.
  package static let int2 = Self(rawValue: 21)
  /// `integer`: 32 bits.
  package static let int4 = Self(rawValue: 23)
  /// Text of any length.
  package static let text = Self(rawValue: 25)
  /// Object id: 32 bits without sign.
  package static let oid = Self(rawValue: 26)
  /// JSON kept as the text it was.
  package static let json = Self(rawValue: 114)
  /// `real`: 32 bits of IEEE 754.
  package static let float4 = Self(rawValue: 700)
  /// `double precision`: 64 bits of IEEE 754.
  package static let float8 = Self(rawValue: 701)
  /// A literal to which the server has given no type.
  package static let unknown = Self(rawValue: 705)
  /// `character(n)`, padded with blanks.
  package static let bpchar = Self(rawValue: 1042)
  /// `character varying`.
  package static let varchar = Self(rawValue: 1043)
  /// Days since 2000-01-01.
  package static let date = Self(rawValue: 1082)
  /// Microseconds since 2000-01-01 00:00:00 UTC.
  package static let timestamptz = Self(rawValue: 1184)
  /// What functions without a result give.
  package static let void = Self(rawValue: 2278)
  /// JSON taken apart; sent as a version byte and text.
  package static let jsonb = Self(rawValue: 3802)

  /// `boolean[]`.
  package static let boolArray = Self(rawValue: 1000)
  /// `bytea[]`.
  package static let byteaArray = Self(rawValue: 1001)
  /// `smallint[]`.
  package static let int2Array = Self(rawValue: 1005)
  /// `integer[]`.
  package static let int4Array = Self(rawValue: 1007)
  /// `text[]`.
  package static let textArray = Self(rawValue: 1009)
  /// `character varying[]`.
  package static let varcharArray = Self(rawValue: 1015)
  /// `bigint[]`.
  package static let int8Array = Self(rawValue: 1016)
  /// `double precision[]`.
  package static let float8Array = Self(rawValue: 1022)
  /// `date[]`.
  package static let dateArray = Self(rawValue: 1182)
  /// `timestamptz[]`.
  package static let timestamptzArray = Self(rawValue: 1185)
  /// `jsonb[]`.
  package static let jsonbArray = Self(rawValue: 3807)
}

extension PostgresType: CustomStringConvertible {
  /// The name used in SQL where it is known, else the object id.
  package var description: String {
    Self.names[self] ?? "type with oid \(rawValue)"
  }

  private static let names: [PostgresType: String] = [
    .bool: "boolean", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "bigint", .int2: "smallint", .int4: "integer",
    .text: "text", .oid: "oid", .json: "json", .float4: "real", .float8: "double precision", .unknown: "unknown", .bpchar: "character",
    .varchar: "character varying", .date: "date", .timestamptz: "timestamptz", .void: "void", .jsonb: "jsonb",
    .boolArray: "boolean[]", .byteaArray: "bytea[]", .int2Array: "smallint[]", .int4Array: "integer[]", .textArray: "text[]",
    .varcharArray: "character varying[]", .int8Array: "bigint[]", .float8Array: "double precision[]", .dateArray: "date[]",
    .timestamptzArray: "timestamptz[]", .jsonbArray: "jsonb[]",
    Self(rawValue: 1114): "timestamp without time zone", Self(rawValue: 1700): "numeric", Self(rawValue: 2950): "uuid",
    Self(rawValue: 1186): "interval", Self(rawValue: 1083): "time",
  ]
}
