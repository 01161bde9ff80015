package import Postgres

extension Store {
  /// What lies outside row-level security: the list of agencies, who runs them, and which database user belongs to which.
  static let openTables = ["agency", "lease", "database_user"]

  /// Puts every table with an agency behind row-level security: a transaction sees the agency that `Database.transaction(agency:)` set, and no
  /// other; without one it sees nothing. Forced, so that the owner is bound too. Part of `migrate`: a table of a later migration is not forgotten.
  static func secureRows(_ connection: Connection) throws {
    let open = try connection.query(
      """
      SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'agency_id' AND NOT a.attisdropped
      WHERE n.nspname = 'allot' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL (\(openTables))
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
      ORDER BY c.relname
      """
    ).map { try $0[0, as: String.self] }
    for table in open {
      // The sub-select is evaluated once a statement; without it every row would pay for it.
      try connection.script(
        """
        ALTER TABLE allot.\(table) ENABLE ROW LEVEL SECURITY;
        ALTER TABLE allot.\(table) FORCE ROW LEVEL SECURITY;
        CREATE POLICY agency ON allot.\(table)
          USING (agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint))
          WITH CHECK (agency_id = (SELECT nullif(current_setting('allot.agency', true), '')::bigint));
        """)
    }
  }
}

extension Connection {
  /// COPY FROM refuses tables with row-level security: where it is active for this role, rows go through a temporary table.
  package func copyRows(into table: String, columns: [String], _ body: (inout BinaryWriter) throws -> Void) throws {
    guard try query("SELECT row_security_active(\(table))").only()[0, as: Bool.self] else {
      try copyIn(table, columns: columns, body)
      return
    }
    let list = columns.joined(separator: ", ")
    try script("CREATE TEMP TABLE copied_rows ON COMMIT DROP AS SELECT \(list) FROM \(table) WITH NO DATA")
    try copyIn("copied_rows", columns: columns, body)
    try script("INSERT INTO \(table) (\(list)) SELECT \(list) FROM copied_rows; DROP TABLE copied_rows")
  }
}
