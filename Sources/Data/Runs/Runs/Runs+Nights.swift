package import Portfolio
import Postgres
package import Schema

extension Runs {
  /// The latest published nights, the latest first, those without an open case left out; those that were taken back are among them.
  package func publishedNights(limit: Int, agency: Agency) async throws -> [(run: RunID, slot: Day)] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT run_id, slot FROM allot.run
        WHERE agency_id = \(agency.id) AND kind = 'night' AND state = 'published' AND open_cases > 0
        ORDER BY slot DESC, seq DESC, run_id DESC LIMIT \(limit)
        """
      ).decode(Int64.self, PostgresDate.self).map { ($0.0, Day($0.1)) }
    }
  }
}
