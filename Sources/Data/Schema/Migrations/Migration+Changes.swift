extension Migration {
  /// Changes of what is in force: what is proposed, every step of it, and who agreed to what. Every stored version becomes a change of its own.
  static let changes = Migration(
    version: 26, name: "policy changes",
    sql: """
      -- Files that come in force together or not at all. kind: submit, rollback, retire. state: checked, simulated, scheduled (all of them
      -- open), active, retired, rejected.
      CREATE TABLE allot.policy_change (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        change integer NOT NULL,
        kind text NOT NULL,
        state text NOT NULL,
        -- What people agree to. An edit, or another base, begins a new round, to which nobody has agreed yet.
        round integer NOT NULL DEFAULT 1,
        reason text NOT NULL DEFAULT '',
        -- Business day from which it is to be in force; NULL as soon as enough people agree.
        effective_on date,
        -- What was shown of its effect in this round, and its SHA-256.
        simulation_digest text,
        simulation_record text,
        PRIMARY KEY (agency_id, change)
      );

      -- From what to what, by round: never changed. from NULL: nothing of that name was in force; to NULL: nothing will be.
      CREATE TABLE allot.policy_change_file (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        change integer NOT NULL,
        round integer NOT NULL,
        kind text NOT NULL,
        name text NOT NULL,
        from_version integer,
        from_digest bytea,
        to_version integer,
        to_digest bytea,
        PRIMARY KEY (agency_id, change, round, kind, name)
      );

      -- Who did what and why. cause and other: what the program itself has to say, so that it can be said in every language.
      CREATE TABLE allot.policy_change_step (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        change integer NOT NULL,
        ordinal integer NOT NULL,
        round integer NOT NULL,
        step text NOT NULL,
        person text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        why text NOT NULL DEFAULT '',
        cause text,
        other integer,
        simulation_digest text,
        PRIMARY KEY (agency_id, change, ordinal)
      );

      INSERT INTO allot.policy_change (agency_id, change, kind, state)
      SELECT agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY applied_at, kind COLLATE "C", name COLLATE "C", version)::int, 'submit',
        CASE WHEN active THEN 'active' WHEN activated_at IS NOT NULL THEN 'retired'
          WHEN kind IN ('agency', 'policy') AND version = max(version) OVER (PARTITION BY agency_id, kind, name) THEN 'checked' ELSE 'rejected' END
      FROM allot.policy_version;
      INSERT INTO allot.policy_change_file (agency_id, change, round, kind, name, from_version, from_digest, to_version, to_digest)
      SELECT v.agency_id, v.change, 1, v.kind, v.name, f.version, f.digest, v.version, v.digest
      FROM (
        SELECT *, row_number() OVER (PARTITION BY agency_id ORDER BY applied_at, kind COLLATE "C", name COLLATE "C", version)::int AS change
        FROM allot.policy_version) v
      LEFT JOIN LATERAL (
        SELECT p.version, p.digest FROM allot.policy_version p
        WHERE p.agency_id = v.agency_id AND p.kind = v.kind AND p.name = v.name
          AND CASE WHEN v.activated_at IS NULL THEN p.active ELSE p.activated_at < v.activated_at END
        ORDER BY p.activated_at DESC LIMIT 1) f ON true;
      INSERT INTO allot.policy_change_step (agency_id, change, ordinal, round, step, person, at, cause)
      SELECT agency_id, change, row_number() OVER (PARTITION BY agency_id, change ORDER BY at, rank, person COLLATE "C")::int, 1, step, person, at, cause
      FROM (
        SELECT c.agency_id, c.change, 'submitted' AS step, v.applied_by AS person, v.applied_at AS at, NULL AS cause, 1 AS rank
        FROM allot.policy_change_file c JOIN allot.policy_version v
          ON v.agency_id = c.agency_id AND v.kind = c.kind AND v.name = c.name AND v.version = c.to_version
        UNION ALL
        SELECT c.agency_id, c.change, 'approved', a.person, a.approved_at, NULL, 2
        FROM allot.policy_change_file c JOIN allot.policy_approval a
          ON a.agency_id = c.agency_id AND a.kind = c.kind AND a.name = c.name AND a.version = c.to_version
        UNION ALL
        SELECT c.agency_id, c.change, 'activated', coalesce(v.activated_by, v.applied_by), v.activated_at, NULL, 3
        FROM allot.policy_change_file c JOIN allot.policy_version v
          ON v.agency_id = c.agency_id AND v.kind = c.kind AND v.name = c.name AND v.version = c.to_version
        WHERE v.activated_at IS NOT NULL
      ) s;
      DROP TABLE allot.policy_approval;

      -- Stops at once, on one signature. what: client, debtor, policy; subject: the client's or policy's name, or the case that was named;
      -- client_id, debtor_id, or case_id of a case without debtor: whom it is about. Held until two people lift it; without anybody's word of confirmation it stays and shows red.
      CREATE TABLE allot.emergency_stop (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        stop integer NOT NULL,
        what text NOT NULL,
        subject text NOT NULL,
        client_id integer,
        debtor_id bigint,
        case_id bigint,
        reason text NOT NULL,
        stopped_by text NOT NULL,
        stopped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        confirmed_by text,
        confirmed_at timestamptz,
        lift_asked_by text,
        lift_reason text,
        lifted_by text,
        lifted_at timestamptz,
        PRIMARY KEY (agency_id, stop)
      );
      """)
}
