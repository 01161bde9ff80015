extension Migration {
  /// Cases by client and number, as lists show them: a page of them is read from where it begins, not sorted out of all.
  static let caseList = Migration(
    version: 31, name: "case list",
    sql: """
      CREATE INDEX case_record_list ON allot.case_record (agency_id, client_id, case_no COLLATE "C");
      """)
}
