package import Postgres

/// The small dictionaries of an agency. Ids count from 1 without gaps.
package enum NameTable: String {
  case client, batch, product, stage, region, team, skill
}

extension NameTable {
  /// All names that the agency has, in order.
  package func names(_ connection: Connection, _ agency: Int64) throws -> [String] {
    try connection.query("SELECT name FROM allot.\(identifier: rawValue) WHERE agency_id = \(agency) ORDER BY name COLLATE \"C\"")
      .decode(String.self)
  }
}
