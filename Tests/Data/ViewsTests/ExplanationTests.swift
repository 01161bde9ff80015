import DataTesting
import Figures
import Portfolio
import Postgres
import Testing
import Words

@testable import Feeds
@testable import Runs
@testable import Schema
@testable import Views

@Suite struct ExplanationTests {
  /// Three people, five cases: two offered, one stayed.
  private func world(_ name: String) async throws -> (World, RunID, Snapshot) {
    let world = try await World(name, collectors: 3)
    try await world.addCases(5) { number, row in row.collector = number > 3 ? "c3" : nil }
    let fence = try await world.fence()
    let frozen = try await world.freeze()
    guard case .began(let run) = try await world.store.runs.beginRun(world.key(), fence: fence, asOf: frozen.snapshot.asOf) else {
      throw Unexpected("published already")
    }
    var outcome = Outcome.idle(frozen.snapshot)
    outcome.move(frozen.snapshot, 0, to: CollectorIndex(1))
    outcome.decisions.append(Decision(caseIndex: CaseIndex(1), kind: .unassigned, reason: .noRoom(eligible: 2, places: 3, wanted: 4)))
    var told = Explanations()
    told.funnels = [Explanations.Funnel(policy: 0, route: 0, inTeams: 3, withSkills: 2, present: 2, requiredSkills: 0)]
    var first = Explanations.Placement(caseIndex: CaseIndex(0), funnel: 0, eligible: 2, withRoom: 1, together: 1)
    first.cost.load = 1234
    (first.full, first.fullCost, first.placeWorth) = (CollectorIndex(2), 1000, 300)
    told.placements = [first, Explanations.Placement(caseIndex: CaseIndex(1), funnel: 0, eligible: 2, withRoom: 0, together: 1)]
    (told.stayReasons, told.stayed, told.stayedBy, told.offered) = ([Reason.stayPaid(daysAgo: 2, window: 15)], [CaseIndex(4)], [0], 2)
    told.fared = [Explanations.Fared](repeating: .init(), count: 3)
    (told.fared[1].got, told.fared[1].eligibleFor, told.fared[1].monthAfter, told.fared[1].monthShare) = (1, 2, 2048, 1024)
    outcome.explanations = told
    // Staging twice, as an attempt after a failure would.
    for _ in 0..<2 {
      try await world.store.runs.stage(
        RunPlan(run: run, key: world.key(), frozen: frozen, outcome: outcome, policies: testPolicies, agencyVersion: 2))
    }
    _ = try await world.store.runs.publish(run, key: world.key(), fence: fence)
    return (world, run, frozen.snapshot)
  }

  @Test func theNumbersBehindADecisionAreFoundByCase() async throws {
    let (world, run, snapshot) = try await world("explain-cases")
    func numbers(_ i: Int) async throws -> CaseNumbers? {
      try await world.store.views.caseNumbers(snapshot.cases.id[i], run: run, agency: world.agency)
    }
    let first = try #require(try await numbers(0))
    guard case .offered(let place) = first else { throw Unexpected("not offered") }
    #expect(place.cost.load == 1234 && place.eligible == 2 && place.withRoom == 1 && place.funnel.inTeams == 3 && place.runnerUp == nil)
    #expect(place.full == snapshot.collectors.id[2] && place.fullCost == 1000 && place.placeWorth == 300)
    #expect(try await numbers(4) == .stayed(.stayPaid(daysAgo: 2, window: 15)))
    #expect(try await numbers(2) == nil)
    #expect(try await world.store.views.caseNumbers(snapshot.cases.id[0], run: run + 1_000_000, agency: world.agency) == nil)
    #expect(try await world.store.views.offeredCases(run: run, agency: world.agency) == 2)
  }

  @Test func whatEverybodyGotOfARunIsCounted() async throws {
    let (world, run, _) = try await world("explain-people")
    let nights = try await world.store.views.collectorNights(run: run, slot: World.slot, agency: world.agency)
    #expect(nights.map(\.code) == ["c1", "c2", "c3"] && nights.map(\.got) == [0, 1, 0] && nights.map(\.taken) == [0, 0, 0])
    #expect(nights[1].gotAmount == 10_000 && nights[1].eligibleFor == 2 && nights[1].monthAfter == 2048 && nights[1].ofThemMoved == 0)
    #expect(nights.allSatisfy { $0.room == 1000 && $0.closedBy == .open && $0.capacitySeconds == 144_000 })
  }

  @Test func theyGoWithTheDecisionsTheyExplain() async throws {
    let (world, run, snapshot) = try await world("explain-purge")
    try await world.store.feeds.purge(.decision, before: World.slot, by: "test", agency: world.agency)
    #expect(try await world.store.views.offeredCases(run: run, agency: world.agency) == 2)
    try await world.store.feeds.purge(.decision, before: World.slot + 1, by: "test", agency: world.agency)
    #expect(try await world.store.views.offeredCases(run: run, agency: world.agency) == nil)
    #expect(try await world.store.views.caseNumbers(snapshot.cases.id[0], run: run, agency: world.agency) == nil)
    #expect(
      try await world.store.views.collectorNights(run: run, slot: World.slot, agency: world.agency).allSatisfy { $0.eligibleFor == nil })
  }
}
