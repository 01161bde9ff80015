import Register
package import Schema

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
    let isElsewhere = (try? await store.isOnAnotherServer()) ?? false
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
    /// By code; empty unless the schema is current.
    package var agencies: [Agency]
  }

  /// That there is no schema is an answer, too.
  package func standing() async throws -> Standing {
    let status: SchemaStatus
    do {
      status = try await store.schemaStatus()
    } catch StoreError.schemaMissing {
      return Standing(status: nil, agencies: [])
    }
    return Standing(status: status, agencies: status.isCurrent ? try await store.register.agencies() : [])
  }
}
