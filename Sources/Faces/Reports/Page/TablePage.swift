package import HTML
package import Portfolio
package import Speech
import Words

/// A page of sentences and tables, for readers who get a part of the agency: one file that needs nothing else, both languages in it.
package struct TablePage: Sendable {
  /// A heading with what stands below it.
  package struct Section: Sendable {
    package var title: Wording
    /// Sentences before the table.
    package var notes: [Wording]
    package var table: ReportTable?
    /// Whether the table stands below a closed heading.
    package var isFolded: Bool

    package init(_ title: Wording, notes: [Wording] = [], table: ReportTable? = nil, isFolded: Bool = false) {
      (self.title, self.notes, self.table, self.isFolded) = (title, notes, table, isFolded)
    }
  }

  /// What kind of page it is, above the heading.
  package var kicker: Wording
  /// Agency, client or team.
  package var heading: String
  /// A day, or the days of a period.
  package var day: String
  /// Run, time, reader.
  package var meta: Wording
  /// What there is to say, in one sentence.
  package var sentence: Wording
  /// What asks for a look; empty is calm.
  package var flags: [Wording]
  package var sections: [Section]

  package init(
    kicker: Wording, heading: String, day: String, meta: Wording, sentence: Wording, flags: [Wording] = [], sections: [Section]
  ) {
    (self.kicker, self.heading, self.day, self.meta, self.sentence) = (kicker, heading, day, meta, sentence)
    (self.flags, self.sections) = (flags, sections)
  }

  /// The page in UTF-8; `language` is the one shown first. Throws what the source of a table's rows throws.
  package func html(_ language: Language) throws -> [UInt8] {
    try PageFrame.html(language, title: "\(kicker[language]) · \(heading) · \(day)") { try body($0) }
  }

  private func body(_ language: Language) throws -> HTML {
    let contents = try sections.enumerated().map { try section($1, "\(language.rawValue)-\($0 + 1)", language) }
    return PageFrame.top(kicker, name: heading, day: day, meta: ["\(meta[language])"], language)
      + HTML.nav([.other("aria-label", Wording("Sections", "目录")[language])]) {
        for (index, section) in sections.enumerated() {
          HTML.a([.href("#\(language.rawValue)-\(index + 1)")], "\(section.title[language])")
        }
      }
      + HTML.div {
        HTML.p([.class("lead")], "\(sentence[language])")
        if !flags.isEmpty { HTML.ul([.class("flags")]) { for flag in flags { HTML.li("\(flag[language])") } } }
        for content in contents { content }
      }
  }

  private func section(_ section: Section, _ id: String, _ language: Language) throws -> HTML {
    let table = try section.table.map { table in
      let made = try Self.table(table, language)
      return section.isFolded ? made.folded(Wording("Show the table", "展开表格")[language]) : made.html
    }
    return HTML.section([.id(id)]) {
      HTML.h2("\(section.title[language])")
      for note in section.notes { HTML.p([.class("note")], "\(note[language])") }
      if let table { table }
    }
  }

  /// A table as a page shows it.
  static func table(_ table: ReportTable, _ language: Language) throws -> DataTable {
    let columns = table.columns.map { column -> DataTable.Column in
      switch column.kind {
      case .text: .text(column.title[language])
      case .identity, .day, .flag: .word(column.title[language])
      case .count, .amount, .hours, .share, .ratio, .mixed: .number(column.title[language])
      }
    }
    var made = DataTable(table.title[language], columns)
    try table.eachRow { row in made.rows.append(row.map { cell($0, language) }) }
    return made
  }

  private static func cell(_ cell: ReportTable.Cell, _ language: Language) -> HTML {
    switch cell {
    case .empty: ""
    case .text(let text): "\(text)"
    case .words(let wording), .term(_, let wording): "\(wording[language])"
    case .count(let number): "\(NumberText.count(number))"
    case .amount(let minor, let currency): "\(NumberText.amount(minor, currency))"
    case .day(let day): "\(day.isKnown ? day.description : "")"
    case .seconds(let seconds): "\(NumberText.hours(seconds))"
    case .perMille(let value): "\(NumberText.ratio(value))"
    case .flag(let value): "\((value ? Wording("yes", "是") : Wording("no", "否"))[language])"
    }
  }
}
