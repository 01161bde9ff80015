import Glibc
import Identity
import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

@Suite struct OtherFeedTests {
  @Test func collectorsAndTheirShares() throws {
    let (rows, rejects, _) = try drain(
      CollectorReader(
        source(
          """
          工号,姓名,组别,技能,状态,入职日期,离职日期,工时比例,案件上限,金额上限
          001,甲,一组,粤语;诉讼,在职,2026-01-01,,50%,80,"5,000.00"
          002,乙,,,离职,2026-01-01,2026-02-01,0.5,,
          003,丙,,,,,,1000,,
          004,丁,,,,,,80,,
          005,戊,,,,2026-02-01,2026-01-01,1,,
          006,己,,,maybe,,,,,
          007,庚,,,,,,7000,,

          """), options()))
    #expect(rows.map(\.code) == ["001", "002", "003", "004"] && rows.map(\.fullTime) == [500, 500, 1000, 800])
    #expect(
      rows[0].skills == ["cantonese", "litigation"] && rows[0].caseLimit == 80 && rows[0].amountLimit == 500_000 && rows[0].name == "甲")
    #expect(rows[1].active == false && rows[1].leavesOn == Day(iso: "2026-02-01"))
    #expect(rejects.map(\.column) == ["离职日期", "状态", "工时比例"])
  }

  @Test func hoursInMinutesHoursOrClockTime() throws {
    let (rows, rejects, _) = try drain(
      HoursReader(
        source("工号,日期,排班小时,请假小时\nC1,2026-11-20,7.5,\nC1,2026-11-21,8:15,1\nC1,2026-11-22,0,\nC1,2026-11-23,25,\nC1,2026-11-24,4,5\n"),
        options()))
    #expect(rows.map(\.scheduledMinutes) == [450, 495, 0] && rows.map(\.leaveMinutes) == [0, 60, 0] && rejects.count == 2)
    #expect(fault { _ = try HoursReader(source("工号,日期\nC1,2026-11-20\n"), options()) }?.kind == .header)
  }

  @Test func equalPaymentsNeedAnId() throws {
    let (rows, rejects, _) = try drain(
      PaymentReader(
        source("case_no,paid_on,amount\n1,2026-11-20,5\n1,2026-11-20,5\n1,2026-11-21,5\n1,2026-11-20,(5)\n1,2026-11-20,0\n"), options()))
    #expect(rows.map(\.amount) == [500, 500, -500] && rejects.map(\.position.line) == [3, 6])
    let named = try drain(
      PaymentReader(source("payment_id,case_no,paid_on,amount,currency\na,1,2026-11-20,5,\nb,1,2026-11-20,5,USD\n"), options()))
    #expect(named.rows.map(\.sourceID) == ["a", "b"] && named.rows.map(\.currency) == [nil, .usd])
  }

  /// The client may be said by a column, by the command, or by nobody.
  @Test func aRowIsCalledTheSameWhoeverSaysItsClient() throws {
    let row = "1,2026-11-20,2026-11-25,5\n"
    let header = "case_no,made_on,due_on,amount\n"
    let silent = try drain(PromiseReader(source(header + row), options())).rows
    let told = try drain(PromiseReader(source(header + row), options(client: "cmb"))).rows
    #expect(silent.map(\.sourceID) == told.map(\.sourceID) && silent[0].idWithClient == nil && told[0].idWithClient != nil)
    let payments = try drain(
      PaymentReader(source("client,case_no,paid_on,amount\na,1,2026-11-20,5\nb,1,2026-11-20,5\n,1,2026-11-20,5\n"), options()))
    // Two clients' cases of one number are two.
    #expect(payments.rejects.isEmpty && Set(payments.rows.map(\.sourceID)).count == 1)
    let attempt = "case_no,at,outcome,id\n1,2026-11-20 10:00:00,busy,x\n"
    let (bare, named) = (
      try attempts(attempt.replacing(",id", with: ",ref").replacing(",x", with: ",")), try attempts(attempt, options(client: "cmb"))
    )
    #expect(!bare.rows[0].isNamed && named.rows[0].isNamed && named.rows[0].formerIDs == [bare.rows[0].sourceID])
  }

  @Test func promisesMustNotEndBeforeTheyBegin() throws {
    let (rows, rejects, _) = try drain(
      PromiseReader(
        source("案件编号,承诺日期,承诺还款日,承诺金额,plan\n1,2026-11-20,2026-11-25,100,\n1,2026-11-20,2026-11-19,100,\n1,2026-11-20,2026-12-25,,7\n"),
        options()))
    #expect(rows.map(\.amount) == [10_000, 0] && rows.map(\.plan) == [0, 7] && rejects.map(\.column) == ["承诺还款日"])
    #expect(rows[0].sourceID != rows[1].sourceID)
  }

  @Test func flagsAndHoldsAreWordsOfEitherLanguage() throws {
    let flags = try drain(
      FlagReader(source("case_no,flag,set,day\n1,投诉,,2026-11-20\n1,dispute,no,2026-11-20\n1,angry,,2026-11-20\n"), options()))
    #expect(flags.rows.map(\.flag) == [.complaint, .dispute] && flags.rows.map(\.set) == [true, false])
    #expect(flags.rejects.first?.why.en.contains("cease_contact") == true)
    let holds = try drain(
      HoldReader(
        source(
          "case_no,kind,from,until\n1,停催,2026-11-20,\n1,complaint,2026-11-20,9999-12-31\n1,解除,2026-11-20,\n1,停催,2026-11-20,2026-11-19\n"),
        options()))
    #expect(
      holds.rows.map(\.kind) == [.suspended, .complaint, .none] && holds.rows.allSatisfy { $0.until == .never } && holds.rejects.count == 1)
  }

  @Test func conversationsKeepTheirTextAndNeverShowIt() throws {
    let (rows, rejects, _) = try drain(
      ConversationReader(
        source(
          "case_no,at,party,language,text\n1,2026-11-20 10:00,本人,中文,\"我下周还\n谢谢\"\n1,2026-11-20 11:00,邻居,en-GB,hi\n1,soon,本人,zh,秘密\n1,2026-11-20,,,\n"
        ), options()))
    #expect(rows.map(\.text) == ["我下周还\n谢谢", "hi"] && rows.map(\.party) == [.debtor, .unknown] && rows.map(\.language) == ["zh", "en"])
    #expect(rejects.count == 2 && rejects[0].row.last == "***")
  }

  @Test func aConversationSaysWhatItsPartyIsFrom() throws {
    func first(_ text: String, _ mapping: Mapping? = nil) throws -> ConversationRow? {
      try drain(ConversationReader(source(text), options(mapping: mapping))).rows.first
    }
    let without = "case_no,at,text\n1,2026-11-20 10:00,hi\n"
    let nobody = try #require(try first(without))
    #expect(nobody.party == .debtor && nobody.partyIsFrom == .nothing)
    let column = try #require(try first("case_no,at,party,text\n1,2026-11-20 10:00,本人,hi\n"))
    #expect(column.party == .debtor && column.partyIsFrom == .column)
    var notes = Mapping(name: "notes", feed: .conversations)
    notes.constants[.party] = "本人"
    let mapped = try #require(try first(without, notes))
    #expect(mapped.party == .debtor && mapped.partyIsFrom == .mapping)
  }

  /// RFC 4231, case 2, its first 16 bytes; and the code of these by a second key.
  @Test func referencesAreKeyedDigestsKeyAfterKey() {
    let text = "what do ya want for nothing?"
    func hex(_ reference: OpaqueReference) -> String {
      reference.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    #expect(hex(Identifier.reference(text, keys: [Array("Jefe".utf8)])) == "5bdcc146bf60754e6a042426089575c7")
    #expect(hex(Identifier.reference(text, keys: [Array("Jefe".utf8), Array("second".utf8)])) == "9819622884722b9e06b47d36a650bcdd")
    #expect(Identifier.reference(text, keys: [Array("jefe".utf8)]).bytes.count == 16)
  }

  @Test func theRejectFileCanBeReadAndRunsNothing() throws {
    let path = "/tmp/intake-rejects-\(getpid()).csv"
    defer { unlink(path) }
    let writer = RejectWriter(path: path, header: ["a", "b"])
    try writer.write([])
    #expect(access(path, F_OK) != 0)
    let position = RowPosition(file: "f.csv", line: 9)
    let why = Wording("is \"odd\", so", "很“怪”")
    try writer.write([Reject(position: position, column: "b", value: "=1+1", why: why, row: ["@x", "-5"])])
    try writer.close()
    var bytes = [UInt8](repeating: 0, count: 4096)
    let descriptor = open(path, O_RDONLY)
    bytes.removeLast(4096 - max(0, read(descriptor, &bytes, 4096)))
    close(descriptor)
    #expect(String(decoding: bytes, as: UTF8.self) == "file,line,column,value,reason,a,b\nf.csv,9,b,'=1+1,\"is \"\"odd\"\", so\",'@x,-5\n")
    #expect(writer.count == 1)
  }

  @Test func aRejectFileThatTakesNothingIsSaidAndNothingWaits() throws {
    let pipe = "/tmp/intake-pipe-\(getpid())"
    defer { unlink(pipe) }
    #expect(mkfifo(pipe, 0o600) == 0)
    let reject = Reject(position: RowPosition(file: "f.csv", line: 2), column: "b", value: "x", why: Wording("no", "否"))
    let unread = #expect(throws: FileFault.self) { try RejectWriter(path: pipe, header: ["b"]).write([reject]) }
    #expect(unread?.description.contains("nobody reads it") == true, "\(unread?.description ?? "")")
    #expect(throws: FileFault.self) { try RejectWriter(path: "/dev/full", header: ["b"]).write([reject]) }
  }
}
