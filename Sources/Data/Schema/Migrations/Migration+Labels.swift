extension Migration {
  /// Labels that a later one replaces stay: a report says again what was known when it was written.
  static let labels = Migration(
    version: 15, name: "labels",
    sql: """
      ALTER TABLE allot.tone_label DROP CONSTRAINT tone_label_pkey,
        ADD CONSTRAINT tone_label_pkey PRIMARY KEY (agency_id, case_id, source_id, labelled_at);
      """)
}
