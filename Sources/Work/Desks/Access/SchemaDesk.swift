import Faults
package import Register
package import Schema
package import Speech

/// Makes and looks at the schema. There is no agency yet to have a seat at: the roles of the database say who may.
package struct SchemaDesk: Sendable {
  private let store: Store
  private let isEmbedded: Bool

  /// `isEmbedded`: the database is the private one.
  package init(store: Store, isEmbedded: Bool) {
    self.store = store
    self.isEmbedded = isEmbedded
  }

  /// What bringing the schema up to date came to.
  package struct Migrated: Sendable {
    /// The versions applied now.
    package var applied: [Int]
    /// The version the schema has now.
    package var version: Int
    /// Whether the database has come to another server.
    package var isElsewhere: Bool
    /// Database roles that were made, and those that are missing; empty for the private database.
    package var roles: RoleReport
    /// Names of the roles that are not there, and that we may not make.
    package var missingRoles: [String] { roles.missing.map(\.rawValue) }
  }

  /// Safe to repeat. Throws as `Store.migrate`.
  package func migrate() async throws -> Migrated {
    let isElsewhere = try await store.isOnAnotherServer()
    let applied = try await store.migrate()
    let known = try await store.schemaStatus().known
    // The private database needs no roles: whoever reaches it owns it.
    let roles = isEmbedded ? RoleReport() : try await store.grantRoles()
    return Migrated(applied: applied, version: known, isElsewhere: isElsewhere, roles: roles)
  }

  /// How the schema stands.
  package struct Standing: Sendable {
    /// nil: there is no schema yet.
    package var status: SchemaStatus?
    /// By code; empty unless the schema is current and whole.
    package var agencies: [Agency]
    /// Roles of the database that are missing or have lost their rights, in words; empty for the private database, which needs none.
    package var roleFaults: [Wording]
    /// Why this server takes no writes; nil where it does.
    package var readOnly: Wording?
  }

  /// That there is no schema is an answer, too.
  package func standing() async throws -> Standing {
    let status: SchemaStatus
    do {
      status = try await store.schemaStatus()
    } catch StoreError.schemaMissing {
      return Standing(status: nil, agencies: [], roleFaults: [])
    }
    let isWhole = status.isCurrent && status.missing.isEmpty
    return Standing(
      status: status, agencies: isWhole ? try await store.register.agencies() : [],
      roleFaults: isEmbedded || !isWhole ? [] : try await store.roleFaults(), readOnly: try await store.readOnlyReason())
  }

  /// Whom the owner bound to which agencies, by login. Needs the owner's login.
  package func logins() async throws -> [LoginBinding] {
    try await requireOwner()
    return try await store.register.logins()
  }

  /// Binds a login to the agency of this code, to every agency, to none, or to what is said of the others. Needs the owner's login, whose name stands in
  /// the audit. Gives all bindings after it.
  package func bind(_ login: String, to binding: Binding) async throws -> [LoginBinding] {
    let owner = try await requireOwner()
    let scope: LoginScope =
      switch binding {
      case .agency(let code): .agency(try await store.register.agency(code))
      case .every: .every
      case .none: .none
      case .others: .others
      }
    try await store.register.bind(login, to: scope, by: owner)
    return try await store.register.logins()
  }

  /// To what a login is bound, in words of a command.
  package enum Binding: Sendable, Hashable {
    /// To the agency of this code, beside those it has.
    case agency(code: String?)
    /// To every agency, those to come too.
    case every
    /// To none, except where it is a person's.
    case none
    /// No longer named: as the others.
    case others
  }

  @discardableResult
  private func requireOwner() async throws -> String {
    try await store.requireSchema()
    let role = try await store.register.sessionRole()
    guard role.isOwner else {
      throw OperationError(
        .noPermission,
        Wording("\(role.user) may not do this: it needs the owner of the database", "\(role.user) 无权执行此操作：需要数据库所有者"),
        remedy: Wording(
          "connect as the role that owns schema allot, or as one that may act as it", "请以拥有 allot 模式的角色连接，或以可代行该角色的登录连接"))
    }
    return role.user
  }
}
