import DataTesting
import Glibc
import Portfolio
import Speech
import Synchronization
import TestRandom
import Testing

@testable import Daemon
@testable import Desks
@testable import Faults
@testable import Feeds
@testable import Postgres
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// An agency with few places for many cases.
struct RaceWorld: Sendable {
  static let people = 4
  static let cases = 24
  static let places: Int32 = 6
  let realm: RaceRealm
  let agency: Agency
  var store: Store { realm.daemon }

  static func policy(_ forcedDays: Int) -> PolicyDoor.File {
    let text = """
      policy: everything
      valid: { from: 2020-01-01 }
      runs: { night: "00:00", missed_until: "00:01", batch_file: above 200 rows }
      covers: { client: "*" }
      stay: [{ when: { promise: open } }]
      stop: [{ when: { flag: [attorney, cease_contact, deceased] }, owner: keeps, counts_as_load: no }]
      classify: { profile: cn-mobile-2026 }
      route:
        - { rule: everyone, to: { teams: "*" } }
      together: { same: debtor, if_not_authorised: split }
      recall: { forced: \(forcedDays) working days }
      fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }

      """
    return ("everything.yaml", Array(text.utf8))
  }

  init(_ code: String, _ realm: RaceRealm) async throws {
    self.realm = realm
    // Somewhere where it is neither midnight nor soon.
    let zone = (4..<20).contains(time(nil) / 3600 % 24) ? "UTC" : "Etc/GMT+12"
    let text = """
      agency: \(code)
      name: Races
      timezone: \(zone)
      currency: CNY
      calendar: { weekdays: mon..sun }
      workload:
        effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
        limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
      brakes: { recalled: off, moved: off, unassigned: off, class_changed: off, inputs: off, first_night: publish }
      approval: { policies: one person, moves_above: 20 cases }

      """
    let store = realm.daemon
    let files: [PolicyDoor.File] = [("agency.yaml", Array(text.utf8)), Self.policy(60)]
    agency = try await PolicyDoor(Self.entrance(realm.owner, "li")).apply(.init(files), agencyCode: nil).agency
    let today = try await store.register.clock(agency).today
    let rows = (1...Self.people).map { number in
      var row = CollectorRow(line: number + 1, code: "c\(number)")
      (row.team, row.caseLimit) = ("a", Self.places)
      return row
    }
    _ = try await store.feeds.apply(rows, file: "collectors", agency: agency)
    let hours = (1...Self.people).flatMap { number in
      (-3..<12).map { HoursRow(line: 2, collector: "c\(number)", day: today + $0, scheduledMinutes: 480) }
    }
    _ = try await store.feeds.apply(hours, file: "hours", agency: agency)
    // Debtors with two cases; every fourth case is with somebody.
    let cases = (1...Self.cases).map { number in
      var row = CaseRow(line: number + 1, client: "cmb", caseNo: "k\(number)", currency: .cny, outstanding: 10_000)
      row.debtor = OpaqueReference(bytes: [UInt8(number / 2)])
      row.collector = number % 4 == 0 ? "c\(number / 4 % Self.people + 1)" : nil
      row.entrustedOn = today - 2
      return row
    }
    _ = try await store.feeds.apply(cases, file: "cases", agency: agency)
    _ = try await store.runs.takeLedgerPosition(run: nil, slot: today, agency: agency)
  }

  /// For somebody who works as the owner of the database.
  static func entrance(_ store: Store, _ name: String) -> Entrance {
    Entrance(store: store, process: Access.Process(token: nil, osUser: name, claimed: name), isEmbedded: true)
  }

  func night() async throws -> RunReport {
    try await RunShell(.daemon(store, agency), logger: RaceRealm.quiet).run(RunShell.Request())
  }

  /// Caps, one owner, groups, accounts, flows: all invariants.
  func expectSound(_ what: String) async throws {
    let violations = try await store.views.invariants(agency: agency).filter { $0.violations > 0 }
    #expect(violations.isEmpty, "\(what): \(violations)")
    let over = try await peopleAboveTheirLimit()
    #expect(over == 0, "\(what): \(over) people above their limit")
    let today = try await store.register.clock(agency).today
    #expect(try await store.runs.takeLedgerPosition(run: nil, slot: today, agency: agency).imbalances.isEmpty, "\(what)")
  }

  /// A case on hold stays with its owner and is no load.
  func peopleAboveTheirLimit() async throws -> Int {
    try await number(
      """
      SELECT count(*) FROM (
        SELECT holder_id FROM allot.case_state WHERE agency_id = \(agency.id) AND status = 0 AND hold = 0 AND holder_id IS NOT NULL
        GROUP BY holder_id HAVING count(*) > \(Self.places)) o
      """)
  }

  func number(_ query: SQL) async throws -> Int {
    try await store.database.transaction(agency: agency.id) { try $0.query(query).only()[0, as: Int.self] }
  }
}

/// One schedule: a night, and two to six others.
struct RaceSchedule {
  let seed: UInt64
  let realm: RaceRealm

