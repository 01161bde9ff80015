package import Portfolio
import Postgres

/// How the database's schema stands to this program.
package struct SchemaStatus: Sendable {
  /// One applied step.
  package struct Applied: Sendable {
    /// Number of the step, ascending from 1.
    package var version: Int
    /// What the step brought, in a few words.
    package var name: String
    /// When it was applied, by the database's clock.
    package var appliedAt: Instant
  }
  /// The newest version this program knows.
  package var known: Int
  /// By version.
  package var applied: [Applied]
  /// Versions this program knows and the database has not, ascending.
  package var pending: [Int]
  /// What the applied versions made and the database has not, in words: a restore left it out.
  package var missing: [String]
  /// Nothing is left to apply.
  package var isCurrent: Bool { pending.isEmpty }
  /// The newest version this program knows.
  package static var newest: Int { Migration.all.last?.version ?? 0 }
}

extension Store {
  /// Brings the schema to this program's version, and partitions ahead of time. Safe to run at any time and by several at once.
  /// Gives the versions applied now. Waits some minutes for writers to end. Throws `schemaNewer`, `migrationChanged`, `schemaIncomplete`,
  /// `schemaIsOthers`, `noRightToMakeSchemas`.
  @discardableResult
  package func migrate() async throws -> [Int] {
    try await migrate(Migration.all)
  }

  func migrate(_ migrations: [Migration]) async throws -> [Int] {
    let done = try await migrating { connection in
      // Not IF NOT EXISTS: that asks for the right to make schemas even where nothing is to be made.
      if try connection.query("SELECT to_regnamespace('allot') IS NULL").only()[0, as: Bool.self] {
        try Self.makeSchema("allot", connection)
      }
      try Self.requireRight("CREATE", connection)
      try connection.script(
        """
        CREATE TABLE IF NOT EXISTS allot.schema_version (
          version integer PRIMARY KEY, name text NOT NULL, digest bytea NOT NULL, applied_at timestamptz NOT NULL)
        """)
      let status = try Self.status(connection, migrations)
      let lost = status.missing.filter { $0 != Self.stageSchema }
      guard lost.isEmpty else { throw StoreError.schemaIncomplete(missing: lost) }
      if !status.pending.isEmpty { try Self.openRows(connection) }
      for migration in migrations where status.pending.contains(migration.version) {
        try connection.script(migration.sql)
        try connection.execute(
          """
          INSERT INTO allot.schema_version (version, name, digest, applied_at)
          VALUES (\(Int32(migration.version)), \(migration.name), \(migration.digest), clock_timestamp())
          """)
      }
      // A dump may have left it out: plans on their way are of no use elsewhere.
      if try connection.query("SELECT to_regnamespace('allot_stage') IS NULL").only()[0, as: Bool.self] {
        try Self.makeSchema("allot_stage", connection)
      }
      try Self.secureRows(connection)
      try Self.closeFunctions(connection)
      return status.pending
    }
    try await adoptServer()
    try await ensurePartitions()
    return done
  }

