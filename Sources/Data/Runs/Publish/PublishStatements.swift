import Faults
import Portfolio
import Register
import Schema

/// The statements of a publish, in order; the same that `--print-sql` shows. Values are numbers and dates only. Between the first and the last
/// nothing leaves the server.
struct PublishStatements {
  let agency: Int64
  let run: RunID
  let slot: Day
  let fence: Int64
  /// Slot of the run that this one takes back; nil for any other run.
  let undoneSlot: Day?
  let stage: StageTables

  init(agency: Int64, run: RunID, slot: Day, fence: Int64, undoneSlot: Day? = nil) {
    self.agency = agency
    self.run = run
    self.slot = slot
    self.fence = fence
    self.undoneSlot = undoneSlot
    stage = StageTables(run: run)
  }

  /// For the whole transaction: joins and sorts of a million planned cases stay in memory.
  static let settings = "SET LOCAL work_mem = '128MB'"

  /// Touches one row, or the run is not ours to publish. A plan that lost rows since it was staged is not published.
  var claim: String {
    """
    UPDATE allot.run SET state = 'published', published_at = clock_timestamp(), finished_at = clock_timestamp()
    WHERE agency_id = \(agency) AND run_id = \(run) AND state IN ('planned', 'waiting') AND (staged IS NULL OR staged = ARRAY[\(stage.counts)])
    """
  }

  /// Gives true when a policy or agency file of the plan is no longer in force; locked, so that it stays as it is until the end. And the first
  /// emergency stop that was made after the plan was begun, and holds.
  var checkPolicies: String {
    """
    SELECT coalesce(bool_or(NOT u.active), false), (
      SELECT min(s.stop)::int8 FROM allot.emergency_stop s JOIN allot.run r ON r.agency_id = s.agency_id AND r.run_id = \(run)
      WHERE s.agency_id = \(agency) AND s.lifted_at IS NULL AND s.stopped_at >= r.started_at)
    FROM (
      SELECT v.active FROM allot.policy_version v JOIN allot.run r ON r.agency_id = v.agency_id AND r.run_id = \(run)
      WHERE v.agency_id = \(agency) AND (v.kind = 'agency' AND v.version = r.agency_version OR v.kind = 'policy' AND EXISTS (
        SELECT FROM jsonb_array_elements(r.policies) p WHERE p ->> 'name' = v.name AND (p ->> 'version')::int4 = v.version))
      FOR SHARE OF v) u
    """
  }

  /// Locks and writes, after the claim and before the fence.
  var work: [String] {
    var effects = [
      updateCases, insertFormerHolders, insertDecisions, insertChanges, updateCollectors, updateDays, updateAccounts, updateFared,
    ]
    if let undoneSlot { effects = takeBack(undoneSlot) + [insertDecisions, insertChanges, updateCollectors] }
    return [lockCollectors, findShort, lockCases, findWon, findOvertaken, "ANALYZE publish_locked", "ANALYZE publish_won"] + effects
      + [updateRun, insertOutbox, notify]
  }

  /// Gives one row, or the lease has passed to somebody else. Last: whoever waits to renew waits shortly.
  var checkFence: String {
    "SELECT fence FROM allot.lease WHERE agency_id = \(agency) AND fence = \(fence) FOR UPDATE"
  }

  private var lockCollectors: String {
    if FaultHook.flaw == .noCollectorLock { return "SELECT 1" }
    return """
      SELECT count(*) FROM (
        SELECT FROM allot.collector_state c WHERE c.agency_id = \(agency) AND c.collector_id IN (SELECT collector_id FROM \(stage.receiver))
        ORDER BY c.collector_id FOR UPDATE) l
      """
  }

  /// Cases that no longer fit: what a receiver was given since the freeze is taken from his places, those lose whom it costs least. n2 and n4 of
  /// `assignedCheapest` are the cost there and at the runner-up.
  private var findShort: String {
    """
    CREATE TEMP TABLE publish_dropped ON COMMIT DROP AS
    WITH planned AS (
      SELECT p.case_id, p.to_id, p.code, p.n2, p.n4, \(BaseAmount.of("p.outstanding")) AS amount
      FROM \(stage.plan) p \(BaseAmount.join("p", agency: agency)) WHERE p.kind IN (\(DecisionKind.given.literals))),
    wanted AS (SELECT to_id, count(*) AS cases, sum(amount) AS amount FROM planned GROUP BY to_id),
    short AS (
      SELECT w.to_id, CASE WHEN c.rev = r.rev THEN greatest(r.room, w.cases) - (c.given_cases - r.given_cases) ELSE 0 END AS room,
        CASE WHEN c.rev = r.rev THEN greatest(r.amount_room, w.amount) - (c.given_amount - r.given_amount) ELSE 0 END AS amount_room
      FROM wanted w JOIN \(stage.receiver) r ON r.collector_id = w.to_id
      JOIN allot.collector_state c ON c.agency_id = \(agency) AND c.collector_id = w.to_id
      WHERE c.rev <> r.rev OR c.given_cases <> r.given_cases OR c.given_amount <> r.given_amount),
    ranked AS (
      SELECT p.case_id, s.room, s.amount_room, row_number() OVER best AS place, sum(p.amount) OVER best AS amount
      FROM planned p JOIN short s ON s.to_id = p.to_id
      WINDOW best AS (PARTITION BY p.to_id
        ORDER BY CASE WHEN p.code = \(ReasonCode.assignedCheapest.rawValue) THEN p.n4 - p.n2 END DESC NULLS FIRST, p.case_id))
    SELECT case_id FROM ranked WHERE place > room OR amount > amount_room
    """
  }

