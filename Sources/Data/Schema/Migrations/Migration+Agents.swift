extension Migration {
  /// What diallers call the people, where the numbers of an agency are from, and cases found by their contracts.
  static let agents = Migration(
    version: 22, name: "agents",
    sql: """
      -- Extensions and agent names of a person in telephone systems: calls that name one of them are his.
      ALTER TABLE allot.collector ADD COLUMN agents text[] NOT NULL DEFAULT '{}';
      CREATE INDEX collector_agents ON allot.collector USING gin (agents);

      -- Rows may name a case by its contract.
      CREATE INDEX case_contract ON allot.case_record (agency_id, contract) WHERE contract IS NOT NULL;

      -- Two letters of ISO 3166 in lower case: in which writings telephone numbers without a calling code come.
      ALTER TABLE allot.agency ADD COLUMN country text NOT NULL DEFAULT 'cn';
      """)
}
