package import Portfolio
import Postgres
package import Schema

extension Register {
  /// Notes that somebody agrees to a version; twice is once. Gives everybody who has agreed so far, by name, and whether it is news. Puts nothing in
  /// force.
  package func noteApproval(_ kind: PolicyKind, name: String, version: Int, by person: String, agency: Agency) async throws -> (
    people: [String], isNew: Bool
  ) {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      let added = try connection.execute(
        """
        INSERT INTO allot.policy_approval (agency_id, kind, name, version, person)
        VALUES (\(agency.id), \(kind.rawValue), \(name), \(Int32(version)), \(person)) ON CONFLICT DO NOTHING
        """)
      if added == 1 { try Store.audit(connection, agency.id, by: person, "policy.approved", "\(kind.rawValue) \(name) v\(version)") }
      return (try Self.approvals(connection, agency.id, kind, name, version), added == 1)
    }
  }

  /// Who has agreed to a version, by name.
  package func approvals(_ kind: PolicyKind, name: String, version: Int, agency: Agency) async throws -> [String] {
    try await database.transaction(agency: agency.id) { try Self.approvals($0, agency.id, kind, name, version) }
  }

  private static func approvals(_ connection: Connection, _ agency: Int64, _ kind: PolicyKind, _ name: String, _ version: Int) throws
    -> [String]
  {
    try connection.query(
      """
      SELECT person FROM allot.policy_approval
      WHERE agency_id = \(agency) AND kind = \(kind.rawValue) AND name = \(name) AND version = \(Int32(version)) ORDER BY person COLLATE "C"
      """
    ).decode(String.self)
  }
}
