import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

/// The mapping files that ship with the program, read from the source tree.
@Suite struct ShippedMappingTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  private func shipped(_ name: String) throws -> Mapping { try MappingFile.load("\(Self.root)/policies/mappings/\(name).yaml") }

  @Test(arguments: [
    ("completed", "30", "", "", ContactOutcome.connected), ("completed", "3", "", "", .hungUp),
    ("completed", "30", "machine_start", "", .voicemail),
    ("completed", "30", "human", "200", .connected), ("no-answer", "0", "", "", .noAnswer), ("busy", "0", "", "", .busy),
    ("busy", "0", "", "603", .rejected),
    ("failed", "0", "", "404", .invalidNumber), ("failed", "0", "", "", .networkProblem), ("canceled", "0", "", "", .cancelled),
    ("in-progress", "0", "", "", .unknown),
  ]) func twilioCallsAreUnderstood(_ status: String, _ duration: String, _ answered: String, _ sip: String, _ outcome: ContactOutcome)
    throws
  {
    let (rows, rejects, _) = try attempts(
      "Call Sid,From,To,Start Time,Duration,Status,Direction,AnsweredBy,SipResponseCode\nCA1,+15550100,+15550101,\"Fri, 20 Nov 2026 10:00:00 +0000\",\(duration),\(status),"
        + "outbound-api,\(answered),\(sip)\n", options(mapping: try shipped("twilio-calls")))
    #expect(rejects.isEmpty && rows.first?.code.outcome == outcome && rows.first?.sourceID == "CA1")
    #expect(text(rows.first?.point) == "point:+15550101" && rows.first?.at.offsetSeconds == 0)
  }

  @Test func twilioInboundCallsPointAtTheCallerAndColumnsMayBeMissing() throws {
    let (rows, _, _) = try attempts(
      "Call Sid,From,To,Start Time,Duration,Status,Direction\nCA1,+15550100,+15550101,2026-11-20T10:00:00.000Z,30,completed,inbound\n",
      options(mapping: try shipped("twilio-calls")))
    #expect(rows.first?.code.inbound == true && text(rows.first?.point) == "point:+15550100")
  }

  @Test(arguments: [
    ("您拨打的号码是空号，请核对后再拨", ContactOutcome.invalidNumber), ("您拨打的电话已停机", .suspended), ("您拨打的电话已关机，请稍后再拨", .poweredOff),
    ("您拨打的用户正在通话中，请稍后再拨", .busy), ("您拨打的电话暂时无法接通，请稍后再拨", .outOfCoverage), ("您拨打的电话暂时无人接听", .noAnswer), ("网络忙，请稍后再拨", .networkProblem),
    ("您拨打的号码已改号", .numberChanged), ("机主已开通来电提醒", .voicemail), ("对方暂不方便接听您的电话", .rejected), ("承诺还款", .connected), ("家人接听", .thirdParty),
    ("错号", .wrongPerson),
    ("神秘结果", .unknown),
  ]) func announcementsMatchSpecificBeforeGeneral(_ said: String, _ outcome: ContactOutcome) throws {
    let (rows, _, summary) = try attempts(
      "合同号,催收类型,催收结果,添加时间\nH1,电话,\(said),2026-11-20 10:00:00\n", options(mapping: try shipped("collection-log-zh")))
    #expect(rows.first?.code.outcome == outcome)
    #expect(summary.unmappedCodes.isEmpty == (outcome != .unknown))
  }

  @Test(arguments: [
    ("sip", "200", 40, ContactOutcome.connected), ("sip", "200", 3, .hungUp), ("sip", "200", 0, .noAnswer), ("sip", "486", 0, .busy),
    ("sip", "404", 0, .invalidNumber), ("sip", "603", 0, .rejected), ("sip", "480", 0, .noAnswer), ("sip", "503", 0, .networkProblem),
    ("sip", "487", 0, .cancelled), ("sip", "410", 0, .numberChanged), ("sip", "299", 0, .unknown),
    ("q850", "16", 30, .connected), ("q850", "17", 0, .busy), ("q850", "1", 0, .invalidNumber), ("q850", "20", 0, .outOfCoverage),
    ("q850", "54", 0, .suspended), ("q850", "34", 0, .networkProblem), ("q850", "99", 0, .unknown),
    ("freeswitch-cdr", "NORMAL_CLEARING", 30, .connected), ("freeswitch-cdr", "USER_BUSY", 0, .busy),
    ("freeswitch-cdr", "UNALLOCATED_NUMBER", 0, .invalidNumber), ("freeswitch-cdr", "ORIGINATOR_CANCEL", 0, .cancelled),
    ("freeswitch-cdr", "LOSE_RACE", 0, .cancelled), ("freeswitch-cdr", "SUBSCRIBER_ABSENT", 0, .outOfCoverage),
    ("announcements-zh", "您好，您拨打的电话已关机或无法接通，请稍后再拨", 0, .poweredOff), ("announcements-zh", "您拨打的用户不存在", 0, .invalidNumber),
    ("announcements-zh", "您拨打的号码已停机", 0, .suspended), ("announcements-zh", "来电助手为您服务，请留言", 0, .voicemail),
    ("announcements-zh", "对方已启用新号码", 0, .numberChanged), ("announcements-zh", "接通", 3, .hungUp), ("announcements-zh", "嘟嘟", 0, .unknown),
    ("generic", "connected", 0, .connected), ("generic", "answered", 4, .hungUp), ("generic", "machine", 20, .voicemail),
    ("generic", "HANG_UP", 0, .hungUp), ("asterisk-cdr", "NO ANSWER", 0, .notConnected), ("asterisk-cdr", "CANCEL", 0, .cancelled),
    ("asterisk-cdr", "ANSWERED", 0, .hungUp), ("asterisk-cdr", "NO ANSWER/127", 0, .cancelled),
    ("asterisk-cdr", "NO ANSWER/99", 0, .notConnected),
    ("asterisk-cdr", "NO ANSWER/20", 0, .outOfCoverage),
    ("asterisk-cdr", "ANSWERED/16", 30, .connected), ("asterisk-cdr", "FAILED/1", 0, .invalidNumber),
    ("asterisk-cdr", "ANSWERED", 3, .hungUp),
    ("twilio-calls", "completed/machine_start", 30, .voicemail),
  ]) func codesReadAsTheirSourceMeansThem(_ source: String, _ code: String, _ talk: Int32, _ outcome: ContactOutcome) throws {
    let reading = try shipped(source).reading(of: code, talkSeconds: talk)
    #expect(reading.outcome == outcome, "\(reading)")
    #expect(reading.isKnown == (outcome != .unknown))
  }

  @Test func legsOfARingGroupCountOnceAndOneWithConversationWins() throws {
    let header = "start_stamp,billsec,hangup_cause,caller_id_number,destination_number,uuid,bleg_uuid,accountcode,context\n"
    let rows = ["0,LOSE_RACE", "45,NORMAL_CLEARING", "0,NO_ANSWER"].enumerated().map { number, end in
      "2026-11-20 10:00:00,\(end),801,139000,u\(number),call-1,K1,default\n"
    }
    var mapping = try shipped("freeswitch-cdr")
    mapping.headers = []
    let (read, _, summary) = try attempts(header + rows.joined(), options(mapping: mapping))
    #expect(read.count == 1 && summary.merged == 2 && read.first?.code.outcome == .connected)
  }

  @Test func theExampleOfRealCardsLoadsAsItsReadmeSays() throws {
    let folder = "\(Self.root)/Examples/taiwan-cards"
    let mapping = try MappingFile.load("\(folder)/mapping.yaml")
    let (rows, rejects, summary) = try drain(CaseReader(.file(path: "\(folder)/cards.csv"), options(mapping: mapping)))
    // 82 cards are in credit: nothing is due.
    #expect(rows.count == 1200 && rejects.isEmpty && summary.skipped == 216 && rows.count { $0.outstanding < 0 } == 82)
    #expect(rows.allSatisfy { $0.currency == Currency("TWD") && $0.client == "taiwan-cards" && $0.stage?.hasPrefix("M") == true })
    #expect(!summary.extraColumns.contains("sex"))
  }
}
