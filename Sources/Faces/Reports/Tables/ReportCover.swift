package import Portfolio
package import Speech

/// The first sheet of a workbook: what it is, the sentence to read, and for whom, when and by which filter it was made.
package struct ReportCover: Sendable {
  /// Heading of the sheet.
  package var title: Wording
  /// What there is to say, in one sentence.
  package var sentence: Wording
  /// Name and value, a line each: reader, run, time, filter, policies …
  package var facts: [(name: Wording, value: Wording)]
  /// When the content was made, on the agency's wall; stands in the file, so that the same content gives the same bytes.
  package var made: LocalTime
  /// Name and version of what makes the file.
  package var program: String

  package init(
    title: Wording, sentence: Wording, facts: [(name: Wording, value: Wording)] = [], made: LocalTime, program: String = "allot"
  ) {
    (self.title, self.sentence, self.facts, self.made, self.program) = (title, sentence, facts, made, program)
  }
}

/// A chart of a workbook, drawn from columns of one of its tables.
package struct ReportChart: Sendable {
  /// How values are drawn.
  package enum Shape: Sendable {
    case columns
    /// One upon the other.
    case stackedColumns
    /// Lying, for long names.
    case bars
    case line
  }

  package var shape: Shape
  package var title: Wording
  /// `name` of the table.
  package var table: String
  /// Key of the column whose cells are the names along the axis.
  package var categories: String
  /// Keys of the columns that are drawn, each with its title.
  package var series: [String]
  /// How many rows of the table are drawn at most, from the first.
  package var rows: Int
  /// What stands at the axis of values.
  package var unit: Wording

  package init(
    _ shape: Shape, _ title: Wording, table: String, categories: String, series: [String], rows: Int = 60, unit: Wording = .none
  ) {
    (self.shape, self.title, self.table, self.categories, self.series) = (shape, title, table, categories, series)
    (self.rows, self.unit) = (rows, unit)
  }
}
