package import Portfolio
package import Speech

/// A table of a report: the same columns and rows become a sheet of a workbook, a CSV file, or a table on a page.
package struct ReportTable: Sendable {
  /// What a cell of a column is; a workbook types, aligns and formats by it.
  package enum Kind: Sendable, Equatable {
    /// Words.
    case text
    /// Letters and digits that stand for somebody or something: never a number, never a formula.
    case identity
    case count
    /// Minor units; the currency stands in the cell.
    case amount
    case day
    /// Seconds.
    case hours
    /// Per mille.
    case share
    case flag
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
  }

  /// One cell. Its case fits the kind of its column, or is `empty`.
  package enum Cell: Sendable, Equatable {
    case empty
    /// For `text` and `identity`.
    case text(String)
    case count(Int64)
    /// Minor units of a currency.
    case amount(Int64, Currency)
    case day(Day)
    case seconds(Int64)
    case perMille(Int64)
    case flag(Bool)
  }

  /// Stem of the CSV file; ASCII letters, digits and `_`.
  package var name: String
  /// Name of the sheet and heading on the page; at most 31 characters in either language.
  package var title: Wording
  package var columns: [Column]
  package var rows: [[Cell]]

  package init(_ name: String, _ title: Wording, _ columns: [Column], rows: [[Cell]] = []) {
    (self.name, self.title, self.columns, self.rows) = (name, title, columns, rows)
  }
}
