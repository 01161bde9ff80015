import Portfolio
import Postgres
package import Schema

extension Views {
  /// Ids, ascending, of cases in the pool that came in after the freeze of the last published run: no run has considered them. Every case of an
  /// agency that had no run yet counts.
  package func pendingArrivals(limit: Int = 100_000, agency: Agency) async throws -> [Int64] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        "SELECT DISTINCT s.case_id FROM \(try Self.arrivals(connection, agency.id)) ORDER BY s.case_id LIMIT \(limit)")
      return try rows.map { try $0[0, as: Int64.self] }
    }
  }

  /// Ids, ascending, of cases in the pool that somebody took back there since the last night in force was published: they wait for the next night, and a
  /// run by day leaves them alone.
  package func takenBack(agency: Agency) async throws -> [Int64] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT DISTINCT d.case_id FROM allot.run u
        JOIN allot.decision d ON d.agency_id = u.agency_id AND d.run_id = u.run_id AND d.day = u.slot AND d.to_id IS NULL AND NOT d.lost
        JOIN allot.case_state s ON s.agency_id = d.agency_id AND s.case_id = d.case_id AND s.status = \(stored: CaseStatus.open)
          AND s.holder_id IS NULL
        WHERE u.agency_id = \(agency.id) AND u.undoes IS NOT NULL AND u.state = 'published' AND u.published_at > coalesce((
          SELECT max(n.published_at) FROM allot.run n
          WHERE n.agency_id = \(agency.id) AND n.kind = 'night' AND n.state = 'published'
            AND NOT \(raw: TakenBack.whole("n"))), '-infinity')
        ORDER BY 1
        """)
      return try rows.map { try $0[0, as: Int64.self] }
    }
  }

  /// How many `pendingArrivals` there are.
  package func pendingArrivalCount(agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id) { connection in try Self.arrivalCount(connection, agency.id) }
  }

  static func arrivalCount(_ connection: Connection, _ agency: Int64) throws -> Int {
    try connection.query("SELECT count(DISTINCT s.case_id) FROM \(try arrivals(connection, agency))").only()[0, as: Int.self]
  }

  /// The ledger knows who came in; only its tail is read.
  private static func arrivals(_ connection: Connection, _ agency: Int64) throws -> SQL {
    let last = try connection.query(Store.lastSeen(agency)).first?[0, as: String.self]
    let after: SQL = last.map { "AND \(Store.unseen($0))" } ?? ""
    return """
      allot.change c JOIN allot.case_state s ON s.agency_id = c.agency_id AND s.case_id = c.case_id
        AND s.status = \(stored: CaseStatus.open) AND s.holder_id IS NULL
      WHERE c.agency_id = \(agency) AND c.kind IN (\(stored: FlowKind.arrivals)) \(after)
      """
  }
}
