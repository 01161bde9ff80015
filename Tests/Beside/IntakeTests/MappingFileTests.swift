import Intake
import Portfolio
import Speech
import Tables
import Testing

@Suite struct MappingFileTests {
  private func problems(_ text: String) -> [String] {
    do {
      _ = try MappingFile.read(Array(text.utf8), file: "m.yaml")
      return []
    } catch { return error.text(.en).split(separator: "\n").map(String.init) }
  }

  @Test func everythingWrongIsReportedAtOnceWithItsPlace() {
    let found = problems(
      """
      mapping: x
      version: 0
      feed: casez
      columms: { case_no: a }
      dates: dd-mm
      outcomes:
        - { code: A, talk: soon, outcome: conected }
      """)
    #expect(found.count >= 5)
    #expect(found.contains { $0.hasPrefix("m.yaml:2:") } && found.contains { $0.hasPrefix("m.yaml:3:") && $0.contains("cases") })
    #expect(
      found.contains { $0.hasPrefix("m.yaml:4:") && $0.contains("columns") }
        && found.contains { $0.hasPrefix("m.yaml:7:") && $0.contains("connected") })
  }

  @Test func attemptsKeysInAnotherFeedAreRefused() {
    #expect(problems("mapping: x\nversion: 1\nfeed: cases\noutcomes: []\n").count == 1)
    #expect(problems("mapping: x\nversion: 1\nfeed: cases\ncolumns: { talk_seconds: a }\n").count == 1)
    #expect(problems("mapping: x\nversion: 1\nfeed: cases\nkey: a\ncolumns: { case_no: b }\n").count == 1)
  }

  @Test("times of a source may be in UTC, and words for nobody are no collector's")
  func timesAndNobody() throws {
    let own = try mapping(
      "mapping: x\nversion: 1\nfeed: attempts\ntimes: utc\nnobody: [VDAD, \"[None]\"]\noutcomes:\n  - { code: NA, outcome: not_connected }\n"
    )
    let (rows, rejects, _) = try attempts(
      "case_no,at,outcome,agent\nK1,2026-11-20 10:00:00,NA,vdad\nK1,2026-11-20 11:00:00+08:00,NA,[None]\nK1,2026-11-20 12:00:00,NA,801\n",
      options(mapping: own))
    #expect(rejects.isEmpty && rows.map(\.isNobodys) == [true, true, false] && rows.map(\.at.offsetSeconds) == [0, 28_800, 0])
    #expect(problems("mapping: x\nversion: 1\nfeed: attempts\ntimes: gmt\n").first?.contains("utc") == true)
    #expect(problems("mapping: x\nversion: 1\nfeed: payments\nnobody: VDAD\n").count == 1)
  }

  @Test func aMissingFileIsAProblemToo() {
    #expect(throws: MappingProblems.self) { try MappingFile.load("/no/such/mapping.yaml") }
  }

  @Test func columnsConstantsUnitsValuesAndFiltersApply() throws {
    let own = try mapping(
      """
      mapping: bank
      version: 3
      feed: cases
      key: 档案
      columns: { outstanding: [余额甲, 余额乙], overdue_on: 日 }
      constants: { client: bank-a, currency: USD, product: card }
      dates: { overdue_on: dd/mm/yyyy }
      money: { outstanding: cents }
      values: { stage: { "3": M3 } }
      only: { 类别: [A, b] }
      ignore: 备注
      """)
    let (rows, rejects, summary) = try cases(
      "档案,案件编号,余额乙,日,逾期阶段,类别,备注,别的\nK1,x,1250,03/04/2026,3,a,n,e\nK2,x,99,01/02/2026,4,B,n,\nK3,x,1,01/02/2026,3,C,n,e\n",
      options(mapping: own))
    #expect(rejects.isEmpty && rows.map(\.caseNo) == ["K1", "K2"] && summary.skipped == 1)
    #expect(rows[0].client == "bank-a" && rows[0].outstanding == 1250 && rows[0].currency == .usd && rows[0].product == "card")
    #expect(rows[0].overdueOn == Day(iso: "2026-04-03") && rows.map(\.stage) == ["M3", "4"])
    #expect(rows[0].extra.map(\.0) == ["案件编号", "类别", "别的"])
  }

  @Test func aNamedColumnMustBeThereUnlessItMayBeMissing() throws {
    let strict = try mapping("mapping: x\nversion: 1\nfeed: cases\ncolumns: { batch: 包 }\n")
    #expect(fault { _ = try cases("case_no,balance\n1,2\n", options(client: "c", mapping: strict)) }?.kind == .mapping)
    let lenient = try mapping("mapping: x\nversion: 1\nfeed: cases\ncolumns: { batch: \"包?\" }\n")
    #expect(try cases("case_no,balance\n1,2\n", options(client: "c", mapping: lenient)).rows.count == 1)
  }

  @Test func anIgnoredColumnIsNoFieldByItsName() throws {
    let own = try mapping("mapping: x\nversion: 1\nfeed: cases\nignore: [hand, currency]\nconstants: { currency: USD }\n")
    let (rows, rejects, _) = try cases("case_no,balance,hand,currency\n1,2,left,??\n", options(client: "c", mapping: own))
    #expect(rejects.isEmpty && rows.first?.hand == nil && rows.first?.currency == .usd && rows.first?.extra.isEmpty == true)
  }

  @Test func aMappingOfAnotherFeedIsRefused() throws {
    let other = try mapping("mapping: x\nversion: 1\nfeed: payments\n")
    #expect(fault { _ = try cases("case_no,balance\n1,2\n", options(client: "c", mapping: other)) }?.kind == .mapping)
  }

  @Test func theMappingSettlesAmbiguousColumns() throws {
    let text = "案件编号,最新余额,欠款金额\n1,5,6\n"
    #expect(fault { _ = try cases(text) }?.hint?.en.contains("columns: { outstanding: 最新余额 }") == true)
    let own = try mapping("mapping: x\nversion: 1\nfeed: cases\ncolumns: { outstanding: 欠款金额 }\n")
    #expect(try cases(text, options(client: "c", mapping: own)).rows.first?.outstanding == 600)
  }
}
