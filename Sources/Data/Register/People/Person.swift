package import Portfolio

/// Somebody who works with an agency's cases through `allot`.
package struct Person: Sendable, Hashable {
  package var id: Int64
  package var name: String
  package var roles: [Role]
  package var osUser: String?
  package var databaseUser: String?
  /// Only for leads: they move cases among the people of this team. nil = of all.
  package var team: String?
  package var isActive: Bool
  /// Tokens that can be used.
  package var tokens: Int
}

/// A token as it is kept: never the token itself.
package struct PersonToken: Sendable, Hashable {
  package var id: Int64
  package var person: String
  package var label: String
  package var createdAt: Instant
  package var expiresAt: Instant
  package var lastUsedAt: Instant?
  package var isRevoked: Bool
}

/// Who is at the other end of the connection, as PostgreSQL sees it.
package struct SessionRole: Sendable, Hashable {
  /// Whom the server let in.
  package var user: String
  /// Whether that role owns the schema or may act as its owner.
  package var isOwner: Bool
}