  /// Cases that are planned to move or have a new verdict, in one pass over the cases; one that somebody works on just now is not moved, and keeps its
  /// class until the next night. `fits`: as planned, it may move.
  private var lockCases: String {
    """
    CREATE TEMP TABLE publish_locked ON COMMIT DROP AS
    SELECT s.case_id, s.held_since, s.rev IS NOT DISTINCT FROM t.rev AS fits, s.class AS class_before, s.class_since IS NOT NULL AS was_classified
    FROM (
      SELECT coalesce(p.case_id, v.case_id) AS case_id, p.rev
      FROM (SELECT case_id, rev FROM \(stage.plan) WHERE kind <= \(DecisionKind.lastChange.literal)) p
        FULL JOIN \(stage.verdict) v ON v.case_id = p.case_id) t
    JOIN allot.case_state s ON s.case_id = t.case_id
    WHERE s.agency_id = \(agency) AND s.status = \(CaseStatus.open.literal)
    ORDER BY s.case_id FOR UPDATE OF s SKIP LOCKED
    """
  }

  /// What is really moved; a group that misses one member misses all.
  private var findWon: String {
    """
    CREATE TEMP TABLE publish_won ON COMMIT DROP AS
    WITH kept AS (
      SELECT p.*, coalesce(l.fits, false) AND d.case_id IS NULL AS fits FROM \(stage.plan) p
      LEFT JOIN publish_locked l ON l.case_id = p.case_id LEFT JOIN publish_dropped d ON d.case_id = p.case_id
      WHERE p.kind <= \(DecisionKind.lastChange.literal))
    SELECT k.case_id, k.kind, k.from_id, k.to_id, k.outstanding, k.account, \(BaseAmount.of("k.outstanding")) AS base,
      coalesce(k.currency, (SELECT a.currency FROM allot.agency a WHERE a.agency_id = \(agency))) AS currency
    FROM kept k \(BaseAmount.join("k", agency: agency)) WHERE k.fits AND NOT EXISTS (SELECT FROM kept b WHERE b.grp = k.grp AND NOT b.fits)
    ORDER BY k.case_id
    """
  }

  /// The moved cases and the classes, in one pass. A case that stays keeps its rev.
  private var updateCases: String {
    """
    UPDATE allot.case_state s SET holder_id = CASE WHEN w.case_id IS NULL THEN s.holder_id ELSE w.to_id END,
      held_since = CASE WHEN w.case_id IS NULL THEN s.held_since WHEN w.to_id IS NOT NULL THEN \(slot.literal) END,
      hand = s.hand + CASE WHEN w.to_id IS NULL THEN 0 ELSE 1 END, rev = s.rev + CASE WHEN w.case_id IS NULL THEN 0 ELSE 1 END,
      counted_in = CASE WHEN w.case_id IS NULL THEN s.counted_in WHEN w.to_id IS NOT NULL THEN w.account END,
      counted_amount = CASE WHEN w.case_id IS NULL THEN s.counted_amount WHEN w.to_id IS NOT NULL AND w.account IS NOT NULL THEN w.base END,
      class = coalesce(v.class, s.class), class_code = coalesce(v.code, s.class_code), class_n1 = coalesce(v.n1, s.class_n1),
      class_n2 = coalesce(v.n2, s.class_n2), class_n3 = coalesce(v.n3, s.class_n3), class_n4 = coalesce(v.n4, s.class_n4),
      class_since = CASE WHEN v.case_id IS NULL OR (v.class = s.class AND s.class_since IS NOT NULL) THEN s.class_since ELSE \(slot.literal) END
    FROM publish_locked l LEFT JOIN publish_won w ON w.case_id = l.case_id LEFT JOIN \(stage.verdict) v ON v.case_id = l.case_id
    WHERE s.agency_id = \(agency) AND s.case_id = l.case_id AND (w.case_id IS NOT NULL OR v.case_id IS NOT NULL)
    """
  }

