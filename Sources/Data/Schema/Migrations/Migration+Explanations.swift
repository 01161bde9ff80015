extension Migration {
  /// The numbers behind a run's plan, for `allot explain`.
  static let explanations = Migration(
    version: 8, name: "explanations",
    sql: """
      -- kind 0: what the others refer to; 1: cases offered to people, 2: cases that stayed, in packed blocks by ascending case.
      CREATE TABLE allot.run_explanation (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        kind smallint NOT NULL,
        block integer NOT NULL,
        first_case bigint NOT NULL,
        last_case bigint NOT NULL,
        cases integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (agency_id, run_id, kind, block)
      );

      -- How each collector fared in the plan: cases he was eligible for, got, came second for, and would have got cheaper had there been
      -- room; what one more place would have saved (cost units); the month's new cases after the plan and the share of them (1/1024 case).
      CREATE TABLE allot.run_fared (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        run_id bigint NOT NULL,
        collector_id bigint NOT NULL,
        eligible_for integer NOT NULL,
        got integer NOT NULL,
        second integer NOT NULL,
        missed integer NOT NULL,
        place_worth bigint NOT NULL,
        month_after bigint NOT NULL,
        month_share bigint NOT NULL,
        PRIMARY KEY (agency_id, run_id, collector_id)
      );
      """)
}
