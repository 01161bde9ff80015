extension Migration {
  /// The part of the first schema that files fill beside the cases: contacts, money, promises, flags, holds; and the policies' texts.
  static let facts = """


    -- code_id counts from 0 without gaps within an agency.
    CREATE TABLE allot.contact_code (
      agency_id bigint NOT NULL,
      code_id integer NOT NULL,
      source text NOT NULL,
      raw_code text NOT NULL,
      channel smallint NOT NULL,
      outcome smallint NOT NULL,
      party smallint NOT NULL,
      automatic boolean NOT NULL,
      inbound boolean NOT NULL,
      PRIMARY KEY (agency_id, code_id),
      UNIQUE (agency_id, source, raw_code, channel, outcome, party, automatic, inbound)
    );

    -- source_key: first 16 bytes of the digest of source and source id; the same key twice is the same attempt, whatever the partition.
    CREATE TABLE allot.attempt (
      agency_id bigint NOT NULL,
      case_id bigint,
      collector_id bigint,
      at timestamptz NOT NULL,
      day date NOT NULL,
      ingested_on date NOT NULL,
      code_id integer NOT NULL,
      talk_seconds integer NOT NULL,
      point smallint NOT NULL,
      source_key bytea NOT NULL,
      PRIMARY KEY (agency_id, source_key, ingested_on)
    ) PARTITION BY RANGE (ingested_on);

    CREATE TABLE allot.conversation (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      source_id text COLLATE "C" NOT NULL,
      collector_id bigint,
      at timestamptz NOT NULL,
      day date NOT NULL,
      party smallint NOT NULL,
      tone smallint NOT NULL,
      confidence smallint NOT NULL,
      groups integer NOT NULL,
      suggested_flags integer NOT NULL,
      text_digest bytea NOT NULL,
      lexicon_version integer NOT NULL,
      language text,
      body text,
      PRIMARY KEY (agency_id, case_id, source_id)
    );

    CREATE TABLE allot.payment (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      source_id text COLLATE "C" NOT NULL,
      day date NOT NULL,
      amount bigint NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, source_id)
    );

    CREATE TABLE allot.promise (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      source_id text COLLATE "C" NOT NULL,
      made_on date NOT NULL,
      due_on date NOT NULL,
      amount bigint NOT NULL,
      plan integer NOT NULL DEFAULT 0,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, source_id)
    );

    CREATE TABLE allot.flag_event (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      flag integer NOT NULL,
      day date NOT NULL,
      is_set boolean NOT NULL,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, flag, day, is_set)
    );

    CREATE TABLE allot.hold_event (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      from_day date NOT NULL,
      kind smallint NOT NULL,
      until_day date NOT NULL,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, from_day, kind, until_day)
    );

    CREATE TABLE allot.former_holder (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      collector_id bigint NOT NULL,
      until_day date NOT NULL,
      PRIMARY KEY (agency_id, case_id, collector_id)
    );

    CREATE TABLE allot.conflict (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      collector_id bigint NOT NULL,
      reason text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, collector_id)
    );

    -- Every pin ever set; the one in force stands in case_state.
    CREATE TABLE allot.pin (
      agency_id bigint NOT NULL,
      case_id bigint NOT NULL,
      pin_id bigint GENERATED ALWAYS AS IDENTITY,
      collector_id bigint NOT NULL,
      until_day date NOT NULL,
      reason text NOT NULL,
      set_by text NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (agency_id, case_id, pin_id)
    );

    CREATE TABLE allot.policy_version (
      agency_id bigint NOT NULL REFERENCES allot.agency,
      kind text NOT NULL CHECK (kind IN ('agency', 'policy', 'lexicon', 'mapping')),
      name text NOT NULL,
      version integer NOT NULL,
      body text NOT NULL,
      digest bytea NOT NULL,
      active boolean NOT NULL DEFAULT false,
      applied_by text NOT NULL,
      applied_at timestamptz NOT NULL,
      activated_by text,
      activated_at timestamptz,
      PRIMARY KEY (agency_id, kind, name, version),
      UNIQUE (agency_id, kind, name, digest)
    );
    CREATE UNIQUE INDEX policy_version_active ON allot.policy_version (agency_id, kind, name) WHERE active;
    """
}
