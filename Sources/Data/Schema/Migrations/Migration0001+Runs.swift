extension Migration {
  /// The part of the first schema that runs write: leases, runs, decisions, the ledger of flows, and what leaves the house.
  static let runs = """


    CREATE TABLE allot.lease (
      agency_id bigint PRIMARY KEY REFERENCES allot.agency,
      fence bigint NOT NULL,
      owner text NOT NULL,
      expires_at timestamptz NOT NULL
    );

    -- One row per key (agency, slot, kind, seq): it is the mutual exclusion of publishing. A later attempt takes an unpublished row over.
    -- Counts are those of the plan until published, then of what was won. snapshot: the freeze's, for arrivals after it.
    -- policies: [{"name", "version", "digest", "routes": [rule, …]}, …] in the order to which decision.policy and decision.route point.
    CREATE TABLE allot.run (
      agency_id bigint NOT NULL REFERENCES allot.agency,
      run_id bigint NOT NULL,
      slot date NOT NULL,
      kind text NOT NULL CHECK (kind IN ('night', 'batch', 'arrivals', 'manual')),
      seq integer NOT NULL,
      state text NOT NULL CHECK (state IN ('running', 'planned', 'published', 'failed', 'discarded')),
      fence bigint NOT NULL,
      as_of timestamptz NOT NULL,
      agency_version integer NOT NULL DEFAULT 0,
      policies jsonb NOT NULL DEFAULT '[]',
      input_digest bytea,
      open_cases integer NOT NULL DEFAULT 0,
      assigned integer NOT NULL DEFAULT 0,
      moved integer NOT NULL DEFAULT 0,
      recalled integer NOT NULL DEFAULT 0,
      held integer NOT NULL DEFAULT 0,
      unassigned integer NOT NULL DEFAULT 0,
      lost integer NOT NULL DEFAULT 0,
      class_changed integer NOT NULL DEFAULT 0,
      stats jsonb NOT NULL DEFAULT '{}',
      snapshot pg_snapshot,
      position_id bigint,
      error text,
      started_at timestamptz NOT NULL,
      published_at timestamptz,
      finished_at timestamptz,
      PRIMARY KEY (agency_id, run_id),
      UNIQUE (agency_id, slot, kind, seq)
    );
    CREATE SEQUENCE allot.run_id;

    -- Working time and load of every collector as the run saw them; amounts in the agency's currency. before → assigned, recalled → after.
    CREATE TABLE allot.run_collector (
      agency_id bigint NOT NULL,
      run_id bigint NOT NULL,
      collector_id bigint NOT NULL,
      used_seconds bigint NOT NULL,
      scheduled_seconds bigint NOT NULL,
      saturation integer NOT NULL,
      capacity_seconds bigint NOT NULL,
      effort_seconds bigint NOT NULL,
      score bigint NOT NULL,
      room integer NOT NULL,
      amount_room bigint NOT NULL,
      closed_by smallint NOT NULL,
      next_present date,
      cases_before integer NOT NULL,
      amount_before bigint NOT NULL,
      class_cases integer[] NOT NULL,
      PRIMARY KEY (agency_id, run_id, collector_id)
    );

    -- Open cases by stage (−1 none) and class before → after the run's verdicts; amount in minor units of currency.
    CREATE TABLE allot.run_transition (
      agency_id bigint NOT NULL,
      run_id bigint NOT NULL,
      stage_id integer NOT NULL,
      currency text NOT NULL,
      from_class smallint NOT NULL,
      to_class smallint NOT NULL,
      cases integer NOT NULL,
      amount bigint NOT NULL,
      PRIMARY KEY (agency_id, run_id, stage_id, currency, from_class, to_class)
    );

    CREATE TABLE allot.run_rule (
      agency_id bigint NOT NULL,
      run_id bigint NOT NULL,
      policy text NOT NULL,
      rule text NOT NULL,
      matched integer NOT NULL,
      considered integer NOT NULL,
      PRIMARY KEY (agency_id, run_id, policy, rule)
    );

    -- day: the run's slot. amount: what was outstanding, in minor units of currency. lost: planned but not won at publish (code 80 … 82 says why,
    -- kind what was planned; the case stayed with from_id).
    CREATE TABLE allot.decision (
      agency_id bigint NOT NULL,
      run_id bigint NOT NULL,
      case_id bigint NOT NULL,
      from_id bigint,
      to_id bigint,
      amount bigint NOT NULL,
      n1 bigint NOT NULL,
      n2 bigint NOT NULL,
      n3 bigint NOT NULL,
      n4 bigint NOT NULL,
      recall_n1 bigint,
      recall_n2 bigint,
      recall_n3 bigint,
      recall_n4 bigint,
      day date NOT NULL,
      kind smallint NOT NULL,
      policy smallint NOT NULL,
      route smallint NOT NULL,
      code smallint NOT NULL,
      recall_code smallint,
      class smallint NOT NULL,
      lost boolean NOT NULL DEFAULT false,
      currency text NOT NULL,
      PRIMARY KEY (agency_id, run_id, case_id, day)
    ) PARTITION BY RANGE (day);

    -- The ledger of flows, append-only. kind: 1 entrusted, 2 reopened (both into the pool), 3 assigned (pool → to_id), 4 recalled (from_id → pool),
    -- 5 moved (from_id → to_id), 6 closed (from from_id, or from the pool when NULL; status says how), 7 revalued (with from_id, or in the pool
    -- when NULL; amount is the difference). Flows made by a run are one row per kind, people and currency with case_id NULL: always sum(cases).
    CREATE TABLE allot.change (
      agency_id bigint NOT NULL,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      seq bigint GENERATED ALWAYS AS IDENTITY,
      day date NOT NULL,
      at timestamptz NOT NULL,
      case_id bigint,
      run_id bigint,
      from_id bigint,
      to_id bigint,
      amount bigint NOT NULL,
      cases integer NOT NULL DEFAULT 1,
      kind smallint NOT NULL,
      status smallint,
      currency text NOT NULL,
      PRIMARY KEY (agency_id, xid, seq)
    );

    -- Stocks and the flows since the position before, counted in one snapshot. side: 'pool' or 'people'.
    CREATE TABLE allot.ledger_position (
      agency_id bigint NOT NULL,
      position_id bigint GENERATED ALWAYS AS IDENTITY,
      -- The position before; unique, so that positions form one chain. 0 for the first.
      previous_id bigint NOT NULL,
      run_id bigint,
      day date NOT NULL,
      snapshot pg_snapshot NOT NULL,
      taken_at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, position_id),
      UNIQUE (agency_id, previous_id)
    );
    CREATE TABLE allot.ledger_stock (
      agency_id bigint NOT NULL,
      position_id bigint NOT NULL,
      currency text NOT NULL,
      side text NOT NULL,
      cases bigint NOT NULL,
      amount bigint NOT NULL,
      PRIMARY KEY (agency_id, position_id, currency, side)
    );
    -- status: −1 except for closed flows.
    CREATE TABLE allot.ledger_flow (
      agency_id bigint NOT NULL,
      position_id bigint NOT NULL,
      currency text NOT NULL,
      side text NOT NULL,
      kind smallint NOT NULL,
      status smallint NOT NULL,
      cases bigint NOT NULL,
      amount bigint NOT NULL,
      PRIMARY KEY (agency_id, position_id, currency, side, kind, status)
    );

    CREATE TABLE allot.outbox (
      agency_id bigint NOT NULL,
      outbox_id bigint GENERATED ALWAYS AS IDENTITY,
      topic text NOT NULL,
      payload jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      position bigint,
      PRIMARY KEY (agency_id, outbox_id)
    );

    CREATE TABLE allot.audit (
      agency_id bigint NOT NULL,
      audit_id bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL,
      actor text NOT NULL,
      action text NOT NULL,
      subject text NOT NULL,
      detail jsonb NOT NULL,
      PRIMARY KEY (agency_id, audit_id)
    );

    CREATE TABLE allot.import_file (
      agency_id bigint NOT NULL,
      import_id bigint GENERATED ALWAYS AS IDENTITY,
      feed text NOT NULL,
      file text NOT NULL,
      digest bytea NOT NULL,
      inserted bigint NOT NULL,
      changed bigint NOT NULL,
      unchanged bigint NOT NULL,
      rejected bigint NOT NULL,
      imported_by text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, import_id)
    );
    CREATE INDEX import_file_digest ON allot.import_file (agency_id, feed, digest);
    """
}
