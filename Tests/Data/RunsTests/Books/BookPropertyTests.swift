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
@Suite(.timeLimit(.minutes(10))) struct BookPropertyTests {
  private static let sequences = 1000
  private static let agencies = getenv("ALLOT_LONG_TESTS") == nil ? 10 : 100

  /// 10,000 sequences of three to nine events.
  @Test(arguments: 1...agencies)
  func booksEqualARecountAfterEverySequence(seed: Int) async throws {
    var player = try await BookPlayer("books-\(seed)", people: 3, seed: UInt64(seed))
    try await player.play(Self.sequences) { player in
      let found = try await player.differences()
      let first = found.lazy.map(BookPlayer.sequence).first { player.played.indices.contains($0) }
      try #require(
        found.isEmpty, "seed \(seed): \(found.prefix(5).joined(separator: "; ")) after \(first.map { player.played[$0] } ?? [])")
    }
    // A sequence may have only moves of cases that nobody entrusted.
    #expect(player.played.count { !$0.isEmpty } > Self.sequences * 9 / 10)
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
    let result = try await world.dealInboxToTheFirst(on: today)
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

  /// What no case can be made of stays with the reason, whatever it is; what came before and after goes on.
  @Test func aRowThatCannotBeReadStopsNoOther() async throws {
    let world = try await World("books-poisoned", collectors: 1)
    let (agency, today) = (world.agency.id, try await world.store.register.clock(world.agency).today)
    let poisoned: [(column: String, value: String, reason: String)] = [
      ("required_skills", "'{NULL}'", "NULL"), ("required_skills", "'{{a,b},{c,d}}'", "array of arrays"),
      ("required_skills", "'{\"\"}'", "empty"), ("required_skills", "ARRAY[repeat('x', 201)]", "200 bytes"),
      ("batch", "repeat(md5('x'), 32000)", "200 bytes"), ("stage", "repeat('x', 201)", "200 bytes"), ("region", "E'a\\nb'", "line break"),
      ("debtor", "decode(repeat('00', 100000), 'hex')", "digest"), ("entrusted_on", "'-infinity'", "1950 to 2199"),
      ("due_back_on", "'infinity'", "1950 to 2199"), ("overdue_on", "'294276-12-31'", "1950 to 2199"),
      ("overdue_on", "'1949-12-31'", "1950 to 2199"),
    ]
    try await world.store.database.transaction(agency: agency) { connection in
      for (number, one) in poisoned.enumerated() {
        try connection.execute(
          """
          INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, \(raw: one.column))
          VALUES (\(agency), 'cmb', \("bad\(number)"), 'CNY', 100, \(raw: one.value)),
            (\(agency), 'cmb', \("good\(number)"), 'CNY', 100, DEFAULT)
          """)
      }
      try connection.execute(
        """
        INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, due_back_on)
        VALUES (\(agency), 'cmb', repeat('x', 101), 'CNY', 100, NULL), (\(agency), '', 'nobody', 'CNY', 100, NULL),
          (\(agency), 'cmb', 'dear', 'CNY', 1000000000000001, NULL), (\(agency), 'cmb', 'endless', 'CNY', 100, '9999-12-31')
        """)
    }
    let desk = try await world.store.runs.openLiveDesk(slot: today, agency: world.agency)
    let (result, _) = try await world.store.runs.dealInbox(desk, policies: testPolicies, agencyVersion: 1, agency: world.agency) {
      snapshot, _ in LiveDecisions(Outcome.idle(snapshot))
    }
    #expect(result == .dealt(taken: poisoned.count + 1, assigned: 0))
    let left = try await world.store.database.transaction(agency: agency) { connection in
      try connection.query("SELECT coalesce(rejected, '-') FROM allot.inbox WHERE agency_id = \(agency) ORDER BY inbox_id")
        .map { try $0[0, as: String.self] }
    }
    let reasons = poisoned.map(\.reason) + ["100 bytes", "client", "outstanding"]
    #expect(left.count == reasons.count)
    for (told, reason) in zip(left, reasons) { #expect(told.contains(reason)) }
  }
}
