import Portfolio
import Postgres
import Schema

// The statements of the case feed that write, after `feed_delta` says what becomes of each case.
extension FeedChunk {
  /// Writes `case_state`, former holders and holds. Gives the ids of the known cases that changed.
  func writeStates() throws -> Set<Int64> {
    try connection.execute(
      """
      INSERT INTO allot.hold_event (agency_id, case_id, from_day, kind, until_day, at)
      SELECT \(agency), f.case_id, \(today.date), f.hold, 'infinity', clock_timestamp()
      FROM feed_case f LEFT JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = f.case_id
      WHERE f.hold <> coalesce(s.hold, 0) ORDER BY f.case_id
      ON CONFLICT DO NOTHING
      """)
    try connection.execute(
      """
      INSERT INTO allot.former_holder AS h (agency_id, case_id, collector_id, until_day)
      SELECT \(agency), case_id, old_holder, \(today.date) FROM feed_delta WHERE old_open AND NOT new_open AND old_holder IS NOT NULL
      ORDER BY case_id
      ON CONFLICT (agency_id, case_id, collector_id) DO UPDATE SET until_day = greatest(h.until_day, excluded.until_day)
      """)
    let changed = try updateStates()
    try insertStates()
    return changed
  }

  private func insertStates() throws {
    try connection.execute(
      """
      INSERT INTO allot.case_state (agency_id, case_id, outstanding, holder_id, debtor_id, required_skills, client_id, batch_id, product_id,
        stage_id, region_id, entrusted_on, overdue_on, due_back_on, held_since, retained_until, hold, hold_from, hold_until, hand, status, currency)
      SELECT \(agency), f.case_id, d.new_amount, d.new_holder, f.debtor_id, coalesce(f.required_skills, 0), f.client_id, f.batch_id,
        f.product_id, f.stage_id, f.region_id, f.entrusted_on, f.overdue_on, f.due_back_on,
        CASE WHEN d.new_holder IS NOT NULL THEN coalesce(f.entrusted_on, \(today.date)) END, f.retained_until, coalesce(f.hold, 0),
        CASE WHEN f.hold > \(stored: HoldKind.none) THEN \(today.date) END,
        CASE WHEN f.hold > \(stored: HoldKind.none) THEN 'infinity'::date END,
        coalesce(f.hand, CASE WHEN d.new_holder IS NULL THEN 0 ELSE 1 END), d.new_status, f.currency
      FROM feed_case f JOIN feed_delta d ON d.case_id = f.case_id WHERE f.is_new ORDER BY f.case_id
      """)
  }

