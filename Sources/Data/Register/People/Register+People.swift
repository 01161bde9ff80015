import Digest
package import Portfolio
import Postgres
package import Schema
import Speech

extension Register {
  /// Adds somebody. Throws `invalid` when the name or one of the users is taken.
  package func addPerson(
    _ name: String, roles: [Role], osUser: String? = nil, databaseUser: String? = nil, team: String? = nil, by actor: String, agency: Agency
  ) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let added = try connection.execute(
        """
        INSERT INTO allot.person (agency_id, name, roles, os_user, db_user, team, created_by, created_at)
        VALUES (\(agency.id), \(name), \(roles.map(\.rawValue)), \(osUser), \(databaseUser), \(team), \(actor), clock_timestamp())
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw StoreError.invalid(
          Wording(
            "there is a user of that name already, or one with the same operating-system or database user",
            "已有同名用户，或已有用户使用相同的操作系统用户或数据库用户"))
      }
      if let databaseUser {
        try connection.execute(
          "INSERT INTO allot.database_user (db_user, agency_id) VALUES (\(databaseUser), \(agency.id)) ON CONFLICT DO NOTHING")
        // From now on, and also once the person is disabled: his login is nobody's that serves every agency.
        let isNamed = try !connection.query("SELECT FROM allot.login_agency WHERE login = \(databaseUser)").isEmpty
        if !isNamed { try Self.addBinding(connection, databaseUser, agency: nil, every: false, by: actor) }
      }
      let words = roles.map { jsonString($0.rawValue) }.joined(separator: ",")
      try Store.audit(connection, agency.id, by: actor, "user.added", "user \(name)", detail: "{\"roles\":[\(words)]}")
    }
  }

  /// Gives somebody other roles. Throws `notFound`.
  package func setRoles(_ name: String, _ roles: [Role], by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let changed = try connection.execute(
        "UPDATE allot.person SET roles = \(roles.map(\.rawValue)) WHERE agency_id = \(agency.id) AND name = \(name) AND active")
      guard changed == 1 else { throw StoreError.notFound(kind: .activeUser, name: name) }
      let words = roles.map { jsonString($0.rawValue) }.joined(separator: ",")
      try Store.audit(connection, agency.id, by: actor, "user.changed", "user \(name)", detail: "{\"roles\":[\(words)]}")
    }
  }

  /// Takes somebody's rights and tokens away; what he did stays under his name. Throws `notFound`.
  package func disablePerson(_ name: String, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        "UPDATE allot.person SET active = false WHERE agency_id = \(agency.id) AND name = \(name) AND active RETURNING person_id, db_user")
      guard let (id, databaseUser) = try rows.first?.decode(Int64.self, String?.self) else {
        throw StoreError.notFound(kind: .activeUser, name: name)
      }
      let tokens = try connection.execute(
        """
        UPDATE allot.token SET revoked_at = clock_timestamp() WHERE agency_id = \(agency.id) AND person_id = \(id) AND revoked_at IS NULL
        """)
      if let databaseUser {
        try connection.execute("DELETE FROM allot.database_user WHERE db_user = \(databaseUser) AND agency_id = \(agency.id)")
      }
      try Store.audit(connection, agency.id, by: actor, "user.disabled", "user \(name)", detail: "{\"tokens_revoked\":\(tokens)}")
    }
  }

  /// Everybody, by name.
  package func people(agency: Agency) async throws -> [Person] {
    try await database.transaction(agency: agency.id) { try Self.people($0, "", agency.id) }
  }

  /// The active person whom the operating system or the database knows under this name; nil when there is none.
  package func person(osUser: String? = nil, databaseUser: String? = nil, agency: Agency) async throws -> Person? {
    try await database.transaction(agency: agency.id) { connection in
      let which: SQL = osUser.map { "p.os_user = \($0)" } ?? "p.db_user = \(databaseUser)"
      return try Self.people(connection, "AND p.active AND \(which)", agency.id).first
    }
  }

  /// The active person to whom a token belongs; nil when it is unknown, revoked or past its day.
  package func person(token: String, agency: Agency) async throws -> Person? {
    let digest = SHA256.hash(token)
    return try await database.transaction(agency: agency.id) { connection in
      let rows = try connection.query(
        """
        UPDATE allot.token SET last_used_at = clock_timestamp()
        WHERE agency_id = \(agency.id) AND digest = \(digest) AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING person_id
        """)
      guard let id = try rows.first?[0, as: Int64.self] else { return nil }
      return try Self.people(connection, "AND p.active AND p.person_id = \(id)", agency.id).first
    }
  }

  /// Keeps a token's digest for somebody. Throws `notFound`.
  package func addToken(_ token: String, label: String, days: Int, for name: String, by actor: String, agency: Agency) async throws {
    let digest = SHA256.hash(token)
    try await database.transaction(agency: agency.id) { connection in
      let added = try connection.execute(
        """
        INSERT INTO allot.token (agency_id, person_id, label, digest, created_by, created_at, expires_at)
        SELECT agency_id, person_id, \(label), \(digest), \(actor), clock_timestamp(), clock_timestamp() + \(days) * interval '1 day'
        FROM allot.person WHERE agency_id = \(agency.id) AND name = \(name) AND active
        """)
      guard added == 1 else { throw StoreError.notFound(kind: .activeUser, name: name) }
      try Store.audit(
        connection, agency.id, by: actor, "token.made", "user \(name)", detail: "{\"label\":\(jsonString(label)),\"days\":\(days)}")
    }
  }

  /// Ends a token. Throws `notFound`.
  package func revokeToken(_ id: Int64, by actor: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let revoked = try connection.execute(
        """
        UPDATE allot.token SET revoked_at = clock_timestamp() WHERE agency_id = \(agency.id) AND token_id = \(id) AND revoked_at IS NULL
        """)
      guard revoked == 1 else { throw StoreError.notFound(kind: .validToken, name: String(id)) }
      try Store.audit(connection, agency.id, by: actor, "token.revoked", "token \(id)")
    }
  }

  /// Tokens, latest first.
  package func tokens(agency: Agency) async throws -> [PersonToken] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT t.token_id, p.name, t.label, t.created_at, t.expires_at, t.last_used_at, t.revoked_at IS NOT NULL FROM allot.token t
        JOIN allot.person p ON p.agency_id = t.agency_id AND p.person_id = t.person_id WHERE t.agency_id = \(agency.id) ORDER BY t.token_id DESC
        """
      ).decode(
        Int64.self, String.self, String.self, PostgresTimestamp.self, PostgresTimestamp.self, PostgresTimestamp?.self, Bool.self
      ).map {
        PersonToken(
          id: $0.0, person: $0.1, label: $0.2, createdAt: Instant($0.3), expiresAt: Instant($0.4), lastUsedAt: $0.5.map { Instant($0) },
          isRevoked: $0.6)
      }
    }
  }

  /// As whom PostgreSQL let us in.
  package func sessionRole() async throws -> SessionRole {
    try await database.transaction { connection in
      let (user, isOwner) = try connection.query(
        """
        SELECT session_user::text, pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c WHERE c.oid = 'allot.agency'::regclass
        """
      ).only().decode(String.self, Bool.self)
      // "peer:li": whom the server's kernel saw at the other end of the socket.
      let method = connection.serverVersion >= 160_000 ? try connection.query("SELECT system_user::text").only()[0, as: String?.self] : nil
      let peer = method.flatMap { $0.hasPrefix("peer:") ? String($0.dropFirst(5)) : nil }
      return SessionRole(user: user, isOwner: isOwner, peer: peer)
    }
  }

  static func people(_ connection: Connection, _ filter: SQL, _ agency: Int64) throws -> [Person] {
    try connection.query(
      """
      SELECT p.person_id, p.name, p.roles, p.os_user, p.db_user, p.team, p.active, (SELECT count(*)::int4 FROM allot.token t
        WHERE t.agency_id = p.agency_id AND t.person_id = p.person_id AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp()), p.mail
      FROM allot.person p WHERE p.agency_id = \(agency) \(filter) ORDER BY p.name COLLATE "C"
      """
    ).decode(Int64.self, String.self, [String].self, String?.self, String?.self, String?.self, Bool.self, Int.self, String?.self).map {
      Person(
        id: $0.0, name: $0.1, roles: $0.2.compactMap(Role.init(rawValue:)), osUser: $0.3, databaseUser: $0.4, team: $0.5, isActive: $0.6,
        tokens: $0.7, mail: $0.8)
    }
  }
}
