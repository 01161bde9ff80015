package import Portfolio

/// Somebody who works with an agency's cases through `allot`.
package struct Person: Sendable, Hashable {
  /// The database's id.
  package var id: Int64
  /// By which audit and orders name the person; unique, and his also after he is disabled.
  package var name: String
  /// What the person may do; a role that this program does not know is left out.
  package var roles: [Role]
  /// User of the operating system who is this person; nil when nobody is.
  package var osUser: String?
  /// User of PostgreSQL who is this person; nil when nobody is.
  package var databaseUser: String?
  /// Only for leads: they move cases among the people of this team. nil = of all.
  package var team: String?
  /// False once disabled: no rights, no tokens, what he did stays.
  package var isActive: Bool
  /// Tokens that can be used.
  package var tokens: Int
  /// Where mail reaches the person; nil when nobody said.
  package var mail: String? = nil
}

/// A token as it is kept: never the token itself.
package struct PersonToken: Sendable, Hashable {
  /// Number by which it is revoked.
  package var id: Int64
  /// Name of the person to whom it belongs.
  package var person: String
  /// What it is for, in the words of whoever made it.
  package var label: String
  /// When it was made, by the database's clock.
  package var createdAt: Instant
  /// From then on nobody gets in with it.
  package var expiresAt: Instant
  /// When somebody last got in with it; nil when nobody has.
  package var lastUsedAt: Instant?
  /// True once somebody ended it, or the person was disabled.
  package var isRevoked: Bool
}

/// Who is at the other end of the connection, as PostgreSQL sees it.
package struct SessionRole: Sendable, Hashable {
  /// Whom the server let in.
  package var user: String
  /// Whether that role owns the schema or may act as its owner.
  package var isOwner: Bool
  /// User of the operating system at the other end, when the server let him in by that (`peer`) and tells it (from 16 on).
  package var peer: String?
}
