import DataTesting
import Faults
import Portfolio
import Postgres
import Speech
import Testing

@testable import Desks
@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

/// A stop holds from the moment one person sets it until two people lift it.
@Suite(.serialized) struct StopDeskTests {
  private func seat(_ world: RaceWorld, _ name: String) -> Seat {
    Seat(store: world.store, agency: world.agency, actor: ActingUser(name: name, isOwner: true))
  }

  @Test func aStoppedClientIsLeftAloneAndTheReplayIsTheSameAfterItIsLifted() async throws {
    let world = try await RaceWorld("stop-night", RaceRealm("stop_night"))
    let li = StopDesk(seat(world, "li"))
    let made = try await li.stop(.client, "cmb", client: nil, reason: "wrong file")
    #expect(made.isNew && made.stop.number == 1)
    #expect(try await !li.stop(.client, "cmb", client: nil, reason: "again").isNew)
    let report = try await world.night()
    #expect(report.status == .published && report.planned[.held] == RaceWorld.cases, "\(report.planned)")
    #expect(report.planned[.assigned, default: 0] + report.planned[.moved, default: 0] + report.planned[.recalled, default: 0] == 0)
    let condition = try await ReadingDesk(seat(world, "li")).condition(invariants: true)
    #expect(condition.stops.map(\.subject) == ["cmb"] && condition.violations == 0)
    // Two people lift it: the first alone does not.
    #expect(try await li.lift(1, reason: "mended").liftedBy == nil)
    #expect(try await li.lift(1, reason: "mended").liftedBy == nil)
    #expect(try await StopDesk(seat(world, "zhang")).lift(1, reason: "").liftedBy == "zhang")
    let replay = try await Replay.run(String(try #require(report.run)), seat(world, "li"))
    #expect(replay.isIdentical, "\(replay.parts)")
  }

  @Test func aDebtorIsNamedByACaseAndAStopIsConfirmedBySomebodyElse() async throws {
    let world = try await RaceWorld("stop-debtor", RaceRealm("stop_debtor"))
    let li = StopDesk(seat(world, "li"))
    _ = try await li.stop(.debtor, "k1", client: nil, reason: "complaint")
    await #expect(throws: OperationError.self) { try await li.confirm(1) }
    #expect(try await StopDesk(seat(world, "zhang")).confirm(1).confirmedBy == "zhang")
    await #expect(throws: StoreError.self) { try await li.stop(.debtor, "none", client: nil, reason: "r") }
    await #expect(throws: OperationError.self) { try await li.stop(.policy, "everythin", client: nil, reason: "r") }
    await #expect(throws: OperationError.self) { try await li.stop(.client, "cmb", client: nil, reason: " ") }
    // By hand only an approver who means it.
    let rows = [MoveRow(line: 1, key: CaseKey(client: nil, caseNo: "k1"))]
    var request = MoveDesk.Request(action: .move, reason: "r", rows: rows, to: "c2")
    let refused = await #expect(throws: OperationError.self) { try await MoveDesk(seat(world, "li")).preview(request) }
    #expect(refused?.what.en.contains("emergency stop") == true)
    request.isReally = true
    #expect(try await MoveDesk(seat(world, "li")).preview(request).underStop.count == 1)
    let report = try await world.night()
    #expect((report.planned[.held] ?? 0) >= 1 && (report.planned[.assigned] ?? 0) > 0, "\(report.planned)")
  }

  @Test func aStopThatNobodyConfirmsForADayStaysAndShowsRed() async throws {
    let world = try await RaceWorld("stop-red", RaceRealm("stop_red"))
    _ = try await StopDesk(seat(world, "li")).stop(.policy, "everything", client: nil, reason: "deals too much")
    #expect(try await world.store.views.standing(agency: world.agency).overdueStops == [])
    try await world.realm.owner.database.transaction(agency: world.agency.id) {
      _ = try $0.execute("UPDATE allot.emergency_stop SET stopped_at = stopped_at - INTERVAL '25 hours'")
    }
    let standing = try await world.store.views.standing(agency: world.agency)
    #expect(standing.stops == 1 && standing.overdueStops == [1])
    #expect(try await world.night().planned[.held] == RaceWorld.cases)
  }
}
