package import Terminal
package import Wire

/// What a command, a page or the API says: one value, as JSON for machines and as text for people. Both are made of the same figures, so that nobody
/// is told something else. `docs/json.md` describes every shape.
package struct Answer: Sendable {
  /// For machines; the shapes are those of `docs/json.md`.
  package let json: JSON
  private let write: @Sendable (AnswerStyle) -> String

  /// `text` ends with a newline unless it is empty.
  package init(_ json: JSON, text: @escaping @Sendable (AnswerStyle) -> String) {
    self.json = json
    write = text
  }

  /// An answer whose text looks the same everywhere.
  package init(_ json: JSON, _ text: String) { self.init(json) { _ in text } }

  /// For people.
  package func text(_ style: AnswerStyle = AnswerStyle(bold: false)) -> String { write(style) }
}

/// How text looks.
package struct AnswerStyle: Sendable {
  /// Heads of tables stand out: on a terminal.
  package let bold: Bool
  /// `bold` where the output is a terminal.
  package init(bold: Bool) { self.bold = bold }

  /// The table alone, each line with its newline.
  package func table(_ table: Table) -> String { table.render(bold: bold) }

  /// The table, and a word when it may not be all; `noun` as in “no cases”.
  package func table(_ table: Table, of noun: String, limit: Int) -> String {
    if table.rows.isEmpty { return "no \(noun)s\n" }
    return self.table(table) + (table.rows.count == limit ? "the first \(Text.count(limit, noun)); more with --limit\n" : "")
  }
}
