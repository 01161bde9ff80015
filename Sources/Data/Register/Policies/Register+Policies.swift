import Digest
import Faults
package import Portfolio
import Postgres
package import Schema
import Speech

extension Register {
  /// Keeps a text as a version of `name`. A text that is there already keeps its version: `isNew` is false. Not active until `activate`.
  package func applyPolicy(
    _ kind: PolicyKind, name: String, text: String, by person: String, agency: Agency
  ) async throws -> (version: PolicyVersion, isNew: Bool) {
    try await database.transaction(agency: agency.id) { connection in
      // Versions are numbered one after the other.
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      return try Self.keep(connection, agency.id, kind, name, text, person)
    }
  }

  /// The same under the agency's lock.
  static func keep(
    _ connection: Connection, _ agency: Int64, _ kind: PolicyKind, _ name: String, _ text: String, _ person: String
  ) throws -> (version: PolicyVersion, isNew: Bool) {
    let digest = SHA256.hash(text)
    let made = try connection.execute(
      """
      INSERT INTO allot.policy_version (agency_id, kind, name, version, body, digest, applied_by, applied_at)
      SELECT \(agency), \(kind.rawValue), \(name), coalesce(max(version), 0) + 1, \(text), \(digest), \(person), clock_timestamp()
      FROM allot.policy_version WHERE agency_id = \(agency) AND kind = \(kind.rawValue) AND name = \(name)
      ON CONFLICT (agency_id, kind, name, digest) DO NOTHING
      """)
    let versions = try versions(connection, agency, "AND kind = \(kind.rawValue) AND name = \(name) AND digest = \(digest)")
    guard let version = versions.first else { throw StoreError.notFound(kind: .version(.policy), name: name) }
    return (version.0, made > 0)
  }

  /// Puts a version in force without a change, and retires the one before; open changes of that name have another base. Throws `notFound`.
  package func activatePolicy(_ kind: PolicyKind, name: String, version: Int, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      try connection.execute(
        """
        UPDATE allot.policy_version SET active = false
        WHERE agency_id = \(agency.id) AND kind = \(kind.rawValue) AND name = \(name) AND active AND version <> \(version)
        """)
      let found = try connection.execute(
        """
        UPDATE allot.policy_version SET active = true, activated_by = CASE WHEN active THEN activated_by ELSE \(person) END,
          activated_at = CASE WHEN active THEN activated_at ELSE clock_timestamp() END
        WHERE agency_id = \(agency.id) AND kind = \(kind.rawValue) AND name = \(name) AND version = \(version)
        """)
      guard found == 1 else { throw StoreError.notFound(kind: .version(kind), name: "\(name) v\(version)") }
      try Store.audit(connection, agency.id, by: person, "policy.activated", "\(kind.rawValue) \(name) v\(version)")
      try book.moved([(kind, name)], by: nil)
      FaultHook.reach("policy.changed")
    }
  }

  /// Takes a text out of force without a change. Throws `notFound` when none of that name is active.
  package func retirePolicy(_ kind: PolicyKind, name: String, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      let found = try connection.execute(
        """
        UPDATE allot.policy_version SET active = false
        WHERE agency_id = \(agency.id) AND kind = \(kind.rawValue) AND name = \(name) AND active
        """)
      guard found == 1 else { throw StoreError.notFound(kind: .activeVersion(kind), name: name) }
      try Store.audit(connection, agency.id, by: person, "policy.retired", "\(kind.rawValue) \(name)")
      try book.moved([(kind, name)], by: nil)
    }
  }

  /// All versions, by kind, name and version.
  package func policyVersions(agency: Agency) async throws -> [PolicyVersion] {
    try await database.transaction(agency: agency.id) { connection in try Self.versions(connection, agency.id, "").map(\.0) }
  }

  /// The texts in force, by kind and name.
  package func activePolicies(agency: Agency) async throws -> [(version: PolicyVersion, text: String)] {
    try await database.transaction(agency: agency.id) { connection in try Self.versions(connection, agency.id, "AND active") }
  }

  /// One text; without a version the one in force. Throws `notFound`.
  package func policyText(
    _ kind: PolicyKind, name: String, version: Int? = nil, agency: Agency
  ) async throws -> (version: PolicyVersion, text: String) {
    try await database.transaction(agency: agency.id) { connection in
      let which: SQL = version.map { "AND version = \($0)" } ?? "AND active"
      let found = try Self.versions(connection, agency.id, "AND kind = \(kind.rawValue) AND name = \(name) \(which)")
      guard let one = found.first else {
        throw StoreError.notFound(kind: version == nil ? .activeVersion(kind) : .version(kind), name: name)
      }
      return one
    }
  }

  static func versions(_ connection: Connection, _ agency: Int64, _ filter: SQL) throws -> [(PolicyVersion, String)] {
    let rows = try connection.query(
      """
      SELECT kind, name, version, body, digest, active, applied_by, applied_at, activated_at FROM allot.policy_version
      WHERE agency_id = \(agency) \(filter) ORDER BY kind COLLATE "C", name COLLATE "C", version
      """
    ).decode(
      String.self, String.self, Int.self, String.self, [UInt8].self, Bool.self, String.self, PostgresTimestamp.self, PostgresTimestamp?.self
    )
    return try rows.map { kind, name, version, text, digest, active, by, at, activated in
      guard let kind = PolicyKind(rawValue: kind) else {
        throw StoreError.invalid(Wording("the database holds a policy of an unknown kind", "数据库中有类型不明的策略"))
      }
      return (
        PolicyVersion(
          kind: kind, name: name, version: version, digest: digest, isActive: active, appliedBy: by, appliedAt: Instant(at),
          activatedAt: activated.map { Instant($0) }), text
      )
    }
  }
}