  private func updateStates() throws -> Set<Int64> {
    let none = HoldKind.none.literal
    // Both lists in one order: the row before, the row after.
    let columns = [
      ("outstanding", "d.new_amount"), ("holder_id", "d.new_holder"), ("status", "d.new_status"),
      ("held_since", "CASE WHEN d.new_holder = s.holder_id THEN s.held_since WHEN d.new_holder IS NOT NULL THEN \(today.literal) END"),
      ("hand", "(s.hand + CASE WHEN d.new_holder IS DISTINCT FROM s.holder_id AND d.new_holder IS NOT NULL THEN 1 ELSE 0 END)::int2"),
      ("debtor_id", "coalesce(f.debtor_id, s.debtor_id)"), ("required_skills", "coalesce(f.required_skills, s.required_skills)"),
      (
        "skills_since",
        "CASE WHEN coalesce(f.required_skills, s.required_skills) = s.required_skills THEN s.skills_since ELSE clock_timestamp() END"
      ),
      ("batch_id", "coalesce(f.batch_id, s.batch_id)"), ("product_id", "coalesce(f.product_id, s.product_id)"),
      ("stage_id", "coalesce(f.stage_id, s.stage_id)"), ("region_id", "coalesce(f.region_id, s.region_id)"),
      ("entrusted_on", "coalesce(f.entrusted_on, s.entrusted_on)"), ("overdue_on", "coalesce(f.overdue_on, s.overdue_on)"),
      ("due_back_on", "coalesce(f.due_back_on, s.due_back_on)"), ("retained_until", "coalesce(f.retained_until, s.retained_until)"),
      ("hold", "coalesce(f.hold, s.hold)"),
      ("hold_from", "CASE WHEN coalesce(f.hold, s.hold) = s.hold THEN s.hold_from WHEN f.hold > \(none) THEN \(today.literal) END"),
      ("hold_until", "CASE WHEN coalesce(f.hold, s.hold) = s.hold THEN s.hold_until WHEN f.hold > \(none) THEN 'infinity'::date END"),
      ("counted_in", "CASE WHEN d.new_holder = s.holder_id THEN s.counted_in END"),
      ("counted_amount", "CASE WHEN d.new_holder = s.holder_id THEN s.counted_amount END"),
      ("pinned_to", "CASE WHEN d.new_open THEN s.pinned_to END"), ("pinned_until", "CASE WHEN d.new_open THEN s.pinned_until END"),
    ]
    let set = columns.map { "\($0.0) = \($0.1)" }.joined(separator: ", ")
    let before = columns.map { "s.\($0.0)" }.joined(separator: ", ")
    let after = columns.map(\.1).joined(separator: ", ")
    let rows = try connection.query(
      """
      UPDATE allot.case_state s SET \(raw: set), rev = s.rev + 1
      FROM feed_case f JOIN feed_delta d ON d.case_id = f.case_id
      WHERE s.agency_id = \(agency) AND s.case_id = f.case_id AND NOT f.is_new AND ROW(\(raw: before)) IS DISTINCT FROM ROW(\(raw: after))
      RETURNING s.case_id
      """)
    return Set(try rows.map { try $0[0, as: Int64.self] })
  }

  /// Writes what the client says about known cases. Gives the ids of those that changed.
  func writeRecords() throws -> Set<Int64> {
    let columns = [
      ("stated_outstanding", "CASE WHEN f.taken THEN f.outstanding ELSE r.stated_outstanding END"),
      ("balance_on", "CASE WHEN f.taken THEN f.as_of ELSE r.balance_on END"),
      ("stated_days", "CASE WHEN f.balance_on < \(Balance.since("r")) THEN r.stated_days ELSE coalesce(f.stated_days, r.stated_days) END"),
      ("contract", "coalesce(f.contract, r.contract)"),
      ("entrusted_amount", "coalesce(f.entrusted_amount, r.entrusted_amount)"), ("principal", "coalesce(f.principal, r.principal)"),
      ("interest", "coalesce(f.interest, r.interest)"), ("fees", "coalesce(f.fees, r.fees)"),
      ("extra", "CASE WHEN f.extra IS NULL THEN r.extra ELSE coalesce(r.extra, '{}') || f.extra END"),
    ]
    let set = columns.map { "\($0.0) = \($0.1)" }.joined(separator: ", ")
    let before = columns.map { "r.\($0.0)" }.joined(separator: ", ")
    let after = columns.map(\.1).joined(separator: ", ")
    let rows = try connection.query(
      """
      UPDATE allot.case_record r SET \(raw: set),
        stated_on = CASE WHEN f.taken THEN \(today.date) ELSE r.stated_on END
      FROM feed_case f
      WHERE r.agency_id = \(agency) AND r.case_id = f.case_id AND NOT f.is_new AND ROW(\(raw: before)) IS DISTINCT FROM ROW(\(raw: after))
      RETURNING r.case_id
      """)
    return Set(try rows.map { try $0[0, as: Int64.self] })
  }

  /// Adds the contact points the file names. Gives the ids of the known cases that got one.
  func writePoints(of rows: [TypedCase]) throws -> Set<Int64> {
    guard rows.contains(where: { !$0.row.contactPoints.isEmpty }) else { return [] }
    let cases = try connection.query("SELECT position, case_id, is_new FROM feed_case ORDER BY position")
      .decode(Int32.self, Int64.self, Bool.self)
    let wanted = cases.flatMap { position, id, _ in rows[Int(position)].row.contactPoints.map { (caseID: id, reference: $0) } }
    let new = Set(cases.filter(\.2).map(\.1))
    return try contactPoints(wanted).added.subtracting(new)
  }
}
