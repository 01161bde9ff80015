extension Migration {
  /// What everybody was given of each kind of case, month by month.
  static let accounts = Migration(
    version: 3, name: "accounts",
    sql: """
      -- A running account of fairness: a rule of a policy, and the client, batch, stage and amount band it tells apart ('' and -1: it does not).
      CREATE TABLE allot.fair_account (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        account_id integer GENERATED ALWAYS AS IDENTITY,
        policy text NOT NULL,
        rule text NOT NULL,
        client text NOT NULL,
        batch text NOT NULL,
        stage text NOT NULL,
        band smallint NOT NULL,
        PRIMARY KEY (agency_id, account_id),
        UNIQUE (agency_id, policy, rule, client, batch, stage, band)
      );

      -- New cases and their amount in base minor units, given by runs in the month that begins on that day.
      CREATE TABLE allot.fair_entry (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        month date NOT NULL,
        account_id integer NOT NULL,
        collector_id bigint NOT NULL,
        cases integer NOT NULL,
        amount bigint NOT NULL,
        PRIMARY KEY (agency_id, month, account_id, collector_id)
      );
      """)
}
