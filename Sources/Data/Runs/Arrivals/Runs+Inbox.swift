package import Portfolio
import Postgres
import Register
package import Schema
import Speech

extension Runs {
  /// Channel on which a client that filled the inbox may say so. A hint: the inbox is looked at in any case.
  package static let inboxChannel = "allot_inbox"
  /// Rows of the inbox taken at a time.
  package static let inboxBatch = 500

  /// Whether rows of this agency wait in the inbox.
  package func inboxWaits(agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT EXISTS (SELECT FROM allot.inbox WHERE agency_id = \(agency.id) AND rejected IS NULL)
        """
      ).only()[0, as: Bool.self]
    }
  }

  /// Reads what dealing arrivals needs besides the cases themselves.
  package func openLiveDesk(slot: Day, agency: Agency) async throws -> LiveDesk {
    let now = try await store.register.clock(agency).now
    var request = FreezeRequest(agency: agency, slot: slot, asOf: now, seed: 0)
    request.readsCases = false
    let mark = try await database.transaction(agency: agency.id) { try Self.policyMark(agency.id, $0) }
    let frozen = try await freeze(request)
    let before = try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT c.collector_id, c.effort_seconds, c.cases_before FROM allot.run_collector c
        WHERE c.agency_id = \(agency.id) AND c.run_id = (
          SELECT run_id FROM allot.run WHERE agency_id = \(agency.id) AND state = 'published' AND kind = 'night' ORDER BY published_at DESC LIMIT 1)
        """
      ).decode(Int64.self, Int64.self, Int32.self)
    }
    let known = Dictionary(before.map { ($0.0, ($0.1, Int64($0.2))) }) { first, _ in first }
    let ids = frozen.snapshot.collectors.id
    return LiveDesk(
      frozen: frozen, effortBefore: ids.map { known[$0]?.0 ?? 0 }, casesBefore: ids.map { known[$0]?.1 ?? 0 }, policyMark: mark)
  }

  /// Takes up to `inboxBatch` rows of the inbox, makes cases of them, lets `decide` say who gets them, and books it, all in one transaction: a row is
  /// dealt once or still there. Nothing is dealt while somebody holds the agency's lease. Cases that are known already, or whose debtor is, are
  /// applied and left to the next run of arrivals, which sees everything.
  ///
  /// `decide` gets a snapshot with the new cases only and with people's loads as they stand; it must be pure and quick.
  package func dealInbox(
    _ desk: LiveDesk, policies: [RunPolicy], agencyVersion: Int, agency: Agency,
    decide: @escaping @Sendable (Snapshot, LiveLoads) throws -> LiveDecisions
  ) async throws -> (LiveResult, LiveDesk) {
    let look = { @Sendable (only: [Int64]?) async throws -> (LiveResult, LiveDesk) in
      try await self.database.transaction(agency: agency.id) { connection in
        var batch = try LiveBatch(connection, desk, only: only, policies: policies, agencyVersion: agencyVersion, agency: agency)
        let result = try batch.run(decide)
        return (result, batch.desk)
      }
    }
    do { return try await look(nil) } catch let error as PostgresError where error.isAboutData {
      return try await dealAround(desk, agency, look)
    }
  }

  /// The last line of defence, when the server refuses what some row says: takes fewer and fewer of the oldest rows until they go in. One that fails
  /// by itself is marked, and the others go on.
  private func dealAround(
    _ desk: LiveDesk, _ agency: Agency, _ look: ([Int64]?) async throws -> (LiveResult, LiveDesk)
  ) async throws -> (LiveResult, LiveDesk) {
    let waiting = try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        "SELECT inbox_id FROM allot.inbox WHERE agency_id = \(agency.id) AND rejected IS NULL ORDER BY inbox_id LIMIT \(Self.inboxBatch)"
      ).map { try $0[0, as: Int64.self] }
    }
    guard let oldest = waiting.first else { return (.empty, desk) }
    var count = waiting.count
    var reason: PostgresError
    repeat {
      count = (count + 1) / 2
      do { return try await look(Array(waiting.prefix(count))) } catch let error as PostgresError where error.isAboutData { reason = error }
    } while count > 1
    let why = Wording(
      "the database refuses what the row says (SQLSTATE \(reason.sqlState ?? "-"))", "数据库拒绝该行的内容（SQLSTATE \(reason.sqlState ?? "-")）")
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        "UPDATE allot.inbox SET rejected = \(why.en) WHERE agency_id = \(agency.id) AND inbox_id = \(oldest) AND rejected IS NULL")
    }
    return (.dealt(taken: 0, assigned: 0), desk)
  }

  static func policyMark(_ agency: Int64, _ connection: Connection) throws -> Int64 {
    try connection.query(
      "SELECT coalesce(sum(version) * 1000 + count(*), 0)::bigint FROM allot.policy_version WHERE agency_id = \(agency) AND active"
    ).only()[0, as: Int64.self]
  }
}

extension PostgresError {
  /// Whether a value was refused: it does not fit its type (class 22), a limit of the server (class 54), NOT NULL or a CHECK. Nothing is wrong with
  /// the connection or the statement.
  fileprivate var isAboutData: Bool {
    guard kind == .server, let sqlState else { return false }
    return sqlState.hasPrefix("22") || sqlState.hasPrefix("54") || sqlState == "23502" || sqlState == "23514"
  }
}
