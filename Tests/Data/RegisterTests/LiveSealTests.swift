import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// The run that gathers an hour's single arrivals, and the sealer beside it.
@Suite struct LiveSealTests {
  /// One case through the inbox; gives the run that dealt it.
  private func arrive(_ world: World, _ caseNo: String) async throws -> Int64 {
    let agency = world.agency.id
    let today = try await world.store.register.clock(world.agency).today
    try await world.store.database.transaction(agency: agency) { connection in
      try connection.execute(
        """
        INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding) VALUES (\(agency), 'cmb', \(caseNo), 'CNY', 100)
        """)
    }
    let result = try await world.dealInboxToTheFirst(on: today)
    #expect(result == .dealt(taken: 1, assigned: 1))
    return try await world.store.database.transaction(agency: agency) { connection in
      try connection.query(
        """
        SELECT d.run_id FROM allot.decision d JOIN allot.case_record r ON r.agency_id = d.agency_id AND r.case_id = d.case_id
        WHERE d.agency_id = \(agency) AND r.case_no = \(caseNo)
        """
      ).only()[0, as: Int64.self]
    }
  }

  private func sealed(_ world: World) async throws -> [Int64] {
    let runs = try await world.store.register.unsealedRuns(agency: world.agency)
    for run in runs { try await world.store.register.sealRun(run, agency: world.agency) }
    return runs
  }

  private func change(_ world: World, _ sql: SQL) async throws {
    let touched = try await world.store.database.transaction(agency: world.agency.id) { try $0.execute(sql) }
    #expect(touched > 0)
  }

  @Test func anHoursArrivalsAreSealedWhenItIsOverAndVerifyIsSilent() async throws {
    let world = try await World("live-seal", collectors: 1)
    let agency = world.agency
    let first = try await arrive(world, "a1")
    #expect(try await sealed(world) == [], "the hour is not over")
    #expect(try await arrive(world, "a2") == first)
    #expect(try await sealed(world) == [])
    #expect(try await world.store.register.verifyRuns(agency: agency).faults.isEmpty)
    try await change(
      world, "UPDATE allot.run SET started_at = started_at - interval '61 minutes' WHERE agency_id = \(agency.id) AND run_id = \(first)")
    #expect(try await sealed(world) == [first])
    let second = try await arrive(world, "a3")
    #expect(second != first)
    #expect(try await sealed(world) == [])
    let verified = try await world.store.register.verifyRuns(agency: agency)
    #expect(verified.checked == 1 && verified.faults.isEmpty)
    try await change(world, "UPDATE allot.decision SET n1 = n1 + 1 WHERE agency_id = \(agency.id) AND run_id = \(first)")
    #expect(try await world.store.register.verifyRuns(agency: agency).faults.map(\.place) == [first])
  }

  /// Whoever seals early closes the run.
  @Test func whatIsSealedTakesNothingMore() async throws {
    let world = try await World("live-sealed", collectors: 1)
    let first = try await arrive(world, "a1")
    try await world.store.register.sealRun(first, agency: world.agency)
    let second = try await arrive(world, "a2")
    #expect(second != first)
    #expect(try await arrive(world, "a3") == second)
    #expect(try await world.store.register.verifyRuns(agency: world.agency).faults.isEmpty)
    #expect(try await world.store.views.invariants(agency: world.agency).filter { $0.violations > 0 }.map(\.view) == [])
  }

  @Test func aNoteOfTheBeginningIsComparedToo() async throws {
    let world = try await World("live-note")
    let genesis = SealStream.audit.genesis(world.agency.id)
    let right = try await world.store.register.verifySeals(.audit, note: SealNote(position: 0, digest: genesis), agency: world.agency)
    #expect(right.faults.isEmpty)
    let wrong = try await world.store.register.verifySeals(
      .audit, note: SealNote(position: 0, digest: genesis.reversed()), agency: world.agency)
    #expect(wrong.faults.map(\.kind) == [.head])
  }
}
