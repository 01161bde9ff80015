import Postgres

// What an order does to the month's accounts of fairness. The rule: whoever loses a case by hand is no longer counted as having been given it;
// whoever gets it is counted in this month, in the account that a night would count the case in.
extension MoveWriter {
  private var thisMonth: SQL {
    "(SELECT date_trunc('month', clock_timestamp() AT TIME ZONE a.zone)::date FROM allot.agency a WHERE a.agency_id = \(agency))"
  }

  /// Takes the losers' counts back: from the account of the month in which they were given the case, and from the new cases of today when it was
  /// today. The cases are still as they were.
  func takeBack(_ id: Int64) throws {
    let lost = try connection.execute(
      """
      UPDATE allot.hand_move m SET taken_from = s.counted_in, taken_month = date_trunc('month', s.held_since::timestamp)::date
      FROM allot.case_state s
      WHERE m.agency_id = \(agency) AND m.order_id = \(id) AND m.from_id IS DISTINCT FROM m.to_id AND s.agency_id = m.agency_id
        AND s.case_id = m.case_id AND s.holder_id = m.from_id AND s.counted_in IS NOT NULL
      """)
    guard lost > 0 else { return }
    try connection.execute(
      """
      UPDATE allot.fair_entry e SET cases = e.cases - t.cases, amount = e.amount - t.amount
      FROM (
        SELECT m.taken_from, m.taken_month, m.from_id, count(*)::int4 AS cases, sum(s.counted_amount)::bigint AS amount
        FROM allot.hand_move m JOIN allot.case_state s ON s.agency_id = m.agency_id AND s.case_id = m.case_id
        WHERE m.agency_id = \(agency) AND m.order_id = \(id) AND m.taken_from IS NOT NULL GROUP BY m.taken_from, m.taken_month, m.from_id) t
      WHERE e.agency_id = \(agency) AND e.month = t.taken_month AND e.account_id = t.taken_from AND e.collector_id = t.from_id
      """)
    try connection.execute(
      """
      UPDATE allot.collector_day c SET new_cases = c.new_cases - t.cases, new_amount = c.new_amount - t.amount
      FROM (
        SELECT m.from_id, s.held_since, count(*)::int4 AS cases, sum(s.counted_amount)::bigint AS amount
        FROM allot.hand_move m JOIN allot.case_state s ON s.agency_id = m.agency_id AND s.case_id = m.case_id
        WHERE m.agency_id = \(agency) AND m.order_id = \(id) AND m.taken_from IS NOT NULL GROUP BY m.from_id, s.held_since) t,
        allot.agency a
      WHERE a.agency_id = \(agency) AND c.agency_id = a.agency_id AND c.collector_id = t.from_id AND c.day = t.held_since
        AND t.held_since = (clock_timestamp() AT TIME ZONE a.zone)::date
      """)
  }

  /// Counts the receivers; the cases are theirs already.
  func enterAccounts(_ id: Int64) throws {
    let counted = try connection.execute(
      """
      UPDATE allot.hand_move m SET counted_in = s.counted_in, counted_month = \(thisMonth)
      FROM allot.case_state s
      WHERE m.agency_id = \(agency) AND m.order_id = \(id) AND m.to_id IS DISTINCT FROM m.from_id AND s.agency_id = m.agency_id
        AND s.case_id = m.case_id AND s.holder_id = m.to_id AND s.counted_in IS NOT NULL
      """)
    guard counted > 0 else { return }
    try connection.execute(
      """
      INSERT INTO allot.fair_entry AS e (agency_id, month, account_id, collector_id, cases, amount)
      SELECT m.agency_id, m.counted_month, m.counted_in, m.to_id, count(*), sum(s.counted_amount)
      FROM allot.hand_move m JOIN allot.case_state s ON s.agency_id = m.agency_id AND s.case_id = m.case_id
      WHERE m.agency_id = \(agency) AND m.order_id = \(id) AND m.counted_in IS NOT NULL
      GROUP BY m.agency_id, m.counted_month, m.counted_in, m.to_id ORDER BY 3, 4
      ON CONFLICT (agency_id, month, account_id, collector_id) DO UPDATE SET cases = e.cases + excluded.cases, amount = e.amount + excluded.amount
      """)
  }
}
