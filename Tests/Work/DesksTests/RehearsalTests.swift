import Daemon
import DataTesting
import Logging
import Policy
import Portfolio
import Postgres
import Telemetry
import Testing

@testable import Desks
@testable import Runs
@testable import Schema
@testable import Simulations

/// The daemon decides the coming night beforehand and says what is in its way.
@Suite struct RehearsalTests {
  @Test func aFeedIsLateWhenItsLastDayIsOlderThanItsRuleAllows() {
    let slot = Day(9818)
    func rule(_ feed: Feed, _ days: Int) -> Readiness.Rule {
      var rule = Readiness.Rule(feed: feed, maximumAgeDays: days, ifLate: .goOn)
      rule.maximumAgeDays = days
      return rule
    }
    let rules = [rule(.payments, 0), rule(.cases, 1), rule(.hours, 7)]
    #expect(SimulationDesk.late(rules, [.payments: slot - 1, .cases: slot - 2, .hours: slot - 8], slot: slot) == [])
    #expect(
      Set(SimulationDesk.late(rules, [.payments: slot - 2, .cases: slot - 3, .hours: slot - 9], slot: slot)) == [.payments, .cases, .hours])
    #expect(SimulationDesk.late(rules, [:], slot: slot).count == 3)
    #expect(SimulationDesk.late([], [:], slot: slot) == [])
  }

  @Test func whatWouldTripIsToldOnceADayAndTheNightIsLeftAlone() async throws {
    let world = try await SimulationTests.Agency("rehearsed")
    let (seat, today) = (world.seat, world.today)
    let quiet = try await SimulationDesk.rehearse(seat, SimulationTests.quiet)
    #expect(quiet.slot == today && quiet.brakes == [] && quiet.late == [] && quiet.isClear)
    // One of the brakes is set so tight that the plan would wait; payments are asked for and never came.
    let tight = String(decoding: SimulationTests.Agency.agencyFile("rehearsed").bytes, as: UTF8.self)
      .replacing("unassigned: off", with: "unassigned: \"> 0%\"")
      .replacing("approval:", with: "rehearse: \"00:00\"\ndata:\n  payments: { within: same day, if_late: go on }\napproval:")
    try await world.apply(("agency.yaml", Array(tight.utf8)))
    try await world.apply(SimulationTests.Agency.policy(teams: "nobody"))
    let found = try await SimulationDesk.rehearse(seat, SimulationTests.quiet)
    // A first night whose plan trips another brake says that it is the first.
    #expect(found.brakes.map(\.kind) == [.firstNight, .unassigned] && found.late == [.payments] && !found.isClear)
    let health = Health(parts: [RehearsalService.part])
    let service = RehearsalService(store: world.store, health: health, logger: SimulationTests.quiet)
    var done = RehearsalService.Done()
    let episodes = Episodes()
    await service.look(&done, episodes)
    #expect(done.days[world.agency.id] == today)
    let said = health.summary
    #expect(said.contains("rehearsed: night of \(today): would wait: ") && said.contains("not come yet: payments"), "\(said)")
    #expect(health.isReady)
    #expect(try await world.number("SELECT count(*)::int8 FROM allot.run WHERE agency_id = \(world.agency.id)") == 0)
  }
}
