import DataTesting
import Portfolio
import Postgres
import Register
import Testing

@testable import Runs
@testable import Schema

@Suite struct RunInputTests {
  private func kept(_ world: World, run: RunID = 7, slot: Day = World.slot, arrivals: [Int64]? = nil) async throws -> Snapshot {
    let snapshot = try await world.freeze(slot: slot).snapshot
    try await world.store.runs.keepInputs(
      snapshot, run: run, texts: [KeptText(kind: .agency, name: "a", version: 2, text: "agency: \"甲\"\n")], arrivals: arrivals,
      software: "allot test", rules: 2,
      agency: world.agency)
    return snapshot
  }

  private func world(_ name: String) async throws -> World {
    let world = try await World(name, collectors: 3)
    try await world.addCases(2000) { number, row in
      row.collector = number % 3 == 0 ? "c2" : nil
      row.stage = "M\(number % 4)"
    }
    return world
  }

  @Test func theInputsOfARunComeBackAsTheyWere() async throws {
    let world = try await world("inputs-roundtrip")
    let snapshot = try await kept(world)
    let found = try await world.store.runs.runInput(7, agency: world.agency)
    let input = try #require(found)
    #expect(input.software == "allot test" && input.texts == [KeptText(kind: .agency, name: "a", version: 2, text: "agency: \"甲\"\n")])
    #expect(
      input.rules == 2 && input.arrivals == nil && input.outcome.isEmpty && input.storedBytes > 0 && input.storedBytes <= input.bytes + 100)
    let read = try await world.store.runs.frozenSnapshot(input, agency: world.agency)
    #expect(
      read.cases.id == snapshot.cases.id && read.cases.holder == snapshot.cases.holder
        && read.cases.outstanding == snapshot.cases.outstanding)
    #expect(read.stages.names == snapshot.stages.names && read.collectors.code == snapshot.collectors.code && read.seed == snapshot.seed)
    // 2,000 cases without a history.
    #expect(input.bytes < 60_000)
  }

  @Test func keepingTwiceReplacesAndOutcomesAreNoted() async throws {
    let world = try await world("inputs-twice")
    _ = try await kept(world)
    _ = try await kept(world, arrivals: [4, 9])
    try await world.store.runs.keepOutcome(
      [OutcomePart(name: "verdicts", digest: [1, 2]), OutcomePart(name: "loads", digest: [3])], run: 7, agency: world.agency)
    let input = try #require(try await world.store.runs.runInput(7, agency: world.agency))
    #expect(input.arrivals == [4, 9])
    #expect(input.outcome == [OutcomePart(name: "loads", digest: [3]), OutcomePart(name: "verdicts", digest: [1, 2])])
    try await world.store.runs.keepOutcome([OutcomePart(name: "x", digest: [])], run: 99, agency: world.agency)
    #expect(try await world.store.runs.runInput(99, agency: world.agency) == nil)
  }

  @Test func inputsSomebodyChangedAreRefused() async throws {
    let world = try await world("inputs-damaged")
    _ = try await kept(world)
    let input = try #require(try await world.store.runs.runInput(7, agency: world.agency))
    let agency = world.agency.id
    try await world.store.database.run {
      _ = try $0.execute(
        "UPDATE allot.run_input_block SET bytes = set_byte(bytes, length(bytes) / 2, (get_byte(bytes, length(bytes) / 2) + 1) % 256) WHERE agency_id = \(agency) AND block = 0"
      )
    }
    await #expect(throws: StoreError.self) { try await world.store.runs.frozenSnapshot(input, agency: world.agency) }
    try await world.store.database.run { _ = try $0.execute("DELETE FROM allot.run_input_block WHERE agency_id = \(agency)") }
    await #expect(throws: StoreError.self) { try await world.store.runs.frozenSnapshot(input, agency: world.agency) }
  }

  @Test func oldInputsAndThoseOfAttemptsTakenOverGo() async throws {
    let world = try await world("inputs-purge")
    let fence = try await world.fence()
    var runs: [RunID] = []
    for (seq, days) in [(Int32(1), 40), (2, 3), (3, 0)] {
      let key = world.key(seq, slot: World.slot - days)
      guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: Instant(rawValue: 0)) else {
        throw Unexpected("?")
      }
      _ = try await kept(world, run: run, slot: World.slot - days)
      runs.append(run)
    }
    _ = try await kept(world, run: 999_999)
    #expect(try await world.store.runs.purgeInputs(olderThan: 30, slot: World.slot, agency: world.agency) == 2)
    var left: [RunID] = []
    for run in runs + [999_999] { if try await world.store.runs.runInput(run, agency: world.agency) != nil { left.append(run) } }
    #expect(left == Array(runs.dropFirst()))
    #expect(try await world.count("SELECT count(DISTINCT run_id) FROM allot.run_input_block WHERE agency_id = \(world.agency.id)") == 2)
    #expect(try await world.store.runs.purgeInputs(olderThan: 0, slot: World.slot, agency: world.agency) == 1)
  }
}
