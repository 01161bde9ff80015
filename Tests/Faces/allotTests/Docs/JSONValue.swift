/// A JSON text as it was written. Unlike a decoder it keeps keys that stand twice, and tells whole numbers from those with decimals.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// As it stands there.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// All members in their order.
  case object([(key: String, value: JSONValue)])

  /// Throws what is wrong with the text, and where.
  init(_ text: some StringProtocol) throws {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.whole()
  }

  /// The member of an object; nil where there is none.
  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  /// Elements of an array, none of anything else.
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  /// The text of a string.
  var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The digits of a number.
  var digits: String? { if case .number(let text) = self { text } else { nil } }
  var isNull: Bool { if case .null = self { true } else { false } }

  /// As a fault names it: short, and long texts by their beginning.
  var named: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text
    case .string(let text): text.count > 40 ? "“\(text.prefix(40))…”" : "“\(text)”"
    case .array(let values): "a list of \(values.count)"
    case .object(let members): "an object of \(members.count)"
    }
  }
}

/// Why a text is no JSON.
struct JSONFault: Error, CustomStringConvertible {
  let description: String
}

/// RFC 8259, as far as what we print goes: of `\u` escapes those outside surrogates.
private struct JSONReader {
  let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func fault(_ what: String) -> JSONFault {
    JSONFault(description: "\(what) at byte \(at): \(String(decoding: bytes[at...].prefix(30), as: UTF8.self))")
  }

  private mutating func blanks() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { at += 1 }
  }

  private mutating func expect(_ text: StaticString) throws {
    let wanted = Array(text.description.utf8)
    guard bytes[at...].starts(with: wanted) else { throw fault("expected \(text)") }
    at += wanted.count
  }

  /// One value and nothing behind it.
  mutating func whole() throws -> JSONValue {
    let found = try value()
    blanks()
    guard next == nil else { throw fault("something stands behind the value") }
    return found
  }

  private mutating func value() throws -> JSONValue {
    blanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try list(until: UInt8(ascii: "}")) { try $0.member() })
    case UInt8(ascii: "["): return .array(try list(until: UInt8(ascii: "]")) { try $0.value() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "n"):
      try expect("null")
      return .null
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    default: return .number(try number())
    }
  }

  /// What stands between two brackets, with commas.
  private mutating func list<Element>(until close: UInt8, _ element: (inout JSONReader) throws -> Element) throws -> [Element] {
    at += 1
    var found: [Element] = []
    blanks()
    while next != close {
      if !found.isEmpty { try expect(",") }
      found.append(try element(&self))
      blanks()
    }
    at += 1
    return found
  }

  private mutating func member() throws -> (key: String, value: JSONValue) {
    blanks()
    guard next == UInt8(ascii: "\"") else { throw fault("expected a key") }
    let key = try string()
    blanks()
    try expect(":")
    return (key, try value())
  }

  private mutating func number() throws -> String {
    let text = String(decoding: bytes[at...].prefix { "+-.eE0123456789".utf8.contains($0) }, as: UTF8.self)
    guard text.wholeMatch(of: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/) != nil else { throw fault("expected a value") }
    at += text.utf8.count
    return text
  }

  private mutating func string() throws -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escaped()
      case ..<0x20: throw fault("a control character")
      default:
        text.append(byte)
        at += 1
      }
    }
    throw fault("a text does not end")
  }

  private mutating func escaped() throws -> [UInt8] {
    let known: [UInt8: UInt8] = [0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09]
    at += 1
    if let byte = next, let meant = known[byte] {
      at += 1
      return [meant]
    }
    try expect("u")
    let hex = String(decoding: bytes[at...].prefix(4), as: UTF8.self)
    guard hex.utf8.count == 4, let scalar = UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init) else { throw fault("no character") }
    at += 4
    return Array(String(scalar).utf8)
  }
}
