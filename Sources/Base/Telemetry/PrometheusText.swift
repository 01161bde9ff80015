/// The small grammar of Prometheus' text format.
enum PrometheusText {
  /// A metric name: `[a-zA-Z_:][a-zA-Z0-9_:]*`, everything else becomes `_`.
  static func name(_ label: String) -> String { identifier(label, allowsColon: true) }

  /// Labels in ascending order of name, without braces.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.sorted { $0.0 < $1.0 }.map { "\(identifier($0.0, allowsColon: false))=\"\(escaped($0.1))\"" }.joined(separator: ",")
  }

  static func adding(_ name: String, _ value: String, to labels: String) -> String {
    (labels.isEmpty ? "" : labels + ",") + "\(name)=\"\(escaped(value))\""
  }

  static func line(_ name: String, _ labels: String, _ value: Double, to text: inout String) {
    text += labels.isEmpty ? "\(name) \(number(value))\n" : "\(name){\(labels)} \(number(value))\n"
  }

  /// Whole numbers without a fraction.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value.magnitude < 1e15 && value == value.rounded() ? String(Int64(value)) : "\(value)"
  }

  /// Only backslash and newline are special in a help text.
  static func help(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") }

  private static func escaped(_ value: String) -> String { help(value).replacing("\"", with: "\\\"") }

  private static func identifier(_ text: String, allowsColon: Bool) -> String {
    let bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        byte
      case UInt8(ascii: ":") where allowsColon: byte
      default: UInt8(ascii: "_")
      }
    }
    let result = String(decoding: bytes, as: UTF8.self)
    return result.first.map { $0.isNumber ? "_" + result : result } ?? "_"
  }
}
