package import Portfolio
import Postgres
package import Schema

/// A row of the outbox that has its place: what was published, dealt or moved, once it is sealed.
package struct Announcement: Sendable, Hashable {
  /// From 1, without gaps; nothing is ever put between two.
  package var position: Int64
  /// When it was written, by the database's clock.
  package var at: Instant
  /// `run.published`, `cases.dealt`, `moves.proposed`, `moves.done`.
  package var topic: String
  /// A JSON object with the run or order and counts.
  package var payload: String

  /// As its row says.
  package init(position: Int64, at: Instant, topic: String, payload: String) {
    (self.position, self.at, self.topic, self.payload) = (position, at, topic, payload)
  }
}

/// A case that changed hands, or could not, as an announcement says.
package struct HandedCase: Sendable, Hashable {
  package var client: String
  package var caseNo: String
  /// Codes of collectors; nil is the pool.
  package var from: String?
  package var to: String?
}

extension Views {
  /// Sealed rows of the outbox behind `position`, at most `limit`: whoever reads on from the last position he has misses none and sees none twice.
  package func announcements(after position: Int64, limit: Int, agency: Agency) async throws -> [Announcement] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT position, created_at, topic, payload::text FROM allot.outbox
        WHERE agency_id = \(agency.id) AND position > \(position) ORDER BY position LIMIT \(limit)
        """
      ).decode(Int64.self, PostgresTimestamp.self, String.self, String.self).map {
        Announcement(position: $0.0, at: Instant($0.1), topic: $0.2, payload: $0.3)
      }
    }
  }

  /// The position of the first row that retention has left, and of the row sealed last, whether it is left or not; 0 where there is none.
  package func announced(agency: Agency) async throws -> (first: Int64, last: Int64) {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT coalesce((SELECT position FROM allot.outbox WHERE agency_id = \(agency.id) AND position > 0 ORDER BY position LIMIT 1), 0),
          coalesce((SELECT position FROM allot.seal_head WHERE agency_id = \(agency.id) AND stream = 'outbox'), 0)
        """
      ).only().decode(Int64.self, Int64.self)
    }
  }
}
