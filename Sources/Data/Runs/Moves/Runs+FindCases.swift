package import Portfolio
import Postgres
package import Schema

/// What a command named, looked up.
package enum CaseLookUp: Sendable, Hashable {
  case found(FoundCase)
  case unknown
  /// The number stands for cases of several clients.
  case ambiguous(clients: [String])
}

extension Runs {
  /// The cases with these numbers, in order.
  package func findCases(_ keys: [CaseKey], agency: Agency) async throws -> [CaseLookUp] {
    try await database.transaction(agency: agency.id) { connection in
      let today: SQL = "(clock_timestamp() AT TIME ZONE (SELECT a.zone FROM allot.agency a WHERE a.agency_id = \(agency.id)))::date"
      let rows = try connection.query(
        """
        SELECT n.ordinality, r.case_id, c.name, s.status, s.holder_id, s.rev, s.counted_in IS NOT NULL AND s.held_since = \(today)
        FROM unnest(\(keys.map(\.caseNo)), \(keys.map(\.client))) WITH ORDINALITY AS n (case_no, client, ordinality)
        CROSS JOIN LATERAL (
          SELECT r.case_id, r.client_id FROM allot.case_record r
          WHERE r.agency_id = \(agency.id) AND r.case_no = n.case_no LIMIT 100) r
        JOIN allot.client c ON c.agency_id = \(agency.id) AND c.client_id = r.client_id AND (n.client IS NULL OR c.name = n.client)
        JOIN allot.case_state s ON s.agency_id = \(agency.id) AND s.case_id = r.case_id
        ORDER BY n.ordinality, c.name COLLATE "C"
        """
      ).decode(Int64.self, Int64.self, String.self, Int16.self, Int64?.self, Int32.self, Bool?.self)
      var found = [[FoundCase]](repeating: [], count: keys.count)
      for (place, id, client, status, holder, rev, isOfToday) in rows {
        let key = keys[Int(place) - 1]
        found[Int(place) - 1].append(
          FoundCase(
            id: id, caseNo: key.caseNo, client: client, status: CaseStatus(rawValue: UInt8(clamping: status)) ?? .open, holder: holder,
            rev: rev, isOfToday: isOfToday ?? false))
      }
      return found.map { $0.count > 1 ? .ambiguous(clients: $0.map(\.client)) : $0.first.map { .found($0) } ?? .unknown }
    }
  }

  /// What a preview has to know to judge moves of `cases` to `collectors`: these cases, the other open cases of their debtors, and all that the
  /// collectors hold. One pass over the open cases; ascending.
  package func moveScope(cases: [Int64], collectors: [Int64], agency: Agency) async throws -> [Int64] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT s.case_id FROM allot.case_state s
        WHERE s.agency_id = \(agency.id) AND s.status = \(stored: CaseStatus.open)
          AND (s.case_id = ANY (\(cases)) OR s.holder_id = ANY (\(collectors))
          OR s.debtor_id IN (SELECT d.debtor_id FROM allot.case_state d WHERE d.agency_id = \(agency.id) AND d.case_id = ANY (\(cases))))
        ORDER BY s.case_id
        """)
      return try rows.map { try $0[0, as: Int64.self] }
    }
  }

  /// Ids of collectors by code; unknown codes are missing.
  package func collectorIDs(_ codes: [String], agency: Agency) async throws -> [String: Int64] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        "SELECT code, collector_id FROM allot.collector WHERE agency_id = \(agency.id) AND code = ANY (\(codes))")
      return Dictionary(try rows.decode(String.self, Int64.self).map { ($0.0, $0.1) }) { first, _ in first }
    }
  }
}
