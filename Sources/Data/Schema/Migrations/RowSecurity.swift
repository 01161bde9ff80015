package import Postgres

extension Store {
  /// What lies outside row-level security: which login and which database user belong to which agency. Only the owner reads and writes them.
  static let openTables = ["database_user", "login_agency"]
  /// Who asks here does not say yet, or need not say, which agency he means: he sees those that his login serves.
  static let servedTables = ["agency", "lease"]

  /// A migration is about the rows of all agencies: its owner sees them until `secureRows` at its end, in the same transaction.
  static func openRows(_ connection: Connection) throws {
    let forced = try connection.query(
      """
      SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'allot'::regnamespace AND c.relforcerowsecurity
        AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
      ORDER BY c.relname
      """
    ).map { try $0[0, as: String.self] }
    for table in forced { try connection.script("ALTER TABLE allot.\(table) NO FORCE ROW LEVEL SECURITY") }
  }

  /// Puts every table with an agency behind row-level security, months of tables too: a transaction sees the agency that `Database.transaction(agency:)`
  /// set, and no other; without one, or with one that the login does not serve, it is refused. Forced, so that the owner is bound too. Part of `migrate`:
  /// a table of a later migration, or one that was restored without, is not forgotten.
  static func secureRows(_ connection: Connection) throws {
    guard try connection.query("SELECT to_regprocedure('allot.present_agency()') IS NOT NULL").only()[0, as: Bool.self] else { return }
    let open = try connection.query(
      """
      SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'agency_id' AND NOT a.attisdropped
      LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'agency'
      CROSS JOIN LATERAL (SELECT CASE WHEN c.relname = ANY (\(servedTables)) THEN '%serves(agency_id)%' ELSE '%present_agency()%' END AS wanted) w
      WHERE n.nspname = 'allot' AND c.relkind IN ('r', 'p') AND c.relname <> ALL (\(openTables))
        AND (c.relrowsecurity AND c.relforcerowsecurity AND p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) LIKE w.wanted
          AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE w.wanted) IS NOT TRUE
      ORDER BY c.relname
      """
    ).map { try $0[0, as: String.self] }
    for table in open {
      // The sub-select is evaluated once a statement; without it every row would pay for it.
      let condition = servedTables.contains(table) ? "allot.serves(agency_id)" : "agency_id = (SELECT allot.present_agency())"
      try connection.script(
        """
        ALTER TABLE allot.\(table) ENABLE ROW LEVEL SECURITY;
        ALTER TABLE allot.\(table) FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS agency ON allot.\(table);
        CREATE POLICY agency ON allot.\(table) USING (\(condition)) WITH CHECK (\(condition));
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
