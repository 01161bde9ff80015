extension Migration {
  /// Addresses of other programs that are told what the outbox announces, how far each was told, and its last tries.
  static let webhooks = Migration(
    version: 30, name: "webhooks",
    sql: """
      -- topics: empty for all. position: of the last row that was taken at the other end, or passed over since its topic is not wanted. pending_to: where
      -- the message ends that was begun behind position; it stays the same from try to try. state: active, paused (by a person), failed (by itself,
      -- after too many failures in a row), removed. Secrets are not kept: they are derived from the agency's key of number key_id, salt and generation;
      -- until previous_until that of the generation before, under previous_key_id, signs too. tag begins the name of every message.
      CREATE TABLE allot.webhook (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        hook integer NOT NULL,
        name text NOT NULL,
        address text NOT NULL,
        topics text[] NOT NULL,
        state text NOT NULL DEFAULT 'active',
        position bigint NOT NULL,
        pending_to bigint,
        tag text NOT NULL,
        salt bytea NOT NULL,
        generation integer NOT NULL DEFAULT 1,
        key_id integer NOT NULL,
        previous_key_id integer,
        previous_until timestamptz,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts integer NOT NULL DEFAULT 0,
        -- In a row.
        failures integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Until then whoever took it is at it; later he is taken for dead.
        taken_until timestamptz,
        ping_due boolean NOT NULL DEFAULT false,
        sent_at timestamptz,
        stopped_by text,
        stopped_at timestamptz,
        -- What went wrong last, in words without secrets.
        error text,
        PRIMARY KEY (agency_id, hook)
      );
      CREATE UNIQUE INDEX webhook_name ON allot.webhook (agency_id, name) WHERE state <> 'removed';

      -- The last tries of each. kind: changes, ping. outcome: sent, failed. status: of the answer; NULL where there was none.
      CREATE TABLE allot.webhook_try (
        agency_id bigint NOT NULL,
        hook integer NOT NULL,
        try integer NOT NULL,
        kind text NOT NULL,
        message text NOT NULL,
        first_position bigint,
        last_position bigint,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        outcome text NOT NULL,
        status smallint,
        milliseconds integer NOT NULL,
        error text,
        PRIMARY KEY (agency_id, hook, try),
        FOREIGN KEY (agency_id, hook) REFERENCES allot.webhook
      );
      """)
}