  private var insertFormerHolders: String {
    """
    INSERT INTO allot.former_holder AS h (agency_id, case_id, collector_id, until_day)
    SELECT \(agency), case_id, from_id, \(slot.literal) FROM publish_won WHERE from_id IS NOT NULL ORDER BY case_id
    ON CONFLICT (agency_id, case_id, collector_id) DO UPDATE SET until_day = greatest(h.until_day, excluded.until_day)
    """
  }

  private var insertDecisions: String {
    let taken = ReasonCode.placeTakenMeanwhile.rawValue
    let changed = ReasonCode.caseChangedMeanwhile.rawValue
    let group = ReasonCode.groupChangedMeanwhile.rawValue
    return """
      INSERT INTO allot.decision (agency_id, run_id, case_id, from_id, to_id, amount, n1, n2, n3, n4, recall_n1, recall_n2, recall_n3, recall_n4,
        day, kind, policy, route, code, recall_code, class, rev, lost, currency, account, from_since)
      SELECT \(agency), \(run), p.case_id, p.from_id, p.to_id, p.outstanding, p.n1, p.n2, p.n3, p.n4, r.n1, r.n2, r.n3, r.n4, \(slot.literal),
        p.kind, p.policy, p.route,
        CASE WHEN o.case_id IS NOT NULL THEN \(changed) WHEN p.kind > \(DecisionKind.lastChange.literal) OR w.case_id IS NOT NULL THEN p.code
          WHEN d.case_id IS NOT NULL THEN \(taken)
          WHEN l.fits IS NOT TRUE THEN \(changed) ELSE \(group) END,
        r.code, p.class, CASE WHEN w.case_id IS NOT NULL THEN p.rev + 1 END, o.case_id IS NOT NULL
          OR p.kind <= \(DecisionKind.lastChange.literal) AND w.case_id IS NULL, coalesce(p.currency, a.currency),
        w.account, CASE WHEN w.from_id IS NOT NULL THEN l.held_since END
      FROM \(stage.plan) p JOIN allot.agency a ON a.agency_id = \(agency)
      LEFT JOIN publish_won w ON w.case_id = p.case_id LEFT JOIN publish_dropped d ON d.case_id = p.case_id
      LEFT JOIN publish_overtaken o ON o.case_id = p.case_id
      LEFT JOIN publish_locked l ON l.case_id = p.case_id LEFT JOIN \(stage.recall) r ON r.case_id = p.case_id
      ORDER BY p.case_id
      """
  }

  private var insertChanges: String {
    """
    INSERT INTO allot.change (agency_id, day, at, run_id, from_id, to_id, amount, cases, kind, currency)
    SELECT \(agency), \(slot.literal), clock_timestamp(), \(run), from_id, to_id, sum(outstanding), count(*),
      CASE kind WHEN \(DecisionKind.assigned.literal) THEN \(FlowKind.assigned.literal)
        WHEN \(DecisionKind.moved.literal) THEN \(FlowKind.moved.literal) ELSE \(FlowKind.recalled.literal) END, currency
    FROM publish_won GROUP BY kind, from_id, to_id, currency ORDER BY kind, from_id, to_id, currency
    """
  }

  private var updateCollectors: String {
    """
    WITH one AS (
      SELECT from_id AS collector_id, -1 AS n, -base AS amount FROM publish_won WHERE from_id IS NOT NULL
      UNION ALL SELECT to_id, 1, base FROM publish_won WHERE to_id IS NOT NULL),
    total AS (
      SELECT collector_id, sum(n) AS n, sum(amount) AS amount, count(*) FILTER (WHERE n > 0) AS given,
        coalesce(sum(amount) FILTER (WHERE n > 0), 0) AS given_amount
      FROM one GROUP BY collector_id)
    UPDATE allot.collector_state c SET open_cases = c.open_cases + t.n, open_amount = c.open_amount + t.amount,
      given_cases = c.given_cases + t.given, given_amount = c.given_amount + t.given_amount
    FROM total t WHERE c.agency_id = \(agency) AND c.collector_id = t.collector_id
    """
  }

  private var updateDays: String {
    """
    INSERT INTO allot.collector_day AS c (agency_id, collector_id, day, new_cases, new_amount)
    SELECT \(agency), w.to_id, \(slot.literal), count(*), sum(w.base)
    FROM publish_won w WHERE w.to_id IS NOT NULL GROUP BY w.to_id ORDER BY w.to_id
    ON CONFLICT (agency_id, collector_id, day) DO UPDATE
      SET new_cases = c.new_cases + excluded.new_cases, new_amount = c.new_amount + excluded.new_amount
    """
  }

