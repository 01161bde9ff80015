import Figures
import Portfolio
import Postgres
import Schema

/// What the reading of conversations and codes is worth: codes and months as far as they were known at the slot, labels up to a moment of the
/// caller's choice, since people read conversations of a night after its run.
extension FigureReader {
  mutating func readTalk(labelsUpTo moment: Instant?) throws {
    try readLabels(upTo: moment)
    figures.talk.months = try Self.months(connection, agency, from: sixMonthsBack, before: slot)
    try readUnmapped()
    figures.talk.blocked = try Views.blockedCalls(before: slot, connection, agency.id)
  }

  /// The first day of the sixth month up to the slot's own.
  private var sixMonthsBack: Day {
    let (year, month, _) = slot.civil
    let index = year * 12 + month - 1 - 5
    return Day(year: index / 12, month: index % 12 + 1, day: 1) ?? slot
  }

  private mutating func readLabels(upTo moment: Instant?) throws {
    // Whole seconds, as the report prints them: what it says can be asked for again.
    let given = moment?.timestamp
    let row = try connection.query(
      """
      SELECT t.moment, to_char(t.moment AT TIME ZONE \(agency.zone), 'YYYY-MM-DD HH24:MI:SS')
      FROM (SELECT date_trunc('second', coalesce(\(given)::timestamptz, clock_timestamp())) AS moment) t
      """
    ).only()
    let (end, printed) = try row.decode(PostgresTimestamp.self, String.self)
    figures.talk.labelsUpTo = printed
    let rows = try connection.query(
      """
      SELECT coalesce(why = \(ReviewWhy.sample.code), false), label, judged, count(*)
      FROM (
        SELECT DISTINCT ON (case_id, source_id) why, label, judged, labelled_at FROM allot.tone_label
        WHERE agency_id = \(agency.id) AND labelled_at <= \(end) ORDER BY case_id, source_id, labelled_at DESC) l
      WHERE labelled_at > \(end)::timestamptz - \(Int32(TalkFigures.labelDays)) * interval '1 day'
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """)
    for (isByLot, label, judged, count) in try rows.decode(Bool.self, Int16.self, Int16.self, Int64.self) {
      guard let label = UInt8(exactly: label).flatMap(Tone.init(rawValue:)),
        let judged = UInt8(exactly: judged).flatMap(Tone.init(rawValue:))
      else { throw newer() }
      if isByLot {
        figures.talk.byLot.add(label: label, judged: judged, count)
      } else {
        figures.talk.chosen.add(label: label, judged: judged, count)
      }
    }
  }

  /// Conversations with the debtor by month, ascending.
  static func months(_ connection: Connection, _ agency: Agency, from: Day, before end: Day) throws -> [TalkMonth] {
    let rows = try connection.query(
      """
      SELECT date_trunc('month', day)::date, tone, groups, count(*) FROM allot.conversation
      WHERE agency_id = \(agency.id) AND party = \(stored: Party.debtor) AND day >= \(from.date) AND day < \(end.date) GROUP BY 1, 2, 3
        ORDER BY 1, 2, 3
      """
    ).decode(PostgresDate.self, Int16.self, Int32.self, Int64.self)
    var months: [TalkMonth] = []
    for (month, tone, groups, count) in rows {
      let day = Day(month)
      if months.last?.month != day { months.append(TalkMonth(month: day)) }
      let last = months.count - 1
      months[last].conversations += Int(count)
      months[last].tones[min(2, max(0, Int(tone)))] += Int(count)
      for bit in 0..<31 where groups >> Int32(bit) & 1 == 1 { months[last].groups[bit] += Int(count) }
    }
    return months
  }

  private mutating func readUnmapped() throws {
    let rows = try connection.query(
      """
      SELECT k.source, k.raw_code, sum(a.attempts)::int8, bool_or(k.outcome = \(Int16(ContactOutcome.unknown.rawValue)))
      FROM (
        SELECT code_id, count(*) AS attempts FROM allot.attempt
        WHERE agency_id = \(agency.id) AND day >= \((slot - TalkFigures.unmappedDays).date) AND day < \(slot.date) GROUP BY code_id) a
      JOIN allot.contact_code k ON k.agency_id = \(agency.id) AND k.code_id = a.code_id
      GROUP BY k.source, k.raw_code, k.outcome = \(Int16(ContactOutcome.unknown.rawValue))
      ORDER BY 3 DESC, 1, 2
      """)
    for (source, code, attempts, isUnmapped) in try rows.decode(String.self, String.self, Int64.self, Bool.self) {
      figures.talk.attempts += attempts
      guard isUnmapped else { continue }
      figures.talk.unmapped += attempts
      if figures.talk.unmappedCodes.count < TalkFigures.codesListed {
        figures.talk.unmappedCodes.append(UnmappedCode(source: source, code: code.isEmpty ? "(empty)" : code, attempts: attempts))
      }
    }
  }
}
