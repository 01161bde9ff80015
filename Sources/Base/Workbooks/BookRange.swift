/// Cells of one column of a sheet.
package struct BookRange: Sendable, Hashable {
  package let sheet: String
  let look: BookColumn.Look
  /// From 0.
  let column: Int
  /// From 0; the header is row 0.
  let firstRow: Int
  let lastRow: Int

  /// A column as spreadsheets call it: 0 is A, 26 is AA.
  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }
}
