import Portfolio
import Testing

@testable import Intake

/// SIP codes, Q.850 causes and FreeSWITCH's names for one and the same end of a call, after RFC 3398 (8.2.6.1) and the table in FreeSWITCH's
/// sofia_glue.c, `sofia_glue_sip_cause_to_freeswitch`. Where RFC 3398 gives another cause than FreeSWITCH, FreeSWITCH's stands here: 485 and 604
/// are 1 in RFC 3398, and 3 there.
@Suite struct CauseTableTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  private func shipped(_ name: String) throws -> Mapping { try MappingFile.load("\(Self.root)/policies/mappings/\(name).yaml") }

  private static let causes: [(sip: [String], q850: String?, freeSWITCH: String?, outcome: ContactOutcome)] = [
    (["200"], "16", "NORMAL_CLEARING", .noAnswer),
    (["401", "402", "403", "407", "603"], "21", "CALL_REJECTED", .rejected),
    (["404"], "1", "UNALLOCATED_NUMBER", .invalidNumber),
    (["485", "604"], "3", "NO_ROUTE_DESTINATION", .networkProblem),
    ([], "2", "NO_ROUTE_TRANSIT_NET", .networkProblem),
    (["408", "504"], "102", "RECOVERY_ON_TIMER_EXPIRE", .networkProblem),
    (["410"], "22", "NUMBER_CHANGED", .numberChanged),
    (["413", "414", "416", "420", "421", "423", "505", "513"], "127", "INTERWORKING", .networkProblem),
    (["480"], "18", "NO_USER_RESPONSE", .noAnswer),
    ([], "19", "NO_ANSWER", .noAnswer),
    ([], "20", "SUBSCRIBER_ABSENT", .outOfCoverage),
    (["400", "481", "500", "503"], "41", "NORMAL_TEMPORARY_FAILURE", .networkProblem),
    (["486", "600"], "17", "USER_BUSY", .busy),
    (["484"], "28", "INVALID_NUMBER_FORMAT", .networkProblem),
    (["488", "606"], "88", "INCOMPATIBLE_DESTINATION", .networkProblem),
    (["502"], "38", "NETWORK_OUT_OF_ORDER", .networkProblem),
    (["405"], "63", "SERVICE_UNAVAILABLE", .networkProblem),
    (["406", "415", "501"], "79", "SERVICE_NOT_IMPLEMENTED", .networkProblem),
    (["482", "483"], "25", "EXCHANGE_ROUTING_ERROR", .networkProblem),
    (["487"], nil, "ORIGINATOR_CANCEL", .cancelled),
    (["607"], nil, "UNWANTED", .blocked),
    ([], "27", "DESTINATION_OUT_OF_ORDER", .outOfCoverage),
    ([], "31", "NORMAL_UNSPECIFIED", .notConnected),
    ([], "34", "NORMAL_CIRCUIT_CONGESTION", .networkProblem),
    ([], "42", "SWITCH_CONGESTION", .networkProblem),
    ([], "44", "REQUESTED_CHAN_UNAVAIL", .networkProblem),
    ([], "52", "OUTGOING_CALL_BARRED", .networkProblem),
    ([], "54", "INCOMING_CALL_BARRED", .suspended),
  ]

  @Test("SIP, Q.850, FreeSWITCH and what is built on them read one end of a call alike")
  func alike() throws {
    let (sip, q850, twilio) = (try shipped("sip"), try shipped("q850"), try shipped("twilio-calls"))
    let (asterisk, freePBX) = (try shipped("asterisk-cdr"), try shipped("freepbx-cdr"))
    let (freeSWITCH, fusionPBX, kamailio) = (try shipped("freeswitch-cdr"), try shipped("fusionpbx-cdr"), try shipped("kamailio-acc"))
    for cause in Self.causes {
      for code in cause.sip {
        #expect(sip.reading(of: code, talkSeconds: 0).outcome == cause.outcome, "SIP \(code)")
        if code == "200" { continue }
        #expect(kamailio.reading(of: code + "/Reason", talkSeconds: 0).outcome == cause.outcome, "Kamailio \(code)")
        // A call that Twilio gives up after the ringing is its own 487: nobody answered.
        let own: ContactOutcome = code == "487" ? .networkProblem : cause.outcome
        #expect(twilio.reading(of: "failed/" + code, talkSeconds: 0).outcome == own, "Twilio \(code)")
      }
      if let code = cause.q850 {
        #expect(q850.reading(of: code, talkSeconds: 0).outcome == cause.outcome, "Q.850 \(code)")
        // Asterisk gives 127 to calls that the caller gave up; elsewhere it is the network's. No evidence either way.
        let own: ContactOutcome = code == "127" ? .cancelled : cause.outcome
        for mapping in [asterisk, freePBX] {
          #expect(mapping.reading(of: "NO ANSWER/" + code, talkSeconds: 0).outcome == own, "\(mapping.name) \(code)")
        }
      }
      if let code = cause.freeSWITCH {
        for mapping in [freeSWITCH, fusionPBX] {
          #expect(mapping.reading(of: code, talkSeconds: 0).outcome == cause.outcome, "\(mapping.name) \(code)")
          #expect(mapping.reading(of: code + "/failed", talkSeconds: 0).outcome == cause.outcome, "\(mapping.name) \(code)/failed")
        }
      }
    }
  }

  @Test("whoever talked was reached, whatever cause ended the call")
  func talkDecidesFirst() throws {
    for (name, codes) in [
      (
        "freeswitch-cdr",
        Self.causes.compactMap(\.freeSWITCH) + ["ALLOTTED_TIMEOUT", "MEDIA_TIMEOUT", "BLIND_TRANSFER", "ATTENDED_TRANSFER", "NEW_CAUSE"]
      ),
      ("fusionpbx-cdr", Self.causes.compactMap(\.freeSWITCH).map { $0 + "/failed" }), ("q850", Self.causes.compactMap(\.q850) + ["199"]),
      ("sip", Self.causes.flatMap(\.sip).filter { $0 != "607" } + ["799"]),
    ] {
      let mapping = try shipped(name)
      for code in codes {
        #expect(mapping.reading(of: code, talkSeconds: 6).outcome == .connected, "\(name) \(code)")
        #expect(mapping.reading(of: code, talkSeconds: 5).outcome == .hungUp, "\(name) \(code)")
      }
    }
  }

  @Test("a machine that answered is no conversation, and a carrier's refusal no act of the debtor")
  func marksComeFirst() throws {
    let blocked = "SIP;cause=603;text=\"v=analytics1;url=https://example.com/redress\";location=TN"
    for (name, code, talk, outcome) in [
      ("freeswitch-cdr", "CALL_REJECTED/\(blocked)", 0, ContactOutcome.blocked), ("freeswitch-cdr", "NORMAL_UNSPECIFIED/608", 0, .blocked),
      ("freeswitch-cdr", "NORMAL_CLEARING/MACHINE", 40, .voicemail), ("freeswitch-cdr", "NORMAL_CLEARING/HUMAN", 40, .connected),
      ("fusionpbx-cdr", "NORMAL_CLEARING/voicemail", 40, .voicemail), ("sip", "603/Network Blocked", 0, .blocked),
      ("sip", "603/Decline", 0, .rejected),
      ("sip", "608/Rejected", 0, .blocked), ("q850", "21/\(blocked)", 0, .blocked), ("kamailio-acc", "603/network blocked", 0, .blocked),
      ("twilio-calls", "no-answer/608", 0, .blocked), ("twilio-calls", "completed/fax/200", 30, .voicemail),
    ] as [(String, String, Int32, ContactOutcome)] {
      #expect(try shipped(name).reading(of: code, talkSeconds: talk).outcome == outcome, "\(name) \(code)")
    }
  }
}
