extension Migration {
  /// Where a case was counted in the month's accounts of fairness, so that it can be taken back, and the proof of it.
  static let counted = Migration(
    version: 12, name: "counted cases",
    sql: """
      -- The account in which the present holder was given the case in the month of held_since, with the amount counted (base minor units); NULL:
      -- nobody's count has to be taken back.
      ALTER TABLE allot.case_state ADD COLUMN counted_in integer, ADD COLUMN counted_amount bigint;
      -- account: where the receiver is counted; for a run that takes another back, where the loser's count is taken from, in that run's month.
      -- from_since: since when whoever lost the case had held it.
      ALTER TABLE allot.decision ADD COLUMN account integer, ADD COLUMN from_since date;
      -- The account and month in which the receiver was counted, and those from which the loser's count was taken.
      ALTER TABLE allot.hand_move ADD COLUMN counted_in integer, ADD COLUMN counted_month date, ADD COLUMN taken_from integer,
        ADD COLUMN taken_month date;
      -- Cases of an entry whose decisions are no longer kept; NULL: written before decisions named their account.
      ALTER TABLE allot.fair_entry ADD COLUMN carried integer;
      ALTER TABLE allot.fair_entry ALTER COLUMN carried SET DEFAULT 0;

      -- What moved each entry of the month's accounts; day: of the decision, NULL for a move by hand.
      CREATE VIEW allot.fair_history WITH (security_invoker = true) AS
      SELECT d.agency_id, d.day, date_trunc('month', coalesce(u.slot, d.day)::timestamp)::date AS month, d.account AS account_id,
        CASE WHEN r.undoes IS NULL THEN d.to_id ELSE d.from_id END AS collector_id, CASE WHEN r.undoes IS NULL THEN 1 ELSE -1 END AS cases
      FROM allot.decision d
      JOIN allot.run r ON r.agency_id = d.agency_id AND r.run_id = d.run_id
      LEFT JOIN allot.run u ON u.agency_id = r.agency_id AND u.run_id = r.undoes
      WHERE d.account IS NOT NULL AND NOT d.lost
      UNION ALL
      SELECT m.agency_id, NULL, m.counted_month, m.counted_in, m.to_id, 1 FROM allot.hand_move m WHERE m.counted_in IS NOT NULL
      UNION ALL
      SELECT m.agency_id, NULL, m.taken_month, m.taken_from, m.from_id, -1 FROM allot.hand_move m WHERE m.taken_from IS NOT NULL;

      -- The month's accounts of fairness are what runs and people gave and took back.
      CREATE VIEW allot.check_fair WITH (security_invoker = true) AS
      SELECT agency_id, month, account_id, collector_id, coalesce(e.cases, 0) AS counted, coalesce(e.carried, 0) + coalesce(h.cases, 0) AS given,
        e.amount
      FROM allot.fair_entry e
      FULL JOIN (
        SELECT agency_id, month, account_id, collector_id, sum(cases) AS cases FROM allot.fair_history
        GROUP BY agency_id, month, account_id, collector_id
      ) h USING (agency_id, month, account_id, collector_id)
      WHERE (e.cases IS NULL OR e.carried IS NOT NULL)
        AND (coalesce(e.cases, 0) <> coalesce(e.carried, 0) + coalesce(h.cases, 0) OR e.cases < 0 OR e.cases = 0 AND e.amount <> 0);

      -- Who is counted for a case he holds stands in the account of that month.
      CREATE VIEW allot.check_counted WITH (security_invoker = true) AS
      SELECT s.agency_id, s.holder_id, s.counted_in, date_trunc('month', s.held_since::timestamp)::date AS month, count(*) AS held, e.cases
      FROM allot.case_state s
      LEFT JOIN allot.fair_entry e ON e.agency_id = s.agency_id AND e.month = date_trunc('month', s.held_since::timestamp)::date
        AND e.account_id = s.counted_in AND e.collector_id = s.holder_id
      WHERE s.counted_in IS NOT NULL AND s.holder_id IS NOT NULL
      GROUP BY s.agency_id, s.holder_id, s.counted_in, date_trunc('month', s.held_since::timestamp)::date, e.cases
      HAVING count(*) > coalesce(e.cases, 0);
      """)
}
