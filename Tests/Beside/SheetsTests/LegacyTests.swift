import Sheets
import SheetsTesting
import Testing

/// What .xls workbooks hold.
struct LegacyTests {
  private typealias Bytes = CompoundBytes
  private func cell(_ type: Int, _ row: Int, _ column: Int, _ value: [UInt8], style: Int = 0) -> [UInt8] {
    Bytes.record(type, Bytes.word(row) + Bytes.word(column) + Bytes.word(style) + value)
  }
  /// Style 0 general, style 1 a day in Chinese, style 2 zeros.
  private var styles: [UInt8] {
    let code = "yyyy\"年\"m\"月\"d\"日\""
    return Bytes.record(0x041E, Bytes.word(200) + Bytes.word(code.utf16.count) + [1] + Bytes.utf16(code))
      + Bytes.record(0x041E, Bytes.word(201) + Bytes.word(5) + [0] + Array("00000".utf8))
      + [0, 200, 201].flatMap { id -> [UInt8] in Bytes.record(0x00E0, Bytes.word(0) + Bytes.word(id) + [UInt8](repeating: 0, count: 16)) }
  }
  /// A formula whose result is said by eight bytes.
  private func formula(_ row: Int, _ column: Int, _ result: [UInt8]) -> [UInt8] {
    cell(0x0006, row, column, result + Bytes.word(0) + Bytes.long(0) + Bytes.word(3) + [0x1E, 1, 0])
  }

  @Test func numbersDaysTextsFlagsErrorsAndFormulasAreRead() throws {
    // Two texts; the second goes on in another record in another width, and has formats and a phonetic guide behind it.
    let strings =
      Bytes.record(
        0x00FC,
        Bytes.long(2) + Bytes.long(2) + Bytes.word(2) + [1] + Bytes.utf16("案件") + Bytes.word(4) + [0x0C] + Bytes.word(1) + Bytes.long(3)
          + Array("AJ".utf8))
      + Bytes.record(0x003C, [1] + Bytes.utf16("张三") + [9, 9, 9, 9] + [8, 8, 8])
    let sheet =
      cell(0x00FD, 0, 0, Bytes.long(0)) + cell(0x00FD, 0, 2, Bytes.long(1)) + cell(0x0203, 1, 0, Bytes.double(0.1 + 0.2))
      + cell(0x0203, 1, 1, Bytes.double(46356), style: 1) + cell(0x027E, 1, 2, Bytes.long(42 << 2 | 2), style: 2)
      // 12345 hundredths, and twice in one record: 1 and 2.5.
      + cell(0x027E, 1, 3, Bytes.long(12345 << 2 | 3))
      + Bytes.record(
        0x00BD,
        Bytes.word(1) + Bytes.word(4) + Bytes.word(0) + Bytes.long(1 << 2 | 2) + Bytes.word(0) + Bytes.long(250 << 2 | 3) + Bytes.word(5))
      + cell(0x0205, 1, 6, [1, 0]) + cell(0x0205, 1, 7, [0x2A, 1]) + formula(1, 8, Bytes.double(2))
      + formula(1, 9, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + Bytes.record(0x0207, Bytes.word(2) + [0] + Array("ok".utf8))
      + formula(1, 10, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]) + formula(1, 11, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
      + cell(0x0203, 1, 12, Bytes.double(110101199001011237))
    let book = try TestWorkbook(bytes: Bytes.book(styles + strings, sheet: sheet), name: "cases.xls")
    #expect(try book.open().sheets.map(\.name) == ["案件"])
    #expect(
      try book.rows() == [
        "1: 案件||AJ张三",
        "2: (number)0.3|(date)2026-11-30|(number)00042|(number)123.45|(number)1|(number)2.5|(boolean)TRUE|(error)#N/A|(number)2|ok"
          + "|(boolean)TRUE|(formulaWithoutValue)|(number)110101199001011000!",
      ])
  }

  @Test func hiddenRowsSheetsAndMergedCellsAreTold() throws {
    let hidden = Bytes.record(0x0208, Bytes.word(1) + [UInt8](repeating: 0, count: 10) + Bytes.word(0x20) + Bytes.word(0))
    let cells = cell(0x0203, 0, 0, Bytes.double(1)) + cell(0x0203, 1, 0, Bytes.double(2))
    let merge = Bytes.record(0x00E5, Bytes.word(1) + Bytes.word(0) + Bytes.word(0) + Bytes.word(0) + Bytes.word(3))
    let book = try TestWorkbook(bytes: Bytes.book(styles, sheet: hidden + cells + merge, state: 1))
    #expect(try book.rows() == ["1: (number)1", "2~: (number)2"])
    #expect(try book.open().sheets.map(\.isHidden) == [true])
    #expect(try book.open().merges(0).map { [$0.row, $0.column, $0.lastRow, $0.lastColumn] } == [[1, 0, 1, 3]])
    let filtered = try TestWorkbook(bytes: Bytes.book(styles, sheet: Bytes.record(0x009B, []) + hidden + cells))
    #expect(try filtered.rows() == ["1: (number)1", "2≈: (number)2"])
  }

  @Test func theCalendarOf1904IsTaken() throws {
    let sheet = cell(0x0203, 0, 0, Bytes.double(44894), style: 1)
    #expect(try TestWorkbook(bytes: Bytes.book(styles + Bytes.record(0x0022, [1, 0]), sheet: sheet)).rows() == ["1: (date)2026-11-30"])
  }

  @Test func aPasswordAndDamageAreRefused() throws {
    #expect(try TestWorkbook(bytes: Bytes.book(Bytes.record(0x002F, [0, 0]), sheet: [])).fault().kind == .encrypted)
    let outOfOrder = cell(0x0203, 1, 0, Bytes.double(1)) + cell(0x0203, 0, 0, Bytes.double(1))
    #expect(try TestWorkbook(bytes: Bytes.book(styles, sheet: outOfOrder)).fault().place == "cases.xlsx:案件!1")
    #expect(try TestWorkbook(bytes: Bytes.book(styles, sheet: cell(0x00FD, 0, 1, Bytes.long(7)))).fault().place == "cases.xlsx:案件!B1")
    var limits = WorkbookLimits()
    limits.legacyBytes = 1000
    #expect(try TestWorkbook(bytes: Bytes.book(styles, sheet: [])).fault(0, limits).kind == .tooLarge)
  }

  /// Bytes of all parts of a small file changed, and the file cut in many places: refused or read, never a crash and never without end.
  @Test func damageAnywhereEndsInRowsOrARefusal() throws {
    let sheet = cell(0x00FD, 0, 0, Bytes.long(0)) + cell(0x0203, 1, 0, Bytes.double(1), style: 1)
    let strings = Bytes.record(0x00FC, Bytes.long(1) + Bytes.long(1) + Bytes.word(2) + [1] + Bytes.utf16("案件"))
    let whole = Bytes.book(styles + strings, sheet: sheet)
    for index in stride(from: 0, to: 1900, by: 7) {
      var bytes = whole
      bytes[index] ^= index % 2 == 0 ? 0xFF : 0x01
      let file = try TestWorkbook(bytes: bytes)
      do { _ = try file.rows() } catch is SheetFault {}
    }
    for length in stride(from: 8, to: whole.count, by: 307) {
      let file = try TestWorkbook(bytes: Array(whole[..<length]))
      do { _ = try file.rows() } catch is SheetFault {}
    }
  }
}
