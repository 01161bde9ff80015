import Postgres
package import Schema

/// What people name on the command line to see less.
package enum NamedThing: String, CaseIterable, Sendable {
  case client, team, collector, stage, batch
}

extension Views {
  /// The numbers by which people know cases, of the database ids in `cases` that the agency has.
  package func caseNumbers(of cases: [Int64], agency: Agency) async throws -> [Int64: String] {
    if cases.isEmpty { return [:] }
    let found = try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        "SELECT case_id, case_no FROM allot.case_record WHERE agency_id = \(agency.id) AND case_id = ANY (\(cases))"
      ).decode(Int64.self, String.self)
    }
    return Dictionary(found.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
  }

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
