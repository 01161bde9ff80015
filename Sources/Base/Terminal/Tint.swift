/// A colour of a terminal's own palette, for what is marked by a sign as well.
package enum Tint: String, CaseIterable, Sendable {
  case red = "\u{1B}[31m"
  case green = "\u{1B}[32m"
  case yellow = "\u{1B}[33m"

  /// The text in the colour; only for an `Output` that is a terminal.
  package func of(_ text: String) -> String { "\(rawValue)\(text)\(Table.plain)" }
}
