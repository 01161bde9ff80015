/// A sheet of a workbook.
package struct SheetInfo: Sendable, Hashable {
  /// Its name as the tab shows it.
  package let name: String
  /// Its tab is not shown.
  package let isHidden: Bool
}

/// Cells shown as one. Only the first, top left, holds a value. Columns from 0, rows from 1.
package struct MergedCells: Sendable, Hashable {
  /// Row of the first cell.
  package let row: Int
  /// Column of the first cell.
  package let column: Int
  /// Row of the last cell.
  package let lastRow: Int
  /// Column of the last cell.
  package let lastColumn: Int
}

/// How much of a workbook is read before it is refused.
package struct WorkbookLimits: Sendable {
  /// Bytes to which all parts of the archive together may unpack, and bytes of text that all cells together may have.
  package var unpackedBytes = 4 << 30
  /// How many times its packed size a part may unpack to, looked at from 16 MiB on.
  package var ratio = 1000
  /// Bytes of an .xls file, which is read into memory as a whole.
  package var legacyBytes = 64 << 20
  /// Bytes of text of one row.
  package var rowBytes = 4 << 20
  /// Bytes of shared text held in memory; what is beyond goes to a temporary file that has no name.
  package var stringsInMemory = 24 << 20

  /// The limits that fit an agency's files.
  package init() {}
}
