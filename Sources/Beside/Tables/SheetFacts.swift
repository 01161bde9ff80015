/// What is known of the sheet of a workbook whose rows are read.
package struct SheetFacts: Sendable, Equatable {
  /// Its name, as it may be shown.
  package var name: String
  /// How many other sheets the workbook has; none of them is read.
  package var others = 0
  /// Rows that are hidden, filtered ones aside; they are read like all others.
  package var hiddenRows = 0
  /// Rows that a filter leaves out; they are read like all others.
  package var filteredRows = 0

  /// Facts of a sheet of which nothing was read yet.
  package init(name: String, others: Int = 0) {
    self.name = name
    self.others = others
  }
}
