extension Migration {
  /// Nothing is written by a program of another version, nor after the database has come to another server and the ledger does not know.
  static let oneVersion = Migration(
    version: 14, name: "one version",
    sql: """
      -- Version of the schema whose program planned the run: its staged plan means nothing to another.
      ALTER TABLE allot.run ADD COLUMN planned_schema integer;

      -- The server that gave allot.change.xid and the snapshots their numbers.
      CREATE TABLE allot.server (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        system_identifier bigint,
        since timestamptz NOT NULL
      );

      -- NULL where this role may not know.
      CREATE FUNCTION allot.system_identifier() RETURNS bigint LANGUAGE plpgsql AS $$
      BEGIN
        IF has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') THEN
          RETURN (SELECT c.system_identifier FROM pg_catalog.pg_control_system() c);
        END IF;
        RETURN NULL;
      END $$;
      INSERT INTO allot.server (system_identifier, since) VALUES (allot.system_identifier(), clock_timestamp());

      -- Stands at the head of every transaction that may write. Until its end nobody migrates: who does holds the lock alone.
      CREATE FUNCTION allot.require_schema(known integer) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        present integer;
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(\(Store.migrationLock));
        SELECT max(version) INTO present FROM allot.schema_version;
        IF present IS DISTINCT FROM known THEN
          RAISE EXCEPTION 'the database''s schema is version %; this program needs version %', present, known USING ERRCODE = 'AL001';
        END IF;
        IF EXISTS (SELECT FROM allot.server WHERE system_identifier <> allot.system_identifier()) THEN
          RAISE EXCEPTION 'the database has come to another server' USING ERRCODE = 'AL002';
        END IF;
      END $$;
      """)
}
