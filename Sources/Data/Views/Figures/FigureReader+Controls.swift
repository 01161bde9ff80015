import Figures
import Portfolio
import Postgres
import Schema

/// Controls look at published rows and master data only, never at what the plan said of itself; of a plan that waits at its kept rows, for what a
/// release would do.
extension FigureReader {
  mutating func readControls() throws {
    guard isPublished || isWaiting else { return }
    try readAssignmentControls()
    try readCaps()
    try readGroups()
    try readFormerHolders()
    let order = Control.allCases
    figures.controls.sort { (order.firstIndex(of: $0.control) ?? 0) < (order.firstIndex(of: $1.control) ?? 0) }
  }

  private mutating func add(_ control: Control, _ checked: Int64, _ violations: Int64) {
    figures.controls.append(ControlFigures(control, checked: checked, violations: violations))
  }

  private var pinned: Int16 { ReasonCode.assignedPinned.rawValue }

  /// One pass over what moved. A pin is a person's word and may pass a closed door, but no authorisation or conflict.
  private mutating func readAssignmentControls() throws {
    let row = try connection.query(
      """
      SELECT count(*), count(d.to_id), count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.assigned)),
        count(*) FILTER (WHERE d.to_id IS NOT NULL AND d.code <> \(pinned) AND r.closed_by <> \(stored: CloseReason.open)),
        count(*) FILTER (WHERE d.to_id IS NOT NULL AND s.required_skills & ~c.skills <> 0 AND \(raw: KnownThen.skills("s", "c", "u"))),
        count(k.collector_id),
        count(*) FILTER (WHERE d.kind = \(stored: DecisionKind.assigned) AND d.code <> \(pinned)
          AND \(raw: KnownThen.binds("h", "d", "u"))),
        count(*) FILTER (WHERE s.status = \(stored: CaseStatus.open) AND s.holder_id IS DISTINCT FROM d.to_id),
        count(*) FILTER (WHERE d.to_id IS NOT NULL AND \(raw: KnownThen.skills("s", "c", "u")))
      FROM allot.run u JOIN \(raw: decisions) d ON d.agency_id = u.agency_id AND d.run_id = u.run_id
      JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id
      LEFT JOIN allot.collector c ON c.agency_id = d.agency_id AND c.collector_id = d.to_id
      LEFT JOIN allot.run_collector r ON r.agency_id = d.agency_id AND r.run_id = d.run_id AND r.collector_id = d.to_id
      LEFT JOIN allot.conflict k ON k.agency_id = d.agency_id AND k.case_id = d.case_id AND k.collector_id = d.to_id
        AND \(raw: KnownThen.conflict("k", "u"))
      LEFT JOIN \(raw: KnownThen.holds(run: run, agency: agency.id)) h ON h.case_id = d.case_id
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.kind <= \(stored: DecisionKind.lastChange)
        AND NOT d.lost
      """
    ).only().decode(Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self)
    add(.onlyOpenCollectors, row.1, row.3)
    add(.authorisations, row.8, row.4)
    add(.conflicts, row.1, row.5)
    add(.heldNotDealt, row.2, row.6)
    // What waits is not where the plan would put it.
    if isPublished { add(.oneOwner, row.0, row.7 == 0 ? 0 : try unexplainedOwners()) }
  }

  /// Cases that are not where the run put them although nothing has happened to them since.
  private func unexplainedOwners() throws -> Int64 {
    try connection.query(
      """
      SELECT count(*) FROM allot.run u
      JOIN \(raw: decisions) d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot
        AND d.kind <= \(stored: DecisionKind.lastChange) AND NOT d.lost
      JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id
      WHERE u.agency_id = \(agency.id) AND u.run_id = \(run) AND s.status = \(stored: CaseStatus.open)
        AND s.holder_id IS DISTINCT FROM d.to_id
        AND NOT EXISTS (SELECT FROM allot.change c WHERE c.agency_id = d.agency_id AND c.case_id = d.case_id AND c.at >= u.published_at)
        AND NOT EXISTS (
          SELECT FROM allot.run n JOIN \(raw: decisions) e ON e.agency_id = n.agency_id AND e.run_id = n.run_id AND e.day = n.slot
          WHERE n.agency_id = u.agency_id AND n.state = 'published' AND n.published_at > u.published_at AND e.case_id = d.case_id
            AND e.kind <= \(stored: DecisionKind.lastChange) AND NOT e.lost)
      """
    ).only()[0, as: Int64.self]
  }

