/// A colour of a terminal's own palette, for what is marked by a sign as well.
package enum Tint: String, CaseIterable, Sendable {
  case red = "[31m"
  case green = "[32m"
  case yellow = "[33m"

  /// The text in the colour; only for an `Output` that is a terminal.
  package func of(_ text: String) -> String { "\u{1B}\(rawValue)\(text)\(Table.plain)" }
}
