extension Migration {
  /// What roles with few rights need: months made on their behalf, views that show no person, and who may look through them.
  static let roles = Migration(
    version: 7, name: "roles and masked views",
    sql: """
      -- Database users and the agencies they belong to; outside row-level security, written with the people.
      CREATE TABLE allot.database_user (
        db_user text NOT NULL,
        agency_id bigint NOT NULL REFERENCES allot.agency,
        PRIMARY KEY (agency_id, db_user)
      );

      -- Makes the partition of one month as the owner: the daemon need not own what it writes to.
      CREATE FUNCTION allot.make_month(parent text, day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE first date := date_trunc('month', day)::date;
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'allot' AND c.relname = parent) THEN
          RAISE EXCEPTION 'allot.% is no table of months', parent;
        END IF;
        EXECUTE format('CREATE TABLE IF NOT EXISTS allot.%I PARTITION OF allot.%I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(first, '_YYYY_MM'), parent, first, (first + interval '1 month')::date);
      END $$;
      REVOKE EXECUTE ON FUNCTION allot.make_month(text, date) FROM PUBLIC;

      -- What auditors and reports of others may see: no number of a case, contract or debtor, no name, no text. One agency at a time
      -- (setting allot.agency), and only to database users who belong to it.
      CREATE VIEW allot.masked_case WITH (security_barrier) AS
        SELECT s.agency_id, s.case_id, cl.name AS client, b.name AS batch, p.name AS product, st.name AS stage, r.name AS region, s.currency,
          s.outstanding, s.class, s.class_since, s.flags, s.hold, s.status, s.hand, s.entrusted_on, s.overdue_on, s.due_back_on, s.held_since,
          c.code AS holder
        FROM allot.case_state s
        JOIN allot.database_user u ON u.agency_id = s.agency_id AND u.db_user = session_user
        JOIN allot.client cl ON cl.agency_id = s.agency_id AND cl.client_id = s.client_id
        LEFT JOIN allot.batch b ON b.agency_id = s.agency_id AND b.batch_id = s.batch_id
        LEFT JOIN allot.product p ON p.agency_id = s.agency_id AND p.product_id = s.product_id
        LEFT JOIN allot.stage st ON st.agency_id = s.agency_id AND st.stage_id = s.stage_id
        LEFT JOIN allot.region r ON r.agency_id = s.agency_id AND r.region_id = s.region_id
        LEFT JOIN allot.collector c ON c.agency_id = s.agency_id AND c.collector_id = s.holder_id
        WHERE s.agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint);
      CREATE VIEW allot.masked_decision WITH (security_barrier) AS
        SELECT d.agency_id, d.run_id, d.day, d.case_id, f.code AS from_code, t.code AS to_code, d.amount, d.currency, d.kind, d.policy, d.route,
          d.code, d.n1, d.n2, d.n3, d.n4, d.recall_code, d.recall_n1, d.recall_n2, d.recall_n3, d.recall_n4, d.class, d.lost
        FROM allot.decision d
        JOIN allot.database_user u ON u.agency_id = d.agency_id AND u.db_user = session_user
        LEFT JOIN allot.collector f ON f.agency_id = d.agency_id AND f.collector_id = d.from_id
        LEFT JOIN allot.collector t ON t.agency_id = d.agency_id AND t.collector_id = d.to_id
        WHERE d.agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint);
      CREATE VIEW allot.masked_run WITH (security_barrier) AS
        SELECT r.agency_id, r.run_id, r.slot, r.kind, r.seq, r.state, r.as_of, r.policies, r.input_digest, r.merkle_root, r.open_cases, r.assigned,
          r.moved, r.recalled, r.held, r.unassigned, r.lost, r.class_changed, r.published_at
        FROM allot.run r JOIN allot.database_user u ON u.agency_id = r.agency_id AND u.db_user = session_user
        WHERE r.agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint);
      CREATE VIEW allot.masked_collector WITH (security_barrier) AS
        SELECT c.agency_id, c.collector_id, c.code, t.name AS team, c.active, c.joined_on, c.leaves_on, c.full_time, s.open_cases, s.open_amount
        FROM allot.collector c JOIN allot.database_user u ON u.agency_id = c.agency_id AND u.db_user = session_user
        JOIN allot.collector_state s ON s.agency_id = c.agency_id AND s.collector_id = c.collector_id
        LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
        WHERE c.agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint);
      CREATE VIEW allot.masked_audit WITH (security_barrier) AS
        SELECT a.agency_id, a.position, a.at, a.actor, a.action, a.subject, a.digest
        FROM allot.audit a JOIN allot.database_user u ON u.agency_id = a.agency_id AND u.db_user = session_user
        WHERE a.agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint);

      -- Keys of identifiers may lie in a file instead; the column is empty then.
      ALTER TABLE allot.agency ALTER COLUMN identifier_key DROP NOT NULL;

      -- Days after which the daemon removes what nobody needs any more; no row: kept.
      CREATE TABLE allot.retention (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        what text NOT NULL CHECK (what IN ('text', 'attempt', 'extra', 'decision', 'outbox')),
        days integer NOT NULL CHECK (days BETWEEN 1 AND 36500),
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (agency_id, what)
      );
      """)
}
