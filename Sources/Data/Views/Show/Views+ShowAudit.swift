package import Portfolio
import Postgres
package import Schema

/// One row of the audit.
package struct ShownAudit: Sendable, Hashable {
  /// The database's id, in the order of writing; the seal's number is `position`.
  package var id: Int64
  /// nil until it is sealed.
  package var position: Int64?
  /// When it was written, by the database's clock.
  package var at: Instant
  /// Name of the person, or the word of the part of the program, that acted.
  package var actor: String
  /// What was done: a group, a dot, a word, like `moves.done`.
  package var action: String
  /// To what it was done, like `order 12`.
  package var subject: String
  /// A JSON object.
  package var detail: String

  /// Made by the reader of the audit.
  package init(id: Int64, position: Int64?, at: Instant, actor: String, action: String, subject: String, detail: String) {
    (self.id, self.position, self.at) = (id, position, at)
    (self.actor, self.action, self.subject, self.detail) = (actor, action, subject, detail)
  }
}

/// Which rows of the audit to show; parts that are nil leave nothing out.
package struct AuditFilter: Sendable {
  /// Name of who acted, whole.
  package var actor: String?
  /// An action or, with a dot at its end, a group of them: `moves.`.
  package var action: String?
  /// First day, local to the agency.
  package var since: Day?
  /// The whole audit; the properties narrow it down.
  package init() {}
}

extension Views {
  /// The audit, latest first.
  package func showAudit(_ filter: AuditFilter = AuditFilter(), limit: Int = 50, agency: Agency) async throws -> [ShownAudit] {
    try await database.transaction(agency: agency.id) { connection in
      var conditions: SQL = ""
      if let actor = filter.actor { conditions = conditions + " AND actor = \(actor)" }
      if let action = filter.action { conditions = conditions + " AND (action = \(action) OR starts_with(action, \(action)))" }
      if let since = filter.since { conditions = conditions + " AND (at AT TIME ZONE \(agency.zone))::date >= \(since.date)" }
      return try connection.query(
        """
        SELECT audit_id, position, at, actor, action, subject, detail::text FROM allot.audit
        WHERE agency_id = \(agency.id) \(conditions) ORDER BY audit_id DESC LIMIT \(limit)
        """
      ).decode(Int64.self, Int64?.self, PostgresTimestamp.self, String.self, String.self, String.self, String.self)
        .map { ShownAudit(id: $0.0, position: $0.1, at: Instant($0.2), actor: $0.3, action: $0.4, subject: $0.5, detail: $0.6) }
    }
  }
}
