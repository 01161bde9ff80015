extension Migration {
  /// What is told of a night, to whom, on which way, and what came of it; where mail reaches people.
  static let deliveries = Migration(
    version: 27, name: "deliveries",
    sql: """
      ALTER TABLE allot.person ADD COLUMN mail text;

      -- One row an occasion, reader and channel. occasion: published, waiting, failed, discarded, missed, late, by_hand; run_id NULL where there is no
      -- run. reader: name of a user, of a chat that of its credential. channel: mail, directory, wecom, dingtalk, feishu, slack. state: due, sending,
      -- sent, failed, given_up, skipped. message_id is fixed with the row: what is sent again after a kill is the same message.
      CREATE TABLE allot.delivery (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        delivery integer NOT NULL,
        occasion text NOT NULL,
        slot date NOT NULL,
        run_id bigint,
        reader text NOT NULL,
        channel text NOT NULL,
        page text NOT NULL,
        language text NOT NULL,
        forms text[] NOT NULL,
        subject text NOT NULL,
        skips_nothing boolean NOT NULL,
        message_id text NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        state text NOT NULL DEFAULT 'due',
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Until then whoever took it is at it; later he is taken for dead.
        taken_until timestamptz,
        ended_at timestamptz,
        -- What went wrong last, in words without secrets.
        error text,
        PRIMARY KEY (agency_id, delivery)
      );
      CREATE UNIQUE INDEX delivery_once ON allot.delivery (agency_id, slot, occasion, coalesce(run_id, 0), reader, channel, page)
        WHERE occasion <> 'by_hand';
      CREATE INDEX delivery_open ON allot.delivery (agency_id, next_at) WHERE state IN ('due', 'sending', 'failed');
      """)
}
