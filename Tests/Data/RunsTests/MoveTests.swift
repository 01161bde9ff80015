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

/// Moves by hand in the tables: all or nothing, booked everywhere, safe against nights, files and each other.
@Suite struct MoveTests {
  private func step(_ held: World.Held, to: Int64?, pin: HandStep.Pin = .clear, broken: [MoveRule] = []) -> HandStep {
    HandStep(caseID: held.id, rev: held.rev, from: held.holder, to: to, pin: pin, broken: broken)
  }

  private func expectBalanced(_ world: World) async throws {
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    #expect(ledger.imbalances.isEmpty)
    let wrong: SQL = """
      SELECT count(*) FROM allot.collector_state c
      LEFT JOIN (SELECT holder_id, count(*) AS n, sum(outstanding) AS amount FROM allot.case_state
        WHERE agency_id = \(world.agency.id) AND status = 0 GROUP BY holder_id) s ON s.holder_id = c.collector_id
      WHERE c.agency_id = \(world.agency.id) AND (c.open_cases, c.open_amount) <> (coalesce(s.n, 0), coalesce(s.amount, 0))
      """
    #expect(try await world.count(wrong) == 0)
  }

  @Test func aMoveIsBookedEverywhere() async throws {
    let world = try await World("moves-booked", collectors: 3)
    try await world.addCases(3) { number, row in row.collector = number == 1 ? "c1" : nil }
    _ = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    let (cases, people) = (try await world.heldCases(), try await world.receiverMarks())
    let today = try await world.store.register.clock(world.agency).today
    let order = HandOrder(
      action: .move, reason: "speaks the dialect",
      steps: [
        step(cases[0], to: people[1].collector, broken: [.formerHolder, .absent]),
        step(cases[1], to: people[1].collector, pin: .set(collector: people[1].collector, until: today + 9)),
      ], receivers: [people[1]])
    guard case .done(let id) = try await world.store.runs.carryOut(order, by: "li", agency: world.agency) else {
      throw Unexpected("")
    }
    let shown = try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency)
    #expect(shown.map(\.holder) == ["c2", "c2", nil] && shown.map(\.hand) == [2, 1, 0])
    #expect(shown[0].heldSince == today && shown[1].pinnedTo == "c2" && shown[1].pinnedUntil == today + 9 && shown[0].pinnedTo == nil)
    let explained = try await world.store.views.explainCase("k1", agency: world.agency)
    #expect(explained.formerHolders.map(\.collector) == ["c1"])
    let moves = try await world.store.views.handMoves(caseID: cases[0].id, agency: world.agency)
    #expect(moves.map(\.order.id) == [id] && moves[0].from == "c1" && moves[0].to == "c2" && moves[0].broken == [.formerHolder, .absent])
    #expect(moves[0].order.askedBy == "li" && moves[0].order.reason == "speaks the dialect" && moves[0].order.state == .done)
    let tallies = try await world.store.views.handTallies(since: today, agency: world.agency)
    #expect(tallies.count == 1 && tallies[0].orders == 1 && tallies[0].cases == 2 && tallies[0].overridden == 1)
    #expect(tallies[0].broken == [.formerHolder: 1, .absent: 1])
    let frozen = try await world.freeze(slot: today)
    #expect(frozen.snapshot.collectors.newToday == [0, 2, 0])
    #expect(frozen.snapshot.cases.pinnedTo[1] == CollectorIndex(1) && frozen.snapshot.cases.pinnedUntil[1] == today + 9)
    let changes: SQL = "SELECT count(*) FROM allot.change WHERE agency_id = \(world.agency.id) AND order_id = \(id) AND kind IN (3, 5)"
    #expect(try await world.count(changes) == 2)
    let audited: SQL =
      "SELECT count(*) FROM allot.audit WHERE agency_id = \(world.agency.id) AND actor = 'li' AND detail ->> 'order' = \(String(id))"
    #expect(try await world.count(audited) == 1)
    try await expectBalanced(world)
  }

  @Test func releaseSwapAndExclusionDoWhatTheySay() async throws {
    let world = try await World("moves-kinds", collectors: 2)
    try await world.addCases(3) { number, row in row.collector = number == 2 ? "c2" : "c1" }
    _ = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    var cases = try await world.heldCases()
    let people = try await world.receiverMarks()
    let swap = HandOrder(
      action: .swap, reason: "r", steps: [step(cases[0], to: cases[1].holder), step(cases[1], to: cases[0].holder)], receivers: people)
    guard case .done = try await world.store.runs.carryOut(swap, by: "li", agency: world.agency) else { throw Unexpected("") }
    #expect(try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency).map(\.holder) == ["c2", "c1", "c1"])
    cases = try await world.heldCases()
    let release = HandOrder(action: .release, reason: "r", steps: [step(cases[0], to: nil)], receivers: [])
    guard case .done = try await world.store.runs.carryOut(release, by: "li", agency: world.agency) else { throw Unexpected("") }
    var exclusion = step(cases[2], to: nil)
    exclusion.other = people[0].collector
    let exclude = HandOrder(action: .exclude, reason: "relative", steps: [exclusion], receivers: [])
    guard case .done = try await world.store.runs.carryOut(exclude, by: "li", agency: world.agency) else { throw Unexpected("") }
    #expect(try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency).map(\.holder) == [nil, "c1", nil])
    let today = try await world.store.register.clock(world.agency).today
    #expect(Array(try await world.freeze(slot: today).snapshot.conflicts[2]) == [CollectorIndex(0)])
    cases = try await world.heldCases()
    var inclusion = step(cases[2], to: nil, pin: .keep)
    inclusion.other = people[0].collector
    let include = HandOrder(action: .include, reason: "mistake", steps: [inclusion], receivers: [])
    guard case .done = try await world.store.runs.carryOut(include, by: "li", agency: world.agency) else { throw Unexpected("") }
    #expect(try await world.freeze(slot: today).snapshot.conflicts.values.isEmpty)
    try await expectBalanced(world)
  }

  @Test func whatChangedSinceThePreviewStopsAllOfIt() async throws {
    let world = try await World("moves-stale", collectors: 2)
    try await world.addCases(3)
    let (cases, people) = (try await world.heldCases(), try await world.receiverMarks())
    let order = HandOrder(
      action: .move, reason: "r", steps: cases.prefix(2).map { step($0, to: people[0].collector) }, receivers: [people[0]])
    let today = try await world.store.register.clock(world.agency).today
    let hold = HoldRow(line: 2, key: CaseKey(client: nil, caseNo: "k2"), kind: .dispute, from: today, until: .never)
    _ = try await world.store.feeds.apply([hold], file: "h", agency: world.agency)
    #expect(try await world.store.runs.carryOut(order, by: "li", agency: world.agency) == .changed(cases: [cases[1].id], collectors: []))
    #expect(try await world.store.views.showCases(CaseFilter(), limit: 9, agency: world.agency).allSatisfy { $0.holder == nil })
    // Somebody else gives the receiver work: his caps have to be looked at again.
    var row = CaseRow(line: 2, client: "icbc", caseNo: "n1", currency: .cny, outstanding: 5)
    row.collector = "c1"
    _ = try await world.store.feeds.apply([row], file: "new", agency: world.agency)
    let late = HandOrder(action: .move, reason: "r", steps: [step(cases[0], to: people[0].collector)], receivers: [people[0]])
    #expect(
      try await world.store.runs.carryOut(late, by: "li", agency: world.agency) == .changed(cases: [], collectors: [people[0].collector]))
    #expect(try await world.count("SELECT count(*) FROM allot.hand_order WHERE agency_id = \(world.agency.id)") == 0)
  }

  @Test func aProposalIsAgreedToOnceAndNeverByItsAuthor() async throws {
    let world = try await World("moves-two", collectors: 1)
    try await world.addCases(2)
    let (cases, people) = (try await world.heldCases(), try await world.receiverMarks())
    let order = HandOrder(action: .move, reason: "r", steps: cases.map { step($0, to: people[0].collector) }, receivers: people)
    let (store, agency) = (world.store, world.agency)
    let id = try await store.runs.propose(order, by: "li", agency: agency)
    #expect(try await world.heldCases().allSatisfy { $0.holder == nil })
    await #expect(throws: StoreError.self) { try await store.runs.carryOut(order, by: "li", proposal: id, agency: agency) }
    async let first = store.runs.carryOut(order, by: "wang", proposal: id, agency: agency)
    async let second = store.runs.carryOut(order, by: "zhao", proposal: id, agency: agency)
    var done = 0
    do { if case .done = try await first { done += 1 } } catch {}
    do { if case .done = try await second { done += 1 } } catch {}
    #expect(done == 1)
    #expect(try await store.views.order(id, agency: agency).state == .done)
    #expect(try await world.count("SELECT count(*) FROM allot.change WHERE agency_id = \(agency.id) AND kind = 3") == 2)
    let other = try await store.runs.propose(order, by: "li", agency: agency)
    try await store.runs.refuse(other, remark: "no", by: "wang", agency: agency)
    await #expect(throws: StoreError.self) { try await store.runs.refuse(other, remark: "again", by: "wang", agency: agency) }
    let now = try await world.heldCases()
    let again = HandOrder(action: .release, reason: "r", steps: now.map { step($0, to: nil) }, receivers: [])
    await #expect(throws: StoreError.self) { try await store.runs.carryOut(again, by: "wang", proposal: other, agency: agency) }
  }

  /// Two people, a file of holds, arrivals and a night act at the same moment, again and again, in an order the scheduler chooses.
  @Test(arguments: [UInt64(1), 2, 3])
  func movesRaceWithNightsFilesAndEachOther(seed: UInt64) async throws {
    let world = try await World("moves-race-\(seed)", collectors: 5)
    try await world.addCases(40) { number, row in
      row.collector = number % 3 == 0 ? "c\(number % 5 + 1)" : nil
      row.debtor = number % 4 == 0 ? OpaqueReference(bytes: [UInt8(number / 8)]) : nil
    }
    _ = try await world.store.runs.takeLedgerPosition(run: nil, slot: World.slot, agency: world.agency)
    let fence = try await world.fence()
    var random = SplitMix64(seed: seed)
    var (moved, published) = (0, 0)
    for round in 0..<12 {
      let slot = World.slot + round
      // Nights and arrivals publish in the same way.
      let key = RunKey(agency: world.agency.id, slot: slot, kind: round % 3 == 2 ? .arrivals : .night, seq: 1)
      let frozen = try await world.freeze(slot: slot)
      guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else { continue }
      var outcome = Outcome.idle(frozen.snapshot)
      for index in frozen.snapshot.cases.indices where Bool.random(using: &random) {
        let to = CollectorIndex(rawValue: Int32.random(in: (frozen.snapshot.cases.holder[index] == .none ? 0 : -1)..<5, using: &random))
        if to != frozen.snapshot.cases.holder[index] { outcome.move(frozen.snapshot, index, to: to) }
      }
      try await world.store.runs.stage(
        RunPlan(run: run, key: key, frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 1))
      let seeds = (0..<3).map { _ in random.next() }
      async let night = world.store.runs.publish(run, key: key, fence: fence)
      async let one = move(world, "li", seeds[0])
      async let two = move(world, "wang", seeds[1])
      async let file: Void = disturb(world, round, seeds[2])
      let (result, a, b, _) = try await (night, one, two, file)
      moved += a + b
      if case .published = result { published += 1 }
      try await expectBalanced(world)
    }
    #expect(published == 12 && moved > 0)
    // Each case's holder is where its last change put it: no update was lost.
    let torn: SQL = """
      SELECT count(*) FROM allot.hand_move m JOIN allot.hand_order o ON o.agency_id = m.agency_id AND o.order_id = m.order_id
      WHERE m.agency_id = \(world.agency.id) AND o.state = 'done' AND NOT EXISTS (
        SELECT FROM allot.change c WHERE c.agency_id = m.agency_id AND c.order_id = m.order_id AND c.case_id = m.case_id)
      """
    #expect(try await world.count(torn) == 0)
  }

  /// Gives random cases to random people until one order is done; gives the number of its cases.
  private func move(_ world: World, _ person: String, _ seed: UInt64) async throws -> Int {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
      let (cases, people) = (try await world.heldCases(), try await world.receiverMarks())
      let receiver = people[Int.random(in: 0..<people.count, using: &random)]
      let chosen = cases.shuffled(using: &random).filter { $0.holder != receiver.collector }.prefix(3)
      let order = HandOrder(
        action: .move, reason: "race", steps: chosen.map { step($0, to: receiver.collector) }, receivers: [receiver])
      if case .done = try await world.store.runs.carryOut(order, by: person, agency: world.agency) { return chosen.count }
    }
    return 0
  }

  private func disturb(_ world: World, _ round: Int, _ seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let today = try await world.store.register.clock(world.agency).today
    let holds = (0..<4).map { _ in
      HoldRow(
        line: 2, key: CaseKey(client: "cmb", caseNo: "k\(Int.random(in: 1...40, using: &random))"),
        kind: Bool.random(using: &random) ? .dispute : .none, from: today + round, until: .never)
    }
    _ = try await world.store.feeds.apply(holds, file: "h", agency: world.agency)
    var row = CaseRow(line: 2, client: "icbc", caseNo: "n\(round)", currency: .cny, outstanding: 700)
    row.collector = Bool.random(using: &random) ? "c\(Int.random(in: 1...5, using: &random))" : nil
    _ = try await world.store.feeds.apply([row], file: "new", agency: world.agency)
  }
}
