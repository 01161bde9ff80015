extension Migration {
  /// A balance is what the client stated, less the payments after the day as of which it was stated: always counted, never carried forward.
  static let ledger = Migration(
    version: 18, name: "ledger",
    sql: """
      -- balance_on: last day whose payments are in stated_outstanding (which is negative for a credit). NULL: stated before there was such a day,
      -- and no payment since; the day before stated_on. stated_days: days past due as the client last stated them.
      ALTER TABLE allot.case_record ADD COLUMN balance_on date, ADD COLUMN stated_days integer;
      -- ahead: dated ahead and not counted yet; it counts from its day on. in_figure: dated after balance_on, but on record when a figure came of
      -- which nobody says which day's payments it has: it has this one.
      ALTER TABLE allot.payment ADD COLUMN ahead boolean NOT NULL DEFAULT false, ADD COLUMN in_figure boolean NOT NULL DEFAULT false;
      CREATE INDEX payment_ahead ON allot.payment (agency_id, day) WHERE ahead;

      -- What is owed is what the client stated, less what was paid after the day of that figure; a credit is nothing due.
      CREATE VIEW allot.check_balance WITH (security_invoker = true) AS
      SELECT s.agency_id, s.case_id, s.outstanding, r.stated_outstanding, r.balance_on, coalesce(p.paid, 0) AS paid_since
      FROM allot.case_record r
      JOIN allot.case_state s ON s.agency_id = r.agency_id AND s.case_id = r.case_id
      LEFT JOIN (
        SELECT p.agency_id, p.case_id, sum(p.amount) AS paid
        FROM allot.payment p JOIN allot.case_record b ON b.agency_id = p.agency_id AND b.case_id = p.case_id AND p.day > b.balance_on
        WHERE NOT p.ahead AND NOT p.in_figure GROUP BY p.agency_id, p.case_id
      ) p ON p.agency_id = r.agency_id AND p.case_id = r.case_id
      WHERE r.balance_on IS NOT NULL
        AND s.outstanding <> least(greatest(r.stated_outstanding - coalesce(p.paid, 0), 0), 1000000000000000000);
      """)
}