  private mutating func readCaps() throws {
    let row = try connection.query(
      """
      SELECT count(*), count(*) FILTER (WHERE g.cases > coalesce(r.room, 0))
      FROM (
        SELECT to_id, count(*) AS cases FROM \(raw: decisions) d
        WHERE agency_id = \(agency.id) AND run_id = \(run) AND day = \(slot.date) AND kind IN (\(stored: DecisionKind.given)) AND NOT lost
          AND code <> \(pinned)
        GROUP BY to_id) g
      LEFT JOIN allot.run_collector r ON r.agency_id = \(agency.id) AND r.run_id = \(run) AND r.collector_id = g.to_id
      """
    ).only().decode(Int64.self, Int64.self)
    add(.caseLimits, row.0, row.1)
  }

  /// Checked are the debtors with more than one case that was to go to one person; violated is a group of which a part was left out.
  private mutating func readGroups() throws {
    let row = try connection.query(
      """
      SELECT count(*), count(*) FILTER (WHERE g.lost > 0 AND g.lost < g.cases)
      FROM (
        SELECT count(*) AS cases, count(*) FILTER (WHERE d.lost) AS lost
        FROM \(raw: decisions) d JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id
        WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.kind IN (\(stored: DecisionKind.given))
          AND s.debtor_id IS NOT NULL
        GROUP BY s.debtor_id, d.to_id HAVING count(*) > 1) g
      """
    ).only().decode(Int64.self, Int64.self)
    add(.groupsTogether, row.0, row.1)
  }

  /// The holder before tonight counts as the first of the excluded; then former holders, latest first.
  private mutating func readFormerHolders() throws {
    let rules = policies.enumerated().compactMap { index, policy in terms.notBackTo[policy.name].map { (policy: Int16(index), rule: $0) } }
    guard !rules.isEmpty else { return }
    let lifted = [ReasonCode.assignedAgain.rawValue, pinned]
    let row = try connection.query(
      """
      WITH rule (policy, holders, days) AS (
        SELECT * FROM unnest(\(rules.map(\.policy)), \(rules.map { Int32(clamping: $0.rule.holders) }), \(rules.map { Int32(clamping: $0.rule.days) })))
      SELECT count(*), count(*) FILTER (
        WHERE h.until_day < d.day AND d.day - h.until_day <= q.days AND q.holders > CASE WHEN d.from_id IS NULL THEN 0 ELSE 1 END + (
          SELECT count(*) FROM allot.former_holder o
          WHERE o.agency_id = h.agency_id AND o.case_id = h.case_id AND o.until_day < d.day AND o.collector_id IS DISTINCT FROM d.from_id
            AND (o.until_day > h.until_day OR (o.until_day = h.until_day AND o.collector_id < h.collector_id))))
      FROM \(raw: decisions) d JOIN rule q ON q.policy = d.policy
      LEFT JOIN allot.former_holder h ON h.agency_id = d.agency_id AND h.case_id = d.case_id AND h.collector_id = d.to_id
      WHERE d.agency_id = \(agency.id) AND d.run_id = \(run) AND d.day = \(slot.date) AND d.kind IN (\(stored: DecisionKind.given))
        AND NOT d.lost
        AND d.code <> ALL (\(lifted))
      """
    ).only().decode(Int64.self, Int64.self)
    add(.formerHolders, row.0, row.1)
  }
}
