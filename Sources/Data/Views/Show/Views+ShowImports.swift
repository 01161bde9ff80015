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
  /// Files that were loaded, the latest first, at most `limit`; of one feed where given.
  package func showImports(_ feed: Feed? = nil, limit: Int, agency: Agency) async throws -> [ShownImport] {
    let filter: SQL = feed.map { "AND feed = \($0.rawValue)" } ?? ""
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
}