  private var updateAccounts: String {
    """
    INSERT INTO allot.fair_entry AS e (agency_id, month, account_id, collector_id, cases, amount)
    SELECT \(agency), \(slot.firstOfMonth.literal), account, to_id, count(*), sum(base)
    FROM publish_won WHERE to_id IS NOT NULL AND account IS NOT NULL GROUP BY account, to_id ORDER BY account, to_id
    ON CONFLICT (agency_id, month, account_id, collector_id) DO UPDATE
      SET cases = e.cases + excluded.cases, amount = e.amount + excluded.amount
    """
  }

  /// Effects of a run that takes another back, in place of those of a run that deals: the case returns to its holder as it left him, who is not
  /// given it anew; who loses it is not a former holder, and is no longer counted as having been given it, that day and in the accounts of that
  /// month.
  private func takeBack(_ undoneSlot: Day) -> [String] {
    let counted = """
      (SELECT w.from_id, w.account, count(*) AS cases, sum(s.counted_amount) AS amount
      FROM publish_won w JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = w.case_id
      WHERE w.from_id IS NOT NULL AND w.account IS NOT NULL GROUP BY w.from_id, w.account)
      """
    return [
      """
      UPDATE allot.fair_entry e SET cases = e.cases - t.cases, amount = e.amount - t.amount
      FROM \(counted) t
      WHERE e.agency_id = \(agency) AND e.month = \(undoneSlot.firstOfMonth.literal) AND e.account_id = t.account AND e.collector_id = t.from_id
      """,
      """
      UPDATE allot.collector_day c SET new_cases = c.new_cases - t.cases, new_amount = c.new_amount - t.amount
      FROM (SELECT from_id, sum(cases)::int4 AS cases, sum(amount)::bigint AS amount FROM \(counted) n GROUP BY from_id) t
      WHERE c.agency_id = \(agency) AND c.day = \(undoneSlot.literal) AND c.collector_id = t.from_id
      """,
      """
      UPDATE allot.case_state s SET holder_id = w.to_id, held_since = CASE WHEN w.to_id IS NOT NULL THEN coalesce(d.from_since, \(slot.literal)) END,
        hand = greatest(s.hand - CASE WHEN w.from_id IS NULL THEN 0 ELSE 1 END, 0), rev = s.rev + 1, counted_in = NULL, counted_amount = NULL
      FROM publish_won w LEFT JOIN (
          SELECT d.case_id, d.from_since FROM allot.decision d JOIN allot.run r ON r.agency_id = d.agency_id AND r.undoes = d.run_id
          WHERE r.agency_id = \(agency) AND r.run_id = \(run) AND d.day = \(undoneSlot.literal)) d ON d.case_id = w.case_id
      WHERE s.agency_id = \(agency) AND s.case_id = w.case_id
      """,
    ]
  }

  private var updateRun: String {
    """
    UPDATE allot.run r SET assigned = w.assigned, moved = w.moved, recalled = w.recalled, held = r.held - o.held,
      unassigned = r.unassigned - o.unassigned, lost = r.assigned + r.moved + r.recalled - w.won + o.held + o.unassigned,
      class_changed = least(r.class_changed, c.changed),
      stats = r.stats || jsonb_build_object('place_taken', d.taken, 'overtaken', o.held + o.unassigned,
        'case_changed', r.assigned + r.moved + r.recalled - l.locked + o.held + o.unassigned)
    FROM (
        SELECT count(*) FILTER (WHERE kind = \(DecisionKind.assigned.literal)) AS assigned,
          count(*) FILTER (WHERE kind = \(DecisionKind.moved.literal)) AS moved,
          count(*) FILTER (WHERE kind = \(DecisionKind.recalled.literal)) AS recalled, count(*) AS won
        FROM publish_won) w,
      (SELECT count(*) AS taken FROM publish_dropped x WHERE EXISTS (SELECT FROM publish_locked y WHERE y.case_id = x.case_id AND y.fits)) d,
      (SELECT count(*) AS locked FROM publish_locked WHERE fits) l,
      (SELECT count(*) FILTER (WHERE kind = \(DecisionKind.held.literal)) AS held,
          count(*) FILTER (WHERE kind <> \(DecisionKind.held.literal)) AS unassigned FROM publish_overtaken) o,
      (SELECT count(*) AS changed FROM publish_locked y JOIN \(stage.verdict) v ON v.case_id = y.case_id
        WHERE y.was_classified AND y.class_before <> v.class) c
    WHERE r.agency_id = \(agency) AND r.run_id = \(run)
    """
  }

  private var insertOutbox: String {
    """
    INSERT INTO allot.outbox (agency_id, topic, payload, created_at)
    SELECT agency_id, 'run.published', jsonb_build_object('run', run_id, 'slot', slot, 'kind', kind, 'seq', seq, 'assigned', assigned,
      'moved', moved, 'recalled', recalled), clock_timestamp()
    FROM allot.run WHERE agency_id = \(agency) AND run_id = \(run)
    """
  }

  private var notify: String { "SELECT pg_notify('allot', 'run.published \(agency) \(run)')" }
}
