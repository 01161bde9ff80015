import Discretion

/// A JSON value for machines; members keep their order so that output is the same every time.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The same text: members in another order are another value.
  package static func == (a: JSON, b: JSON) -> Bool { a.text == b.text }

  /// One line, no trailing newline.
  package var text: String {
    var out = ""
    write(to: &out)
    return out
  }

  /// Over several lines, two blanks a level; lists and objects without lists and objects in them stay on one line. No trailing newline.
  package var indented: String {
    var out = ""
    write(to: &out, level: 0)
    return out
  }

  private var isFlat: Bool {
    func isSingle(_ value: JSON) -> Bool {
      switch value {
      case .array, .object: false
      default: true
      }
    }
    switch self {
    case .array(let values): return values.allSatisfy(isSingle)
    case .object(let members): return members.allSatisfy { isSingle($0.1) }
    default: return true
    }
  }

  private func write(to out: inout String, level: Int) {
    let (open, close, parts): (String, String, [(String?, JSON)])
    switch self {
    case .array(let values): (open, close, parts) = ("[", "]", values.map { (nil, $0) })
    case .object(let members): (open, close, parts) = ("{", "}", members.map { ($0.0, $0.1) })
    default: return write(to: &out)
    }
    guard !isFlat else { return write(to: &out) }
    let inset = String(repeating: "  ", count: level + 1)
    out += open
    for (index, (name, value)) in parts.enumerated() {
      out += (index > 0 ? ",\n" : "\n") + inset
      if let name {
        JSON.quote(name, to: &out)
        out += ": "
      }
      value.write(to: &out, level: level + 1)
    }
    out += "\n" + String(inset.dropLast(2)) + close
  }

  private func write(to out: inout String) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .string(let value): JSON.quote(value, to: &out)
    case .array(let values):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += "," }
        value.write(to: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, (name, value)) in members.enumerated() {
        if index > 0 { out += "," }
        JSON.quote(name, to: &out)
        out += ":"
        value.write(to: &out)
      }
      out += "}"
    }
  }

  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      // Also what a terminal would act on when somebody looks at the answer.
      case let control where Shown.isControl(control):
        let hex = String(control.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number; there are no fractions.
  package init(integerLiteral value: Int64) { self = .integer(value) }
  /// `true` or `false`.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Elements in order.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Members in order; that names are different is the caller's care.
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
  /// `null`.
  package init(nilLiteral: ()) { self = .null }
  /// A string, or `null`.
  package init(_ value: String?) { self = value.map(JSON.string) ?? .null }
  /// A whole number.
  package init(_ value: Int) { self = .integer(Int64(value)) }
  /// A whole number, or `null`.
  package init(_ value: Int64?) { self = value.map(JSON.integer) ?? .null }
}
