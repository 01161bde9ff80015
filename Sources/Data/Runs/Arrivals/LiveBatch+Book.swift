import Portfolio
import Postgres
import Schema

extension LiveBatch {
  /// Locks who gets something, drops what somebody else's work made impossible since the loads were read, and books the rest. Gives the number of
  /// cases assigned.
  func book(_ snapshot: Snapshot, _ loads: LiveLoads, _ fence: Int64, _ decisions: LiveDecisions) throws -> Int {
    let outcome = decisions.outcome
    let people = snapshot.collectors.id
    let receivers = Set(outcome.decisions.filter { $0.kind == .assigned }.map { $0.to.position }).sorted()
    let locked = try connection.query(
      """
      SELECT collector_id, rev, given_cases FROM allot.collector_state
      WHERE agency_id = \(agency.id) AND collector_id = ANY (\(receivers.map { people[$0] })) ORDER BY collector_id FOR UPDATE
      """
    ).decode(Int64.self, Int32.self, Int64.self)
    var asSeen: Set<Int> = []
    for (position, row) in zip(receivers, locked) {
      if row.0 == people[position], row.1 == loads.rev[position], row.2 == loads.givenCases[position] { asSeen.insert(position) }
    }
    // A case whose receiver got something meanwhile stays in the pool: the next run of arrivals considers it.
    let kept = outcome.decisions.filter { $0.kind != .assigned || asSeen.contains($0.to.position) }
    guard !kept.isEmpty else { return 0 }
    let run = try liveRun(snapshot.slot, fence)
    let accounts = try Stager.accountIDs(outcome.accounts, snapshot, agency.id, connection)
    let assigned = kept.filter { $0.kind == .assigned }
    try write(kept, outcome, snapshot, run, accounts)
    try enter(assigned, accounts, snapshot)
    return assigned.count
  }

  /// The run that gathers an hour's arrivals, or a new one. What is sealed or taken back takes nothing more.
  private func liveRun(_ slot: Day, _ fence: Int64) throws -> RunID {
    let known = try connection.query(
      """
      SELECT r.run_id FROM allot.run r WHERE r.agency_id = \(agency.id) AND r.slot = \(slot.date) AND \(raw: LiveRun.isOpen("r"))
        AND (r.stats ->> 'live')::bigint = \(desk.policyMark)
      ORDER BY r.seq DESC LIMIT 1 FOR UPDATE OF r
      """
    ).first
    if let known { return try known[0, as: Int64.self] }
    return try connection.query(
      """
      INSERT INTO allot.run (agency_id, run_id, slot, kind, seq, state, fence, as_of, agency_version, policies, stats, started_at, published_at,
        finished_at)
      SELECT \(agency.id), nextval('allot.run_id'), \(slot.date), 'arrivals', coalesce(max(seq), 0) + 1, 'published', \(fence), clock_timestamp(),
        \(agencyVersion)::int4, \(json: Stager.json(policies)), jsonb_build_object('live', \(desk.policyMark)), clock_timestamp(), clock_timestamp(),
        clock_timestamp()
      FROM allot.run WHERE agency_id = \(agency.id) AND slot = \(slot.date) AND kind = 'arrivals' RETURNING run_id
      """
    ).only()[0, as: Int64.self]
  }

