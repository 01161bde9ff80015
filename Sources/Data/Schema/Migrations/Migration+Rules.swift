extension Migration {
  /// By which rules of the method a run was decided, so that it is decided by them again.
  static let rules = Migration(
    version: 16, name: "rules",
    sql: """
      -- Number of the rules (Night.Rules); what was kept before there was a number was decided by the first.
      ALTER TABLE allot.run_input ADD COLUMN rules smallint NOT NULL DEFAULT 1;
      """)
}
