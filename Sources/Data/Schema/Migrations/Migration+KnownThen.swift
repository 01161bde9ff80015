extension Migration {
  /// Since when somebody's skills, and those that a case asks for, are what they are: what was changed after a run is no fault of the run.
  static let knownThen = Migration(
    version: 33, name: "known then",
    sql: """
      -- NULL: since before this was kept, or since the row came in.
      ALTER TABLE allot.case_state ADD COLUMN skills_since timestamptz;
      ALTER TABLE allot.collector ADD COLUMN skills_since timestamptz;
      """)
}
