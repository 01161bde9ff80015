extension Migration {
  /// Positions and chained digests for outbox and audit, a root for each run.
  static let seals = Migration(
    version: 5, name: "seals",
    sql: """
      -- position and digest are written by the sealer, after commit: numbers without gaps, each digest over the one before and the row.
      ALTER TABLE allot.audit ADD COLUMN position bigint, ADD COLUMN digest bytea;
      ALTER TABLE allot.outbox ADD COLUMN digest bytea;
      CREATE UNIQUE INDEX audit_position ON allot.audit (agency_id, position);
      CREATE UNIQUE INDEX outbox_position ON allot.outbox (agency_id, position);
      CREATE INDEX audit_unsealed ON allot.audit (agency_id, audit_id) WHERE position IS NULL;
      CREATE INDEX outbox_unsealed ON allot.outbox (agency_id, outbox_id) WHERE position IS NULL;

      -- Where a chain ends; mac: over position and digest with the agency's key. Rows up to base_position were removed by retention; base_digest
      -- is where checking begins.
      CREATE TABLE allot.seal_head (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        stream text NOT NULL CHECK (stream IN ('audit', 'outbox')),
        position bigint NOT NULL,
        digest bytea NOT NULL,
        mac bytea NOT NULL,
        key_id integer NOT NULL,
        base_position bigint NOT NULL DEFAULT 0,
        base_digest bytea NOT NULL,
        sealed_at timestamptz NOT NULL,
        PRIMARY KEY (agency_id, stream)
      );

      -- Root of the Merkle tree over the run's decisions in order of case.
      ALTER TABLE allot.run ADD COLUMN merkle_root bytea;
      """)
}
