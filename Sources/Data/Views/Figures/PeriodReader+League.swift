import Figures
import Portfolio
import Postgres
import Schema

/// League tables of a period: who got and gave what, what came in, went out and was paid. Moves that were taken back stand on both sides, as the ledger has
/// them: nobody keeps them.
extension PeriodReader {
  /// People, most dealt first.
  mutating func readPeople() throws {
    let rows = try connection.query(
      """
      WITH moved AS (
        SELECT d.person, sum(d.dealt)::int8 AS dealt, sum(d.dealt_amount)::int8 AS dealt_amount, sum(d.taken)::int8 AS taken,
          sum(d.taken_amount)::int8 AS taken_amount
        FROM (
          SELECT d.to_id AS person, count(*) AS dealt, sum(\(raw: BaseAmount.of("d.amount"))) AS dealt_amount, 0 AS taken, 0 AS taken_amount
          FROM allot.decision d \(raw: BaseAmount.join("d"))
          WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \(period.first.date) AND \(period.last.date)
            AND d.kind IN (\(stored: DecisionKind.given)) AND NOT d.lost GROUP BY 1
          UNION ALL
          SELECT d.from_id, 0, 0, count(*), sum(\(raw: BaseAmount.of("d.amount")))
          FROM allot.decision d \(raw: BaseAmount.join("d"))
          WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \(period.first.date) AND \(period.last.date)
            AND d.kind IN (\(stored: DecisionKind.taken)) AND NOT d.lost GROUP BY 1) d
        GROUP BY d.person),
      worked AS (
        SELECT collector_id, sum(60 * greatest(0, scheduled_minutes - effective_leave))::int8 AS scheduled, sum(talk_seconds)::int8 AS talk,
          sum(calls)::int8 AS calls, sum(messages + other_contacts)::int8 AS other
        FROM allot.collector_day WHERE agency_id = \(agency.id) AND day BETWEEN \(period.first.date) AND \(end.date) GROUP BY 1)
      SELECT c.code, coalesce(t.name, ''), coalesce(m.dealt, 0), coalesce(m.dealt_amount, 0), coalesce(m.taken, 0), coalesce(m.taken_amount, 0),
        s.open_cases, s.open_amount, coalesce(w.scheduled, 0), coalesce(w.talk, 0), coalesce(w.calls, 0), coalesce(w.other, 0)
      FROM allot.collector c
      JOIN allot.collector_state s ON s.agency_id = c.agency_id AND s.collector_id = c.collector_id
      LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
      LEFT JOIN moved m ON m.person = c.collector_id LEFT JOIN worked w ON w.collector_id = c.collector_id
      WHERE c.agency_id = \(agency.id) AND (c.active OR m.person IS NOT NULL OR w.calls > 0 OR s.open_cases > 0)
        \(part.ofCollector("c.collector_id"))
      ORDER BY coalesce(m.dealt, 0) DESC, c.code COLLATE "C"
      """)
    for row in rows {
      func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
      var person = LeagueRow(try row[0, as: String.self], of: try row[1, as: String.self])
      person.dealt = Stock(try number(2), try number(3))
      person.taken = Stock(try number(4), try number(5))
      person.open = Stock(try number(6), try number(7))
      (person.scheduledSeconds, person.talkSeconds) = (try number(8), try number(9))
      (person.calls, person.otherContacts) = (try number(10), try number(11))
      figures.people.append(person)
    }
  }

  /// Rows summed up by a name, those with most dealt first.
  static func grouped(_ rows: [LeagueRow], by name: KeyPath<LeagueRow, String>) -> [LeagueRow] {
    var found: [String: LeagueRow] = [:]
    for row in rows { found[row[keyPath: name], default: LeagueRow(row[keyPath: name])].add(row) }
    return found.values.sorted { ($1.dealt.cases, $0.name) < ($0.dealt.cases, $1.name) }
  }

