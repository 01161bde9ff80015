/// A chart drawn by the spreadsheet from cells.
package struct BookChart: Sendable {
  /// How values are drawn.
  package enum Shape: Sendable {
    case columns
    /// One upon the other.
    case stackedColumns
    /// Lying, for names that are long.
    case bars
    case line
  }

  /// One series of values.
  package struct Series: Sendable {
    package var name: String
    package var values: BookRange

    package init(_ name: String, _ values: BookRange) { (self.name, self.values) = (name, values) }
  }

  package var shape: Shape
  package var title: String
  /// What stands at the axis of values, with its unit; may be empty.
  package var unit: String
  /// How numbers stand at that axis, as spreadsheets write it: `#,##0`, `0%`.
  package var format: String
  package var categories: BookRange
  package var series: [Series]

  package init(_ shape: Shape, title: String, unit: String = "", format: String = "#,##0", categories: BookRange, series: [Series]) {
    (self.shape, self.title, self.unit, self.format) = (shape, title, unit, format)
    (self.categories, self.series) = (categories, series)
  }
}
