import Wire

// Shapes as JSON Schema 2020-12, as OpenAPI 3.1 has it.
extension Shape {
  /// The schema; other shapes and lists of words are referred to.
  func schema(_ book: ShapeBook) -> JSON {
    switch self {
    case .kind(let name, let orNull):
      if book.words[name] != nil { return Self.reference(Self.wordsName(name), orNull) }
      return Self.kinds[name].map { Self.nullable(.object($0), orNull) } ?? .object([])
    case .words(let words, let orNull):
      return .object([("enum", .array(words.map { .string($0) } + (orNull ? [.null] : [])))])
    case .shape(let name, let orNull): return Self.reference(Self.componentName(name), orNull)
    case .just(let value): return ["const": .bool(value)]
    case .list(let inner): return ["type": "array", "items": inner.schema(book)]
    case .map(_, let inner): return ["type": "object", "additionalProperties": inner.schema(book)]
    case .object(let members):
      let needed = members.filter { !$0.isOptional }.map { JSON.string($0.key) }
      return .object(
        [("type", "object"), ("properties", .object(members.map { ($0.key, $0.value.schema(book)) }))]
          + (needed.isEmpty ? [] : [("required", .array(needed))]))
    }
  }

  /// `waiting plan` is `waiting_plan` among the components.
  static func componentName(_ name: String) -> String { String(name.map { $0 == " " || $0 == "-" ? "_" : $0 }) }
  /// Lists of words have names of their own.
  static func wordsName(_ name: String) -> String { "word_" + componentName(name) }

  private static func reference(_ name: String, _ orNull: Bool) -> JSON {
    let reference: JSON = ["$ref": .string("#/components/schemas/\(name)")]
    return orNull ? ["anyOf": [reference, ["type": "null"]]] : reference
  }

  private static func nullable(_ schema: JSON, _ orNull: Bool) -> JSON {
    guard orNull, case .object(var members) = schema, let place = members.firstIndex(where: { $0.0 == "type" }) else { return schema }
    members[place].1 = [members[place].1, "null"]
    return .object(members)
  }

  private static func whole(_ least: Int64?) -> [(String, JSON)] {
    [("type", "integer"), ("format", "int64")] + (least.map { [("minimum", .integer($0))] } ?? [])
  }
  private static func text(_ pattern: String) -> [(String, JSON)] { [("type", "string"), ("pattern", .string(pattern))] }

  /// The kinds of the page's table.
  private static let kinds: [String: [(String, JSON)]] = [
    "text": [("type", "string")], "integer": whole(nil), "minor units": whole(nil), "cost": whole(nil), "count": whole(0),
    "permille": whole(0), "seconds": whole(0), "milliseconds": whole(0), "id": whole(1), "share": text("^(0\\.[0-9]{3}|1\\.000)$"),
    "decimal": text("^[0-9]+\\.[0-9]{3}$"), "number": [("type", "number")], "boolean": [("type", "boolean")],
    "day": text("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"), "month": text("^[0-9]{4}-(0[1-9]|1[0-2])$"),
    "time": text("^[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"), "hex": text("^([0-9a-f]{2})+$"),
  ]

  /// The kinds that have a schema.
  static var knownKinds: Set<String> { Set(kinds.keys) }
}
