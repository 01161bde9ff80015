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
  /// Where tables go that somebody else draws; nil where they are text.
  private let kept: KeptTables?
  /// `bold` where the output is a terminal.
  package init(bold: Bool = false, _ language: Language = .en) {
    self.bold = bold
    self.language = language
    kept = nil
  }

  /// For `Answer.parts`.
  init(keeping kept: KeptTables, _ language: Language) {
    (bold, self.language, self.kept) = (false, language, kept)
  }

  /// The text in the language of whoever reads.
  package func say(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }
  /// The same of a wording.
  package func say(_ wording: Wording) -> String { wording[language] }

  /// One after the other: `a, b`, `a、b`.
  package func list(_ items: some Sequence<String>) -> String { items.joined(separator: say(", ", "、")) }
  /// The same of what is more than a word: `1 new, 2 changed`, `新增 1 行，变更 2 行`.
  func clauses(_ parts: some Sequence<String>) -> String { parts.joined(separator: say(", ", "，")) }

  /// The head of a column.
  package func column(_ en: String, _ zh: String, _ alignment: Table.Alignment = .left) -> Table.Column { .init(say(en, zh), alignment) }

  /// The table alone, each line with its newline.
  package func table(_ table: Table) -> String { kept?.keep(table) ?? table.render(bold: bold) }

  /// The table, and a word when it may not be all; `noun` as in “no cases”, “没有案件”.
  package func table(_ table: Table, of noun: Wording, limit: Int) -> String {
    if table.rows.isEmpty { return say("no \(Plural.of(0, noun.en))\n", "没有\(noun.zh)\n") }
    return self.table(table) + (table.rows.count == limit ? more(limit, noun) : "")
  }

  /// That there is more than was shown.
  func more(_ limit: Int, _ noun: Wording) -> String {
    say("the first \(Text.count(limit, noun.en)); more with --limit\n", "仅列前 \(Text.grouped(limit)) 行，更多请用 --limit\n")
  }
}
