package import Figures
package import Portfolio
import Postgres
package import Schema

/// How an agency stands, for `allot doctor`. Cheap: reads small tables and the tail of the ledger.
package struct StoreHealth: Sendable {
  /// The run of any kind that began last among those published that stand: neither taken back nor one that takes back; nil before the first.
  package var lastPublished: ShownRun?
  /// Plans that wait for a person.
  package var waitingPlans: Int
  /// Runs that failed after the last published one began.
  package var failedSince: Int
  /// Everybody a file ever named, inactive people too.
  package var collectors: Int
  /// Open cases with people, as their counters say, and the amount in the agency's currency.
  package var casesWithPeople: Int
  /// Outstanding of these cases, in minor units of the agency's currency.
  package var amountWithPeople: Int64
  /// Open cases in the pool that came in after the freeze of the last published run.
  package var pendingArrivals: Int
  /// The lease as it stands, in force or over; nil when nobody ever took it.
  package var lease: Lease?
  /// When each feed was last imported, by feed.
  package var lastImports: [(feed: Feed, at: Instant)]
  /// Outbox rows nobody has numbered yet.
  package var outboxWaiting: Int
  /// Policies in force; agency file, lexicons, models and mappings are not among them.
  package var activePolicies: Int
  /// Calls of the last `TalkFigures.unmappedDays` days and of today that a carrier refused for the number that calls, by source, most first.
  package var blocked: [BlockedCalls]
  /// Rows of the inbox that were refused and stand there with the reason.
  package var rejectedInbox = 0
  /// Rows of files, whichever way they came, that were refused since the last night was published; of all files before the first.
  package var rejectedRows = 0

  /// Who may run the agency's nights.
  package struct Lease: Sendable, Hashable {
    /// Process that took it last, as `host/pid/random number`.
    package var owner: String
    /// Number of that owner, from 1; grows with every owner.
    package var fence: Int64
    /// Its time is over, or it was given back: anybody may take it.
    package var isExpired: Bool
  }
}

extension Views {
  /// How the agency stands now, `today` by its own clock.
  package func health(today: Day, agency: Agency) async throws -> StoreHealth {
    let last = try await showRuns(states: [.published], limit: 20, agency: agency).first { !$0.isTakenBack && $0.undoes == nil }
    return try await database.transaction(agency: agency.id) { connection in
      let counts = try connection.query(
        """
        SELECT (SELECT count(*) FROM allot.run WHERE agency_id = \(agency.id) AND state = 'waiting'),
          (SELECT count(*) FROM allot.run WHERE agency_id = \(agency.id) AND state = 'failed' AND started_at > \(last?.startedAt.timestamp ?? PostgresTimestamp(microseconds: 0))),
          (SELECT count(*) FROM allot.collector_state WHERE agency_id = \(agency.id)),
          (SELECT coalesce(sum(open_cases), 0) FROM allot.collector_state WHERE agency_id = \(agency.id)),
          (SELECT coalesce(sum(open_amount), 0)::bigint FROM allot.collector_state WHERE agency_id = \(agency.id)),
          (SELECT count(*) FROM allot.outbox WHERE agency_id = \(agency.id) AND position IS NULL),
          (SELECT count(*) FROM allot.policy_version WHERE agency_id = \(agency.id) AND kind = 'policy' AND active),
          (SELECT count(*) FROM allot.inbox WHERE agency_id = \(agency.id) AND rejected IS NOT NULL),
          (SELECT coalesce(sum(f.rejected), 0)::bigint FROM allot.import_file f WHERE f.agency_id = \(agency.id) AND f.at > coalesce((
            SELECT max(n.published_at) FROM allot.run n
            WHERE n.agency_id = \(agency.id) AND n.state = 'published' AND n.kind = 'night' AND n.undoes IS NULL), '-infinity'))
        """
      ).only().decode(Int.self, Int.self, Int.self, Int.self, Int64.self, Int.self, Int.self, Int.self, Int.self)
      let lease = try connection.query(
        "SELECT l.owner, l.fence, NOT \(raw: LeaseRow.isHeld("l")) FROM allot.lease l WHERE l.agency_id = \(agency.id)"
      ).first?.decode(String.self, Int64.self, Bool.self)
      let imports = try connection.query(
        "SELECT feed, max(at) FROM allot.import_file WHERE agency_id = \(agency.id) GROUP BY feed ORDER BY feed COLLATE \"C\""
      ).decode(String.self, PostgresTimestamp.self)
      return StoreHealth(
        lastPublished: last, waitingPlans: counts.0, failedSince: counts.1, collectors: counts.2, casesWithPeople: counts.3,
        amountWithPeople: counts.4, pendingArrivals: try Self.arrivalCount(connection, agency.id),
        lease: lease.map { StoreHealth.Lease(owner: $0.0, fence: $0.1, isExpired: $0.2) },
        lastImports: imports.compactMap { feed, at in Feed(rawValue: feed).map { ($0, Instant(at)) } }, outboxWaiting: counts.5,
        activePolicies: counts.6, blocked: try Self.blockedCalls(before: today + 1, connection, agency.id),
        rejectedInbox: counts.7, rejectedRows: counts.8)
    }
  }

  /// Calls that a carrier refused for the number that calls, of the `TalkFigures.unmappedDays` days before `day`, by source.
  static func blockedCalls(before day: Day, _ connection: Connection, _ agency: Int64) throws -> [BlockedCalls] {
    let codes = try connection.query(
      "SELECT code_id FROM allot.contact_code WHERE agency_id = \(agency) AND outcome = \(Int16(ContactOutcome.blocked.rawValue))"
    ).decode(Int32.self)
    // Most agencies have none: their attempts need not be read.
    guard !codes.isEmpty else { return [] }
    let rows = try connection.query(
      """
      SELECT k.source, count(*)::int8 FROM allot.attempt a JOIN allot.contact_code k ON k.agency_id = a.agency_id AND k.code_id = a.code_id
      WHERE a.agency_id = \(agency) AND a.code_id = ANY (\(codes)) AND a.day >= \((day - TalkFigures.unmappedDays).date) AND a.day < \(day.date)
      GROUP BY k.source ORDER BY 2 DESC, 1
      """)
    return try rows.decode(String.self, Int64.self).map { BlockedCalls(source: $0.0, calls: $0.1) }
  }
}
