package import Portfolio
import Postgres
package import Schema

/// What stands out about an agency and needs a person, for the daemon's metrics and its word on readiness.
package struct Standing: Sendable, Hashable {
  /// Plans that wait for a person, the latest first.
  package var waiting: [RunID] = []
  /// The run whose ledger position does not reconcile, when the last position does not; nil when it does or there is none.
  package var unbalanced: RunID?
  /// Feeds whose last import applied rows and did not reach its end within a quarter of an hour.
  package var unfinished: [Feed] = []
  /// Emergency stops that hold.
  package var stops = 0
  /// Those of them that nobody has confirmed for a day, by number.
  package var overdueStops: [Int] = []
  /// Rows of the inbox that were refused and stand there with the reason.
  package var rejectedInbox = 0
  /// Nothing stands out.
  package init() {}
}

extension Views {
  /// Reads the runs that wait and the last position of the ledger: small, for every look of a loop.
  package func standing(agency: Agency) async throws -> Standing {
    let (waiting, last, unfinished, stops, rejected) = try await database.transaction(agency: agency.id) { connection in
      (
        try connection.query(
          "SELECT run_id FROM allot.run WHERE agency_id = \(agency.id) AND state = 'waiting' ORDER BY started_at DESC"
        ).decode(Int64.self),
        try connection.query(
          """
          SELECT run_id, position_id FROM allot.run WHERE agency_id = \(agency.id) AND position_id IS NOT NULL
          ORDER BY position_id DESC LIMIT 1
          """
        ).first?.decode(Int64.self, Int64.self),
        try connection.query(
          """
          SELECT feed FROM allot.import_open WHERE agency_id = \(agency.id) AND opened_at < clock_timestamp() - interval '15 minutes'
          ORDER BY feed COLLATE "C"
          """
        ).decode(String.self),
        try connection.query(
          """
          SELECT stop, confirmed_at IS NULL AND stopped_at < clock_timestamp() - INTERVAL '24 hours' FROM allot.emergency_stop
          WHERE agency_id = \(agency.id) AND lifted_at IS NULL ORDER BY stop
          """
        ).decode(Int.self, Bool.self),
        try connection.query("SELECT count(*) FROM allot.inbox WHERE agency_id = \(agency.id) AND rejected IS NOT NULL").only().decode(
          Int.self)
      )
    }
    var standing = Standing()
    standing.waiting = waiting
    standing.unfinished = unfinished.compactMap(Feed.init(rawValue:))
    standing.stops = stops.count
    standing.rejectedInbox = rejected
    standing.overdueStops = stops.filter(\.1).map(\.0)
    if let last, try await !store.ledger(position: last.1, agency: agency).imbalances.isEmpty { standing.unbalanced = last.0 }
    return standing
  }
}
