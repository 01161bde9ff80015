import Postgres
package import Schema

/// One view of violations and what it holds now.
package struct Invariant: Sendable {
  /// Without schema, `check_load` for instance.
  package var view: String
  /// What the view says of itself.
  package var violations: Int
  /// The first of them, each as one JSON object.
  package var examples: [String]
}

extension Views {
  /// Every view `allot.check_…` of the schema, in order of name, for one agency. Reads whole tables: for people, not for loops.
  package func invariants(examples: Int = 5, agency: Agency) async throws -> [Invariant] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      let views = try connection.query(
        """
        SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'allot' AND c.relkind = 'v' AND c.relname LIKE 'check\\_%' ORDER BY 1
        """
      ).map { try $0[0, as: String.self] }
      return try views.map { view in
        let found = try connection.query(
          "SELECT to_jsonb(v)::text, count(*) OVER () FROM allot.\(raw: view) v WHERE v.agency_id = \(agency.id) LIMIT \(examples)"
        ).decode(String.self, Int.self)
        return Invariant(view: view, violations: found.first?.1 ?? 0, examples: found.map(\.0))
      }
    }
  }
}
