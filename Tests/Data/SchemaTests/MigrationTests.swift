import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Schema

@Suite struct MigrationTests {
  @Test func migratingTwiceDoesNothingTheSecondTime() async throws {
    let store = try await TestServer.emptyStore("migrate_twice")
    await #expect(throws: StoreError.schemaMissing) { try await store.schemaStatus() }
    #expect(try await store.migrate() == Migration.all.map(\.version))
    #expect(try await store.migrate().isEmpty)
    try await store.requireSchema()
    #expect(try await store.schemaStatus().applied.map(\.name) == Migration.all.map(\.name))
  }

  @Test func severalMigrateAtOnce() async throws {
    let store = try await TestServer.emptyStore("migrate_race")
    async let first = store.migrate()
    async let second = store.migrate()
    let done = try await [first, second]
    #expect(done.map(\.count).sorted() == [0, Migration.all.count])
  }

  @Test func aChangedMigrationIsDetected() async throws {
    let store = try await TestServer.emptyStore("migrate_changed")
    try await store.migrate()
    try await store.database.run { _ = try $0.execute("UPDATE allot.schema_version SET digest = '\\x00' WHERE version = 1") }
    await #expect(throws: StoreError.migrationChanged(version: 1)) { try await store.schemaStatus() }
    await #expect(throws: StoreError.migrationChanged(version: 1)) { try await store.migrate() }
  }

  @Test func aNewerSchemaIsRefused() async throws {
    let store = try await TestServer.emptyStore("migrate_newer")
    try await store.migrate()
    try await store.database.run {
      _ = try $0.execute("INSERT INTO allot.schema_version VALUES (99, 'later', '\\x00', clock_timestamp())")
    }
    let known = SchemaStatus.newest
    await #expect(throws: StoreError.schemaNewer(found: 99, known: known)) { try await store.requireSchema() }
    await #expect(throws: StoreError.schemaNewer(found: 99, known: known)) { try await store.migrate() }
  }

  @Test func anOlderSchemaIsNamedAndBroughtUp() async throws {
    let store = try await TestServer.emptyStore("migrate_older")
    try await store.migrate()
    let next = Migration(version: SchemaStatus.newest + 1, name: "next", sql: "CREATE TABLE allot.next (a int)")
    #expect(try await store.migrate(Migration.all + [next]) == [next.version])
    #expect(try await store.migrate(Migration.all + [next]).isEmpty)
  }

  @Test func aFailedMigrationLeavesNothing() async throws {
    let store = try await TestServer.emptyStore("migrate_broken")
    let broken = Migration(version: 1, name: "broken", sql: "CREATE TABLE allot.half (a int); CREATE TABLE allot.half (a int)")
    await #expect(throws: PostgresError.self) { try await store.migrate([broken]) }
    await #expect(throws: StoreError.schemaMissing) { try await store.schemaStatus() }
    try await store.migrate()
  }

  @Test func partitionsAreMadeForComingMonths() async throws {
    let store = try await TestServer.store()
    let partitions = try await store.database.run {
      try $0.query("SELECT count(*) FROM pg_inherits WHERE inhparent = 'allot.attempt'::regclass").only()[0, as: Int.self]
    }
    #expect(partitions > Store.monthsAhead)
    let name = try #require(PartitionedTable.decision.partition(for: Day(year: 2028, month: 2, day: 29)!))
    #expect(name == ("decision_2028_02", Day(year: 2028, month: 2, day: 1)!, Day(year: 2028, month: 3, day: 1)!))
  }

  /// As a dump without staged plans leaves it, restored into a database of somebody else.
  @Test func anOwnerWhoMayMakeNoSchemaIsHelpedByASuperuserAndAnybodyElseIsTold() async throws {
    let realm = try await Realm("migration_foreign")
    func drop() async throws { try await realm.superuser.database.run { try $0.script("DROP SCHEMA allot_stage") } }
    func owner() async throws -> String? {
      try await realm.superuser.database.run {
        try $0.query("SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'allot_stage'").first?[0, as: String.self]
      }
    }
    let database = try await realm.superuser.database.run {
      try $0.query("SELECT quote_ident(current_database())").only()[0, as: String.self]
    }
    try await drop()
    await #expect(throws: StoreError.noRightToMakeSchemas(schema: "allot_stage", owner: "allot_owner", database: database)) {
      try await realm.migrator.migrate()
    }
    #expect(try await owner() == nil)
    try await realm.superuser.migrate()
    #expect(try await owner() == "allot_owner")
    try await drop()
    try await realm.superuser.database.run { try $0.script("GRANT CREATE ON DATABASE \(database) TO allot_owner") }
    try await realm.migrator.migrate()
    #expect(try await owner() == "allot_owner")
    // The daemon's login migrates nothing, and reads whose the schema is.
    await #expect(throws: StoreError.schemaIsOthers(login: "migration_foreign_d", owner: "allot_owner")) {
      try await realm.daemon.migrate()
    }
  }
}
