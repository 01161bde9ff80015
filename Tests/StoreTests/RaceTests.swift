import Glibc
import Portfolio
import Postgres
import Testing

@testable import Store

/// Random schedules of everything that may happen between a freeze and its publish.
@Suite struct RaceTests {
  /// What somebody does meanwhile.
  enum Act: CaseIterable {
    case move, hold, payment, newCase, arrival, leave, policy
  }

  @Test func whateverRacesWithThePublishIsKeptOrReported() async throws {
    let count = getenv("ALLOT_LONG_TESTS") == nil ? 60 : 500
    var published = 0
    var lost = 0
    for number in 0..<count {
      let result = try await RaceSchedule(seed: UInt64(number)).run()
      if let won = result { (published, lost) = (published + 1, lost + won.lost) }
    }
    print("races: \(count) schedules, \(published) published, \(lost) planned moves left out and reported")
    #expect(published > count / 2 && lost > 0)
  }
}

/// One schedule: a plan for every case of the pool, and some people and files at the same time.
private final class RaceSchedule: Sendable {
  static let people = 4
  static let cases = 24
  let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  /// What was won; nil when the publish was refused because a policy changed.
  func run() async throws -> Won? {
    var random = SplitMix64(seed: seed)
    let world = try await World("race-\(seed)", collectors: Self.people)
    // Debtors with one, two or three cases.
    try await world.addCases(Self.cases) { number, row in row.debtor = OpaqueReference(bytes: [UInt8(number / Int.random(in: 2...3, using: &random))]) }
    for version in 1...3 {
      _ = try await world.store.applyPolicy(.policy, name: "p", text: "v\(version)", by: "a", agency: world.agency)
    }
    try await world.store.activatePolicy(.policy, name: "p", version: 3, by: "a", agency: world.agency)
    let fence = try await world.fence()
    let frozen = try await world.freeze()
    let snapshot = frozen.snapshot
    guard case .began(let run) = try await world.store.beginRun(world.key(), fence: fence, asOf: snapshot.asOf) else {
      throw StoreError.invalid("published already")
    }
    var outcome = Outcome.idle(snapshot)
    var planned = [Int32](repeating: 0, count: Self.people)
    for index in snapshot.cases.indices {
      let to = Int(snapshot.cases.debtor[index]) % Self.people
      outcome.move(snapshot, index, to: CollectorIndex(to), regret: Int64.random(in: 0...50, using: &random))
      planned[to] += 1
    }
    let rooms = planned.map { $0 + Int32.random(in: 0...2, using: &random) }
    outcome.loads.room = rooms
    try await world.store.stage(RunPlan(run: run, key: world.key(), frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 0))

    let acts = (0..<Int.random(in: 2...6, using: &random)).map { _ in
      (RaceTests.Act.allCases.randomElement(using: &random) ?? .move, Int.random(in: 1...Self.cases, using: &random), Int.random(in: 0..<Self.people, using: &random))
    }
    let delays = (0...acts.count).map { _ in Double.random(in: 0...0.015, using: &random) }
    var writes = [Int](repeating: 0, count: Self.cases + 1)
    var result: PublishResult?
    try await withThrowingTaskGroup(of: (Int, PublishResult?).self) { group in
      group.addTask {
        try await Self.pause(world, delays[0])
        return (0, try await world.store.publish(run, key: world.key(), fence: fence))
      }
      for (position, act) in acts.enumerated() {
        group.addTask {
          try await Self.pause(world, delays[position + 1])
          let wrote = try await Self.perform(act.0, caseNumber: act.1, person: act.2, position, rooms, snapshot, world)
          return (wrote ? act.1 : 0, nil)
        }
      }
      for try await (written, answer) in group {
        if written > 0 { writes[written] += 1 }
        if let answer { result = answer }
      }
    }
    let isFileLoad = acts.contains { $0.0 == .newCase }
    let won = try await check(try #require(result), world, run, writes, isFileLoad ? nil : rooms, acts.contains { $0.0 == .policy })
    return won
  }

  private func check(
    _ result: PublishResult, _ world: World, _ run: RunID, _ writes: [Int], _ rooms: [Int32]?, _ isPolicyChanged: Bool
  ) async throws -> Won? {
    let violations = try await world.store.invariants(agency: world.agency).filter { $0.violations > 0 }
    #expect(violations.isEmpty, "schedule \(seed): \(violations)")
    let decisions = try await world.store.showDecisions(run: run, limit: 1000, agency: world.agency)
    var won: Won?
    switch result {
    case .published(let counts):
      won = counts
      // Every planned move was carried out or is reported with its reason.
      #expect(decisions.count == Self.cases && decisions.count { $0.isLost } == counts.lost, "schedule \(seed)")
      #expect(decisions.allSatisfy { $0.isLost == (80...82).contains($0.reason.code.rawValue) }, "schedule \(seed)")
    case .policyChanged: #expect(isPolicyChanged && decisions.isEmpty, "schedule \(seed)")
    default: Issue.record("schedule \(seed): \(result)")
    }
    // No lost update: every write moved the revision by one, and no write is missing.
    let carried = Set(decisions.filter { !$0.isLost }.map(\.caseNo))
    let rows = try await world.store.database.transaction(agency: world.agency.id) { connection in
      try connection.query(
        """
        SELECT r.case_no, s.rev FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
        WHERE s.agency_id = \(world.agency.id) AND r.case_no LIKE 'k%'
        """
      ).decode(String.self, Int32.self)
    }
    for (caseNo, rev) in rows {
      guard let number = Int(caseNo.dropFirst()) else { continue }
      #expect(Int(rev) == 1 + writes[number] + (carried.contains(caseNo) ? 1 : 0), "schedule \(seed), \(caseNo)")
    }
    if let rooms {
      let given = try await world.store.database.transaction(agency: world.agency.id) { connection in
        try connection.query("SELECT given_cases FROM allot.collector_state WHERE agency_id = \(world.agency.id) ORDER BY collector_id")
          .map { try $0[0, as: Int64.self] }
      }
      #expect(zip(given, rooms).allSatisfy { $0 <= Int64($1) }, "schedule \(seed): \(given) of \(rooms)")
    }
    return won
  }

  private static func pause(_ world: World, _ seconds: Double) async throws {
    try await world.store.database.run { _ = try $0.query("SELECT pg_sleep(\(seconds))") }
  }

  /// Whether the case's revision was moved.
  private static func perform(
    _ act: RaceTests.Act, caseNumber: Int, person: Int, _ position: Int, _ rooms: [Int32], _ snapshot: Snapshot, _ world: World
  ) async throws -> Bool {
    let key = CaseKey(client: nil, caseNo: "k\(caseNumber)")
    let today = try await world.store.clock(world.agency).today
    let receiver = snapshot.collectors.id[person]
    switch act {
    case .move: return try await take("k\(caseNumber)", receiver, room: nil, world)
    case .arrival: return try await take("k\(caseNumber)", receiver, room: rooms[person], world)
    case .hold:
      let row = HoldRow(line: 2, key: key, kind: .dispute, from: today, until: .never)
      return try await world.store.apply([row], file: "h\(position)", agency: world.agency).inserted > 0
    case .payment:
      let row = PaymentRow(line: 2, key: key, sourceID: "s\(position)", day: today, amount: 1, currency: nil)
      return try await world.store.apply([row], file: "p\(position)", agency: world.agency).inserted > 0
    case .newCase:
      var row = CaseRow(line: 2, client: "icbc", caseNo: "n\(position)", currency: .cny, outstanding: 5)
      row.collector = "c\(person + 1)"
      _ = try await world.store.apply([row], file: "n\(position)", agency: world.agency)
      return false
    case .leave:
      var gone = CollectorRow(line: 2, code: "c\(person + 1)")
      gone.active = false
      _ = try await world.store.apply([gone], file: "c\(position)", agency: world.agency)
      return false
    case .policy:
      try await world.store.activatePolicy(.policy, name: "p", version: 1 + position % 2, by: "b", agency: world.agency)
      return false
    }
  }

  /// Gives a case to somebody as every writer must: the person's row first, then the case by its revision. `room`: places since the freeze.
  private static func take(_ caseNo: String, _ receiver: Int64, room: Int32?, _ world: World) async throws -> Bool {
    let agency = world.agency.id
    let seen = try await world.store.database.transaction(agency: world.agency.id) { connection in
      try connection.query(
        """
        SELECT s.case_id, s.rev, s.holder_id, s.outstanding FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
        WHERE s.agency_id = \(agency) AND r.case_no = \(caseNo)
        """
      ).only().decode(Int64.self, Int32.self, Int64?.self, Int64.self)
    }
    guard seen.2 == nil else { return false }
    return try await world.store.database.transaction(agency: agency) { connection in
      let given = try connection.query(
        "SELECT given_cases FROM allot.collector_state WHERE agency_id = \(agency) AND collector_id = \(receiver) FOR UPDATE"
      ).only()[0, as: Int64.self]
      if let room, given >= Int64(room) { return false }
      let moved = try connection.execute(
        """
        UPDATE allot.case_state SET holder_id = \(receiver), held_since = '2026-11-21', hand = hand + 1, rev = rev + 1
        WHERE agency_id = \(agency) AND case_id = \(seen.0) AND rev = \(seen.1) AND status = 0
        """)
      guard moved == 1 else { return false }
      try connection.execute(
        """
        INSERT INTO allot.change (agency_id, day, at, case_id, to_id, amount, kind, currency)
        VALUES (\(agency), '2026-11-21', clock_timestamp(), \(seen.0), \(receiver), \(seen.3), 3, 'CNY')
        """)
      try connection.execute(
        """
        UPDATE allot.collector_state SET open_cases = open_cases + 1, open_amount = open_amount + \(seen.3), given_cases = given_cases + 1,
          given_amount = given_amount + \(seen.3) WHERE agency_id = \(agency) AND collector_id = \(receiver)
        """)
      return true
    }
  }
}
