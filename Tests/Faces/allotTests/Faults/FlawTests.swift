import Glibc
import Testing

@testable import Postgres
@testable import Schema
@testable import Tasks

/// The same faults against a protocol with a part left out: what the harness would say. It must say something.
@Suite(.serialized) struct FlawTests {
  /// A holder that stands still inside the publish until somebody else has the lease, and goes on before the server ends its transaction.
  @Test(arguments: [nil, "no_fence"])
  func withoutTheFenceAnOldHolderPublishes(_ flaw: String?) async throws {
    let base = try await FaultBase.shared.value
    let copy = try await base.copy()
    var environment = ["ALLOT_FAULT": "publish.fence=stop"]
    if let flaw { environment["ALLOT_FLAW"] = flaw }
    let old = try copy.daemon(environment)
    _ = await eventually(.seconds(30)) { try await copy.holder() }
    // Started before the old one stands still: the server gives that one 10 s.
    // It stands still once the lease is its own: else it might publish before the old one goes on.
    let new = try copy.daemon(["ALLOT_FAULT": "leased=stop"])
    _ = await eventually(.seconds(30)) { Child.text("/proc/\(old.pid)/stat").contains(") T ") ? true : nil }
    let before = try #require(try await copy.fence())
    let passed = await eventually(.seconds(8)) { try await copy.fence().flatMap { $0 > before ? $0 : nil } }
    #expect(passed != nil, "nobody took the lease over")
    #expect(try await copy.published() == nil)
    kill(old.pid, SIGCONT)
    if flaw != nil { _ = await eventually(.seconds(20)) { try await copy.published() } }
    kill(new.pid, SIGCONT)
    let fence = try #require(await eventually(.seconds(40)) { try await copy.published() })
    // What the harness looks at: published under a fence that had passed before.
    #expect((fence < (passed ?? 0)) == (flaw != nil))
    #expect(try await old.stop().status == 0)
    #expect(try await new.stop().status == 0)
    try await copy.drop()
  }

  @Test func twoCommitsAreFoundByTheInvariants() async throws {
    let base = try await FaultBase.shared.value
    let copy = try await base.copy()
    let old = try copy.daemon(["ALLOT_FAULT": "publish.between=kill", "ALLOT_FLAW": "two_commits"])
    _ = try await BlockingThread.run { try old.finish() }
    let new = try copy.daemon()
    _ = await eventually(.seconds(40)) { try await copy.published() }
    let complaints = try await copy.complaints()
    #expect(complaints.contains { $0.hasPrefix("check_unpublished") }, "\(complaints)")
    #expect(try await new.stop().status == 0)
    try await copy.drop()
  }

  /// Somebody who respects the limit takes a place while the publish is between computing the room and writing.
  @Test(arguments: [nil, "no_collector_lock"])
  func withoutTheCollectorsLockALimitIsPassed(_ flaw: String?) async throws {
    let base = try await FaultBase.shared.value
    let copy = try await base.copy()
    let limit = 20
    try await copy.store.database.transaction(agency: 1) { try $0.execute("UPDATE allot.collector SET case_limit = \(Int32(limit))") }
    var environment = ["ALLOT_FAULT": "publish.4=stop"]
    if let flaw { environment["ALLOT_FLAW"] = flaw }
    let daemon = try copy.daemon(environment)
    _ = await eventually(.seconds(30)) { Child.text("/proc/\(daemon.pid)/stat").contains(") T ") ? true : nil }
    let taken = Task { try await copy.takePlaces(limit: limit) }
    // He has taken his places, or waits for the publish to give the collectors' rows back.
    let met = await eventually(.seconds(20)) {
      let isDone = try await copy.places(named: "W-%") > 0
      return try await copy.isSomebodyBlocked() || isDone ? true : nil
    }
    #expect(met == true)
    kill(daemon.pid, SIGCONT)
    _ = await eventually(.seconds(40)) { try await copy.published() }
    _ = try await taken.value
    #expect(try await daemon.stop().status == 0)
    let over = try await copy.store.database.transaction(agency: 1) { connection in
      try connection.query("SELECT count(*) FROM allot.collector_state WHERE open_cases > \(Int32(limit))").only()[0, as: Int.self]
    }
    #expect((over > 0) == (flaw != nil), "\(over) people over their limit")
    try await copy.drop()
  }
}

extension FaultBase.Copy {
  /// The lease's number.
  func fence() async throws -> Int64? {
    try await store.database.transaction(agency: 1) { try $0.query("SELECT fence FROM allot.lease").first?[0, as: Int64.self] }
  }

  /// Cases with a number like this.
  func places(named pattern: String) async throws -> Int {
    try await store.database.transaction(agency: 1) { connection in
      try connection.query("SELECT count(*) FROM allot.case_record WHERE case_no LIKE \(pattern)").only()[0, as: Int.self]
    }
  }

  /// Whether some back end of this database waits for a lock.
  func isSomebodyBlocked() async throws -> Bool {
    try await store.database.run { connection in
      try connection.query(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
      ).only()[0, as: Bool.self]
    }
  }

  /// Gives every collector who has a place one new case, the way every writer must: his row locked first. Gives the number of cases given.
  func takePlaces(limit: Int) async throws -> Int {
    try await store.database.transaction(agency: 1, settings: TransactionSettings(lockTimeout: 30_000, statementTimeout: 60_000)) {
      connection in
      let free = try connection.query(
        "SELECT collector_id FROM allot.collector_state ORDER BY collector_id FOR UPDATE"
      ).map { try $0[0, as: Int64.self] }
      var given = 0
      for person in free {
        let isFree = try connection.execute(
          """
          UPDATE allot.collector_state SET open_cases = open_cases + 1, given_cases = given_cases + 1, open_amount = open_amount + 100
          WHERE collector_id = \(person) AND open_cases < \(Int32(limit))
          """)
        guard isFree == 1 else { continue }
        given += 1
        try connection.execute(
          """
          WITH made AS (
            INSERT INTO allot.case_record (agency_id, client_id, case_no, stated_outstanding, stated_on, created_at)
            VALUES (1, 1, \("W-\(person)"), 100, '2026-01-01', clock_timestamp()) RETURNING case_id),
          state AS (
            INSERT INTO allot.case_state (agency_id, case_id, outstanding, holder_id, client_id, held_since, currency)
            SELECT 1, case_id, 100, \(person), 1, '2026-01-01', 'CNY' FROM made RETURNING case_id)
          INSERT INTO allot.change (agency_id, day, at, case_id, to_id, amount, kind, currency)
          SELECT 1, '2026-01-01', clock_timestamp(), case_id, CASE k WHEN 3 THEN \(person) END, 100, k, 'CNY' FROM state, unnest(ARRAY[1, 3]::int2[]) k
          """)
      }
      return given
    }
  }
}
