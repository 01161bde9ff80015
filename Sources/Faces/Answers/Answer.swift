package import Speech
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
  package init(_ json: JSON, _ text: Wording) { self.init(json) { text[$0.language] } }

  /// For people.
  package func text(_ style: AnswerStyle = AnswerStyle()) -> String { write(style) }
}

/// How text looks, and in which language.
package struct AnswerStyle: Sendable {
  /// Heads of tables stand out: on a terminal.
  package let bold: Bool
  /// What people read.
  package let language: Language
  /// `bold` where the output is a terminal.
  package init(bold: Bool = false, _ language: Language = .en) {
    self.bold = bold
    self.language = language
  }

  /// The text in the language of whoever reads.
  package func say(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }
  /// The same of a wording.
  package func say(_ wording: Wording) -> String { wording[language] }

  /// The table alone, each line with its newline.
  package func table(_ table: Table) -> String { table.render(bold: bold) }

  /// The table, and a word when it may not be all; `noun` as in “no cases”.
  package func table(_ table: Table, of noun: String, limit: Int) -> String {
    if table.rows.isEmpty { return "no \(noun)s\n" }
    return self.table(table) + (table.rows.count == limit ? "the first \(Text.count(limit, noun)); more with --limit\n" : "")
  }
}