  /// By batch and its client, from the cases as they are attributed now. What came in and was closed is what stock and flow have between the period's
  /// positions, whatever the day on which it was read. Amounts are turned into the agency's currency row by row, as they are for people.
  mutating func readBatches() throws {
    let rows = try connection.query(
      """
      WITH flow AS (
        SELECT c.case_id, count(*) FILTER (WHERE c.kind IN (\(stored: FlowKind.arrivals))) AS entrusted,
          sum(\(raw: BaseAmount.of("c.amount"))) FILTER (WHERE c.kind IN (\(stored: FlowKind.arrivals))) AS entrusted_amount,
          count(*) FILTER (WHERE c.kind = \(stored: FlowKind.closed)) AS closed
        FROM allot.change c \(raw: BaseAmount.join("c"))
        WHERE c.agency_id = \(agency.id) AND c.case_id IS NOT NULL AND \(try changes())
          AND c.kind IN (\(stored: FlowKind.arrivals + [.closed]))
        GROUP BY 1),
      dealt AS (
        SELECT d.case_id, count(*) FILTER (WHERE d.kind IN (\(stored: DecisionKind.given))) AS dealt,
          sum(\(raw: BaseAmount.of("d.amount"))) FILTER (WHERE d.kind IN (\(stored: DecisionKind.given))) AS dealt_amount,
          count(*) FILTER (WHERE d.kind IN (\(stored: DecisionKind.taken))) AS taken,
          sum(\(raw: BaseAmount.of("d.amount"))) FILTER (WHERE d.kind IN (\(stored: DecisionKind.taken))) AS taken_amount
        FROM allot.decision d \(raw: BaseAmount.join("d"))
        WHERE d.agency_id = \(agency.id) AND d.day BETWEEN \(period.first.date) AND \(period.last.date)
          AND d.kind <= \(stored: DecisionKind.lastChange) AND NOT d.lost
        GROUP BY 1),
      paid AS (
        SELECT m.case_id, count(*) AS paid, sum(\(raw: BaseAmount.of("m.amount"))) AS paid_amount
        FROM (SELECT p.*, s.currency FROM allot.payment p JOIN allot.case_state s ON s.agency_id = p.agency_id AND s.case_id = p.case_id
          WHERE p.agency_id = \(agency.id) AND p.day BETWEEN \(period.first.date) AND \(end.date)) m \(raw: BaseAmount.join("m"))
        GROUP BY 1)
      SELECT coalesce(b.name, ''), coalesce(k.name, ''), coalesce(sum(f.entrusted), 0)::int8, coalesce(sum(f.entrusted_amount), 0)::int8,
        coalesce(sum(f.closed), 0)::int8, coalesce(sum(d.dealt), 0)::int8, coalesce(sum(d.dealt_amount), 0)::int8, coalesce(sum(d.taken), 0)::int8,
        coalesce(sum(d.taken_amount), 0)::int8, coalesce(sum(p.paid), 0)::int8, coalesce(sum(p.paid_amount), 0)::int8,
        count(*) FILTER (WHERE s.status = \(stored: CaseStatus.open)),
        coalesce(sum(\(raw: BaseAmount.of("s.outstanding"))) FILTER (WHERE s.status = \(stored: CaseStatus.open)), 0)::int8
      FROM allot.case_state s \(raw: BaseAmount.join("s"))
      LEFT JOIN flow f ON f.case_id = s.case_id LEFT JOIN dealt d ON d.case_id = s.case_id LEFT JOIN paid p ON p.case_id = s.case_id
      LEFT JOIN allot.batch b ON b.agency_id = \(agency.id) AND b.batch_id = s.batch_id
      LEFT JOIN allot.client k ON k.agency_id = \(agency.id) AND k.client_id = s.client_id
      WHERE s.agency_id = \(agency.id) \(part.ofCase("s"))
      GROUP BY 1, 2 ORDER BY 6 DESC, 12 DESC, 1, 2
      """)
    for row in rows {
      func number(_ column: Int) throws -> Int64 { try row[column, as: Int64.self] }
      var batch = LeagueRow(try row[0, as: String.self], of: try row[1, as: String.self])
      batch.entrusted = Stock(try number(2), try number(3))
      batch.closed = try number(4)
      batch.dealt = Stock(try number(5), try number(6))
      batch.taken = Stock(try number(7), try number(8))
      batch.paid = Stock(try number(9), try number(10))
      batch.open = Stock(try number(11), try number(12))
      figures.batches.append(batch)
    }
  }
}
