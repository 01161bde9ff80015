extension Migration {
  /// Seals that a client's part can be shown of without the others', packages for clients in a chain, and who has picked up his list.
  static let packages = Migration(
    version: 28, name: "packages",
    sql: """
      -- 32 random bytes of the run; NULL with a root: sealed before there were salts, over all decisions in one tree.
      ALTER TABLE allot.run ADD COLUMN seal_salt bytea;

      -- What the run's root is made of: for each client the trees over his decisions and over his cases that stayed. stays_root lasts when the
      -- run's explanations are removed.
      CREATE TABLE allot.run_client (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        client_id integer NOT NULL,
        decisions integer NOT NULL,
        decisions_root bytea NOT NULL,
        stays integer NOT NULL,
        stays_root bytea NOT NULL,
        PRIMARY KEY (agency_id, run_id, client_id)
      );

      -- Every package that was handed to a client. digest: SHA-256 of its manifest; previous: that of the package before, NULL for the first.
      -- position_id: where its stock closes, and that of the next opens.
      CREATE TABLE allot.client_package (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        client_id integer NOT NULL,
        sequence integer NOT NULL,
        run_id bigint NOT NULL,
        position_id bigint,
        digest bytea NOT NULL,
        previous bytea,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agency_id, client_id, sequence)
      );

      -- Who says that he has his list of a run.
      CREATE TABLE allot.list_receipt (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        collector_id bigint NOT NULL,
        noted_by text NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agency_id, run_id, collector_id)
      );
      """)
}
