import Drafts
import Intake
import Portfolio
import Speech
import Testing

/// What the amounts of a file are counted in: said behind a header, or in a column beside them.
@Suite struct AmountUnitTests {
  @Test(
    arguments: [
      ("最新欠款(万元)", "1.5", Int64(1_500_000)), ("最新欠款（千元）", "1.234", 123_400), ("欠款余额(单位：元)", "1.50", 150),
      ("outstanding (thousand)", "2", 200_000),
      ("最新欠款(分)", "150", 150), ("最新欠款(亿元)", "0.01", 100_000_000), ("outstanding ('000)", "2.5", 250_000),
    ]) func aUnitBehindAHeaderIsRead(_ header: String, _ amount: String, _ minor: Int64) throws
  {
    let (rows, rejects, _) = try cases(
      "case_no,\(header)\n1,\(amount)\n2,7.25\n".replacing("2,7.25", with: header.contains("(分)") ? "2,7" : "2,7.25"))
    #expect(rows.first?.outstanding == minor && rejects.isEmpty, "\(header): \(rejects)")
  }

  @Test(arguments: ["单位", "金额单位", "unit", "amount unit"]) func aUnitBesideTheAmountsIsReadRowByRow(_ header: String) throws {
    let (rows, rejects, summary) = try cases("case_no,最新欠款,委案金额,\(header)\n1,1.5,2,万元\n2,1.5,2,元\n3,3,4.25,千元\n4,150,200,分\n")
    #expect(rows.map(\.outstanding) == [1_500_000, 150, 300_000, 150] && rejects.isEmpty)
    #expect(rows.map(\.entrusted) == [2_000_000, 200, 425_000, 200])
    // It is no employer and nothing kept.
    #expect(summary.droppedColumns.isEmpty && summary.extraColumns.isEmpty && rows[0].extra.isEmpty)
    let draft = try MappingDraft(source("case_no,最新欠款,\(header)\n1,1.5,万元\n"), name: "m", feed: .cases).text
    #expect(draft.contains("Says what the amounts of its row are counted in: \(header)") && !draft.contains("since they identify people"))
  }

  @Test func whatIsNotCertainIsRefusedByRow() throws {
    let (rows, rejects, _) = try cases("case_no,最新欠款,单位\n1,1.5,万元\n2,1.5,\n3,1.5,箱\n4,1.5万,万元\n5,2,美元\n")
    #expect(rows.map(\.caseNo) == ["1"] && rejects.map(\.position.line) == [3, 4, 5, 6])
    #expect(rejects.map(\.column) == ["单位", "单位", "最新欠款", "单位"])
    #expect(rejects[0].why.en.contains("other rows of the file say a unit") && rejects[1].why.zh.contains("不是金额单位"))
    #expect(rejects[2].why.en.contains("a unit of its own") && rejects[3].why.en.contains("names a currency (USD)"))
    let twice = try cases("case_no,最新欠款(元),单位\n1,5,元\n2,5,元\n")
    #expect(twice.rows.map(\.outstanding) == [500, 500])
    let both = try cases("case_no,最新欠款(千元),单位\n1,5,元\n2,5,万元\n")
    #expect(both.rows.map(\.outstanding) == [500_000] && both.rejects.first?.why.en.contains("a column of units says another") == true)
  }

  @Test func aColumnOfEmployersIsOneOfPeople() throws {
    let (rows, _, summary) = try cases("case_no,最新欠款,单位\n1,1.5,某公司\n2,7,\n")
    #expect(rows.map(\.outstanding) == [150, 700] && summary.droppedColumns == ["单位"] && rows.allSatisfy(\.extra.isEmpty))
    // Yuan alone may be left out where all that is said is yuan.
    #expect(try cases("case_no,最新欠款,单位\n1,1.5,元\n2,7,\n").rows.map(\.outstanding) == [150, 700])
  }

  @Test func aPaymentHasItsUnitToo() throws {
    let (rows, rejects, _) = try drain(PaymentReader(source("case_no,还款日期,还款金额,单位\n1,2026-11-01,0.5,万元\n"), options(client: "c")))
    #expect(rows.map(\.amount) == [500_000] && rejects.isEmpty)
  }
}
