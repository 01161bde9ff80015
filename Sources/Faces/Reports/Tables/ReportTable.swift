package import Portfolio
package import Speech

/// A table of a report: the same columns and rows become a sheet of a workbook, a CSV file, or a table on a page.
package struct ReportTable: Sendable {
  /// What a cell of a column is; a workbook aligns and formats by it.
  package enum Kind: Sendable, Equatable {
    /// Words.
    case text
    /// Letters and digits that stand for somebody or something: never a number, never a formula.
    case identity
    case count
    /// Minor units; the currency stands in the cell.
    case amount
    case day
    /// Seconds, shown as hours.
    case hours
    /// Per mille, shown as percent in workbooks and as a number between 0 and 1 in CSV.
    case share
    /// Per mille, shown as a number between 0 and 1 everywhere.
    case ratio
    case flag
    /// Numbers of different kinds: each cell says which.
    case mixed
  }

  /// One column.
  package struct Column: Sendable {
    /// Header of the CSV file: never changes with the language, nor from version to version.
    package var key: String
    /// Header of sheet and page.
    package var title: Wording
    package var kind: Kind
    /// What the column says, in one sentence; for the sheet that explains columns.
    package var meaning: Wording

    package init(_ key: String, _ title: Wording, _ kind: Kind, _ meaning: Wording) {
      (self.key, self.title, self.kind, self.meaning) = (key, title, kind, meaning)
    }

    /// The same with the title in both languages.
    package init(_ key: String, _ en: String, _ zh: String, _ kind: Kind, _ meaning: Wording) {
      self.init(key, Wording(en, zh), kind, meaning)
    }
  }

  /// One cell. Its case fits the kind of its column, or is `empty`.
  package enum Cell: Sendable, Equatable {
    case empty
    /// For `text` and `identity`.
    case text(String)
    /// For `text`: a sentence or name that differs with the language.
    case words(Wording)
    /// For `text`: a code that never changes, for CSV, and what people call it, for sheets and pages.
    case term(String, Wording)
    case count(Int64)
    /// Minor units of a currency.
    case amount(Int64, Currency)
    /// Empty where it is no known day.
    case day(Day)
    case seconds(Int64)
    case perMille(Int64)
    case flag(Bool)
  }

  /// Gives the next row at each call, nil after the last.
  package typealias Pull = () throws -> [Cell]?

  /// Stem of the CSV file; ASCII letters, digits and `_`.
  package var name: String
  /// Name of the sheet and heading on the page; at most 31 characters in either language.
  package var title: Wording
  package var columns: [Column]
  /// Whether it is a CSV file too; else it is only in the workbook.
  package var isFile = true
  /// Whether long texts go on in further lines of their cell in a workbook: else a printed sheet is made as wide as the longest.
  package var isWrapped = false
  package var rows: [[Cell]]
  /// Rows after `rows` that are not held in memory: each call begins to read them from the first.
  package var pull: (@Sendable () -> Pull)?

  package init(_ name: String, _ title: Wording, _ columns: [Column], rows: [[Cell]] = []) {
    (self.name, self.title, self.columns, self.rows) = (name, title, columns, rows)
  }

  /// A table whose rows are made while they are written; `pull` is called once per writing.
  package init(_ name: String, _ title: Wording, _ columns: [Column], pull: @escaping @Sendable () -> Pull) {
    (self.name, self.title, self.columns, self.rows) = (name, title, columns, [])
    self.pull = pull
  }

  /// The same with long texts in several lines.
  package var wrapped: ReportTable {
    var table = self
    table.isWrapped = true
    return table
  }

  /// Every row from the first to the last; throws what `body` or the source of the rows throws.
  package func eachRow(_ body: ([Cell]) throws -> Void) throws {
    for row in rows { try body(row) }
    guard let next = pull?() else { return }
    while let row = try next() { try body(row) }
  }
}
