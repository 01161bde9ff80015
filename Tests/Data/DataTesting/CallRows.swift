package import Portfolio

/// Rows of call records, in local time.
package enum CallRows {
  package static let minute: Int64 = 60_000_000

  package static func noon(_ day: Day, minutes: Int64 = 0) -> LocalTime {
    LocalTime(microseconds: (Int64(day.rawValue) * 24 + 12) * 3_600_000_000 + minutes * minute)
  }

  package static func attempt(
    _ line: Int, case caseNo: String?, day: Day, outcome: ContactOutcome = .noAnswer, channel: Channel = .phone, point: UInt8? = 1,
    collector: String? = nil, talk: Int32 = 0, automatic: Bool = false
  ) -> AttemptRow {
    var row = AttemptRow(
      line: line, key: caseNo.map { CaseKey(client: nil, caseNo: $0) }, sourceID: "a\(line)", source: "dialler", at: noon(day),
      talkSeconds: talk,
      rawCode: outcome.word, code: ContactCode(channel: channel, outcome: outcome, automatic: automatic))
    row.point = point.map { OpaqueReference(bytes: [$0]) }
    row.collector = collector
    return row
  }
}
