package import Speech

/// What a workbook could not hold as it was, and what stands there instead.
package struct BookRemark: Sendable, Hashable {
  /// What is said; names sheet and column.
  package let wording: Wording

  init(_ wording: Wording) { self.wording = wording }

  /// The rows went on in another sheet.
  static func wentOn(_ sheet: String, rows: Int, in next: String) -> BookRemark {
    BookRemark(
      Wording(
        "Sheet “\(sheet)” is full after \(rows) rows; its rows go on in sheet “\(next)”.", "工作表“\(sheet)”写满 \(rows) 行，其余各行接在工作表“\(next)”中。")
    )
  }

  /// Numbers of more digits than a spreadsheet keeps.
  static func digits(_ count: Int, sheet: String, column: String) -> BookRemark {
    BookRemark(
      Wording(
        "Sheet “\(sheet)”, column “\(column)”: \(count) numbers have more than 15 digits, which spreadsheets do not keep; they stand as text.",
        "工作表“\(sheet)”的“\(column)”列有 \(count) 个数字超过 15 位，电子表格无法精确保存，因此以文本形式写出。"))
  }

  /// Texts longer than a cell.
  static func cut(_ count: Int, sheet: String, column: String) -> BookRemark {
    BookRemark(
      Wording(
        "Sheet “\(sheet)”, column “\(column)”: \(count) texts are longer than the 32,767 characters of a cell; they are cut there and end in “…”.",
        "工作表“\(sheet)”的“\(column)”列有 \(count) 段文本超过单元格上限 32,767 个字符，已在该处截断，并以“…”结尾。"))
  }

  /// Days before the calendar of spreadsheets.
  static func days(_ count: Int, sheet: String, column: String) -> BookRemark {
    BookRemark(
      Wording(
        "Sheet “\(sheet)”, column “\(column)”: \(count) days before 1900-03-01 or after 9999-12-31 stand as text; spreadsheets do not know them.",
        "工作表“\(sheet)”的“\(column)”列有 \(count) 个日期早于 1900-03-01 或晚于 9999-12-31，电子表格不支持，因此以文本形式写出。"))
  }
}
