import Figures
import Portfolio
import Postgres
import Runs
import Schema

/// What happened to cases between a run's freeze and the count of the stock behind its publish, by whatever but the run itself. A plan may wait for a
/// person for days: what people hold afterwards is then not what they held before, and what the plan gave and took.
struct SinceFreeze {
  private let connection: Connection
  private let agency: Int64
  /// `w (…)`: the flows, for the beginning of a statement.
  private let flows: SQL

  /// nil where the run froze nothing, is not published, or nothing was counted behind it.
  init?(_ connection: Connection, _ agency: Int64, _ run: RunID) throws {
    let row = try connection.query(
      """
      SELECT u.snapshot::text, p.snapshot::text
      FROM allot.run u JOIN allot.ledger_position p ON p.agency_id = u.agency_id AND p.position_id = u.position_id
      WHERE u.agency_id = \(agency) AND u.run_id = \(run) AND u.state = 'published' AND u.snapshot IS NOT NULL
      """
    ).first
    guard let (frozen, counted) = try row?.decode(String.self, String.self) else { return nil }
    (self.connection, self.agency) = (connection, agency)
    flows = """
      WITH w AS (
        SELECT c.* FROM allot.change c
        WHERE c.agency_id = \(agency) AND c.run_id IS DISTINCT FROM \(run) AND \(Store.unseen(frozen))
          AND \(Store.seen(counted)))
      """
  }

  /// All of it in numbers.
  func total() throws -> Meanwhile {
    let rows = try connection.query(
      flows
        + """
         SELECT w.kind, sum(w.cases)::int8, count(*), sum(\(raw: BaseAmount.of("w.amount")))::int8 FROM w \(raw: BaseAmount.join("w")) GROUP BY w.kind
        """
    ).decode(Int16.self, Int64.self, Int64.self, Int64.self)
    var meanwhile = Meanwhile()
    for (raw, cases, count, amount) in rows {
      switch FlowKind(rawValue: raw) {
      case .entrusted, .reopened: meanwhile.came += cases
      case .assigned: meanwhile.assigned = cases
      case .moved: meanwhile.moved = cases
      case .recalled: meanwhile.recalled = cases
      case .closed: meanwhile.closed = cases
      case .revalued: (meanwhile.revalued, meanwhile.revaluedBy) = (count, amount)
      case nil: break
      }
    }
    return meanwhile
  }

  /// By collector: cases got, cases got less cases gone, and the change of the amount in base minor units.
  func people() throws -> [Int64: (got: Int64, cases: Int64, amount: Int64)] {
    let rows = try connection.query(
      flows
        + """
         SELECT p.id, coalesce(sum(p.n) FILTER (WHERE p.n > 0), 0)::int8, sum(p.n)::int8, sum(\(raw: BaseAmount.of("p.amount")))::int8
        FROM (
          SELECT agency_id, from_id AS id, CASE WHEN kind = \(stored: FlowKind.revalued) THEN 0 ELSE -cases END AS n,
            CASE WHEN kind = \(stored: FlowKind.revalued) THEN amount ELSE -amount END AS amount, currency
          FROM w WHERE from_id IS NOT NULL
          UNION ALL SELECT agency_id, to_id, cases, amount, currency FROM w WHERE to_id IS NOT NULL) p \(raw: BaseAmount.join("p"))
        GROUP BY p.id
        """
    ).decode(Int64.self, Int64.self, Int64.self, Int64.self)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, ($0.1, $0.2, $0.3)) })
  }

  /// Cases got less cases gone by collector and class, of those of which the class can be told: single cases (closed, moved by hand, given with a
  /// file), and what a run did as a whole.
  /// Single arrivals are not among them: their run gathers an hour, and may have begun before the freeze.
  func classes() throws -> [(collector: Int64, caseClass: Int16, cases: Int64)] {
    try connection.query(
      flows
        + """
         SELECT y.id, y.class, sum(y.n)::int8
        FROM (
          SELECT t.id, s.class, t.n FROM w JOIN allot.case_state s ON s.agency_id = w.agency_id AND s.case_id = w.case_id
          CROSS JOIN LATERAL (VALUES (w.from_id, -1), (w.to_id, 1)) t (id, n)
          WHERE w.kind <> \(stored: FlowKind.revalued) AND t.id IS NOT NULL
          UNION ALL
          SELECT t.id, d.class, t.n FROM allot.run u
          JOIN allot.decision d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot AND NOT d.lost
            AND d.kind <= \(stored: DecisionKind.lastChange)
          CROSS JOIN LATERAL (VALUES (d.from_id, -1), (d.to_id, 1)) t (id, n)
          WHERE u.agency_id = \(agency) AND u.run_id IN (SELECT w.run_id FROM w WHERE w.case_id IS NULL AND w.run_id IS NOT NULL) AND NOT u.stats ? 'live'
            AND t.id IS NOT NULL) y
        GROUP BY y.id, y.class ORDER BY y.id, y.class
        """
    ).decode(Int64.self, Int16.self, Int64.self).map { ($0.0, $0.1, $0.2) }
  }
}
