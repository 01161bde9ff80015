extension Migration {
  /// Plans that wait for a person, undo, the inbox of arrivals, and the invariants as views.
  static let runsAndInvariants = Migration(
    version: 9, name: "runs and invariants",
    sql: """
      ALTER TABLE allot.run DROP CONSTRAINT run_state_check;
      ALTER TABLE allot.run ADD CONSTRAINT run_state_check
        CHECK (state IN ('running', 'planned', 'waiting', 'published', 'failed', 'discarded'));
      -- brakes: what held the plan back, in words. staged: rows of the staged plan, recalls, verdicts and receivers; an unlogged table is empty
      -- after a crash of the server, and a plan that is not complete is not published. inputs: figures of what the night was decided on, compared
      -- with those of later nights. undoes: the run whose moves this one takes back.
      ALTER TABLE allot.run ADD COLUMN brakes text[] NOT NULL DEFAULT '{}';
      ALTER TABLE allot.run ADD COLUMN staged bigint[];
      ALTER TABLE allot.run ADD COLUMN inputs jsonb;
      ALTER TABLE allot.run ADD COLUMN undoes bigint;
      -- The case's revision after a decision that was carried out: while it stands, nobody has touched the case since.
      ALTER TABLE allot.decision ADD COLUMN rev integer;

      -- Cases on their way in: a client program inserts rows, the daemon applies, deals and deletes them in one transaction. What cannot be applied
      -- stays with the reason in rejected.
      CREATE TABLE allot.inbox (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        inbox_id bigint GENERATED ALWAYS AS IDENTITY,
        client text NOT NULL,
        case_no text NOT NULL,
        currency text NOT NULL,
        outstanding bigint NOT NULL,
        batch text,
        product text,
        stage text,
        region text,
        required_skills text[] NOT NULL DEFAULT '{}',
        debtor bytea,
        entrusted_on date,
        overdue_on date,
        due_back_on date,
        submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        rejected text,
        PRIMARY KEY (agency_id, inbox_id)
      );
      """ + invariants
  )

  /// Views of which every row is a violation. Each begins with `agency_id`; none is cheap enough for a loop, all are for `allot doctor`.
  private static let invariants = """


    -- A person's running sums are what the cases say.
    CREATE VIEW allot.check_load WITH (security_invoker = true) AS
    SELECT c.agency_id, c.collector_id, c.open_cases, coalesce(s.cases, 0) AS counted_cases, c.open_amount, coalesce(s.amount, 0) AS counted_amount
    FROM allot.collector_state c
    LEFT JOIN (
      SELECT s.agency_id, s.holder_id, count(*) AS cases,
        sum(CASE WHEN x.currency IS NULL THEN s.outstanding ELSE round(s.outstanding::numeric * x.numerator / x.denominator)::bigint END) AS amount
      FROM allot.case_state s LEFT JOIN allot.exchange_rate x ON x.agency_id = s.agency_id AND x.currency = s.currency
      WHERE s.status = 0 AND s.holder_id IS NOT NULL GROUP BY s.agency_id, s.holder_id
    ) s ON s.agency_id = c.agency_id AND s.holder_id = c.collector_id
    WHERE c.open_cases <> coalesce(s.cases, 0) OR c.open_amount <> coalesce(s.amount, 0);

    -- Who holds a case exists; a closed case has no holder.
    CREATE VIEW allot.check_holder WITH (security_invoker = true) AS
    SELECT s.agency_id, s.case_id, s.holder_id, s.status FROM allot.case_state s
    LEFT JOIN allot.collector_state c ON c.agency_id = s.agency_id AND c.collector_id = s.holder_id
    WHERE s.holder_id IS NOT NULL AND (c.collector_id IS NULL OR s.status <> 0);

    -- A published run has as many decisions carried out as it says.
    CREATE VIEW allot.check_decision WITH (security_invoker = true) AS
    SELECT r.agency_id, r.run_id, r.assigned, r.moved, r.recalled, r.lost, d.assigned AS decided_assigned, d.moved AS decided_moved,
      d.recalled AS decided_recalled, d.lost AS decided_lost
    FROM allot.run r
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE d.kind = 1 AND NOT d.lost) AS assigned, count(*) FILTER (WHERE d.kind = 2 AND NOT d.lost) AS moved,
        count(*) FILTER (WHERE d.kind = 3 AND NOT d.lost) AS recalled, count(*) FILTER (WHERE d.lost) AS lost
      FROM allot.decision d WHERE d.agency_id = r.agency_id AND d.run_id = r.run_id AND d.day = r.slot
    ) d
    WHERE r.state = 'published' AND (r.assigned, r.moved, r.recalled, r.lost) <> (d.assigned, d.moved, d.recalled, d.lost);

    -- Nothing was decided or moved by a run that is not published.
    CREATE VIEW allot.check_unpublished WITH (security_invoker = true) AS
    SELECT x.agency_id, x.run_id, x.found, x.rows FROM (
      SELECT d.agency_id, d.run_id, 'decision' AS found, count(*) AS rows FROM allot.decision d GROUP BY d.agency_id, d.run_id
      UNION ALL
      SELECT c.agency_id, c.run_id, 'change', count(*) FROM allot.change c WHERE c.run_id IS NOT NULL GROUP BY c.agency_id, c.run_id
    ) x
    LEFT JOIN allot.run r ON r.agency_id = x.agency_id AND r.run_id = x.run_id AND r.state = 'published'
    WHERE r.run_id IS NULL;

    -- The flows of a run are its decisions.
    CREATE VIEW allot.check_flow WITH (security_invoker = true) AS
    SELECT r.agency_id, r.run_id, r.assigned, r.moved, r.recalled, c.assigned AS flow_assigned, c.moved AS flow_moved, c.recalled AS flow_recalled
    FROM allot.run r
    JOIN (
      SELECT c.agency_id, c.run_id, coalesce(sum(c.cases) FILTER (WHERE c.kind = 3), 0) AS assigned,
        coalesce(sum(c.cases) FILTER (WHERE c.kind = 5), 0) AS moved, coalesce(sum(c.cases) FILTER (WHERE c.kind = 4), 0) AS recalled
      FROM allot.change c WHERE c.run_id IS NOT NULL GROUP BY c.agency_id, c.run_id
    ) c ON c.agency_id = r.agency_id AND c.run_id = r.run_id
    WHERE r.state = 'published' AND (r.assigned, r.moved, r.recalled) <> (c.assigned, c.moved, c.recalled);

    -- A published run is announced once.
    CREATE VIEW allot.check_outbox WITH (security_invoker = true) AS
    SELECT r.agency_id, r.run_id, count(o.outbox_id) AS announced
    FROM allot.run r
    LEFT JOIN allot.outbox o ON o.agency_id = r.agency_id AND o.topic = 'run.published' AND o.payload ->> 'run' = r.run_id::text
    WHERE r.state = 'published' AND r.kind IN ('night', 'batch')
      AND r.published_at > (SELECT coalesce(min(f.created_at), 'infinity') FROM allot.outbox f WHERE f.agency_id = r.agency_id)
    GROUP BY r.agency_id, r.run_id HAVING count(o.outbox_id) <> 1;

    -- A decision that was not carried out says why, and only such a one does.
    CREATE VIEW allot.check_lost WITH (security_invoker = true) AS
    SELECT d.agency_id, d.run_id, d.case_id, d.code, d.lost FROM allot.decision d WHERE d.lost <> (d.code BETWEEN 80 AND 89);

    -- Of the cases of one debtor that the last run meant for one person, all went or none.
    CREATE VIEW allot.check_group WITH (security_invoker = true) AS
    SELECT d.agency_id, d.run_id, s.debtor_id, d.to_id
    FROM allot.run r
    JOIN allot.decision d ON d.agency_id = r.agency_id AND d.run_id = r.run_id AND d.day = r.slot AND d.kind IN (1, 2)
    JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id AND s.debtor_id IS NOT NULL
    WHERE r.state = 'published' AND r.kind = 'night'
      AND r.published_at = (SELECT max(l.published_at) FROM allot.run l WHERE l.agency_id = r.agency_id AND l.state = 'published' AND l.kind = 'night')
    GROUP BY d.agency_id, d.run_id, s.debtor_id, d.to_id HAVING bool_or(d.lost) AND NOT bool_and(d.lost);

    -- The runs of a day and kind are numbered without gaps, and none was published under a fence nobody has been given.
    CREATE VIEW allot.check_key WITH (security_invoker = true) AS
    SELECT r.agency_id, r.run_id, r.slot, r.kind, r.seq, r.fence
    FROM allot.run r LEFT JOIN allot.lease l ON l.agency_id = r.agency_id
    WHERE r.state = 'published' AND (r.fence > coalesce(l.fence, 0) OR r.seq > 1 AND NOT EXISTS (
      SELECT FROM allot.run b WHERE b.agency_id = r.agency_id AND b.slot = r.slot AND b.kind = r.kind AND b.seq = r.seq - 1));

    -- Stocks and flows: position before + flows = position after, by currency and side.
    CREATE VIEW allot.check_ledger WITH (security_invoker = true) AS
    SELECT x.agency_id, x.position_id, x.currency, x.side, sum(x.cases) AS cases_off, sum(x.amount) AS amount_off
    FROM (
      SELECT s.agency_id, s.position_id, s.currency, s.side, -s.cases AS cases, -s.amount AS amount FROM allot.ledger_stock s
      UNION ALL
      SELECT p.agency_id, p.position_id, s.currency, s.side, s.cases, s.amount
      FROM allot.ledger_position p JOIN allot.ledger_stock s ON s.agency_id = p.agency_id AND s.position_id = p.previous_id
      UNION ALL
      SELECT f.agency_id, f.position_id, f.currency, f.side, f.sign * f.cases * (f.kind <> 7)::int4, f.sign * f.amount
      FROM (
        SELECT l.*, CASE WHEN l.kind IN (1, 2, 7) THEN 1 WHEN l.kind = 5 THEN 0 WHEN l.kind = 6 THEN -1
          WHEN (l.kind = 3) = (l.side = 'people') THEN 1 ELSE -1 END AS sign
        FROM allot.ledger_flow l) f
    ) x
    GROUP BY x.agency_id, x.position_id, x.currency, x.side HAVING sum(x.cases) <> 0 OR sum(x.amount) <> 0;
    """
}
