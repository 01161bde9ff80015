extension Migration {
  /// The frozen inputs of runs, for replay.
  static let replay = Migration(
    version: 2, name: "replay",
    sql: """
      -- What a run decided from, and the digests of what it decided. digest: SHA-256 over the blocks in order. texts: [{"kind", "name",
      -- "version", "text"}], the agency file and the policies. arrivals: the cases a run by day was for; NULL for a whole night.
      -- outcome: {"verdicts": hex digest, …}; NULL until the run has decided.
      CREATE TABLE allot.run_input (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        slot date NOT NULL,
        software text NOT NULL,
        digest bytea NOT NULL,
        blocks integer NOT NULL,
        bytes bigint NOT NULL,
        texts jsonb NOT NULL,
        arrivals bigint[],
        outcome jsonb,
        PRIMARY KEY (agency_id, run_id)
      );

      -- The snapshot in pieces of half a megabyte; PostgreSQL compresses each.
      CREATE TABLE allot.run_input_block (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        block integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (agency_id, run_id, block)
      );
      -- lz4 where the server was built with it: five times as fast as the default.
      DO $$ BEGIN
        EXECUTE 'ALTER TABLE allot.run_input_block ALTER COLUMN bytes SET COMPRESSION lz4';
      EXCEPTION WHEN feature_not_supported OR invalid_parameter_value OR syntax_error THEN NULL;
      END $$;
      """)
}
