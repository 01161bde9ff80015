import Intake
import Portfolio
import Speech
import Testing

@Suite struct CaseReaderTests {
  @Test func blanksDivideWholeNumbersAndBelongToOneInPieces() throws {
    let cells = ["13800000000 13900000000", "138 0000 0000", "010 12345678", "+86 13800000000", "01012345678；13900000000"]
    let read = try cases("case_no,outstanding,手机号\n" + cells.enumerated().map { "\($0),1,\($1)\n" }.joined())
    #expect(
      read.rows.map { $0.contactPoints.map { text($0) ?? "" } } == [
        ["point:13800000000", "point:13900000000"], ["point:13800000000"], ["point:01012345678"], ["point:13800000000"],
        ["point:01012345678", "point:13900000000"],
      ])
  }

  @Test func readsChineseHeaders() throws {
    let (rows, rejects, _) = try cases(
      """
      委托方,批次号,案件编号,合同号,产品类型,逾期阶段,手别,证件号,币种,委案金额(元),最新欠款,逾期本金,逾期利息,罚息,滞纳金,逾期日期,委案日期,预计退案日,省份,城市,催收员,案件状态,留案到期日期
      甲银行,B7,007,H9,信用卡,M2,2,11010119900307123x,人民币,"1,234.50",1300,1200,50,30.5,19.5,2026/08/01,20261001,46500,浙江,杭州,C01,停催,2026-12-31

      """)
    try #require(rejects.isEmpty && rows.count == 1)
    let row = rows[0]
    #expect(row.client == "甲银行" && row.caseNo == "007" && row.batch == "B7" && row.contract == "H9" && row.line == 2)
    #expect(row.product == "信用卡" && row.stage == "M2" && row.hand == 2 && row.currency == .cny)
    #expect(row.entrusted == 123_450 && row.outstanding == 130_000 && row.principal == 120_000)
    #expect(row.interest == 8050 && row.fees == 1950)
    #expect(row.overdueOn == Day(iso: "2026-08-01") && row.entrustedOn == Day(iso: "2026-10-01"))
    #expect(row.region == "浙江/杭州" && row.collector == "C01" && row.retainedUntil == Day(iso: "2026-12-31"))
    #expect(row.dueBackOn == Day(iso: "2027-04-23"))
    #expect(row.status == .open && row.hold == .suspended)
    #expect(text(row.debtor) == "id:11010119900307123X")
  }

  @Test func headersMayBeFullWidthCapitalsOrSpaced() throws {
    let (rows, _, _) = try cases("Case No ;ＯＵＴＳＴＡＮＤＩＮＧ;Overdue-Date\n1;2;2026-01-02\n")
    #expect(rows.first?.caseNo == "1" && rows.first?.outstanding == 200 && rows.first?.overdueOn == Day(iso: "2026-01-02"))
  }

  @Test(arguments: ["a,b\tc", "\"", "长,文\n字", " x "]) func quotedFieldsKeepEverything(_ value: String) throws {
    let quoted = "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    let (rows, _, _) = try cases("case_no,balance,memo\n1,2,\(quoted)\n2,3,ok\n")
    #expect(rows.count == 2)
    let expected = value.split(separator: " ").joined(separator: " ")
    #expect(rows[0].extra.first?.1 == expected && rows[0].extra.first?.0 == "memo")
    #expect(rows[1].line == (value.contains("\n") ? 4 : 3))
  }

  @Test func wordsForNothingAreEmpty() throws {
    for word in ["NULL", "null", "-", "--", "N/A", "#N/A", "\\N", "", "  ", "\u{3000}", "无"] {
      let (rows, rejects, _) = try cases("case_no,balance,batch,overdue_on\n1,2,\(word),\(word)\n")
      #expect(rejects.isEmpty && rows.first?.batch == nil && rows.first?.overdueOn == nil, "\(word)")
    }
  }

  @Test func leadingZerosSurviveAndSpreadsheetNumbersAreRefused() throws {
    let (rows, rejects, _) = try cases("case_no,balance\n000123,1\n'0045,1\n\"=\"\"0067\"\"\",1\n6.22E+17,1\n1E+5,1\n12E5,1\n００８,1\n")
    #expect(rows.map(\.caseNo) == ["000123", "0045", "0067", "12E5", "008"])
    #expect(rejects.map(\.position.line) == [5, 6])
    #expect(rejects.allSatisfy { $0.why.en.contains("scientific") && $0.column == "case_no" })
    #expect(rejects.first?.value == "6.22E+17")
  }

  @Test func aBadRowNamesLineColumnValueAndReasonAndGoodRowsLoad() throws {
    let (rows, rejects, summary) = try cases(
      "案件编号,欠款余额,委案日期\n1,10,2026-01-01\n2,abc,2026-01-01\n3,10,2026-13-01\n4\n5,10,x,y\n6,-1,\n7,,\n8,3,\n")
    #expect(rows.map(\.caseNo) == ["1", "6", "8"])
    #expect(rejects.map(\.position.line) == [3, 4, 5, 6, 8])
    #expect(rejects.map(\.column) == ["欠款余额", "委案日期", "欠款余额", "", "欠款余额"])
    #expect(rejects[0].value == "abc" && rejects[0].row == ["2", "abc", "2026-01-01"])
    #expect(rejects[3].why.en == "the row has 4 fields; expected 3, as in the header")
    #expect(summary.rows == 3 && summary.rejects == 5)
  }

  @Test func identifyingColumnsAreHashedOrDroppedAndNeverShown() throws {
    let (rows, rejects, summary) = try cases(
      """
      案件编号,最新欠款,姓名,证件号,手机,手机2,联系人电话,家庭地址,customerName,E-mail,备注
      1,5,张三,110,+86 138-0000-0000,13800000000,139,路1号,Zhang,z@x.cn,老客户
      2,五,李四,111,13900000001,,139,路2号,Li,l@x.cn,13911112222

      """)
    #expect(rows.count == 1 && rejects.count == 1)
    #expect(rows[0].contactPoints.map { text($0) } == ["point:13800000000"])
    #expect(rows[0].extra.map(\.0) == ["备注"])
    #expect(summary.droppedColumns == ["姓名", "联系人电话", "家庭地址", "customerName", "E-mail"])
    #expect(summary.droppedValues == 10)
    #expect(rejects[0].row == ["2", "五", "***", "***", "***", "", "***", "***", "***", "***", "***"])
  }

  @Test func anUnreadableValueOfAnIdentifyingColumnIsMasked() throws {
    let (_, rejects, _) = try cases("case_no,balance,debtor_ref\n1,5,1.1E+17\n")
    #expect(rejects.first?.value == "***" && rejects.first?.column == "debtor_ref")
  }

  @Test func theContractNumberServesAsCaseNumberWhenThereIsNoOther() throws {
    let (rows, _, _) = try cases("合同号,最新欠款\nH1,5\n")
    #expect(rows.first?.caseNo == "H1" && rows.first?.contract == "H1")
  }

  @Test func amountsFallBackToTheEntrustedOne() throws {
    let (rows, rejects, _) = try cases("case_no,委案金额,最新欠款\n1,7,\n2,7,0\n3,,\n")
    #expect(rows.map(\.outstanding) == [700, 0] && rejects.count == 1)
  }

  /// They are as of the day of the figures, which the file or the day on which it is read says: not of the day the case was entrusted.
  @Test func daysPastDueAreKeptAsStatedWhereTheDueDateIsMissing() throws {
    let (rows, _, _) = try cases("case_no,balance,dpd,entrusted_on,overdue_on\n1,1,31,2026-02-01,\n2,1,31,,2026-01-05\n")
    #expect(rows.map(\.daysPastDue) == [31, nil] && rows.map(\.overdueOn) == [nil, Day(iso: "2026-01-05")])
  }

  @Test func aCreditIsNoFaultOfTheRowAndADayOfTheFigureIsRead() throws {
    let (rows, rejects, _) = try cases("案件编号,最新欠款,余额日期\n1,-12.50,2026-11-20\n2,(3.00),\n")
    #expect(rows.map(\.outstanding) == [-1250, -300] && rows.map(\.balanceOn) == [Day(iso: "2026-11-20"), nil])
    #expect(rejects.isEmpty)
    #expect(rows.map(\.isAsOfToday) == [nil, nil])
  }

  @Test(arguments: [("same_day", true), ("day_before", false)])
  func aMappingSaysOfWhichDayTheFiguresAre(word: String, isAsOfToday: Bool) throws {
    let mapping = try MappingFile.read(
      Array("mapping: m\nversion: 1\nfeed: cases\nbalance: \(word)\nconstants: { client: cmb }\n".utf8), file: "m.yaml")
    #expect(mapping.isAsOfToday == isAsOfToday)
    let (rows, _, _) = try cases("case_no,balance\n1,5\n", options(mapping: mapping))
    #expect(rows.first?.isAsOfToday == isAsOfToday)
    #expect(throws: MappingProblems.self) {
      try MappingFile.read(Array("mapping: m\nversion: 1\nfeed: payments\nbalance: \(word)\n".utf8), file: "m.yaml")
    }
  }

  @Test func skillsAndStatesAreWords() throws {
    let (rows, rejects, _) = try cases("case_no,balance,语言,status\n1,1,粤语、English,结清\n2,1,普通话,退案\n3,1,,closedd\n")
    #expect(rows[0].requiredSkills == ["cantonese", "english"] && rows[0].status == .settled)
    #expect(rows[1].requiredSkills.isEmpty && rows[1].status == .returned)
    #expect(rejects.first?.column == "status")
  }

  @Test func minorUnitsFollowTheRowsCurrency() throws {
    let (rows, rejects, _) = try cases("case_no,balance,currency\n1,12.5,USD\n2,1200,JPY\n3,1.234,BHD\n4,12.5,JPY\n5,1,XX\n")
    #expect(rows.map(\.outstanding) == [1250, 1200, 1234])
    #expect(rejects.map(\.column) == ["balance", "currency"])
  }

  @Test func batchesGiveEveryRowOnceWhateverTheirSize() throws {
    let text = "case_no,balance\n" + (1...97).map { $0 % 10 == 0 ? "\($0),x\n" : "\($0),1\n" }.joined()
    for size in [1, 2, 7, 96, 97, 1000] {
      let reader = try CaseReader(source(text), options(client: "c"))
      var seen: [Int] = []
      while let batch = try reader.next(maxRows: size) {
        #expect(batch.rows.count + batch.rejects.count <= size)
        seen += batch.rows.map(\.line) + batch.rejects.map(\.position.line)
      }
      #expect(seen.sorted() == Array(2...98))
      #expect(try reader.next(maxRows: size) == nil)
    }
  }
}
