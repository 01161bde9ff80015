package import Portfolio
import Postgres
package import Schema

extension Feeds {
  /// Whether a file with these bytes was imported for this feed before.
  package func fileKnown(feed: Feed, digest: [UInt8], agency: Agency) async throws -> Bool {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT EXISTS (
          SELECT FROM allot.import_file WHERE agency_id = \(agency.id) AND feed = \(feed.rawValue) AND digest = \(digest))
        """
      ).only()[0, as: Bool.self]
    }
  }

  /// Notes that the rows of a file begin to be applied; `recordFile` is its end.
  package func openFile(feed: Feed, file: String, by: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        INSERT INTO allot.import_open AS o (agency_id, feed, file, opened_by) VALUES (\(agency.id), \(feed.rawValue), \(file), \(by))
        ON CONFLICT (agency_id, feed) DO UPDATE SET file = excluded.file, opened_by = excluded.opened_by, opened_at = clock_timestamp()
        """)
    }
  }

  /// Notes that a file was imported, to its end. `rejected`: rows refused by the reader and by the database together.
  package func recordFile(
    feed: Feed, file: String, digest: [UInt8], report: ApplyReport, rejected: Int, by: String, agency: Agency
  ) async throws {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        INSERT INTO allot.import_file (agency_id, feed, file, digest, inserted, changed, unchanged, rejected, imported_by, at)
        VALUES (\(agency.id), \(feed.rawValue), \(file), \(digest), \(report.inserted), \(report.changed), \(report.unchanged),
          \(rejected), \(by), clock_timestamp())
        """)
      try connection.execute("DELETE FROM allot.import_open WHERE agency_id = \(agency.id) AND feed = \(feed.rawValue)")
    }
  }
}
