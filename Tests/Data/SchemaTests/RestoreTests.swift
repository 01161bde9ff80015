import DataTesting
import Glibc
import Portfolio
import Postgres
import Speech
import Tasks
import Testing
import Views

@testable import Feeds
@testable import PrivateCluster
@testable import Register
@testable import Runs
@testable import Schema

/// A dump restored into a server that counts its transactions from the beginning: the ledger goes on, nothing is lost and nothing counts twice.
@Suite struct RestoreTests {
  private static func run(_ program: String, _ arguments: [String], _ cluster: PrivateCluster) async throws {
    let path = try cluster.binaries().path(program)
    try await BlockingThread.run { try ChildProcess.check([path] + arguments, Wording(same: "running \(program)")) }
  }

  private static func database(_ cluster: PrivateCluster, _ name: String, _ user: String = "allot") -> String {
    "host=\(cluster.socketDirectory) port=5432 dbname=\(name) user=\(user)"
  }

  private static func store(_ conninfo: String, isGuarded: Bool = false) -> Store {
    var configuration = DatabaseConfiguration(conninfo: conninfo)
    if isGuarded { configuration.agencyGuard = Store.agencyGuard }
    return Store(Database(configuration, logger: TestServer.logger))
  }

  /// A night in which every second case of the pool goes to the first collector; gives its run.
  private func night(_ world: World, _ slot: Day) async throws -> RunID {
    let (key, fence) = (world.key(1, slot: slot), try await world.fence())
    let frozen = try await world.freeze(slot: slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    for index in frozen.snapshot.cases.indices where index % 2 == 0 && frozen.snapshot.cases.holder[index] == .none {
      outcome.move(frozen.snapshot, index, to: CollectorIndex(rawValue: 0))
    }
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    guard case .published = try await world.store.runs.publish(run, key: key, fence: fence) else {
      throw Unexpected("not published")
    }
    return run
  }

  private func arrive(_ world: World, _ numbers: ClosedRange<Int>) async throws {
    let rows = numbers.map { CaseRow(line: $0 + 1, client: "cmb", caseNo: "k\($0)", currency: .cny, outstanding: 10_000) }
    _ = try await world.store.feeds.apply(rows, file: "cases \(numbers)", agency: world.agency)
  }

  @Test func aLedgerGoesOnWithTheNumbersOfAnotherServer() async throws {
    let (from, to) = (
      try await PrivateCluster.temporary(logger: TestServer.logger), try await PrivateCluster.temporary(logger: TestServer.logger)
    )
    // The first server has had a life: its numbers are far above those of the second.
    _ = try await from.createDatabase("origin")
    try await from.superuser { try $0.script("DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$") }
    let origin = Self.store(Self.database(from, "origin"))
    try await origin.migrate()
    let world = try await World(store: origin, code: "restored", collectors: 2)
    try await world.addCases(6)
    let first = try await night(world, World.slot)
    // Came in after the night was frozen, and counted: the next run of arrivals looks at it.
    try await arrive(world, 11...12)
    #expect(try await origin.runs.takeLedgerPosition(run: first, slot: World.slot, agency: world.agency).imbalances.isEmpty)
    // Not even counted.
    try await arrive(world, 13...15)
    #expect(try await origin.views.pendingArrivals(agency: world.agency).count == 5)
    _ = try await origin.register.seal(.audit, limit: 1, agency: world.agency)
    _ = try await origin.register.seal(.outbox, agency: world.agency)
    let pending = try await origin.views.pendingArrivals(agency: world.agency)
    await origin.database.close()

    let file = "/tmp/allot-restore-\(getpid()).dump"
    defer { unlink(file) }
    try await Self.run("pg_dump", ["-Fc", "-f", file, "-d", Self.database(from, "origin", "postgres")], from)
    try await from.stop()
    _ = try await to.createDatabase("restored")
    try await Self.run("pg_restore", ["--exit-on-error", "-d", Self.database(to, "restored", "postgres"), file], to)

    let restored = Self.store(Self.database(to, "restored"), isGuarded: true)
    let there = World(world, in: restored)
    let age = try await restored.database.run {
      try $0.query(
        """
        SELECT (SELECT max(xid::text::bigint) FROM allot.change) - pg_current_xact_id()::text::bigint
        """
      ).only()[0, as: Int64.self]
    }
    #expect(age > 10_000, "the second server is not younger: nothing is shown")
    // Nobody begins, and nobody writes who began before.
    await #expect(throws: StoreError.serverChanged) { try await restored.requireSchema() }
    do {
      try await arrive(there, 20...20)
      Issue.record("a case was written on a server that the ledger does not know")
    } catch let error as PostgresError {
      #expect(error.sqlState == Store.GuardState.serverChanged)
    }
    #expect(try await restored.isOnAnotherServer())
    try await restored.migrate()
    try await restored.requireSchema()
    #expect(try await !restored.adoptServer())

    #expect(try await restored.views.pendingArrivals(agency: there.agency) == pending)
    try await arrive(there, 21...22)
    #expect(try await restored.views.pendingArrivals(agency: there.agency).count == 7)
    #expect(try await restored.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: there.agency).imbalances.isEmpty)
    for day in 1...3 {
      let run = try await night(there, World.slot + day)
      #expect(try await restored.views.pendingArrivals(agency: there.agency).isEmpty)
      try await arrive(there, (day * 100)...(day * 100 + 3))
      #expect(try await restored.views.pendingArrivals(agency: there.agency).count == 4)
      #expect(try await restored.runs.takeLedgerPosition(run: run, slot: World.slot + day, agency: there.agency).imbalances.isEmpty)
    }
    #expect(try await restored.views.invariants(agency: there.agency).filter { $0.violations > 0 }.map(\.view) == [])
    // Audit and outbox are numbered by what is committed, not by transactions: the chains go on.
    for stream in SealStream.allCases { while try await restored.register.seal(stream, agency: there.agency) > 0 {} }
    let unsealed = try await there.count("SELECT count(*) FROM allot.audit WHERE agency_id = \(there.agency.id) AND position IS NULL")
    #expect(unsealed == 0)
    for stream in SealStream.allCases { #expect(try await restored.register.verifySeals(stream, agency: there.agency).faults.isEmpty) }
    await restored.database.close()
    try await to.stop()
  }

  /// As docs/operations.md says: without the staged plans, on a server that has none of the roles.
  @Test func aDumpWithoutStagedPlansRestoredWithoutRolesIsMadeWholeByMigrating() async throws {
    let (from, to) = (
      try await PrivateCluster.temporary(logger: TestServer.logger), try await PrivateCluster.temporary(logger: TestServer.logger)
    )
    _ = try await from.createDatabase("origin")
    let origin = Self.store(Self.database(from, "origin", "postgres"))
    try await origin.migrate()
    _ = try await origin.grantRoles()
    let world = try await World(store: origin, code: "restored", collectors: 2)
    try await world.addCases(6)
    await origin.database.close()
    let file = "/tmp/allot-restore-roles-\(getpid()).dump"
    defer { unlink(file) }
    try await Self.run("pg_dump", ["-Fc", "-N", "allot_stage", "-f", file, "-d", Self.database(from, "origin", "postgres")], from)
    try await from.stop()
    _ = try await to.createDatabase("restored")
    // It complains of every role and goes on.
    await #expect(throws: (any Error).self) {
      try await Self.run("pg_restore", ["-d", Self.database(to, "restored", "postgres"), file], to)
    }
    let restored = Self.store(Self.database(to, "restored", "postgres"))
    #expect(try await restored.schemaStatus().missing == [Store.stageSchema])
    #expect(try await restored.roleFaults().count == DatabaseRole.allCases.count)
    try await restored.migrate()
    #expect(try await restored.grantRoles().isOwned)
    try await restored.requireSchema()
    #expect(try await restored.roleFaults().isEmpty)
    let there = World(world, in: restored)
    let run = try await night(there, World.slot)
    #expect(try await restored.runs.takeLedgerPosition(run: run, slot: World.slot, agency: there.agency).imbalances.isEmpty)
    await restored.database.close()
    try await to.stop()
  }
}
