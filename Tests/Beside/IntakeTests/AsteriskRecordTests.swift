import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

/// Rows as Asterisk's cdr_csv writes them, in every number of columns that cdr.conf can give; the numbers are invented.
@Suite struct AsteriskRecordTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  private func mapping() throws -> Mapping { try MappingFile.load("\(Self.root)/policies/mappings/asterisk-cdr.yaml") }

  private struct Call {
    var src = "801"
    var dst = "13800000004"
    var context = "from-internal"
    var channel = "PJSIP/801-00000001"
    var dstchannel = "PJSIP/trunk-00000002"
    var lastapp = "Dial"
    var talk = 0
    var disposition = "NO ANSWER"

    func row(_ more: [String]) -> String {
      let columns = [
        "", src, dst, context, "\"\"Li\"\" <\(src)>", channel, dstchannel, lastapp, "PJSIP/\(dst)@trunk,30", "2026-11-20 10:00:00",
        talk > 0 ? "2026-11-20 10:00:20" : "", "2026-11-20 10:01:00",
      ]
      let quoted = columns.map { "\"\($0)\"" } + ["60", String(talk), "\"\(disposition)\"", "\"DOCUMENTATION\""]
      return (quoted + more.map { Int($0) != nil ? $0 : "\"\($0)\"" }).joined(separator: ",") + "\n"
    }
  }

  @Test(
    "every number of columns that cdr.conf gives is read, and what it has is found",
    arguments: [
      ([], nil, nil),
      (["1731000000.12"], "1731000000.12", nil),
      (["K7"], nil, "K7"),
      (["1731000000.12", "K7"], "1731000000.12", "K7"),
      (["pbx1-1731000000.12", "K7"], "pbx1-1731000000.12", "K7"),
      (["1731000000.12", "K7", "1731000000.11"], "1731000000.11", "K7"),
      (["", "1731000000.11", "25"], "1731000000.11", nil),
      (["1731000000.12", "", "1731000000.11", "25"], "1731000000.11", nil),
      (["K7", "", "1731000000.11", "25"], "1731000000.11", "K7"),
      (["1731000000.12", "K7", "", "1731000000.11", "25"], "1731000000.11", "K7"),
    ] as [([String], String?, String?)])
  func everyNumberOfColumns(_ more: [String], _ call: String?, _ caseNo: String?) throws {
    let (rows, rejects, summary) = try attempts(Call(talk: 40, disposition: "ANSWERED").row(more), options(mapping: try mapping()))
    try #require(rejects.isEmpty && rows.count == 1)
    #expect(rows[0].code.outcome == .connected && rows[0].talkSeconds == 40 && rows[0].collector == "801")
    #expect(text(rows[0].point) == "point:13800000004" && rows[0].key?.caseNo == caseNo)
    if let call { #expect(rows[0].sourceID == call) }
    #expect(summary.droppedColumns.contains("clid"))
  }

  @Test("a file of another width is refused with the widths that are known")
  func anotherWidth() throws {
    let fault = #expect(throws: FileFault.self) {
      try attempts("a,b,c\n1,2,3\n", options(mapping: try mapping()))
    }
    #expect(fault?.message.en.contains("3 columns") == true && fault?.message.en.contains("16, 17, 18, 19, 20 or 21") == true)
    #expect(fault?.message.zh.contains("3 列") == true)
  }

  @Test("of two rows of one call the answered one counts, with linkedid and without")
  func theAnsweredLegWins() throws {
    for more in [["1731000000.12", "K7"], ["1731000000.12", "K7", "", "1731000000.12", "3"]] {
      let file = Call().row(more) + Call(talk: 40, disposition: "ANSWERED").row(more)
      let (rows, rejects, summary) = try attempts(file, options(mapping: try mapping()))
      #expect(rejects.isEmpty && rows.map(\.code.outcome) == [.connected] && summary.merged == 1, "\(more.count)")
    }
  }

  @Test("the agent's own leg of a click-to-call says nothing of the debtor")
  func clickToCall() throws {
    let file =
      Call(channel: "Local/13800000004@out-0001;1", dstchannel: "PJSIP/801-02", talk: 55, disposition: "ANSWERED")
      .row(["1731000000.1", "K7", "", "1731000000.1", "1"])
      + Call(channel: "Local/13800000004@out-0001;2").row(["1731000000.2", "K7", "", "1731000000.1", "2"])
    let (rows, _, summary) = try attempts(file, options(mapping: try mapping()))
    #expect(rows.map(\.code.outcome) == [.notConnected] && summary.skipped == 1)
  }

  @Test("a caller who left the queue talked to nobody; one who was taken did")
  func queues() throws {
    let left = Call(
      src: "13800000004", dst: "600", context: "from-trunk", dstchannel: "", lastapp: "Queue", talk: 50, disposition: "ANSWERED")
    var taken = left
    taken.dstchannel = "PJSIP/801-02"
    let file = left.row(["1731000000.1", ""]) + taken.row(["1731000000.2", ""])
    let (rows, _, summary) = try attempts(file, options(mapping: try mapping()))
    #expect(summary.skipped == 1 && rows.map(\.code.outcome) == [.connected])
    #expect(rows[0].code.inbound && text(rows[0].point) == "point:13800000004")
  }

  @Test("NO ANSWER alone is weak evidence, with its cause it is what the cause says; less than a second of talk was answered")
  func dispositions() throws {
    let header =
      "src,dst,dcontext,start,billsec,disposition,hangupcause,uniqueid\n"
    let rows = [
      ("0,NO ANSWER,", ContactOutcome.notConnected), ("0,NO ANSWER,20", .outOfCoverage), ("0,NO ANSWER,19", .noAnswer),
      ("0,FAILED,1", .invalidNumber), ("0,BUSY,21", .rejected), ("0,CANCEL,", .cancelled), ("0,ANSWERED,16", .hungUp),
      ("9,ANSWERED,16", .connected), ("0,CONGESTION,34", .networkProblem), ("0,ODD,", .unknown),
    ]
    let file = header + rows.enumerated().map { "801,13800000004,from-internal,2026-11-20 10:00:00,\($1.0),17310000\($0).1\n" }.joined()
    let (read, rejects, summary) = try attempts(file, options(mapping: try mapping()))
    #expect(rejects.isEmpty && read.map(\.code.outcome) == rows.map(\.1))
    #expect(summary.unmappedCodes == [Wording(same: "ODD"): 1])
  }
}