  /// Cases, decisions, flows, loads, days, the run's counts and the announcement: one statement, since every table has one part of it.
  private func write(_ kept: [Decision], _ outcome: Outcome, _ snapshot: Snapshot, _ run: RunID, _ accounts: [Int32]) throws {
    let position = kept.map(\.caseIndex.position)
    let base: [Int64] = position.map { baseAmount($0, snapshot) }
    let slot = snapshot.slot.date
    let cases: [Int64] = position.map { snapshot.cases.id[$0] }
    let to: [Int64?] = kept.map { decision -> Int64? in
      decision.to == CollectorIndex.none ? nil : snapshot.collectors.id[decision.to.position]
    }
    let amounts: [Int64] = position.map { snapshot.cases.outstanding[$0] }
    let numbers = kept.map(\.reason.numbers)
    let n1: [Int64] = numbers.map(\.n1)
    let n2: [Int64] = numbers.map(\.n2)
    let n3: [Int64] = numbers.map(\.n3)
    let n4: [Int64] = numbers.map(\.n4)
    let kinds: [Int16] = kept.map { Int16($0.kind.rawValue) }
    let (policy, route): ([Int16], [Int16]) = (kept.map(\.policy), kept.map(\.route))
    let codes: [Int16] = kept.map(\.reason.code.rawValue)
    let classes: [Int16] = position.map { Int16(outcome.verdicts[$0].caseClass.rawValue) }
    let account: [Int32?] = kept.map { $0.kind == .assigned && $0.account >= 0 ? accounts[Int($0.account)] : nil }
    let currencies: [String] = position.map { snapshot.cases.currency[$0].description }
    try connection.execute(
      """
      WITH d AS (
        SELECT * FROM unnest(\(cases), \(to), \(amounts), \(base), \(n1), \(n2), \(n3), \(n4), \(kinds), \(policy), \(route), \(codes), \(classes),
          \(currencies), \(account))
          AS d (case_id, to_id, amount, base, n1, n2, n3, n4, kind, policy, route, code, class, currency, account)),
      given AS (SELECT to_id, count(*) AS n, sum(base) AS amount FROM d WHERE kind = \(stored: DecisionKind.assigned) GROUP BY to_id),
      states AS (
        UPDATE allot.case_state s SET holder_id = d.to_id, held_since = \(slot), hand = 1, rev = s.rev + 1, counted_in = d.account,
          counted_amount = CASE WHEN d.account IS NOT NULL THEN d.base END
        FROM d WHERE s.agency_id = \(agency.id) AND s.case_id = d.case_id AND d.kind = \(stored: DecisionKind.assigned)),
      decisions AS (
        INSERT INTO allot.decision (agency_id, run_id, case_id, to_id, amount, n1, n2, n3, n4, day, kind, policy, route, code, class, rev, lost, currency,
          account)
        SELECT \(agency.id), \(run), case_id, to_id, amount, n1, n2, n3, n4, \(slot), kind, policy, route, code, class,
          CASE WHEN kind = \(stored: DecisionKind.assigned) THEN 2 END,
          false, currency, account FROM d),
      flows AS (
        INSERT INTO allot.change (agency_id, day, at, run_id, to_id, amount, cases, kind, currency)
        SELECT \(agency.id), \(slot), clock_timestamp(), \(run), to_id, sum(amount), count(*), \(stored: FlowKind.assigned), currency
          FROM d WHERE kind = \(stored: DecisionKind.assigned) GROUP BY to_id, currency),
      loads AS (
        UPDATE allot.collector_state c SET open_cases = c.open_cases + g.n, open_amount = c.open_amount + g.amount, given_cases = c.given_cases + g.n,
          given_amount = c.given_amount + g.amount
        FROM given g WHERE c.agency_id = \(agency.id) AND c.collector_id = g.to_id),
      days AS (
        INSERT INTO allot.collector_day AS c (agency_id, collector_id, day, new_cases, new_amount)
        SELECT \(agency.id), to_id, \(slot), n, amount FROM given
        ON CONFLICT (agency_id, collector_id, day) DO UPDATE
          SET new_cases = c.new_cases + excluded.new_cases, new_amount = c.new_amount + excluded.new_amount),
      announcement AS (
        INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
        SELECT \(agency.id), 'cases.dealt', jsonb_build_object('run', \(run), 'assigned',
          count(*) FILTER (WHERE kind = \(stored: DecisionKind.assigned)), 'cases', jsonb_agg(case_id)),
          clock_timestamp() FROM d)
      UPDATE allot.run r SET assigned = r.assigned + c.assigned, held = r.held + c.held, unassigned = r.unassigned + c.unassigned
      FROM (
        SELECT count(*) FILTER (WHERE kind = \(stored: DecisionKind.assigned)) AS assigned,
          count(*) FILTER (WHERE kind = \(stored: DecisionKind.held)) AS held,
          count(*) FILTER (WHERE kind = \(stored: DecisionKind.unassigned)) AS unassigned FROM d) c
      WHERE r.agency_id = \(agency.id) AND r.run_id = \(run)
      """)
  }

  /// Outstanding of a case in base minor units.
  private func baseAmount(_ index: Int, _ snapshot: Snapshot) -> Int64 {
    let amount = snapshot.cases.outstanding[index]
    return desk.frozen.rates[snapshot.cases.currency[index]]?.convert(amount) ?? amount
  }

  /// The month's accounts of fairness.
  private func enter(_ assigned: [Decision], _ accounts: [Int32], _ snapshot: Snapshot) throws {
    let counted = assigned.filter { $0.account >= 0 }
    guard !counted.isEmpty else { return }
    let base: [Int64] = counted.map { baseAmount($0.caseIndex.position, snapshot) }
    let entries: [Int32] = counted.map { accounts[Int($0.account)] }
    let people: [Int64] = counted.map { snapshot.collectors.id[$0.to.position] }
    try connection.execute(
      """
      INSERT INTO allot.fair_entry AS e (agency_id, month, account_id, collector_id, cases, amount)
      SELECT \(agency.id), \(snapshot.slot.firstOfMonth.date), d.account, d.collector, count(*), sum(d.amount)
      FROM unnest(\(entries), \(people), \(base))
        AS d (account, collector, amount)
      GROUP BY d.account, d.collector ORDER BY d.account, d.collector
      ON CONFLICT (agency_id, month, account_id, collector_id) DO UPDATE SET cases = e.cases + excluded.cases, amount = e.amount + excluded.amount
      """)
  }
}
