extension Migration {
  /// How people come in through a browser, and what was asked over HTTP under a key so that asking twice does it once.
  static let signIns = Migration(
    version: 29, name: "sign-ins",
    sql: """
      -- A password as scrypt makes it (RFC 7914): digest of 32 bytes, N = 2^cost, r = block_size, p = parallel.
      CREATE TABLE allot.person_password (
        agency_id bigint NOT NULL,
        person_id bigint NOT NULL,
        salt bytea NOT NULL,
        digest bytea NOT NULL,
        cost smallint NOT NULL,
        block_size smallint NOT NULL,
        parallel smallint NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agency_id, person_id),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );

      -- digest: SHA-256 of the secret that the browser keeps; the secret itself is kept nowhere. way: token, password, link.
      CREATE TABLE allot.sign_in (
        agency_id bigint NOT NULL,
        sign_in bigint GENERATED ALWAYS AS IDENTITY,
        person_id bigint NOT NULL,
        digest bytea NOT NULL,
        way text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by text,
        PRIMARY KEY (agency_id, sign_in),
        UNIQUE (agency_id, digest),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );
      CREATE INDEX sign_in_person ON allot.sign_in (agency_id, person_id) WHERE ended_at IS NULL;

      -- A link that lets somebody in once. digest: SHA-256 of what stands in it.
      CREATE TABLE allot.sign_in_link (
        agency_id bigint NOT NULL,
        digest bytea NOT NULL,
        person_id bigint NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (agency_id, digest),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );

      -- Who did not get in, under a digest of the name he gave: what was typed may be a password. In a row without success.
      CREATE TABLE allot.sign_in_failure (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        subject bytea NOT NULL,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        closed_until timestamptz NOT NULL,
        PRIMARY KEY (agency_id, subject)
      );

      -- What came of a request with a key. digest: SHA-256 of what was asked; status NULL while somebody is at it.
      CREATE TABLE allot.keyed_request (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        actor text NOT NULL,
        key text NOT NULL,
        digest bytea NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        status smallint,
        content_type text,
        body bytea,
        PRIMARY KEY (agency_id, actor, key)
      );
      CREATE INDEX keyed_request_age ON allot.keyed_request (agency_id, begun_at);
      """)
}
