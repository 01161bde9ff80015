import Postgres

/// The roles of the database: none of them can log in; those who do are made members of one.
package enum DatabaseRole: String, CaseIterable, Sendable {
  /// Owns everything. Bound by row-level security like everybody.
  case owner = "allot_owner"
  /// Brings the schema up to date: may act as the owner.
  case migrator = "allot_migrator"
  /// Reads and writes what runs, files and moves need. Cannot change what is append-only, nor add people.
  case daemon = "allot_daemon"
  /// Sees the masked views.
  case reader = "allot_reader"
}

/// What became of the roles.
package struct RoleReport: Sendable, Hashable {
  /// Made now; those that were there already are in neither list.
  package var made: [DatabaseRole] = []
  /// Not there, and not ours to make.
  package var missing: [DatabaseRole] = []
  /// Whether the schema's objects belong to `allot_owner` now.
  package var isOwned = false
  /// The login that owned the schema before, as SQL writes it, and may act as `allot_owner` now; nil where nothing changed hands.
  package var keptOwner: String?
  /// Nothing made, nothing missing.
  package init() {}
}

extension Store {
  /// Makes the roles that are missing, where the present role may, and gives each its rights. Safe to repeat.
  package func grantRoles() async throws -> RoleReport {
    var report = RoleReport()
    let (isSuperuser, mayCreate) = try await database.transaction { connection in
      try connection.query("SELECT rolsuper, rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").only()
        .decode(Bool.self, Bool.self)
    }
    for role in DatabaseRole.allCases {
      let exists = try await database.transaction { connection in
        try connection.query("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = \(role.rawValue))").only()[0, as: Bool.self]
      }
      if exists { continue }
      guard mayCreate else {
        report.missing.append(role)
        continue
      }
      do {
        try await database.transaction {
          try $0.script("CREATE ROLE \(role.rawValue) NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
        }
        report.made.append(role)
      } catch let error as PostgresError where error.sqlState == "42710" || error.sqlState == "23505" {
        // Somebody made it a moment ago, for another database of the server.
      }
    }
    (report.isOwned, report.keptOwner) = try await database.transaction(settings: .unlimited) { [report] connection in
      try connection.query("SELECT pg_advisory_xact_lock(\(Self.migrationLock))")
      let present = Set(DatabaseRole.allCases).subtracting(report.missing)
      let owned = isSuperuser && present.contains(.owner)
      let kept = owned ? try Self.keepOwner(connection) : nil
      if owned { try Self.handOver(connection) }
      if mayCreate, present.isSuperset(of: [.owner, .migrator]),
        try !connection.query("SELECT pg_has_role('allot_migrator', 'allot_owner', 'MEMBER')").only()[0, as: Bool.self]
      {
        try connection.script("GRANT allot_owner TO allot_migrator")
      }
      if present.contains(.daemon) { try connection.script(Self.daemonRights) }
      if present.contains(.reader) { try connection.script(Self.readerRights) }
      return (owned, kept)
    }
    return report
  }

  /// Who owns the schema goes on doing so as a member of `allot_owner`: without it he would be shut out of his own database. Gives his name when he
  /// is made one. A superuser needs it not.
  private static func keepOwner(_ connection: Connection) throws -> String? {
    let before = try connection.query(
      """
      SELECT quote_ident(r.rolname) FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
      WHERE n.nspname = 'allot' AND NOT r.rolsuper AND r.rolname <> 'allot_owner' AND NOT pg_has_role(r.oid, 'allot_owner', 'MEMBER')
      """
    ).first?[0, as: String.self]
    if let before { try connection.script("GRANT allot_owner TO \(before)") }
    return before
  }

  /// Everything of ours belongs to `allot_owner`; partitions and views with their tables.
  private static func handOver(_ connection: Connection) throws {
    let commands = try connection.query(
      """
      SELECT format('ALTER %s %I.%I OWNER TO allot_owner', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'allot' AND c.relkind IN ('r', 'p', 'v', 'S') AND pg_get_userbyid(c.relowner) <> 'allot_owner'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('i', 'a')
          AND c.relkind = 'S')
      UNION ALL
      SELECT format('ALTER SCHEMA %I OWNER TO allot_owner', nspname) FROM pg_namespace
      WHERE nspname IN ('allot', 'allot_stage') AND pg_get_userbyid(nspowner) <> 'allot_owner'
      UNION ALL
      SELECT format('ALTER FUNCTION %s OWNER TO allot_owner', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'allot' AND pg_get_userbyid(p.proowner) <> 'allot_owner'
      """
    ).map { try $0[0, as: String.self] }
    for command in commands { try connection.script(command) }
  }

  /// Begins anew each time, so that no right of an earlier version stays. Months of tables are reached through their tables only. Rows that are
  /// written once the daemon adds and never changes; positions and digests are the sealer's. Agencies, people and logins are the owner's.
  private static let daemonRights = """
    REVOKE ALL ON ALL TABLES IN SCHEMA allot FROM allot_daemon, PUBLIC;
    GRANT USAGE ON SCHEMA allot TO allot_daemon;
    GRANT USAGE, CREATE ON SCHEMA allot_stage TO allot_daemon;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA allot TO allot_daemon;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA allot TO allot_daemon;
    GRANT EXECUTE ON FUNCTION \(ownersFunctions) TO allot_daemon;
    REVOKE ALL ON allot.database_user, allot.login_agency FROM allot_daemon;
    REVOKE INSERT, UPDATE ON allot.schema_version, allot.server, allot.person, allot.token, allot.retention FROM allot_daemon;
    GRANT UPDATE (last_used_at) ON allot.token TO allot_daemon;
    REVOKE UPDATE ON allot.change, allot.decision, allot.audit, allot.outbox, allot.ledger_position, allot.ledger_stock, allot.ledger_flow,
      allot.pin, allot.flag_event, allot.hold_event, allot.import_file, allot.policy_version FROM allot_daemon;
    REVOKE INSERT, UPDATE ON allot.agency FROM allot_daemon;
    REVOKE UPDATE ON allot.policy_change_file, allot.policy_change_step, allot.run_client, allot.client_package, allot.list_receipt,
      allot.webhook_try FROM allot_daemon;
    REVOKE INSERT, UPDATE ON allot.sign_in_link FROM allot_daemon;
    GRANT UPDATE (used_at) ON allot.sign_in_link TO allot_daemon;
    GRANT DELETE ON allot.import_open, allot.delivery, allot.keyed_request, allot.webhook_try, allot.second_factor, allot.recovery_code,
      allot.person_password TO allot_daemon;
    GRANT UPDATE (position, digest) ON allot.audit, allot.outbox TO allot_daemon;
    GRANT UPDATE (active, activated_by, activated_at) ON allot.policy_version TO allot_daemon;
    GRANT UPDATE (name, zone, currency, keep_text, country) ON allot.agency TO allot_daemon;
    GRANT DELETE ON allot.exchange_rate, allot.conflict, allot.hand_move, allot.run_collector, allot.run_transition, allot.run_rule,
      allot.run_input, allot.run_input_block, allot.run_explanation, allot.run_fared, allot.attempt, allot.inbox TO allot_daemon;
    DO $$
    DECLARE
      relation regclass;
      kind "char";
    BEGIN
      FOR relation, kind IN SELECT c.oid, CASE WHEN c.relispartition THEN 'm' ELSE c.relkind END FROM pg_class c
        WHERE c.relnamespace = 'allot'::regnamespace AND (c.relispartition AND c.relkind IN ('r', 'p') OR c.relkind = 'v')
      LOOP
        IF kind = 'm' OR relation::text LIKE 'allot.masked\\_%' THEN
          EXECUTE format('REVOKE ALL ON %s FROM allot_daemon', relation);
        ELSE
          EXECUTE format('REVOKE INSERT, UPDATE ON %s FROM allot_daemon', relation);
        END IF;
      END LOOP;
    END $$;
    """

  private static let readerRights = """
    REVOKE ALL ON ALL TABLES IN SCHEMA allot FROM allot_reader;
    GRANT USAGE ON SCHEMA allot TO allot_reader;
    GRANT SELECT ON allot.masked_case, allot.masked_decision, allot.masked_run, allot.masked_collector, allot.masked_audit TO allot_reader;
    """
}
