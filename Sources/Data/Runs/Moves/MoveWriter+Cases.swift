import Portfolio
import Postgres
import Register
import Schema

// What an order does to cases, people and the ledger, once everything is locked and compared.
extension MoveWriter {
  /// The agency's local date, in SQL.
  private var today: SQL { "(SELECT (clock_timestamp() AT TIME ZONE a.zone)::date FROM allot.agency a WHERE a.agency_id = \(agency))" }
  private var steps: [HandStep] { order.steps }
  private var moved: [HandStep] { order.steps.filter { $0.from != $0.to } }

  /// By step: number of the account in which its receiver is counted.
  func accountIDs() throws -> [Int32?] {
    var numbers: [NamedAccount: Int32] = [:]
    for name in steps.compactMap(\.account) where numbers[name] == nil {
      numbers[name] = try Stager.accountIDs([name], agency, connection).first
    }
    return steps.map { $0.account.flatMap { numbers[$0] } }
  }

  func updateCases(_ accounts: [Int32?]) throws {
    let pins = steps.map { step -> (kept: Bool, to: Int64?, until: PostgresDate?) in
      switch step.pin {
      case .keep: (true, nil, nil)
      case .clear: (false, nil, nil)
      case .set(let collector, let until): (false, collector, until.date)
      }
    }
    let updated = try connection.execute(
      """
      UPDATE allot.case_state s SET rev = s.rev + 1, holder_id = n.to_id,
        held_since = CASE WHEN n.to_id IS NOT DISTINCT FROM s.holder_id THEN s.held_since WHEN n.to_id IS NOT NULL THEN \(today) END,
        hand = (s.hand + CASE WHEN n.to_id IS DISTINCT FROM s.holder_id AND n.to_id IS NOT NULL THEN 1 ELSE 0 END)::int2,
        counted_in = CASE WHEN n.to_id IS NOT DISTINCT FROM s.holder_id THEN s.counted_in ELSE n.account END,
        counted_amount = CASE WHEN n.to_id IS NOT DISTINCT FROM s.holder_id THEN s.counted_amount WHEN n.account IS NOT NULL THEN coalesce((
          SELECT round(s.outstanding::numeric * x.numerator / x.denominator)::bigint FROM allot.exchange_rate x
          WHERE x.agency_id = s.agency_id AND x.currency = s.currency), s.outstanding) END,
        pinned_to = CASE WHEN n.kept THEN s.pinned_to ELSE n.pinned_to END,
        pinned_until = CASE WHEN n.kept THEN s.pinned_until ELSE n.pinned_until END
      FROM unnest(\(steps.map(\.caseID)), \(steps.map(\.to)), \(pins.map(\.kept)), \(pins.map(\.to)), \(pins.map(\.until)),
        \(accounts)) AS n (case_id, to_id, kept, pinned_to, pinned_until, account)
      WHERE s.agency_id = \(agency) AND s.case_id = n.case_id
      """)
    guard updated == steps.count else { throw Changed(cases: steps.map(\.caseID)) }
  }

