import DataTesting
import Glibc
import Portfolio
import Postgres
import Testing

@testable import Feeds
@testable import Register
@testable import Runs
@testable import Schema
@testable import Views

/// Whatever comes in, in whatever order: balances, loads and ledger are what a recount says.
@Suite struct BookPropertyTests {
  private static let sequences = 20
  private static let agencies = getenv("ALLOT_LONG_TESTS") == nil ? 10 : 500

  @Test(arguments: 1...agencies)
  func booksEqualARecountAfterEverySequence(seed: Int) async throws {
    var player = try await BookPlayer("books-\(seed)", people: 3, seed: UInt64(seed))
    for sequence in 1...Self.sequences {
      try await player.play()
      let found = try await player.differences()
      guard found.isEmpty else {
        Issue.record("seed \(seed), sequence \(sequence): \(found.joined(separator: "; ")) after \(player.played)")
        return
      }
    }
  }

  /// A client program that sends a case again with another figure before the daemon has looked.
  @Test func severalRowsOfANewCaseInOneLookAreBookedAsTheLastOneSays() async throws {
    let world = try await World("books-twins", collectors: 2)
    let (agency, today) = (world.agency.id, try await world.store.register.clock(world.agency).today)
    try await world.store.database.transaction(agency: agency) { connection in
      for (caseNo, amount) in [("t1", 10_000), ("t1", 30_000), ("t2", 500), ("t1", 20_000)] {
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding)
          VALUES (\(agency), 'cmb', \(caseNo), 'CNY', \(Int64(amount)))
          """)
      }
    }
    let desk = try await world.store.runs.openLiveDesk(slot: today, agency: world.agency)
    let (result, _) = try await world.store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: world.agency) {
      snapshot, _ in
      var outcome = Outcome.idle(snapshot)
      for index in snapshot.cases.indices { outcome.move(snapshot, index, to: CollectorIndex(0)) }
      return LiveDecisions(outcome)
    }
    // The case that changed meanwhile is left to the next run of arrivals; the other one is dealt.
    #expect(result == .dealt(taken: 4, assigned: 1))
    let twin = try await world.shown("t1")
    #expect(twin.outstanding == 20_000 && twin.holder == nil)
    #expect(try await world.shown("t2").holder == "c1")
    #expect(try await world.count("SELECT count(*) FROM allot.inbox WHERE agency_id = \(agency)") == 0)
    let ledger = try await world.store.runs.takeLedgerPosition(run: nil, slot: today, agency: world.agency)
    #expect(ledger.imbalances.isEmpty)
    #expect(try await world.store.views.invariants(agency: world.agency).filter { $0.violations > 0 }.map(\.view) == [])
  }
}
