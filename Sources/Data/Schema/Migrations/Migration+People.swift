extension Migration {
  /// Who may do what: people with roles, and tokens of their own.
  static let people = Migration(
    version: 6, name: "people and tokens",
    sql: """
      -- os_user, db_user: who the person is to the operating system and to PostgreSQL; each belongs to one person of an agency.
      CREATE TABLE allot.person (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        person_id bigint GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL CHECK (name <> ''),
        roles text[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['manager', 'approver', 'lead', 'auditor', 'integrator']),
        os_user text,
        db_user text,
        active boolean NOT NULL DEFAULT true,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (agency_id, person_id),
        UNIQUE (agency_id, name)
      );
      CREATE UNIQUE INDEX person_os_user ON allot.person (agency_id, os_user) WHERE active;
      CREATE UNIQUE INDEX person_db_user ON allot.person (agency_id, db_user) WHERE active;

      -- digest: SHA-256 of the token; the token itself is shown once and kept nowhere.
      CREATE TABLE allot.token (
        agency_id bigint NOT NULL,
        token_id bigint GENERATED ALWAYS AS IDENTITY,
        person_id bigint NOT NULL,
        label text NOT NULL,
        digest bytea NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (agency_id, token_id),
        UNIQUE (agency_id, digest),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );
      """)
}
