import Portfolio
import Tables
import Testing

@testable import Intake

/// Files as the programs write them, read by the mappings that ship for them and compared row by row with what a person wrote down beside them.
///
/// `kamailio-acc` was written by Kamailio 5.6.3. The others are constructed after the sources and pages that each mapping names.
@Suite struct RecordTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  static let sources = [
    "amazon-connect", "announcements-zh", "asterisk-cdr", "collection-log-zh", "five9", "freepbx-cdr", "freeswitch-cdr", "fusionpbx-cdr",
    "generic",
    "genesys-cloud", "kamailio-acc", "q850", "sip", "twilio-calls", "vicidial-log",
  ]

  private struct Expected: Equatable, CustomStringConvertible {
    var outcome: String
    var talk: String
    var collector: String
    var inbound: String
    var description: String { "\(outcome) \(talk) s, \(collector), inbound \(inbound)" }

    init(_ fields: [String]) { (outcome, talk, collector, inbound) = (fields[1], fields[2], fields[3], fields[4]) }
    init(_ row: AttemptRow) {
      (outcome, talk) = (row.code.outcome.word, String(row.talkSeconds))
      (collector, inbound) = (row.isNobodys ? "-" : row.collector ?? "", row.code.inbound ? "yes" : "no")
    }
  }

  private func mapping(_ name: String) throws -> Mapping { try MappingFile.load("\(Self.root)/policies/mappings/\(name).yaml") }

  private func text(_ file: String) throws -> String {
    String(decoding: try FileBytes.whole("\(Self.root)/Tests/Beside/IntakeTests/Records/\(file).csv", limit: 1 << 20), as: UTF8.self)
  }

  @Test("every row of the records says what was written down for it", arguments: sources)
  func everyRow(_ name: String) throws {
    let (rows, rejects, summary) = try attempts(try text(name), options(mapping: try mapping(name)))
    #expect(rejects.isEmpty, "\(rejects.map(\.why.en))")
    var expected: [String: Expected] = [:]
    var leftOut = 0
    for line in try text(name + ".expected").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if fields[1] == "left_out" { leftOut += 1 } else { expected[fields[0]] = Expected(fields) }
    }
    #expect(rows.count + summary.merged + summary.skipped >= 30)
    #expect(summary.skipped == leftOut && rows.count == expected.count)
    for row in rows { #expect(Expected(row) == expected[row.sourceID], "\(name), line \(row.line), \(row.rawCode)") }
    // What is read is a number and a case; no name of anybody is kept.
    #expect(rows.allSatisfy { $0.point != nil || $0.key != nil })
    #expect(!summary.extraColumns.contains { HeaderName.isIdentifying($0) })
  }

  @Test("every mapping that ships has its records")
  func allOfThem() throws {
    for source in Self.sources { #expect(try mapping(source).name == source) }
  }

  @Test("times of Kamailio are UTC, whatever the agency's zone")
  func timesInUTC() throws {
    let (rows, _, _) = try attempts(try text("kamailio-acc"), options(mapping: try mapping("kamailio-acc")))
    let first = try #require(rows.first)
    #expect(first.at.offsetSeconds == 0 && first.at.day == Day(iso: "2026-11-30"))
    // 03:16:14
    #expect(first.at.microseconds % 86_400_000_000 == 11_774_000_000)
    let (local, _, _) = try attempts(try text("asterisk-cdr"), options(mapping: try mapping("asterisk-cdr")))
    #expect(local.allSatisfy { $0.at.offsetSeconds == nil })
  }

  @Test("a call that a carrier blocked is counted apart, and an answered call that is not over is left out")
  func blockedAndUnended() throws {
    let (_, _, summary) = try attempts(try text("kamailio-acc"), options(mapping: try mapping("kamailio-acc")))
    #expect(summary.blocked == 3 && summary.unmappedCodes.isEmpty)
    let (rows, _, running) = try attempts(
      "callid,time,sip_code,sip_reason,src_user,dst_ouser,duration\nc1,2026-11-20 10:00:00,200,OK,800,13800000001,\n",
      options(mapping: try mapping("kamailio-acc")))
    #expect(rows.isEmpty && running.skipped == 1)
  }

  @Test("what a campaign calls its own is named and not guessed")
  func ownCodes() throws {
    for (name, codes) in [("vicidial-log", ["PTP", "INCALL"]), ("five9", ["Promise to pay", "Right party contact"])] {
      let (_, _, summary) = try attempts(try text(name), options(mapping: try mapping(name)))
      #expect(summary.unmappedCodes.values.reduce(0, +) == codes.count, "\(summary.unmappedCodes)")
    }
  }
}
