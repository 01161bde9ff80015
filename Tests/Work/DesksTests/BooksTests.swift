import DataTesting
import Logging
import Portfolio
import Postgres
import Speech
import Testing

@testable import Desks
@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// What is said when stocks, flows and running sums do not fit together.
@Suite struct BooksTests {
  private static let quiet = Logger(label: "books") { _ in SwiftLogNoOpLogHandler() }

  /// A published run behind which no books were closed.
  private func published(_ world: World, slot: Day) async throws -> RunID {
    let fence = try await world.fence()
    let key = world.key(1, slot: slot)
    let frozen = try await world.freeze(slot: slot)
    guard case .began(let run) = try await world.store.runs.beginRun(key, fence: fence, asOf: frozen.snapshot.asOf) else {
      throw StoreError.invalid(Wording(same: "published already"))
    }
    try await world.store.runs.stage(
      RunPlan(run: run, key: key, frozen: frozen, outcome: Outcome.idle(frozen.snapshot), policies: testPolicies, agencyVersion: 1))
    guard case .published = try await world.store.runs.publish(run, key: key, fence: fence) else {
      throw StoreError.invalid(Wording(same: "not published"))
    }
    return run
  }

  private func change(_ world: World, _ sql: SQL) async throws {
    let touched = try await world.store.database.transaction(agency: world.agency.id) { try $0.execute(sql) }
    #expect(touched > 0)
  }

  @Test func whatDoesNotFitIsNamedWithAnExampleAndKeptUntilARunFindsOrder() async throws {
    let world = try await World("books-named", collectors: 2)
    try await world.addCases(2) { _, row in row.collector = "c1" }
    let (agency, books) = (world.agency.id, Books(store: world.store, agency: world.agency, logger: Self.quiet))
    #expect(try await books.close(published(world, slot: World.slot), slot: World.slot) == [])
    #expect(try await world.store.views.unreconciled(agency: world.agency) == nil)
    // Somebody writes past the ledger.
    try await change(world, "UPDATE allot.case_state SET outstanding = outstanding + 700 WHERE agency_id = \(agency)")
    let run = try await published(world, slot: World.slot + 1)
    let found = try await books.close(run, slot: World.slot + 1)
    let faults = found.map(\.en)
    #expect(faults.contains { $0.contains("CNY people") && $0.contains("-1400 minor units") })
    let load = try #require(faults.first { $0.hasPrefix("check_load: 1 ") })
    #expect(load.contains("\"collector_id\": "))
    let kept = try #require(try await world.store.views.unreconciled(agency: world.agency))
    #expect(kept.run == run && kept.faults == faults)
    #expect(faults.map { BookText.sentence(stored: $0) } == found, "what is kept in English is read back in Chinese")
    // The ledger goes on from the stock it found; the running sums are wrong still, and that is said still.
    let later = try await published(world, slot: World.slot + 2)
    #expect(try await books.close(later, slot: World.slot + 2).map { $0.en.prefix(10) } == ["check_bala", "check_ledg", "check_load"])
    try await change(world, "UPDATE allot.case_state SET outstanding = outstanding - 700 WHERE agency_id = \(agency)")
    try await change(world, "DELETE FROM allot.ledger_position WHERE agency_id = \(agency)")
    #expect(try await books.close(published(world, slot: World.slot + 3), slot: World.slot + 3) == [])
    #expect(try await world.store.views.unreconciled(agency: world.agency) == nil)
  }
}
