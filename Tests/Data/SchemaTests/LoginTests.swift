import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Register
@testable import Runs
@testable import Schema

/// Which login may work for which agency, and what each sees of the others.
@Suite(.serialized) struct LoginTests {
  private func login(_ name: String, _ realm: Realm) async throws -> Store {
    try await realm.superuser.database.run { try $0.script("CREATE ROLE \(name) LOGIN IN ROLE allot_daemon") }
    let conninfo = realm.conninfo.replacing("user=allot", with: "user=\(name)")
    return Store(Database(DatabaseConfiguration(conninfo: conninfo), logger: TestServer.logger))
  }

  private func cases(_ store: Store, _ agency: Int64) async throws -> Int {
    try await store.database.transaction(agency: agency) { try $0.query("SELECT count(*) FROM allot.case_state").only()[0, as: Int.self] }
  }

  @Test func aLoginSeesTheAgenciesItIsBoundToWhateverItSets() async throws {
    let realm = try await Realm("logins_bound")
    let one = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    for world in [one, two] { try await world.addCases(3) }
    let (a, b) = (one.agency.id, two.agency.id)
    let owner = realm.superuser.register
    // Nothing was bound: one daemon serves every agency, as before there were bindings.
    #expect(try await owner.logins() == [LoginBinding(login: "*", every: true, agencies: [])])
    #expect(try await realm.daemon.register.agencies().map(\.code) == ["one", "two"])
    #expect(try await cases(realm.daemon, b) == 3)

    let first = try await login("logins_first", realm)
    try await owner.bind("logins_first", to: .agency(one.agency), by: "boss")
    #expect(try await first.register.agencies().map(\.code) == ["one"])
    #expect(try await first.register.agency().code == "one", "the only one it serves needs no --agency")
    #expect(try await cases(first, a) == 3)
    await refused(Store.GuardState.notServed) { _ = try await cases(first, b) }
    await refused(Store.GuardState.notServed) {
      _ = try await first.database.transaction(agency: a) { connection in
        try connection.script("SET LOCAL allot.agency = '\(b)'")
        try connection.execute("UPDATE allot.case_state SET hand = 1")
      }
    }
    // Nor another agency's lease, nor by way of a role that it may take on.
    let leases = try await first.database.transaction { connection in
      try connection.script("SET LOCAL ROLE allot_daemon")
      return try connection.query("SELECT count(*) FROM allot.lease WHERE agency_id = \(b)").only()[0, as: Int.self]
    }
    #expect(leases == 0)
    #expect(try await two.store.runs.acquireLease(owner: "t", seconds: 60, agency: two.agency) != nil)
    #expect(try await first.runs.leaseRemaining(agency: two.agency) <= 0)

    try await owner.bind("logins_first", to: .agency(two.agency), by: "boss")
    #expect(try await cases(first, b) == 3)
    try await owner.bind("logins_first", to: .none, by: "boss")
    #expect(try await first.register.agencies().isEmpty)
    try await owner.bind("logins_first", to: .every, by: "boss")
    #expect(try await cases(first, a) == 3)
    // Who is not named: as the owner says of all others.
    try await owner.bind("*", to: .none, by: "boss")
    await refused(Store.GuardState.notServed) { _ = try await cases(realm.daemon, a) }
    try await owner.bind("logins_first", to: .others, by: "boss")
    await refused(Store.GuardState.notServed) { _ = try await cases(first, a) }
    await #expect(throws: StoreError.self) { try await owner.bind("nobody_there", to: .every, by: "boss") }
    let audited = try await realm.superuser.database.transaction(agency: b) {
      try $0.query("SELECT count(*) FROM allot.audit WHERE agency_id = \(b) AND action = 'login.bound'").only()[0, as: Int.self]
    }
    #expect(audited == 5, "bound to two, and what concerns every agency")
    // Only the owner binds, and only the owner makes agencies.
    await refused("42501") { try await first.register.bind("logins_first", to: .every, by: "me") }
    await #expect(throws: StoreError.agencyIsOwners) { _ = try await World(store: first, code: "three") }
  }

  @Test func aPersonsLoginStaysBoundAfterHeIsDisabled() async throws {
    let realm = try await Realm("logins_person")
    let one = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    let bob = try await login("logins_bob", realm)
    try await realm.superuser.register.addPerson("bob", roles: [.manager], databaseUser: "logins_bob", by: "owner", agency: one.agency)
    #expect(try await cases(bob, one.agency.id) == 0)
    await refused(Store.GuardState.notServed) { _ = try await cases(bob, two.agency.id) }
    try await realm.superuser.register.disablePerson("bob", by: "owner", agency: one.agency)
    await refused(Store.GuardState.notServed) { _ = try await cases(bob, one.agency.id) }
    #expect(try await bob.register.agencies().isEmpty)
  }

  @Test func aStagedPlanIsSeenAndDroppedByLoginsOfItsAgencyOnly() async throws {
    let realm = try await Realm("logins_stage")
    let one = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    let two = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    let (first, colleague, stranger) = (
      try await login("logins_stage_1", realm), try await login("logins_stage_2", realm), try await login("logins_stage_3", realm)
    )
    for name in ["logins_stage_1", "logins_stage_2"] { try await realm.superuser.register.bind(name, to: .agency(one.agency), by: "boss") }
    try await realm.superuser.register.bind("logins_stage_3", to: .agency(two.agency), by: "boss")
    let stage = StageTables(run: 77)
    try await first.database.transaction(agency: one.agency.id) { connection in
      try connection.script(stage.create(for: one.agency.id))
      try connection.copyIn(stage.recall, columns: ["case_id", "n1", "n2", "n3", "n4", "code"]) { writer in
        try writer.row { r in
          for number in 1...5 { r.int64(Int64(number)) }
          r.int16(1)
        }
      }
    }
    let count: SQL = "SELECT count(*) FROM \(raw: stage.recall)"
    func seen(_ store: Store) async throws -> Int { try await store.database.transaction { try $0.query(count).only()[0, as: Int.self] } }
    for (store, rows) in [(first, 1), (colleague, 1), (stranger, 0)] { #expect(try await seen(store) == rows) }
    await refused("42501") {
      _ = try await stranger.database.transaction { try $0.execute("INSERT INTO \(raw: stage.recall) VALUES (1, 1, 1, 1, 1, 1)") }
    }
    try await stranger.runs.dropStage(77)
    #expect(try await seen(first) == 1)
    try await colleague.runs.dropStage(77)
    await refused("42P01") { _ = try await seen(first) }
  }

  @Test func aMigrationSeesTheRowsOfEveryAgencyThoughItsOwnerIsBound() async throws {
    let realm = try await Realm("logins_migrate")
    let one = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    try await one.addCases(3)
    let next = Migration(version: SchemaStatus.newest + 1, name: "next", sql: "UPDATE allot.case_state SET hand = 3")
    #expect(try await realm.migrator.migrate(Migration.all + [next]) == [next.version])
    let (changed, isForced) = try await realm.superuser.database.run { connection in
      try connection.query(
        """
        SELECT (SELECT count(*) FROM allot.case_state WHERE hand = 3),
          (SELECT relforcerowsecurity FROM pg_class WHERE oid = 'allot.case_state'::regclass)
        """
      ).only().decode(Int.self, Bool.self)
    }
    #expect(changed == 3 && isForced)
  }
}
