import DataTesting
import Portfolio
import Postgres
import TestRandom
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct LedgerTests {
  /// Two dozen random nights of imports, payments, closings and runs: every position reconciles, and the counters equal a count.
  @Test(arguments: [UInt64(1), 2, 3])
  func stocksReconcileOverRandomEvents(seed: UInt64) async throws {
    let world = try await World("ledger-\(seed)", collectors: 4)
    let settings = AgencySettings(
      name: "L", zone: "Asia/Shanghai", currency: .cny, keepText: false, rates: [ExchangeRate(currency: .usd, millionths: 7_123_456)])
    _ = try await world.store.register.adopt(settings, for: world.agency)
    let today = try await world.store.register.clock(world.agency).today
    let fence = try await world.fence()
    var random = SplitMix64(seed: seed)
    var known = 0
    var published: RunID?
    for night in 0..<12 {
      var rows: [CaseRow] = []
      for number in 1...(known + Int.random(in: 1...5, using: &random)) {
        guard number > known || Int.random(in: 0..<3, using: &random) == 0 else { continue }
        var row = CaseRow(
          line: number + 1, client: "cmb", caseNo: "k\(number)", currency: number % 3 == 0 ? .usd : .cny,
          outstanding: Int64.random(in: 0...50_000, using: &random))
        row.collector = Int.random(in: 0..<4, using: &random) == 0 ? "c\(Int.random(in: 1...4, using: &random))" : nil
        row.status = [CaseStatus.open, .open, .open, .settled, .returned].randomElement(using: &random) ?? .open
        rows.append(row)
        known = max(known, number)
      }
      _ = try await world.store.feeds.apply(rows, file: "cases", agency: world.agency)
      let payments = (0..<4).map { index in
        PaymentRow(
          line: index + 2, key: CaseKey(client: nil, caseNo: "k\(Int.random(in: 1...known, using: &random))"),
          sourceID: "\(night)-\(index % 3)",
          day: today, amount: Int64.random(in: -3_000...20_000, using: &random), currency: nil)
      }
      _ = try await world.store.feeds.apply(payments, file: "payments", agency: world.agency)
      if night % 3 != 2 { published = try await run(world, fence, World.slot + night, &random) }
      let ledger = try await world.store.runs.takeLedgerPosition(run: published, slot: World.slot + night, agency: world.agency)
      #expect(ledger.imbalances.isEmpty)
      try await expectCountersMatch(world)
    }
    #expect(try await world.count("SELECT count(*) FROM allot.change WHERE agency_id = \(world.agency.id) AND kind IN (4, 5)") > 0)
  }

  private func run(_ world: World, _ fence: Fence, _ slot: Day, _ random: inout SplitMix64) async throws -> RunID {
    let key = world.key(1, slot: slot)
    let frozen = try await world.freeze(slot: slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    for index in frozen.snapshot.cases.indices where Bool.random(using: &random) {
      let holder = frozen.snapshot.cases.holder[index]
      let to = CollectorIndex(rawValue: Int32.random(in: (holder == .none ? 0 : -1)..<4, using: &random))
      if to != holder { outcome.move(frozen.snapshot, index, to: to) }
    }
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
    guard case .published(let won) = try await world.store.runs.publish(run, key: key, fence: fence) else {
      throw Unexpected("not published")
    }
    #expect(won.lost == 0)
    return run
  }

  private func expectCountersMatch(_ world: World) async throws {
    let before = try await world.store.views.showCollectors(limit: 9, agency: world.agency)
    try await world.store.register.recountCollectors(agency: world.agency)
    let after = try await world.store.views.showCollectors(limit: 9, agency: world.agency)
    #expect(before.map(\.openCases) == after.map(\.openCases))
    // Foreign amounts are rounded one by one in both, in sums of differences.
    for (a, b) in zip(before, after) { #expect(a.openAmount == b.openAmount) }
  }

  /// A transaction that began before a position and ends after it belongs to the next one, although its changes have lower numbers.
  @Test func aLongTransactionIsCountedOnceAndLater() async throws {
    let world = try await World("ledger-long")
    try await world.addCases(1)
    let (written, release) = (Gate(), Gate())
    async let slow = world.store.feeds.applyChunk(world.agency, file: "slow") { chunk in
      try chunk.apply([CaseRow(line: 2, client: "cmb", caseNo: "slow", currency: .cny, outstanding: 7)])
      written.open()
      release.wait()
    }
    await written.reached()
    let first = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    release.open()
    _ = try await slow
    let second = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    let third = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    #expect([first, second, third].allSatisfy { $0.imbalances.isEmpty })
    #expect([first, second, third].map { $0.lines[0].entrusted.cases } == [1, 1, 0])
    #expect([first, second, third].map { $0.lines[0].after.cases } == [1, 2, 2])
  }

  @Test func positionsTakenAtOnceFormOneChain() async throws {
    let world = try await World("ledger-chain")
    try await world.addCases(3)
    try await withThrowingTaskGroup(of: Ledger.self) { group in
      for _ in 0..<3 {
        group.addTask { try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency) }
      }
      var entrusted: [Int64] = []
      for try await ledger in group {
        #expect(ledger.imbalances.isEmpty)
        entrusted.append(ledger.lines[0].entrusted.cases)
      }
      #expect(entrusted.sorted() == [0, 0, 3])
    }
  }

  @Test func aWritePastTheLedgerShows() async throws {
    let world = try await World("ledger-hole")
    try await world.addCases(1)
    try await world.store.database.run { [agency = world.agency.id] in
      _ = try $0.execute("UPDATE allot.case_state SET outstanding = 1 WHERE agency_id = \(agency)")
    }
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    #expect(ledger.imbalances.map(\.difference) == [LedgerAmount(cases: 0, amount: 9_999)])
  }
}