  func insertFormerHolders() throws {
    let left = moved.filter { $0.from != nil }
    guard !left.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO allot.former_holder AS h (agency_id, case_id, collector_id, until_day)
      SELECT \(agency), n.case_id, n.from_id, \(today) FROM unnest(\(left.map(\.caseID)), \(left.compactMap(\.from))) AS n (case_id, from_id)
      ORDER BY n.case_id
      ON CONFLICT (agency_id, case_id, collector_id) DO UPDATE SET until_day = greatest(h.until_day, excluded.until_day)
      """)
  }

  /// The flows, one row a case: a person answers for each.
  func bookChanges(_ id: Int64) throws {
    guard !moved.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO allot.change (agency_id, day, at, case_id, from_id, to_id, amount, kind, currency, order_id)
      SELECT \(agency), \(today), clock_timestamp(), s.case_id, n.from_id, n.to_id, s.outstanding,
        CASE WHEN n.from_id IS NULL THEN \(stored: FlowKind.assigned) WHEN n.to_id IS NULL THEN \(stored: FlowKind.recalled)
          ELSE \(stored: FlowKind.moved) END, s.currency, \(id)
      FROM unnest(\(moved.map(\.caseID)), \(moved.map(\.from)), \(moved.map(\.to))) AS n (case_id, from_id, to_id)
      JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = n.case_id ORDER BY s.case_id
      """)
  }

  func updateCollectors() throws {
    guard !moved.isEmpty else { return }
    try connection.execute(
      """
      WITH one AS (
        SELECT n.from_id AS collector_id, -1 AS n, -s.outstanding AS amount, s.currency
        FROM unnest(\(moved.map(\.caseID)), \(moved.map(\.from))) AS n (case_id, from_id)
        JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = n.case_id WHERE n.from_id IS NOT NULL
        UNION ALL
        SELECT n.to_id, 1, s.outstanding, s.currency
        FROM unnest(\(moved.map(\.caseID)), \(moved.map(\.to))) AS n (case_id, to_id)
        JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = n.case_id WHERE n.to_id IS NOT NULL),
      total AS (
        SELECT collector_id, sum(n)::int4 AS n, sum(\(raw: BaseAmount.of("amount")))::bigint AS amount,
          count(*) FILTER (WHERE n > 0) AS given, coalesce(sum(\(raw: BaseAmount.of("amount"))) FILTER (WHERE n > 0), 0)::bigint AS given_amount
        FROM one \(raw: BaseAmount.join("one", agency: agency)) GROUP BY collector_id)
      UPDATE allot.collector_state c SET open_cases = c.open_cases + t.n, open_amount = c.open_amount + t.amount,
        given_cases = c.given_cases + t.given, given_amount = c.given_amount + t.given_amount
      FROM total t WHERE c.agency_id = \(agency) AND c.collector_id = t.collector_id
      """)
  }

  /// What comes by hand counts against the day's new cases, as what a night gives does.
  func updateDays() throws {
    let given = moved.filter { $0.to != nil }
    guard !given.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO allot.collector_day AS c (agency_id, collector_id, day, new_cases, new_amount)
      SELECT \(agency), n.to_id, \(today), count(*), sum(\(raw: BaseAmount.of("s.outstanding")))
      FROM unnest(\(given.map(\.caseID)), \(given.compactMap(\.to))) AS n (case_id, to_id)
      JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = n.case_id \(raw: BaseAmount.join("s"))
      GROUP BY n.to_id ORDER BY n.to_id
      ON CONFLICT (agency_id, collector_id, day) DO UPDATE
        SET new_cases = c.new_cases + excluded.new_cases, new_amount = c.new_amount + excluded.new_amount
      """)
  }

  func insertPins() throws {
    let pins = steps.compactMap { step -> (Int64, Int64, PostgresDate)? in
      if case .set(let collector, let until) = step.pin { (step.caseID, collector, until.date) } else { nil }
    }
    guard !pins.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO allot.pin (agency_id, case_id, collector_id, until_day, reason, set_by, at)
      SELECT \(agency), n.case_id, n.collector_id, n.until_day, \(order.reason), \(person), clock_timestamp()
      FROM unnest(\(pins.map(\.0)), \(pins.map(\.1)), \(pins.map(\.2))) AS n (case_id, collector_id, until_day)
      """)
  }

  func changeConflicts() throws {
    let pairs = steps.compactMap { step in step.other.map { (step.caseID, $0) } }
    guard !pairs.isEmpty else { return }
    let source: SQL = "unnest(\(pairs.map(\.0)), \(pairs.map(\.1))) AS n (case_id, collector_id)"
    if order.action == .exclude {
      try connection.execute(
        """
        INSERT INTO allot.conflict (agency_id, case_id, collector_id, reason, at)
        SELECT \(agency), n.case_id, n.collector_id, \(order.reason), clock_timestamp() FROM \(source)
        ON CONFLICT (agency_id, case_id, collector_id) DO UPDATE SET reason = excluded.reason
        """)
    } else {
      try connection.execute(
        """
        DELETE FROM allot.conflict c USING \(source)
        WHERE c.agency_id = \(agency) AND c.case_id = n.case_id AND c.collector_id = n.collector_id
        """)
    }
  }
}
