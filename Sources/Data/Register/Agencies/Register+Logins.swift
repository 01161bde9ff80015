import Portfolio
import Postgres
package import Schema
import Speech

/// What a login of PostgreSQL may work for.
package struct LoginBinding: Sendable, Hashable {
  /// The role's name; `*` stands for every login that is not named.
  package var login: String
  /// Whether it serves every agency, those to come too.
  package var every: Bool
  /// Codes of the agencies it serves besides, ascending: bound to them, or a person of them.
  package var agencies: [String]
}

/// To what a login is bound.
package enum LoginScope: Sendable {
  /// This agency, and those it is bound to already; no longer every agency.
  case agency(Agency)
  /// Every agency.
  case every
  /// None, but for those where it is a person's.
  case none
  /// As a login that is not named.
  case others
}

extension Register {
  /// Stands for the logins that are not named.
  package static let otherLogins = "*"

  /// Whom the owner bound to what, by name; needs the owner's rights.
  package func logins() async throws -> [LoginBinding] {
    try await database.transaction { connection in
      try connection.query(
        """
        SELECT l.login, bool_or(l.every), array_remove(array_agg(DISTINCT a.code COLLATE "C"), NULL)
        FROM (
          SELECT login, every, agency_id FROM allot.login_agency
          UNION ALL SELECT db_user, false, agency_id FROM allot.database_user) l
        LEFT JOIN allot.agency a ON a.agency_id = l.agency_id
        GROUP BY l.login ORDER BY l.login COLLATE "C"
        """
      ).decode(String.self, Bool.self, [String].self).map { LoginBinding(login: $0.0, every: $0.1, agencies: $0.2) }
    }
  }

  /// Binds a login; needs the owner's rights. Stands in the audit of the agencies concerned. Throws `notFound` for a role that the server does not know,
  /// `invalid` for the others as others.
  package func bind(_ login: String, to scope: LoginScope, by person: String) async throws {
    let all = try await agencies()
    let concerned = if case .agency(let agency) = scope { [agency] } else { all }
    try await database.transaction(agency: concerned.first?.id) { connection in
      if login != Self.otherLogins, try connection.query("SELECT FROM pg_roles WHERE rolname = \(login)").isEmpty {
        throw StoreError.notFound(kind: .login, name: login)
      }
      let words: String
      switch scope {
      case .agency(let agency):
        try connection.execute("DELETE FROM allot.login_agency WHERE login = \(login) AND agency_id IS NULL")
        try Self.addBinding(connection, login, agency: agency.id, every: false, by: person)
        words = "this agency"
      case .every, .none:
        let isEvery = if case .every = scope { true } else { false }
        try connection.execute("DELETE FROM allot.login_agency WHERE login = \(login)")
        try Self.addBinding(connection, login, agency: nil, every: isEvery, by: person)
        words = isEvery ? "every agency" : "no agency"
      case .others:
        guard login != Self.otherLogins else {
          throw StoreError.invalid(
            Wording("“*” is what the others are: bind it to every agency, one or none", "“*”代表其余登录：请把它绑定到所有机构、一个机构或不绑定"))
        }
        try connection.execute("DELETE FROM allot.login_agency WHERE login = \(login)")
        words = "as the others"
      }
      for agency in concerned {
        try connection.query("SELECT set_config('allot.agency', \(String(agency.id)), true)")
        try Store.audit(connection, agency.id, by: person, "login.bound", "login \(login)", detail: "{\"to\":\(jsonString(words))}")
      }
    }
  }

  static func addBinding(_ connection: Connection, _ login: String, agency: Int64?, every: Bool, by person: String) throws {
    try connection.execute(
      """
      INSERT INTO allot.login_agency (login, agency_id, every, set_by, set_at)
      VALUES (\(login), \(agency), \(every), \(person), clock_timestamp()) ON CONFLICT DO NOTHING
      """)
  }
}
