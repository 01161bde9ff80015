import DataTesting
import Postgres
import Speech
import Testing

@testable import Register
@testable import Schema

/// What a restore may leave out, and who notices.
@Suite struct SchemaShapeTests {
  @Test func whatTheMigrationsSayTheyMakeIsWhatTheCatalogueHas() async throws {
    let store = try await TestServer.store()
    let there = try await store.database.transaction { try SchemaShape($0) }
    let said = SchemaShape(Migration.all)
    #expect(said.missing(in: there) == [] && there.missing(in: said).filter { !$0.contains("schema_version") } == [])
  }

  @Test(arguments: [
    ("DROP TABLE allot.run_input_block", "table allot.run_input_block"), ("DROP VIEW allot.check_lost", "view allot.check_lost"),
    ("ALTER TABLE allot.case_record DROP COLUMN extra", "column extra of allot.case_record"),
    ("DROP FUNCTION allot.make_month(text, date)", "function allot.make_month"),
  ])
  func whatARestoreLeftOutIsNamedByStatusAndMigrate(_ statement: String, _ name: String) async throws {
    let store = try await TestServer.emptyStore("shape_\(name.hashValue.magnitude)")
    try await store.migrate()
    try await store.database.run { try $0.script(statement) }
    #expect(try await store.schemaStatus().missing == [name])
    await #expect(throws: StoreError.schemaIncomplete(missing: [name])) { try await store.requireSchema() }
    await #expect(throws: StoreError.schemaIncomplete(missing: [name])) { try await store.migrate() }
  }

  @Test func theSchemaOfStagedPlansMayBeLeftOutOfADump() async throws {
    let store = try await TestServer.emptyStore("shape_stage")
    try await store.migrate()
    try await store.database.run { try $0.script("DROP SCHEMA allot_stage CASCADE") }
    await #expect(throws: StoreError.schemaIncomplete(missing: ["schema allot_stage"])) { try await store.requireSchema() }
    #expect(try await store.migrate().isEmpty)
    try await store.requireSchema()
  }

  @Test func rightsAndPoliciesThatARestoreLostComeBack() async throws {
    let realm = try await Realm("shape_rights")
    try await realm.superuser.database.run {
      try $0.script(
        """
        REVOKE ALL ON ALL TABLES IN SCHEMA allot FROM allot_daemon, allot_reader;
        DROP POLICY agency ON allot.case_state; ALTER TABLE allot.run DISABLE ROW LEVEL SECURITY;
        DROP POLICY agency ON allot.audit; CREATE POLICY agency ON allot.audit USING (true);
        """)
    }
    #expect(try await realm.superuser.roleFaults().map(\.en) == ["allot_daemon has no rights here", "allot_reader has no rights here"])
    try await realm.superuser.migrate()
    _ = try await realm.superuser.grantRoles()
    #expect(try await realm.superuser.roleFaults().map(\.en) == [])
    let secured = try await realm.superuser.database.run { connection in
      try connection.query(
        """
        SELECT count(*) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND pg_get_expr(p.polqual, c.oid) LIKE '%present_agency()%'
        WHERE c.oid IN ('allot.case_state'::regclass, 'allot.run'::regclass, 'allot.audit'::regclass)
          AND c.relrowsecurity AND c.relforcerowsecurity
        """
      ).only()[0, as: Int.self]
    }
    #expect(secured == 3)
  }
}
