extension Migration {
  /// Moves by hand: who asked for what, who agreed, which rules were overridden.
  static let moves = Migration(
    version: 4, name: "moves by hand",
    sql: """
      -- One order of a person over one or more cases. proposed: waits for a second person; overridden: cases that broke a rule.
      CREATE TABLE allot.hand_order (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        order_id bigint GENERATED ALWAYS AS IDENTITY,
        action text NOT NULL CHECK (action IN ('move', 'swap', 'pin', 'unpin', 'release', 'exclude', 'include')),
        reason text NOT NULL CHECK (reason <> ''),
        state text NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
        cases integer NOT NULL,
        overridden integer NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        remark text,
        PRIMARY KEY (agency_id, order_id)
      );
      CREATE INDEX hand_order_open ON allot.hand_order (agency_id) WHERE state = 'proposed';

      -- What an order does to one case. from_id, to_id: holder before and after; pinned_to: set (until pinned_until), NULL for none;
      -- other_id: the collector of exclude and include; broken: codes of the rules overridden (Portfolio.MoveRule).
      CREATE TABLE allot.hand_move (
        agency_id bigint NOT NULL,
        order_id bigint NOT NULL,
        case_id bigint NOT NULL,
        from_id bigint,
        to_id bigint,
        pinned_to bigint,
        other_id bigint,
        pinned_until date,
        broken smallint[] NOT NULL,
        PRIMARY KEY (agency_id, case_id, order_id)
      );
      CREATE INDEX hand_move_by_order ON allot.hand_move (agency_id, order_id);

      -- The order by which a person moved the case.
      ALTER TABLE allot.change ADD COLUMN order_id bigint;
      """)
}
