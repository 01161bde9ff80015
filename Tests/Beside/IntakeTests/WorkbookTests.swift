import Portfolio
import SheetsTesting
import Speech
import Tables
import Testing

@testable import Intake

/// Feeds that come as workbooks.
struct WorkbookTests {
  private func cell(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
  private func row(_ cells: [String], _ attributes: String = "") -> String { "<row\(attributes)>\(cells.map(cell).joined())</row>" }
  private func read(_ book: TestWorkbook, sheet: String? = nil) throws -> (rows: [CaseRow], rejects: [Reject], summary: IntakeSummary) {
    var options = options(client: "c")
    options.sheet = sheet
    return try drain(CaseReader(.file(path: book.path), options))
  }

  @Test func cellsBecomeRowsByTheirColumns() throws {
    let book = try TestWorkbook(
      rows: row(["案件编号", "欠款余额", "逾期日", "手机"])
        + "<row>" + cell("AJ1") + "<c><v>1234.5</v></c><c s=\"1\"><v>46356</v></c><c><v>13812345678</v></c></row>"
        + "<row>" + cell("AJ2") + "<c><v>0.30000000000000004</v></c></row>", formats: ["yyyy-mm-dd"])
    let (rows, rejects, summary) = try read(book)
    #expect(rejects.isEmpty)
    #expect(rows.map(\.caseNo) == ["AJ1", "AJ2"])
    #expect(rows.map(\.outstanding) == [123_450, 30])
    #expect(rows.first?.overdueOn == Day(iso: "2026-11-30"))
    #expect(text(rows.first?.contactPoints.first) == "point:13812345678")
    #expect(summary.encoding.isEmpty && summary.sheet == SheetFacts(name: "Sheet1") && summary.byteCount > 0 && summary.digest.count == 32)
  }

  @Test func aDayOfALeaveSheetIsOneWhateverFormTheMappingGivesTexts() throws {
    let book = try TestWorkbook(
      rows: row(["工号", "开始日期"]) + "<row>" + cell("C1") + "<c s=\"1\"><v>46356</v></c></row>" + row(["C2", "01/12/2026"]),
      formats: ["yyyy-mm-dd"])
    var options = options(mapping: try mapping("mapping: m\nversion: 1\nfeed: leave\ndates: dd/mm/yyyy\n"))
    options.sheet = nil
    let (rows, rejects, _) = try drain(LeaveReader(.file(path: book.path), options))
    #expect(rejects.isEmpty, "\(rejects)")
    #expect(rows.flatMap { $0.days.map { "\($0.day)" } } == ["2026-11-30", "2026-12-01"])
  }

  @Test func aNumberOfASheetHasAPointWhateverTheMappingSays() throws {
    let book = try TestWorkbook(
      rows: row(["case_no", "balance"]) + "<row>" + cell("1") + "<c><v>1.234</v></c></row>" + row(["2", "1.234,50"]))
    var options = options(client: "c", mapping: try mapping("mapping: m\nversion: 1\nfeed: cases\ndecimal: comma\nround: true\n"))
    options.sheet = nil
    let (rows, _, _) = try drain(CaseReader(.file(path: book.path), options))
    #expect(rows.map(\.outstanding) == [123, 123_450])
  }

  @Test func theOneVisibleSheetWithAFittingHeaderIsRead() throws {
    let fitting = "<sheetData>" + row(["案件编号", "欠款余额"]) + row(["AJ1", "1"]) + "</sheetData>"
    let notes = "<sheetData>" + row(["说明", "x"]) + "</sheetData>"
    let book = try TestWorkbook(sheets: [("说明", notes), ("旧", fitting), ("案件", fitting)], states: ["旧": "hidden"])
    #expect(try read(book).summary.sheet == SheetFacts(name: "案件", others: 2))
    #expect(try read(book, sheet: "旧").summary.sheet?.name == "旧")
    #expect(try read(book, sheet: "3").summary.sheet?.name == "案件")
    let missing = try #require(fault { _ = try read(book, sheet: "nosuch") })
    #expect(missing.kind == .header && missing.wording.en.contains("“说明”, “旧”, “案件”") && missing.wording.en.contains("--sheet 1"))
  }

  @Test func severalSheetsThatFitAreRefusedByName() throws {
    let fitting = "<sheetData>" + row(["案件编号", "欠款余额"]) + row(["AJ1", "1"]) + "</sheetData>"
    let several = try #require(fault { _ = try read(try TestWorkbook(sheets: [("十一月", fitting), ("十二月", fitting)])) })
    #expect(several.kind == .header && several.wording.en.contains("several sheets may be meant: “十一月”, “十二月”"))
    #expect(several.wording.zh.contains("有多个工作表都符合：“十一月”、“十二月”"))
  }

  @Test func hiddenAndFilteredRowsAreReadAndCounted() throws {
    let rows = row(["case_no", "balance"]) + row(["1", "1"], " hidden=\"1\"") + row(["2", "1"]) + row(["3", "1"], " hidden=\"true\"")
    let hidden = try read(try TestWorkbook(rows: rows))
    #expect(hidden.rows.count == 3 && hidden.summary.sheet?.hiddenRows == 2 && hidden.summary.sheet?.filteredRows == 0)
    let filtered = try read(try TestWorkbook(rows: rows, before: "<sheetPr filterMode=\"1\"/>"))
    #expect(filtered.rows.count == 3 && filtered.summary.sheet?.hiddenRows == 0 && filtered.summary.sheet?.filteredRows == 2)
  }

  @Test func rejectsNameTheCellAndLostDigitsAreRefused() throws {
    let book = try TestWorkbook(
      rows: row(["case_no", "balance", "证件号", "备注"]) + "<row><c><v>1.10101199001011E+17</v></c>" + cell("1") + "</row>"
        + "<row>" + cell("2") + cell("x") + "</row><row>" + cell("3") + cell("1") + "<c><v>110101199001011000</v></c></row>"
        + "<row>" + cell("4") + "<c><f>SUM(A1)</f></c></row><row>" + cell("5") + "<c t=\"e\"><v>#REF!</v></c></row>"
        // As an amount, and in a column that is nobody's name, fifteen digits will do.
        + "<row>" + cell("6") + "<c><v>0.1000000000000000055</v></c><c/><c><v>1.10101199001011E+17</v></c></row>")
    let (rows, rejects, _) = try read(book)
    #expect(rows.map(\.caseNo) == ["6"] && rows.first?.outstanding == 10)
    #expect(rejects.map(\.position.place) == ["Sheet1!A2", "Sheet1!B3", "Sheet1!C4", "Sheet1!B5", "Sheet1!B6"])
    #expect(rejects[0].why.en.contains("more than 15 digits") && rejects[2].why.zh.contains("只保留 15 位"))
    #expect(rejects[3].why.en.contains("formula") && rejects[4].why.en.contains("#REF!"))
  }

  @Test func aTitleMergedOverColumnsIsTheTitleOfEach() throws {
    let book = try TestWorkbook(
      rows: row(["案件编号", "欠款余额", "手机", "", "批次"]) + row(["AJ1", "1", "13812345678", "13912345678", "B1"]),
      after: "<mergeCells><mergeCell ref=\"C1:D1\"/></mergeCells>")
    let (rows, rejects, _) = try read(book)
    #expect(rejects.isEmpty)
    #expect(rows.first?.contactPoints.map { text($0) } == ["point:13812345678", "point:13912345678"] && rows.first?.batch == "B1")
  }

  /// Of numbers that end in 000 one of eleven has the right check digit, and is taken.
  @Test func anIdentityNumberWithZerosForItsLastDigitsIsRefusedInTextFilesToo() throws {
    let (rows, rejects, _) = try cases(
      "case_no,balance,证件号\n1,1,110101199001011000\n2,1,110101199001011237\n3,1,3.30106E+17\n4,1,\"3,30106E+17\"\n")
    #expect(rows.map(\.caseNo) == ["2"])
    #expect(rejects.map(\.column) == ["证件号", "证件号", "证件号"])
    #expect(rejects.first?.why.en.contains("check digit is wrong") == true)
    #expect(!LostDigits.isCutIdentity("110101199001011237") && !LostDigits.isCutIdentity("11010119900101100X"))
    // Its three zeros are its own.
    #expect(!LostDigits.isCutIdentity("110119199001010000"))
  }
}
