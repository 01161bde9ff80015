import Glibc
import Logging
import Runs
import Synchronization
import Testing

@testable import Desks
@testable import Faults
@testable import Postgres
@testable import PrivateCluster
@testable import Schema

/// Random schedules of everything that may happen beside a night, by the same code as the commands and the daemon, as the role with the fewest rights.
@Suite(.serialized) struct RaceTests {
  @Test(.timeLimit(.minutes(30))) func whateverRacesWithThePublishIsKeptOrReported() async throws {
    let count = getenv("ALLOT_LONG_TESTS") == nil ? 48 : 500
    var tally = RaceTally()
    var realm = try await RaceRealm("races_0")
    for number in 0..<count {
      // The invariants read whole tables: not too many agencies in one database.
      if number % 24 == 23 { realm = try await RaceRealm("races_\(number)", after: realm) }
      try await RaceSchedule(seed: UInt64(number), realm: realm).run(&tally)
    }
    try await realm.close()
    print("races: \(count) schedules; \(tally.words)")
    // Nothing is proved by writers who never met.
    #expect(tally.published > count / 2 && tally.lost > count / 4 && tally.refused > 0)
    for act in RaceAct.allCases { #expect(tally.done[act, default: 0] > 0, "\(act) was never carried out") }
  }

  /// The broken variant: a night that does not lock its receivers' rows gives places away that somebody takes at the same time. The same schedules with
  /// the lock do not.
  @Test func withoutTheCollectorsLockSomebodyIsAboveHisLimit() async throws {
    let schedules: Range<UInt64> = 0..<16
    let whole = try await RaceRealm("races_whole")
    for seed in schedules {
      #expect(try await RaceSchedule(seed: seed, realm: whole).countPeopleAboveTheirLimit() == 0, "schedule \(seed)")
    }
    FaultHook.chosenFlaw.withLock { $0 = .noCollectorLock }
    defer { FaultHook.chosenFlaw.withLock { $0 = nil } }
    let broken = try await RaceRealm("races_broken", after: whole)
    var found = 0
    for seed in schedules where try await RaceSchedule(seed: seed, realm: broken).countPeopleAboveTheirLimit() > 0 { found += 1 }
    try await broken.close()
    print("races without the collectors' lock: somebody above his limit in \(found) of \(schedules.count) schedules")
    #expect(found > 0)
  }

  /// A run is taken back by the same role.
  @Test func theDaemonsRoleTakesARunBack() async throws {
    let realm = try await RaceRealm("races_undo")
    let world = try await RaceWorld("undo", realm)
    let run = try #require(try await world.night().run)
    let desk = PlanDesk(.daemon(realm.daemon, world.agency), logger: RaceRealm.quiet)
    let report = try await desk.undo(run, client: nil, team: nil, reason: "r", isDry: false)
    #expect(report.published?.won?.lost == 0 && report.counts.back > 0)
    try await world.expectSound("after the undo")
    try await realm.close()
  }
}

/// What somebody does beside the night.
enum RaceAct: CaseIterable {
  case move, swap, pin, release, hold, payment, newCase, arrival, leave, policy
}

/// What the schedules came to.
struct RaceTally {
  var published = 0
  var lost = 0
  /// Nights sent back because a policy was changed.
  var refused = 0
  /// Previews that were out of date when they were confirmed.
  var changed = 0
  var done: [RaceAct: Int] = [:]

  var words: String {
    let acts = RaceAct.allCases.map { "\($0) \(done[$0, default: 0])" }.joined(separator: ", ")
    return
      "\(published) published at once, \(refused) sent back by a policy, \(lost) planned moves left out and reported, \(changed) moves by hand "
      + "refused as out of date; carried out: \(acts)"
  }
}

/// A database with roles, seen by the daemon's.
struct RaceRealm: Sendable {
  static let quiet = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
  private static let cluster = Task { try await PrivateCluster.temporary(logger: quiet) }
  let daemon: Store
  /// Makes agencies.
  let owner: Store
  let watch: Database

  init(_ name: String, after earlier: RaceRealm? = nil) async throws {
    try await earlier?.close()
    let conninfo = try await Self.cluster.value.createDatabase(name)
    func database(_ user: String, _ connections: Int) -> Database {
      var configuration = DatabaseConfiguration(conninfo: conninfo.replacing("user=allot", with: "user=\(user)"))
      configuration.maximumConnections = connections
      return Database(configuration, logger: Self.quiet)
    }
    let superuser = Store(database("postgres", 1))
    try await superuser.migrate()
    _ = try await superuser.grantRoles()
    try await superuser.database.run { try $0.script("CREATE ROLE \(name) LOGIN IN ROLE allot_daemon") }
    owner = superuser
    daemon = Store(database(name, 12))
    watch = database(name, 1)
  }

  func close() async throws {
    await daemon.database.close()
    await owner.database.close()
    await watch.close()
  }
}
