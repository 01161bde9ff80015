import Postgres
package import Schema

/// What people name on the command line to see less.
package enum NamedThing: String, CaseIterable, Sendable {
  case client, team, collector, stage, batch
}

extension Views {
  /// Every name of a kind that the agency has, in order; of collectors the codes.
  package func names(of thing: NamedThing, agency: Agency) async throws -> [String] {
    let column = thing == .collector ? "code" : "name"
    return try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        SQL(raw: "SELECT DISTINCT \(column) COLLATE \"C\" FROM allot.\(thing.rawValue) WHERE agency_id = \(agency.id) ORDER BY 1")
      ).decode(String.self)
    }
  }
}
