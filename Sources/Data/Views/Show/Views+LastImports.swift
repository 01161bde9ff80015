package import Portfolio
import Postgres
package import Schema

extension Views {
  /// By feed: the day of its last import, in the agency's zone; a feed that never came is missing.
  package func lastImportDays(agency: Agency) async throws -> [Feed: Day] {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        SELECT feed, (max(at) AT TIME ZONE \(agency.zone))::date FROM allot.import_file WHERE agency_id = \(agency.id)
        GROUP BY feed ORDER BY feed COLLATE "C"
        """
      ).decode(String.self, PostgresDate.self)
      return Dictionary(rows.compactMap { name, day in Feed(rawValue: name).map { ($0, Day(day)) } }) { first, _ in first }
    }
  }
}
