import Intake
import Portfolio
import Speech
import Tables
import Testing

/// What sheets of people have beside their rows: titles, merged cells, sums; and what is lost on the way.
@Suite struct SheetTests {
  // MARK: Above the header

  @Test(arguments: [
    ("甲银行委案清单\n案件编号,最新欠款\nA1,5.00\n", 1), ("甲银行委案清单,\n\n制表日期：2026-11-20,\n案件编号,最新欠款\nA1,5.00\n", 2),
    ("案件信息,,金额信息\n案件编号,批次,最新欠款\nA1,,5.00\n", 1), ("案件编号,批次,欠款\n,,最新欠款\nA1,,5.00\n", 1),
    ("编号栏,批次,金额\n案件编号,,最新欠款\nA1,,5.00\n", 1), ("案件编号,最新欠款\nA1,5.00\n", 0),
  ]) func linesAboveTheHeaderAreLeftOutAndCounted(_ text: String, _ above: Int) throws {
    let (rows, rejects, summary) = try cases(text)
    #expect(rows.map(\.caseNo) == ["A1"] && rows.map(\.outstanding) == [500] && rejects.isEmpty)
    #expect(summary.aboveHeader == above)
  }

  @Test func aRowAboveAHeaderIsNoTitle() {
    let found = fault { _ = try cases("A1,5.00\n案件编号,最新欠款\nA2,6.00\n") }
    #expect(found?.kind == .header && found?.line == 1, "\(String(describing: found))")
  }

  @Test func aFaultIsThatOfTheLineThatLooksLikeAHeader() {
    let found = fault { _ = try cases("清单\n委托方,最新欠款\nx,6.00\n") }
    #expect(found?.message.en.contains("lacks the column case_no") == true && found?.line == 2, "\(String(describing: found))")
  }

  // MARK: Sums

  @Test(arguments: [
    "合计,,30.00", "总计：,,30.00", "小计,m,30.00", "共计,,", "Total,,30.00", "Grand Total,,30.00", "SUBTOTAL,,30.00", "Sum:,,30.00",
    "合计 3 笔,,30.00",
    "合计（3笔）,,30.00", "Total (3 cases),,30.00", "共3笔,,30.00", ",合计,30.00", ",甲银行 小计,30.00", ",合计：3户,", "　合　计　,,30.00", ",,30.00",
  ]) func aSumIsNoCaseAndIsCounted(_ sum: String) throws {
    let (rows, rejects, summary) = try cases("案件编号,备注,最新欠款\nA1,,10.00\nA2,,15.00\nA3,,5.00\n\(sum)\n")
    #expect(rows.map(\.caseNo) == ["A1", "A2", "A3"] && rejects.isEmpty && summary.sums == 1, "\(rejects)")
  }

  @Test func sumsBetweenGroupsAreFoundByAddingUp() throws {
    let (rows, rejects, summary) = try cases("案件编号,最新欠款,本金\nA1,10.00,1\nA2,20.00,2\n,30.00,3\nB1,5.00,1\n,5.00,1\n,35.00,4\n")
    #expect(rows.map(\.caseNo) == ["A1", "A2", "B1"] && rejects.isEmpty && summary.sums == 3, "\(rejects)")
  }

  @Test func anAmountWithoutCaseThatIsNoSumIsRefused() throws {
    let (rows, rejects, summary) = try cases("案件编号,最新欠款\nA1,10.00\n,11.00\n")
    #expect(rows.count == 1 && rejects.map(\.position.line) == [3] && summary.sums == 0)
  }

  @Test func theNumberOfRowsInPlaceOfACaseNumberIsPartOfASum() throws {
    let (rows, _, summary) = try cases("序号,案件编号,最新欠款\n1,9001,10.00\n2,9002,5.00\n合计,2,15.00\n")
    #expect(rows.map(\.caseNo) == ["9001", "9002"] && summary.sums == 1)
  }

  @Test func aPersonOrCaseThatIsCalledLikeASumIsOne() throws {
    let (rows, _, summary) = try cases("备注,案件编号,最新欠款,批次\n合计,K7,10.00,B\n总计,K8,5.00,\n")
    #expect(rows.map(\.caseNo) == ["K7", "K8"] && summary.sums == 0)
    let people = try drain(CollectorReader(source("code,name,team\nsum,Sum Li,a\nTotal,,\n"), options()))
    #expect(people.rows.map(\.code) == ["sum"] && people.summary.sums == 1)
    let words = try cases("案件编号,最新欠款\nTOTAL-7,10.00\nSUM001,10.00\n合计银行1,5.00\nSummer,1.00\n")
    #expect(words.rows.count == 4 && words.summary.sums == 0)
  }

  @Test func anAttemptWithoutCaseIsNoSum() throws {
    let (rows, _, summary) = try attempts("case_no,point,at,outcome\n,13900000000,2026-11-20 10:00,total\n合计,,,\n")
    #expect(rows.count == 1 && summary.sums == 1)
  }

  // MARK: Lost on the way

  @Test func lastCellsThatAreMissingAreEmpty() throws {
    let (rows, rejects, _) = try cases("case_no,client,outstanding,product,note\nG1,c,1.00,card,x\nG2,c,2.00\nG3,c,3.00,card\nG4,c\n")
    #expect(rows.map(\.caseNo) == ["G1", "G2", "G3"] && rows.map(\.product) == ["card", nil, "card"])
    #expect(rejects.map(\.position.line) == [5] && rejects.first?.column == "outstanding")
  }

  private static let lines = "case_no,client,outstanding\n" + (0..<20).map { "Z\($0),cmb,\(1000 + $0).50\n" }.joined()

  @Test(arguments: ["Z99,cmb,65", "Z99,cmb,6500.5", "Z99,cmb", "Z99,cmb,"]) func aFileThatSeemsCutOffChangesNothing(_ last: String) {
    let found = fault { _ = try cases(Self.lines + last) }
    #expect(found?.kind == .truncated && found?.line == 22 && found?.hint?.en.contains("line end") == true, "\(String(describing: found))")
  }

  @Test(arguments: ["Z99,cmb,6500.50", "Z99,cmb,65\n"]) func aFileThatDoesNotSeemSoIsRead(_ last: String) throws {
    #expect(try cases(Self.lines + last).rows.count == 21)
  }

  @Test func freeTextAtTheEndOfAFileIsNotDoubted() throws {
    let text = "case_no,outstanding,note\n" + (0..<20).map { "\($0),1.00,\(String(repeating: "x", count: $0))\n" }.joined() + "99,1.00,y"
    #expect(try cases(text).rows.count == 21)
  }

  // MARK: Rejects

  @Test func aRejectFileIsReadAsTheRowsStood() throws {
    let text =
      "file,line,column,value,reason,案件编号,最新欠款,备注\nf.csv,2,最新欠款,x,no,A1,5.00,'=1+1\nf.csv,3,,,no,A2,6.00,'+86 1\nf.csv,4,,,no,A3,7.00,'tis\n"
    let (rows, _, _) = try cases("\u{FEFF}" + text)
    #expect(rows.map { $0.extra.first?.1 } == ["=1+1", "+86 1", "'tis"])
    #expect(try cases(text.replacing(",", with: ";").replacing("file;line", with: "File;Line")).rows.count == 3)
  }
}
