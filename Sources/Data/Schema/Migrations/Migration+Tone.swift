extension Migration {
  /// Who judged a conversation, labels by people, and models among the policy files.
  static let tone = Migration(
    version: 11, name: "tone",
    sql: """
      ALTER TABLE allot.policy_version DROP CONSTRAINT policy_version_kind_check;
      ALTER TABLE allot.policy_version ADD CONSTRAINT policy_version_kind_check
        CHECK (kind IN ('agency', 'policy', 'lexicon', 'model', 'mapping'));

      -- judged_by: digest of the lexicons and the model that judged, and of who decides; empty for verdicts of before. score: −1000 … 1000.
      ALTER TABLE allot.conversation
        DROP COLUMN lexicon_version,
        ADD COLUMN judged_by bytea NOT NULL DEFAULT '\\x',
        ADD COLUMN score smallint NOT NULL DEFAULT 0,
        ADD COLUMN disputed boolean NOT NULL DEFAULT false;

      -- What a person says of a conversation, with what was judged at that time.
      CREATE TABLE allot.tone_label (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        case_id bigint NOT NULL,
        source_id text COLLATE "C" NOT NULL,
        label smallint NOT NULL,
        judged smallint NOT NULL,
        judged_by bytea NOT NULL,
        labelled_by text NOT NULL,
        labelled_at timestamptz NOT NULL,
        PRIMARY KEY (agency_id, case_id, source_id)
      );
      """)
}
