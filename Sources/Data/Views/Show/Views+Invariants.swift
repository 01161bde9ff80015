import Portfolio
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
  /// Every view `allot.check_…` of the schema, in order of name, for one agency; with `only` those of these names. Reads whole tables: for people, not
  /// for loops.
  package func invariants(examples: Int = 5, only: Set<String>? = nil, agency: Agency) async throws -> [Invariant] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      // Each reads whole tables: one pass over each is the most it may cost. Behind a first load nobody has counted the rows, and loops within loops, which look
      // cheap then, would take hours.
      try connection.execute("SET LOCAL enable_nestloop = off")
      let views = try connection.query(
        """
        SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'allot' AND c.relkind = 'v' AND c.relname LIKE 'check\\_%' ORDER BY 1
        """
      ).map { try $0[0, as: String.self] }
      return try views.filter { only?.contains($0) ?? true }.map { view in
        let found = try connection.query(
          "SELECT to_jsonb(v)::text, count(*) OVER () FROM allot.\(raw: view) v WHERE v.agency_id = \(agency.id) LIMIT \(examples)"
        ).decode(String.self, Int.self)
        return Invariant(view: view, violations: found.first?.1 ?? 0, examples: found.map(\.0))
      }
    }
  }

  /// The last run behind which the books were closed, when they did not fit: its number, and what did not. nil when all is in order.
  package func unreconciled(agency: Agency) async throws -> (run: RunID, faults: [String])? {
    try await database.transaction(agency: agency.id) { connection in
      let row = try connection.query(
        """
        SELECT r.run_id, ARRAY(SELECT jsonb_array_elements_text(r.stats -> 'unreconciled'))
        FROM (SELECT run_id, stats FROM allot.run WHERE agency_id = \(agency.id) AND position_id IS NOT NULL ORDER BY position_id DESC LIMIT 1) r
        WHERE r.stats ? 'unreconciled'
        """
      ).first?.decode(Int64.self, [String].self)
      return row.map { (run: $0.0, faults: $0.1) }
    }
  }
}
