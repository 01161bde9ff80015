import Glibc
import Testing

@testable import Postgres
@testable import Register
@testable import Runs
@testable import Schema
@testable import Tasks
@testable import Views

/// Single arrivals through the inbox, as a client program and a daemon see them.
@Suite(.serialized) struct InboxTests {
  @Test func arrivalsAreDealtAtOnceAndOnceEach() async throws {
    let copy = try await FaultBase.shared.value.copy()
    // Two daemons look into the same inbox.
    let daemons = [try copy.daemon(), try copy.daemon()]
    #expect(await eventually(.seconds(40)) { try await copy.published() } != nil)
    for number in 1...60 { try await copy.submit("A-\(number)") }
    let waited = await eventually(.seconds(30)) { try await copy.held("A-%") == 60 ? true : nil }
    let dealt = try await copy.held("A-%")
    #expect(waited == true, "\(dealt) of 60 dealt; \(daemons.map(\.errors))")
    let agency = try await copy.store.register.agency(nil)
    let counts = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query(
        """
        SELECT (SELECT count(*) FROM allot.inbox), (SELECT count(*) FROM allot.decision d JOIN allot.case_record r USING (agency_id, case_id)
          WHERE r.case_no LIKE 'A-%' AND d.kind = 1), (SELECT coalesce(sum(assigned), 0) FROM allot.run WHERE kind = 'arrivals')
        """
      ).only().decode(Int.self, Int.self, Int.self)
    }
    #expect(counts == (0, 60, 60))
    #expect(try await copy.store.views.invariants(agency: agency).filter { $0.violations > 0 }.map(\.view) == [])
    for daemon in daemons { #expect(try await daemon.stop().status == 0) }
    try await copy.drop()
  }

  @Test func arrivalsWaitWhileARunHoldsTheLease() async throws {
    let copy = try await FaultBase.shared.value.copy()
    let daemon = try copy.daemon()
    #expect(await eventually(.seconds(40)) { try await copy.published() } != nil)
    let agency = try await copy.store.register.agency(nil)
    var fence: Fence?
    fence = await eventually(.seconds(10)) { try await copy.store.runs.acquireLease(owner: "test/0/1", seconds: 60, agency: agency) }
    let held = try #require(fence)
    try await copy.submit("B-1")
    // A whole look at the inbox, begun after the row was there.
    let looks = try #require(try await Self.looks(daemon))
    let hasLooked = await eventually(.seconds(30)) { () async throws -> Bool? in
      let now = try await Self.looks(daemon) ?? 0
      return now >= looks + 2 ? true : nil
    }
    #expect(hasLooked == true)
    #expect(try await copy.held("B-%") == 0)
    try await copy.store.runs.releaseLease(held)
    #expect(await eventually(.seconds(10)) { try await copy.held("B-%") == 1 ? true : nil } == true)
    #expect(try await daemon.stop().status == 0)
    try await copy.drop()
  }

  /// How often the daemon has begun to look at the inbox.
  private static func looks(_ daemon: Child) async throws -> Int? {
    guard let port = daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap({ UInt16($0.1) }) else { return nil }
    let text = try await BlockingThread.run { try http(port, "/metrics") }
    return text.firstMatch(of: /allot_loop_beats_total\{loop="inbox"\} (\d+)/).flatMap { Int($0.1) }
  }

  @Test func limitsHoldAndWhatCannotBeReadStays() async throws {
    let copy = try await FaultBase.shared.value.copy()
    try await copy.store.database.transaction(agency: 1) { try $0.execute("UPDATE allot.collector SET case_limit = 45") }
    let daemon = try copy.daemon()
    #expect(await eventually(.seconds(40)) { try await copy.published() } != nil)
    // 240 of 6 × 45 places are taken: 30 are left.
    for number in 1...40 { try await copy.submit("C-\(number)") }
    try await copy.submit("C-0", currency: "yuan")
    // All are cases by then, and those without a place were refused one.
    let left: SQL =
      "SELECT (SELECT count(*) FROM allot.inbox WHERE rejected IS NULL) + 40 - (SELECT count(*) FROM allot.case_record WHERE case_no LIKE 'C-%')"
    let isEmpty = await eventually(.seconds(30)) { () async throws -> Bool? in
      let rows = try await copy.store.database.transaction(agency: 1) { try $0.query(left).only()[0, as: Int.self] }
      return rows == 0 ? true : nil
    }
    #expect(isEmpty == true)
    #expect(try await copy.held("C-%") == 30)
    let rejected = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query("SELECT case_no FROM allot.inbox WHERE rejected IS NOT NULL").map { try $0[0, as: String.self] }
    }
    #expect(rejected == ["C-0"])
    let over = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query("SELECT count(*) FROM allot.collector_state WHERE open_cases > 45").only()[0, as: Int.self]
    }
    #expect(over == 0)
    let agency = try await copy.store.register.agency(nil)
    #expect(try await copy.store.views.invariants(agency: agency).filter { $0.violations > 0 }.map(\.view) == [])
    #expect(try await daemon.stop().status == 0)
    try await copy.drop()
  }

  /// A fault that nobody thought of: the row is found, marked, and the others go on.
  @Test func aRowThatTheDatabaseRefusesStopsNoOther() async throws {
    let copy = try await FaultBase.shared.value.copy()
    try await copy.store.database.transaction(agency: 1) { connection in
      try connection.execute("ALTER TABLE allot.case_record ADD CONSTRAINT no_poison CHECK (case_no NOT LIKE 'poison%') NOT VALID")
      for number in 1...9 {
        for caseNo in ["D-\(number)"] + (number % 4 == 0 ? ["poison-\(number)"] : []) {
          try connection.execute(
            """
            INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding) VALUES (1, 'cmb', \(caseNo), 'CNY', 12345)
            """)
        }
      }
    }
    let daemon = try copy.daemon()
    let waited = await eventually(.seconds(60)) { try await copy.held("D-%") == 9 ? true : nil }
    #expect(waited == true, "\(daemon.errors)")
    let left: SQL = "SELECT case_no FROM allot.inbox WHERE rejected LIKE '%SQLSTATE 23514%' ORDER BY inbox_id"
    let marked = await eventually(.seconds(20)) { () async throws -> [String]? in
      let rows = try await copy.store.database.transaction(agency: 1) { try $0.query(left).map { try $0[0, as: String.self] } }
      return rows.count == 2 ? rows : nil
    }
    #expect(marked == ["poison-4", "poison-8"])
    #expect(try await daemon.stop().status == 0)
    try await copy.drop()
  }
}

extension FaultBase.Copy {
  /// What a client program does: one row, and the hint.
  func submit(_ caseNo: String, currency: String = "CNY") async throws {
    try await store.database.transaction(agency: 1) { connection in
      try connection.execute(
        """
        INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, overdue_on, entrusted_on)
        VALUES (1, 'cmb', \(caseNo), \(currency), 12345, '2026-01-01', '2026-01-02')
        """)
      try connection.query("SELECT pg_notify('allot_inbox', '')")
    }
  }

  /// Cases with a number like this that somebody holds.
  func held(_ pattern: String) async throws -> Int {
    try await store.database.transaction(agency: 1) { connection in
      try connection.query(
        """
        SELECT count(*) FROM allot.case_state s JOIN allot.case_record r USING (agency_id, case_id)
        WHERE r.case_no LIKE \(pattern) AND s.holder_id IS NOT NULL
        """
      ).only()[0, as: Int.self]
    }
  }
}
