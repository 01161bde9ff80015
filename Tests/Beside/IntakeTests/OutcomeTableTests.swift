import Portfolio
import Testing

@testable import Intake

/// The table of outcomes as the shipped mappings read it: every keyword of an announcement, every Q.850 cause, SIP code, Twilio status and
/// Asterisk disposition that it names. A code of several rows takes the least incriminating one unless talk time decides.
@Suite struct OutcomeTableTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  private static let announced: [(ContactOutcome, [String])] = [
    (.rejected, ["拒接", "暂不方便接听"]), (.busy, ["用户正忙", "占线", "正在通话中"]), (.noAnswer, ["无人接听", "无应答"]), (.poweredOff, ["关机"]),
    (.outOfCoverage, ["无法接通", "不在服务区"]), (.suspended, ["停机", "暂停服务", "欠费", "呼入限制"]),
    (.invalidNumber, ["空号", "不存在", "号码有误"]), (.numberChanged, ["改号"]), (.voicemail, ["语音信箱", "留言", "秘书", "来电提醒"]),
    (.networkProblem, ["网络忙", "线路故障", "稍后再拨"]),
  ]

  private static let codes: [(source: String, talk: Int32, [(ContactOutcome, [String])])] = [
    (
      "q850", 0,
      [
        (.busy, ["17"]), (.noAnswer, ["18", "19", "16"]), (.outOfCoverage, ["20", "27"]), (.rejected, ["21"]), (.suspended, ["54"]),
        (.invalidNumber, ["1"]), (.numberChanged, ["22"]), (.networkProblem, ["2", "3", "28", "34", "38", "41", "42", "102"]),
        (.notConnected, ["31"]),
        (.unknown, ["999", ""]),
      ]
    ),
    ("q850", 5, [(.hungUp, ["16"])]), ("q850", 6, [(.connected, ["16"])]),
    (
      "sip", 0,
      [
        (.rejected, ["603", "401", "403", "407"]), (.busy, ["486", "600"]), (.noAnswer, ["480"]),
        (.invalidNumber, ["404"]), (.numberChanged, ["410"]), (.networkProblem, ["408", "484", "485", "604", "500", "503", "504", "580"]),
        (.cancelled, ["487"]), (.blocked, ["607", "608", "603/Network Blocked"]), (.unknown, ["299", "4xx"]),
      ]
    ),
    ("sip", 5, [(.hungUp, ["200"])]), ("sip", 6, [(.connected, ["200"])]),
    (
      "twilio-calls", 0,
      [
        (.busy, ["busy"]), (.noAnswer, ["no-answer"]), (.networkProblem, ["failed"]), (.cancelled, ["canceled"]),
        (.unknown, ["queued", "ringing", "in-progress", "initiated"]),
      ]
    ),
    ("twilio-calls", 3, [(.hungUp, ["completed"])]),
    ("twilio-calls", 30, [(.connected, ["completed", "completed/human"]), (.voicemail, ["completed/machine_end_beep"])]),
    (
      "asterisk-cdr", 0,
      [
        (.busy, ["BUSY"]), (.notConnected, ["NO ANSWER", "NO ANSWER/99"]), (.networkProblem, ["FAILED", "CONGESTION", "FAILED/28"]),
        (.hungUp, ["ANSWERED"]), (.cancelled, ["CANCEL", "NO ANSWER/127"]), (.noAnswer, ["NO ANSWER/18", "NO ANSWER/19"]),
        (.rejected, ["BUSY/21", "NO ANSWER/21"]), (.invalidNumber, ["FAILED/1"]), (.numberChanged, ["FAILED/22"]),
      ]
    ),
    ("asterisk-cdr", 3, [(.hungUp, ["ANSWERED", "ANSWERED/16"])]), ("asterisk-cdr", 6, [(.connected, ["ANSWERED", "ANSWERED/16"])]),
    (
      "freeswitch-cdr", 0,
      [
        (.busy, ["USER_BUSY"]), (.noAnswer, ["NO_ANSWER", "NO_USER_RESPONSE"]), (.rejected, ["CALL_REJECTED"]),
        (.invalidNumber, ["UNALLOCATED_NUMBER"]), (.numberChanged, ["NUMBER_CHANGED"]), (.cancelled, ["ORIGINATOR_CANCEL"]),
        (.networkProblem, ["NORMAL_CIRCUIT_CONGESTION", "NETWORK_OUT_OF_ORDER", "NORMAL_TEMPORARY_FAILURE", "SWITCH_CONGESTION"]),
      ]
    ),
  ]

  private func shipped(_ name: String) throws -> Mapping { try MappingFile.load("\(Self.root)/policies/mappings/\(name).yaml") }

  @Test(arguments: ["announcements-zh", "collection-log-zh"]) func everyKeywordOfAnAnnouncementIsHeardInASentence(_ source: String) throws {
    let mapping = try shipped(source)
    for (outcome, words) in Self.announced {
      for word in words {
        for said in [word, "您好，您拨打的用户\(word)。Sorry", "\(word)，请稍后再拨"] {
          #expect(mapping.reading(of: said, talkSeconds: 0).outcome == outcome, "\(source): \(said)")
        }
      }
    }
  }

  @Test func everyCodeOfTheTableReadsAsItSays() throws {
    for (source, talk, rows) in Self.codes {
      let mapping = try shipped(source)
      for (outcome, codes) in rows {
        for code in codes { #expect(mapping.reading(of: code, talkSeconds: talk).outcome == outcome, "\(source) \(code), \(talk) s") }
      }
    }
  }

  /// Nobody is harmed by a mapping that says less than it could: what is unmapped, cancelled or the network's fault is no evidence.
  @Test func everyShippedMappingHasAVersionAndKnowsItsOwnWords() throws {
    for source in RecordTests.sources {
      let mapping = try shipped(source)
      #expect(mapping.version >= 1 && mapping.name == source && mapping.feed == .attempts)
      // With talk, those that know who talked say so whatever the code.
      #expect(mapping.reading(of: "no such code \u{4E00}", talkSeconds: 0).isKnown == false, "\(source)")
    }
  }
}
