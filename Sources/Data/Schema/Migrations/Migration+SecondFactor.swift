extension Migration {
  /// A second factor of a sign-in: codes that a telephone shows for half a minute (RFC 6238), and codes on paper that count once.
  static let secondFactor = Migration(
    version: 32, name: "second factor",
    sql: """
      -- The secret is kept nowhere: it is derived from the agency's key of number key_id and salt. step: the last step of 30 s that was used, what is not
      -- later counts no more. confirmed_at: NULL until the first right code; till then it asks nobody for anything.
      CREATE TABLE allot.second_factor (
        agency_id bigint NOT NULL,
        person_id bigint NOT NULL,
        salt bytea NOT NULL,
        key_id integer NOT NULL,
        step bigint NOT NULL DEFAULT 0,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        confirmed_at timestamptz,
        PRIMARY KEY (agency_id, person_id),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );

      -- For whoever is without his telephone. digest: SHA-256 of the code, which is kept nowhere.
      CREATE TABLE allot.recovery_code (
        agency_id bigint NOT NULL,
        person_id bigint NOT NULL,
        digest bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (agency_id, person_id, digest),
        FOREIGN KEY (agency_id, person_id) REFERENCES allot.person
      );

      -- Whoever has come as far as the code: it lets in nobody.
      ALTER TABLE allot.sign_in ADD COLUMN awaits_code boolean NOT NULL DEFAULT false;
      """)
}
