import Portfolio
import Testing

@testable import Desks
@testable import Runs
@testable import Schema

/// By day an agency that went ahead of the clock stays there.
@Suite struct ArrivalDayTests {
  @Test func aRunOfArrivalsIsOfTheLastNightsDayWhereThatIsLater() async throws {
    let world = try await SimulationTests.Agency("arrivals-ahead")
    #expect(try await world.night().slot == world.today)
    #expect(try await world.night(world.today + 1).status == .published)
    try await world.add(61...63)
    var request = RunShell.Request()
    (request.kind, request.slot) = (.arrivals, world.today)
    let report = try await RunShell(world.seat, logger: SimulationTests.quiet).run(request)
    #expect(report.slot == world.today + 1 && report.status == .published && report.classChanged == 0)
  }
}
