import Portfolio
import Postgres
package import Schema

// Asking twice does it once.
extension Register {
  /// Notes that a request with a key begins, or says what is known of it. Keys older than two days are forgotten.
  package func beginRequest(_ key: String, digest: [UInt8], by actor: String, agency: Agency) async throws -> KeyedRequest {
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        """
        DELETE FROM allot.keyed_request WHERE agency_id = \(agency.id) AND begun_at < clock_timestamp() - interval '2 days'
        """)
      let begun = try connection.execute(
        """
        INSERT INTO allot.keyed_request (agency_id, actor, key, digest) VALUES (\(agency.id), \(actor), \(key), \(digest))
        ON CONFLICT (agency_id, actor, key) DO NOTHING
        """)
      if begun == 1 { return .first }
      let known = try connection.query(
        """
        SELECT digest, status, content_type, body FROM allot.keyed_request
        WHERE agency_id = \(agency.id) AND actor = \(actor) AND key = \(key)
        """
      ).decode([UInt8].self, Int16?.self, String?.self, [UInt8]?.self).first
      guard let (before, status, type, body) = known else { return .open }
      if before != digest { return .other }
      return status.map { .done(status: Int($0), contentType: type, body: body ?? []) } ?? .open
    }
  }

  /// Keeps the answer to a request that began; with nil it is as if nobody had asked: nothing was done.
  package func endRequest(
    _ key: String, _ answer: (status: Int, contentType: String?, body: [UInt8])?, by actor: String, agency: Agency
  ) async throws {
    let (status, type, body) = (answer.map { Int16($0.status) }, answer?.contentType, answer?.body)
    try await database.transaction(agency: agency.id) { connection in
      if let status {
        try connection.execute(
          """
          UPDATE allot.keyed_request SET status = \(status), content_type = \(type), body = \(body)
          WHERE agency_id = \(agency.id) AND actor = \(actor) AND key = \(key)
          """)
      } else {
        try connection.execute(
          "DELETE FROM allot.keyed_request WHERE agency_id = \(agency.id) AND actor = \(actor) AND key = \(key) AND status IS NULL")
      }
    }
  }
}
