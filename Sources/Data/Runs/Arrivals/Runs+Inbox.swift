package import Portfolio
import Postgres
import Register
package import Schema

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
    try await database.transaction(agency: agency.id) { connection in
      var batch = try LiveBatch(connection, desk, policies: policies, agencyVersion: agencyVersion, agency: agency)
      let result = try batch.run(decide)
      return (result, batch.desk)
    }
  }

  static func policyMark(_ agency: Int64, _ connection: Connection) throws -> Int64 {
    try connection.query(
      "SELECT coalesce(sum(version) * 1000 + count(*), 0)::bigint FROM allot.policy_version WHERE agency_id = \(agency) AND active"
    ).only()[0, as: Int64.self]
  }
}
