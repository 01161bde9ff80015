extension Migration {
  /// What waits, and for whom: why a plan waits, as figures, so that it can be said in every language; who agreed to a file that
  /// needs more people, and which import came to no end.
  static let waiting = Migration(
    version: 20, name: "waiting",
    sql: """
      -- Objects of brake, figure, of, limit_permille and, for inputs, input, low, high; brakes keeps the same as English sentences.
      ALTER TABLE allot.run ADD COLUMN tripped jsonb NOT NULL DEFAULT '[]';

      -- Who agreed to a version before enough people had: one row a person, so that nobody agrees twice.
      CREATE TABLE allot.policy_approval (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        kind text NOT NULL,
        name text NOT NULL,
        version integer NOT NULL,
        person text NOT NULL,
        approved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agency_id, kind, name, version, person)
      );

      -- An import that has applied rows and not reached its end: the row goes with the end. What stays is a file to be mended and read again.
      CREATE TABLE allot.import_open (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        feed text NOT NULL,
        file text NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agency_id, feed)
      );
      """)
}
