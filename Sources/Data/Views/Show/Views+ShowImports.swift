package import Portfolio
import Postgres
package import Schema

/// A file that was loaded, for people.
package struct ShownImport: Sendable, Hashable {
  /// What its rows are.
  package var feed: Feed
  /// As it was named when it was loaded.
  package var file: String
  /// Rows by what they did: new, changed, as they were, refused.
  package var inserted: Int64
  package var changed: Int64
  package var unchanged: Int64
  package var rejected: Int64
  /// Who loaded it.
  package var by: String
  package var at: Instant
}

extension Views {
  /// Files that were loaded, the latest first, at most `limit`; of one feed where given, or only those of which rows were refused.
  package func showImports(_ feed: Feed? = nil, isRefused: Bool = false, limit: Int, agency: Agency) async throws -> [ShownImport] {
    let ofFeed: SQL = feed.map { "AND feed = \($0.rawValue)" } ?? ""
    let filter: SQL = isRefused ? ofFeed + " AND rejected > 0" : ofFeed
    return try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT feed, file, inserted, changed, unchanged, rejected, imported_by, at FROM allot.import_file
        WHERE agency_id = \(agency.id) \(filter) ORDER BY import_id DESC LIMIT \(limit)
        """
      ).decode(String.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self, String.self, PostgresTimestamp.self)
        .compactMap { row in
          Feed(rawValue: row.0).map {
            ShownImport(
              feed: $0, file: row.1, inserted: row.2, changed: row.3, unchanged: row.4, rejected: row.5, by: row.6, at: Instant(row.7))
          }
        }
    }
  }

  /// Rows of the inbox that were refused and stay there with the reason, the latest first, at most `limit`.
  package func refusedInbox(limit: Int, agency: Agency) async throws -> [RefusedRow] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT inbox_id, left(client, 200), left(case_no, 200), submitted_at, rejected FROM allot.inbox
        WHERE agency_id = \(agency.id) AND rejected IS NOT NULL ORDER BY inbox_id DESC LIMIT \(limit)
        """
      ).decode(Int64.self, String.self, String.self, PostgresTimestamp.self, String.self)
        .map { RefusedRow(id: $0.0, client: $0.1, caseNo: $0.2, at: Instant($0.3), reason: $0.4) }
    }
  }
}

/// A row of the inbox that was refused, for people.
package struct RefusedRow: Sendable, Hashable {
  package var id: Int64
  /// As they were handed in, whoever they are.
  package var client: String
  package var caseNo: String
  package var at: Instant
  /// In English, as it is written down beside the row.
  package var reason: String
}
