import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

@Suite struct AttemptReaderTests {
  @Test func readsNeutralRows() throws {
    let (rows, rejects, summary) = try attempts(
      """
      attempt_id,client,case_no,collector,started_at,channel,outcome,talk_seconds,point,party,direction,automatic
      a1,cmb,007,C1,2026-11-20 09:00:00,phone,connected,75,138 0000 0000,self,out,no
      a2,cmb,007,,2026-11-20T09:05:00+08:00,短信,delivered,,13800000000,本人,,yes
      a3,,008,C1,2026-11-20 10:00,phone,connected,1:15,,配偶,in,
      a4,,008,C1,2026-11-20 10:00,phone,LINE-9,0,,村长,,

      """)
    try #require(rejects.isEmpty && rows.count == 4)
    #expect(
      rows[0].key == CaseKey(client: "cmb", caseNo: "007") && rows[0].sourceID == "a1" && rows[0].source == "csv"
        && rows[0].talkSeconds == 75)
    #expect(
      rows[0].code == ContactCode(channel: .phone, outcome: .connected) && rows[0].point == rows[1].point && rows[0].collector == "C1")
    #expect(
      rows[1].code == ContactCode(channel: .sms, outcome: .delivered, automatic: true) && rows[1].at.offsetSeconds == 28_800
        && rows[1].collector == nil)
    #expect(
      rows[2].code == ContactCode(channel: .phone, outcome: .thirdParty, party: .thirdParty, inbound: true) && rows[2].talkSeconds == 75)
    #expect(rows[3].code == ContactCode(channel: .phone, outcome: .unknown, party: .unknown) && rows[3].rawCode == "LINE-9")
    #expect(summary.unmappedCodes == [Wording(same: "LINE-9"): 1])
  }

  @Test func everyWordOfTheNeutralVocabularyIsKnown() throws {
    let text = "case_no,at,outcome\n" + ContactOutcome.allCases.map { "1,2026-11-20,\($0.word)\n" }.joined()
    let (rows, _, summary) = try attempts(text)
    #expect(rows.map(\.code.outcome) == ContactOutcome.allCases && summary.unmappedCodes.isEmpty)
  }

  @Test func aRowWithoutIdIsNamedByWhatItSays() throws {
    let header = "case_no,at,outcome,talk_seconds,point\n"
    let row = "1,2026-11-20 10:00:00,busy,0,139\n"
    let first = try attempts(header + row).rows[0].sourceID
    #expect(try attempts(header + "2,2026-11-20 10:00:00,busy,0,139\n" + row).rows[1].sourceID == first)
    for other in [
      "1,2026-11-20 10:00:01,busy,0,139\n", "1,2026-11-20 10:00:00,no_answer,0,139\n", "1,2026-11-20 10:00:00,busy,0,138\n",
      "1,2026-11-20 10:00:00,busy,1,139\n",
    ] {
      #expect(try attempts(header + other).rows[0].sourceID != first, "\(other)")
    }
  }

  @Test func aRowNeedsACaseOrAContactPoint() throws {
    let (rows, rejects, _) = try attempts("case_no,at,outcome,point\n,2026-11-20,busy,139\n,2026-11-20,busy,\n")
    #expect(rows.count == 2 && rows.allSatisfy { $0.key == nil } && rejects.isEmpty)
    #expect(fault { _ = try attempts("at,outcome\n2026-11-20,busy\n") }?.kind == .header)
  }

  @Test(arguments: ["25:61", "-5", "90000", "1:2:3:4", "1:75", "soon"]) func impossibleTalkTimesAreRejected(_ talk: String) throws {
    #expect(try attempts("case_no,at,outcome,talk_seconds\n1,2026-11-20,busy,\(talk)\n").rejects.first?.column == "talk_seconds")
  }

  @Test func freeTextInTheCodeColumnLeavesNoNumbersAndNoUnboundedCounts() throws {
    let text = "case_no,at,outcome\n" + (0..<700).map { "1,2026-11-20,称呼\($0)的电话13800000000\n" }.joined()
    let (rows, _, summary) = try attempts(text)
    #expect(rows.allSatisfy { !$0.rawCode.contains("1380") })
    #expect(summary.unmappedCodes.values.reduce(0, +) == 700 && summary.unmappedCodes.count <= 501)
  }

  @Test func legsOfOneCallCountOnceAndTheBestOneSpeaks() throws {
    let ring = try mapping("mapping: m\nversion: 1\nfeed: attempts\none_per: call\n")
    let (rows, _, summary) = try attempts(
      "call,case_no,at,outcome,talk_seconds,collector\nL1,7,2026-11-20 10:00:00,no_answer,0,C1\nL2,8,2026-11-20 10:00:01,busy,0,C1\nL1,7,2026-11-20 10:00:02,connected,90,C2\n"
        + "L1,7,2026-11-20 10:00:03,no_answer,0,C3\n", options(mapping: ring))
    #expect(rows.map(\.sourceID) == ["L1", "L2"] && summary.merged == 2)
    #expect(rows[0].code.outcome == .connected && rows[0].talkSeconds == 90 && rows[0].collector == "C2" && rows[0].line == 2)
    #expect(rows[0].at.microseconds == rows[1].at.microseconds - 1_000_000)
  }

  @Test func callsLeaveTheWindowInOrderWithoutLoss() throws {
    let ring = try mapping("mapping: m\nversion: 1\nfeed: attempts\none_per: call\n")
    let text =
      "call,case_no,at,outcome\n"
      + (0..<2000).map { "L\($0),1,2026-11-20,busy\n" + ($0 % 3 == 0 ? "L\($0),1,2026-11-20,no_answer\n" : "") }.joined()
    let (rows, _, summary) = try attempts(text, options(mapping: ring))
    #expect(rows.map(\.sourceID) == (0..<2000).map { "L\($0)" } && summary.merged == 667)
  }
}