  func run(_ tally: inout RaceTally) async throws {
    var random = SplitMix64(seed: seed)
    let world = try await RaceWorld("race-\(seed)", realm)
    let acts = (0..<Int.random(in: 2...6, using: &random)).map { _ in RaceAct.allCases.randomElement(using: &random) ?? .move }
    let log = RaceLog()
    let (conductor, writers) = prepare(acts, world, log, &random)
    let what = "schedule \(seed)"
    do { try await conductor.run(realm.watch, writers) } catch { Issue.record("\(what): \(error)\n\(conductor.steps)") }
    tally.refused += log.refusals.withLock { $0 }
    tally.changed += log.outOfDate.withLock { $0 }
    for act in log.acts.withLock({ $0 }) { tally.done[act, default: 0] += 1 }
    var report = log.night.withLock { $0 }
    if let won = report?.won { (tally.published, tally.lost) = (tally.published + 1, tally.lost + won.lost) }
    if report == nil {
      #expect(acts.contains(.policy), "\(what): sent back, and nobody changed a policy\n\(conductor.steps)")
      report = try await world.night()
    }
    try await check(try #require(report), world, log, "\(what): \(acts), \(conductor.steps)")
  }

  /// The same of nothing but writers who add load, looked at with one question only: how many people are above their limit in the end?
  func countPeopleAboveTheirLimit() async throws -> Int {
    var random = SplitMix64(seed: seed)
    let world = try await RaceWorld("crowd-\(seed)", realm)
    let (conductor, writers) = prepare([.move, .move, .move, .move, .move], world, RaceLog(), &random)
    try await conductor.run(realm.watch, writers)
    return try await world.peopleAboveTheirLimit()
  }

  /// The night and the others, each with its own seed.
  private func prepare(
    _ acts: [RaceAct], _ world: RaceWorld, _ log: RaceLog, _ random: inout SplitMix64
  ) -> (Conductor, [(name: String, body: @Sendable () async throws -> Void)]) {
    let seeds = acts.map { _ in random.next() }
    let conductor = Conductor(seed: random.next(), writers: acts.count + 1)
    var writers: [(name: String, body: @Sendable () async throws -> Void)] = [
      (
        "night",
        {
          do {
            let report = try await world.night()
            log.night.withLock { $0 = report }
          } catch let error as OperationError where error.what.en.contains("a policy was changed") {
            log.refusals.withLock { $0 += 1 }
          }
        }
      )
    ]
    for (number, act) in acts.enumerated() {
      writers.append(
        (
          "\(act) \(number)",
          {
            var actor = RaceActor(world: world, number: number, log: log, random: SplitMix64(seed: seeds[number]))
            try await actor.perform(act)
          }
        ))
    }
    return (conductor, writers)
  }

  private func check(_ report: RunReport, _ world: RaceWorld, _ log: RaceLog, _ what: String) async throws {
    #expect(report.status == .published && report.isBalanced != false, "\(what)")
    try await world.expectSound(what)
    let agency = world.agency.id
    let run = try #require(report.run)
    let decisions = try await world.store.views.showDecisions(run: run, limit: 1000, agency: world.agency)
    #expect(decisions.count { $0.isLost } == report.won?.lost, "\(what)")
    #expect(decisions.allSatisfy { $0.isLost == (80...82).contains($0.reason.code.rawValue) }, "\(what)")
    // Whoever is left in the pool is there for a reason that is written down: by the night, or by a person.
    let silent = try await world.number(
      """
      SELECT count(*) FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
      WHERE s.agency_id = \(agency) AND s.holder_id IS NULL AND s.status = 0 AND r.case_no LIKE 'k%'
        AND NOT EXISTS (SELECT FROM allot.decision d WHERE d.agency_id = s.agency_id AND d.case_id = s.case_id AND d.run_id = \(run))
        AND NOT EXISTS (SELECT FROM allot.hand_move m WHERE m.agency_id = s.agency_id AND m.case_id = s.case_id)
      """)
    #expect(silent == 0, "\(silent) cases without a word; \(what)")
    // No lost update: every write moved the revision by one, and no write is missing.
    let carried = Set(decisions.filter { !$0.isLost && $0.kind.rawValue <= DecisionKind.recalled.rawValue }.map(\.caseNo))
    let rows = try await world.store.database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT r.case_no, s.rev FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
        WHERE s.agency_id = \(agency) AND r.case_no LIKE 'k%'
        """
      ).decode(String.self, Int32.self)
    }
    let writes = log.writes.withLock { $0 }
    for (caseNo, rev) in rows {
      let expected = 1 + (writes[caseNo] ?? 0) + (carried.contains(caseNo) ? 1 : 0)
      #expect(Int(rev) == expected, "\(caseNo) of \(what)")
    }
    // Every case that came in is there, and what came through the inbox was dealt as long as there were places.
    try await LiveDesks(store: world.store, agencies: [world.agency]).drain()
    let arrived = log.arrived.withLock { $0 }
    let known = try await world.number(
      "SELECT count(*) FROM allot.case_record WHERE agency_id = \(agency) AND (case_no LIKE 'n%' OR case_no LIKE 'a%')")
    #expect(known == arrived, "\(what)")
    try await world.expectSound("after the last arrivals, \(what)")
  }
}

/// What the writers of a schedule did.
final class RaceLog: Sendable {
  let night = Mutex<RunReport?>(nil)
  let refusals = Mutex(0)
  let outOfDate = Mutex(0)
  let acts = Mutex<[RaceAct]>([])
  /// Writes that moved a case's revision, by case number.
  let writes = Mutex<[String: Int]>([:])
  let arrived = Mutex(0)

  func wrote(_ act: RaceAct, _ cases: [String]) {
    acts.withLock { $0.append(act) }
    writes.withLock { writes in for caseNo in cases { writes[caseNo, default: 0] += 1 } }
  }
}
