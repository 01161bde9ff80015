import CLibXlsxWriter
package import Faults
import Glibc
import Speech

/// A table of a workbook, row by row: header in sight, filter, widths by what is in it. Goes on in another sheet where one is full.
package final class BookTable {
  /// The name of its first sheet.
  package let name: String
  /// Rows so far, without headers.
  package private(set) var count = 0
  private let book: Book
  private let columns: [BookColumn]
  private var sheet: UnsafeMutablePointer<lxw_worksheet>
  private var sheetName: String
  private var row: UInt32 = 1
  private var widths: [Int]
  private var isWrapped: Bool
  private var oddities: [Oddity: Int] = [:]

  private struct Oddity: Hashable {
    enum Kind: Int { case digits, cut, days }
    var column: Int
    var kind: Kind
  }

  init(_ book: Book, _ name: String, _ columns: [BookColumn], isWrapped: Bool = false) throws(OperationError) {
    self.book = book
    self.columns = columns
    self.isWrapped = isWrapped
    (self.name, sheet) = try book.sheet(named: name)
    sheetName = self.name
    widths = columns.map { BookText($0.title).width + 3 }
    begin()
  }

  private func begin() {
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    for (index, column) in columns.enumerated() {
      let look = column.look == .number ? book.formats.numberHeader : book.formats.header
      worksheet_write_string(sheet, 0, UInt16(index), BookText(column.title).text, look)
    }
    row = 1
  }

  /// Writes a row; what it lacks is empty, what it has more than there are columns is not written. Throws with `EX_CANTCREAT` when the disk is full.
  package func add(_ cells: [BookCell]) throws(OperationError) {
    guard book.isOpen else { throw book.failed(EBADF) }
    if Int(row) >= book.rowsPerSheet { try goOn() }
    for (index, cell) in cells.enumerated() where index < columns.count { write(cell, index) }
    row += 1
    count += 1
    if count % 4096 == 0 { try book.check(sheet) }
  }

  private func goOn() throws(OperationError) {
    try end()
    let (name, next) = try book.sheet(named: self.name)
    book.remark(.wentOn(sheetName, rows: Int(row) - 1, in: name))
    (sheet, sheetName) = (next, name)
    begin()
  }

  private func write(_ cell: BookCell, _ index: Int) {
    switch cell {
    case .empty: break
    case .text(let text): write(text, index)
    case .whole(let number): write(number, 1, 0, book.formats.whole, index)
    case .decimal(let number, let digits, let unit):
      guard let look = book.formats.decimal(digits, unit) else { return }
      write(number, BookTable.powers[min(max(digits, 0), 9)], digits, look, index, unit: unit)
    case .day(let day): write(day: day, index)
    case .hours(let seconds):
      // Tenths, as they are shown: what is added up by eye is added up by the sheet.
      let tenths = (seconds.magnitude + 180) / 360
      write(seconds < 0 ? -Int64(tenths) : Int64(tenths), 10, 1, book.formats.hours, index)
    case .share(let value): write(value, 1000, 1, book.formats.share, index)
    case .ratio(let value): write(value, 1000, 3, book.formats.ratio, index)
    }
  }

  private static let powers: [Double] = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

  /// A number of at most 15 digits, which a double and a spreadsheet keep exactly; what has more stands as text.
  private func write(_ number: Int64, _ parts: Double, _ digits: Int, _ look: BookFormats.Look, _ index: Int, unit: String = "") {
    guard number.magnitude <= 999_999_999_999_999 else {
      oddities[Oddity(column: index, kind: .digits), default: 0] += 1
      return write(BookTable.plain(number, digits), index)
    }
    worksheet_write_number(sheet, row, UInt16(index), Double(number) / parts, look)
    // A sign, room at both sides, and a comma or the point before each group.
    var length = (unit.isEmpty ? 0 : unit.utf8.count + 1) + digits + 2
    var rest = number.magnitude
    while rest > 0 {
      rest /= 1000
      length += 4
    }
    if length > widths[index] { widths[index] = length }
  }

  private static func plain(_ number: Int64, _ digits: Int) -> String {
    let text = String(number.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return (number < 0 ? "-" : "") + padded.dropLast(digits) + (digits > 0 ? "." + padded.suffix(digits) : "")
  }

  private func write(day: Int, _ index: Int) {
    // Serial numbers begin before a 29th of February 1900 that never was: from March on they are right.
    let serial = day + 36_526
    guard (61...2_958_465).contains(serial) else {
      oddities[Oddity(column: index, kind: .days), default: 0] += 1
      return write(BookTable.iso(serial), index)
    }
    worksheet_write_number(sheet, row, UInt16(index), Double(serial), book.formats.day)
    widths[index] = max(widths[index], 12)
  }

  /// The date of a serial number that spreadsheets do not know, in the Gregorian calendar: `1899-12-31`.
  private static func iso(_ serial: Int) -> String {
    // Days since 0000-03-01, in years that end with February: leap days come last.
    let days = serial + 693_899
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let parts = [String(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), String(month), String(ofYear - (153 * shifted + 2) / 5 + 1)]
    return parts.enumerated().map { String(repeating: "0", count: max(0, ($0.offset == 0 ? 4 : 2) - $0.element.count)) + $0.element }
      .joined(separator: "-")
  }

  private func write(_ text: String, _ index: Int) {
    if text.isEmpty { return }
    let clean = BookText(text)
    if clean.isCut { oddities[Oddity(column: index, kind: .cut), default: 0] += 1 }
    // Text of more than 255 characters in a cell marked as text is shown as ### by some spreadsheets.
    let look = isWrapped ? book.formats.wrapped : clean.length > 255 ? book.formats.longText : book.formats.text
    worksheet_write_string(sheet, row, UInt16(index), clean.text, look)
    if clean.width + 2 > widths[index] { widths[index] = clean.width + 2 }
  }

  /// Sets what is known only when all rows are written. The table takes no more rows. Throws with `EX_CANTCREAT` when the disk is full.
  package func end() throws(OperationError) {
    guard book.isOpen else { throw book.failed(EBADF) }
    for (index, column) in columns.enumerated() {
      let look =
        switch column.look {
        case .text: book.formats.text
        case .number: book.formats.longText
        case .day: book.formats.day
        }
      worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(min(max(widths[index], 8), 60)), look)
    }
    if !columns.isEmpty {
      worksheet_autofilter(sheet, 0, 0, max(row, 2) - 1, UInt16(columns.count - 1))
      // Identities are meant to be text: no green corner at each of them.
      let last = max(row, 2)
      worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:\(BookRange.letters(columns.count - 1))\(last)")
    }
    // On one page's width, as long as that can still be read; else each page says whose row it is.
    if widths.reduce(0, { $0 + min(max($1, 8), 60) }) <= 240 {
      worksheet_fit_to_pages(sheet, 1, 0)
    } else {
      worksheet_repeat_columns(sheet, 0, 0)
    }
    for (oddity, count) in oddities.sorted(by: { ($0.key.column, $0.key.kind.rawValue) < ($1.key.column, $1.key.kind.rawValue) }) {
      let title = columns[oddity.column].title
      switch oddity.kind {
      case .digits: book.remark(.digits(count, sheet: sheetName, column: title))
      case .cut: book.remark(.cut(count, sheet: sheetName, column: title))
      case .days: book.remark(.days(count, sheet: sheetName, column: title))
      }
    }
    oddities = [:]
    try book.check(sheet)
  }

  /// The cells of a column below the header, of its first `rows` rows, for a chart.
  package func range(_ column: Int, rows: Int) -> BookRange {
    BookRange(
      sheet: name, look: columns[column].look, column: column, firstRow: 1, lastRow: max(1, min(rows, count, book.rowsPerSheet - 1)))
  }
}
