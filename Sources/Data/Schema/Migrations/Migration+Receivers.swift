extension Migration {
  /// Who is counted in an account of fairness is who received a case: what was taken from somebody and given to nobody counts nowhere.
  static let receivers = Migration(
    version: 17, name: "receivers",
    sql: """
      -- As before, without what has an account and nobody to count (recalls of runs before rules 3 of the method, and their undoing).
      CREATE OR REPLACE VIEW allot.fair_history WITH (security_invoker = true) AS
      SELECT d.agency_id, d.day, date_trunc('month', coalesce(u.slot, d.day)::timestamp)::date AS month, d.account AS account_id,
        CASE WHEN r.undoes IS NULL THEN d.to_id ELSE d.from_id END AS collector_id, CASE WHEN r.undoes IS NULL THEN 1 ELSE -1 END AS cases
      FROM allot.decision d
      JOIN allot.run r ON r.agency_id = d.agency_id AND r.run_id = d.run_id
      LEFT JOIN allot.run u ON u.agency_id = r.agency_id AND u.run_id = r.undoes
      WHERE d.account IS NOT NULL AND NOT d.lost AND CASE WHEN r.undoes IS NULL THEN d.to_id ELSE d.from_id END IS NOT NULL
      UNION ALL
      SELECT m.agency_id, NULL, m.counted_month, m.counted_in, m.to_id, 1 FROM allot.hand_move m WHERE m.counted_in IS NOT NULL
      UNION ALL
      SELECT m.agency_id, NULL, m.taken_month, m.taken_from, m.from_id, -1 FROM allot.hand_move m WHERE m.taken_from IS NOT NULL;

      UPDATE allot.case_state SET counted_in = NULL, counted_amount = NULL WHERE holder_id IS NULL AND counted_in IS NOT NULL;
      """)
}