  /// One at a time, as the owner, and while nobody writes. Waits in short turns, so that writers get theirs.
  func migrating<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    try await database.transaction(retries: 60, settings: .migration) { connection in
      try connection.query("SELECT pg_advisory_xact_lock(\(Self.migrationLock))")
      try Self.becomeOwner(connection)
      return try body(connection)
    }
  }

  /// What a migration makes belongs to the schema's owner, whoever of its members migrates.
  private static func becomeOwner(_ connection: Connection) throws {
    let owner = try connection.query(
      """
      SELECT quote_ident(pg_get_userbyid(nspowner)) FROM pg_namespace
      WHERE nspname = 'allot' AND pg_get_userbyid(nspowner) <> current_user AND pg_has_role(current_user, nspowner, 'MEMBER')
      """
    ).first?[0, as: String.self]
    if let owner { try connection.script("SET LOCAL ROLE \(owner)") }
  }

  /// Throws `schemaIsOthers` where the schema is there and the present role has not this right on it.
  private static func requireRight(_ right: String, _ connection: Connection) throws {
    let refused = try connection.query(
      """
      SELECT quote_ident(session_user), quote_ident(pg_get_userbyid(nspowner)) FROM pg_namespace
      WHERE nspname = 'allot' AND NOT has_schema_privilege(oid, \(right))
      """
    ).first?.decode(String.self, String.self)
    if let refused { throw StoreError.schemaIsOthers(login: refused.0, owner: refused.1) }
  }

  /// As the present role, which may be a stranger in a database that was restored: a superuser needs no right for it, anybody else is told.
  private static func makeSchema(_ schema: String, _ connection: Connection) throws {
    let (mayCreate, isSuperuser, owner, database) = try connection.query(
      """
      SELECT has_database_privilege(current_database(), 'CREATE'), (SELECT rolsuper FROM pg_roles WHERE rolname = session_user),
        quote_ident(current_user), quote_ident(current_database())
      """
    ).only().decode(Bool.self, Bool.self, String.self, String.self)
    guard mayCreate || isSuperuser else { throw StoreError.noRightToMakeSchemas(schema: schema, owner: owner, database: database) }
    guard !mayCreate else { return try connection.script("CREATE SCHEMA \(schema)") }
    try connection.script("SET LOCAL ROLE NONE; CREATE SCHEMA \(schema) AUTHORIZATION \(owner); SET LOCAL ROLE \(owner)")
  }

  /// The functions that act as the owner, as `GRANT` and `REVOKE` list them.
  static let ownersFunctions = "allot.make_month(text, date), allot.stages(), allot.drop_stage(bigint), allot.secure_stage(bigint, bigint)"

  /// Takes what acts as the owner from everybody but those it was given to: a dump restored without rights leaves it open to all.
  private static func closeFunctions(_ connection: Connection) throws {
    guard try connection.query("SELECT to_regprocedure('allot.drop_stage(bigint)') IS NOT NULL").only()[0, as: Bool.self] else { return }
    try connection.script("REVOKE EXECUTE ON FUNCTION \(ownersFunctions) FROM PUBLIC")
  }

  /// What is applied and what is not. Throws `schemaMissing`, `schemaIsOthers`, `schemaNewer`, `migrationChanged`.
  package func schemaStatus() async throws -> SchemaStatus {
    // Again on a new connection where the first one broke: a start is no reason to give up at once.
    try await database.transaction(retries: 3) { connection in
      try Self.requireRight("USAGE", connection)
      let exists = try connection.query("SELECT to_regclass('allot.schema_version') IS NOT NULL").only()[0, as: Bool.self]
      guard exists else { throw StoreError.schemaMissing }
      return try Self.status(connection, Migration.all)
    }
  }

  /// Throws unless the schema is exactly this program's, whole, and the ledger of this server: `schemaMissing`, `schemaBehind`, `schemaNewer`,
  /// `schemaIncomplete`, `serverChanged`.
  package func requireSchema() async throws {
    let status = try await schemaStatus()
    guard status.isCurrent else { throw StoreError.schemaBehind(found: status.applied.last?.version ?? 0, known: status.known) }
    guard status.missing.isEmpty else { throw StoreError.schemaIncomplete(missing: status.missing) }
    if try await isOnAnotherServer() { throw StoreError.serverChanged }
  }

  /// For `DatabaseConfiguration.agencyGuard`: the same, asked at the head of every transaction that may write and true until its end. Raises
  /// `schemaChanged` or `serverChanged`.
  package static var agencyGuard: String { "SELECT allot.require_schema(\(SchemaStatus.newest))" }

  /// SQLSTATE of what the guard raises.
  package enum GuardState {
    /// The schema is of another version than this program's.
    package static let schemaChanged = "AL001"
    /// The database has come to another server, see `StoreError.serverChanged`.
    package static let serverChanged = "AL002"
    /// A statement about an agency's rows in a transaction that does not say which agency.
    package static let noAgency = "AL003"
    /// The transaction's agency is none that the login serves.
    package static let notServed = "AL004"
  }

  private static func status(_ connection: Connection, _ migrations: [Migration]) throws -> SchemaStatus {
    let known = migrations.last?.version ?? 0
    let rows = try connection.query("SELECT version, name, digest, applied_at FROM allot.schema_version ORDER BY version")
      .decode(Int32.self, String.self, [UInt8].self, PostgresTimestamp.self)
    if let newest = rows.last, newest.0 > known { throw StoreError.schemaNewer(found: Int(newest.0), known: known) }
    for row in rows {
      guard migrations.contains(where: { $0.version == row.0 && $0.digest == row.2 }) else {
        throw StoreError.migrationChanged(version: Int(row.0))
      }
    }
    let applied = rows.map { SchemaStatus.Applied(version: Int($0.0), name: $0.1, appliedAt: Instant($0.3)) }
    let pending = migrations.map(\.version).filter { version in !applied.contains { $0.version == version } }
    let missing = try missingObjects(connection, migrations, applied: Set(applied.map(\.version)))
    return SchemaStatus(known: known, applied: applied, pending: pending, missing: missing)
  }

  /// "allot" and 1: whoever changes the schema holds it alone, whoever writes with others.
  static let migrationLock: Int64 = 0x61_6C_6C_6F_74_01
}
