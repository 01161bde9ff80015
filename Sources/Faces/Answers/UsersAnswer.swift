package import Portfolio
package import Register
import Terminal
import Wire

extension Answer {
  /// People and their roles.
  package static func users(_ people: [Person]) -> Answer {
    let table = Table(
      [.init("name"), .init("roles"), .init("team"), .init("os user"), .init("db user"), .init("tokens", .right), .init("state")],
      rows: people.map {
        [
          $0.name, $0.roles.map(\.rawValue).joined(separator: ", "), $0.team ?? "", $0.osUser ?? "", $0.databaseUser ?? "",
          String($0.tokens),
          $0.isActive ? "" : "disabled",
        ]
      })
    return Answer([
      "users": .array(
        people.map {
          [
            "name": .string($0.name), "roles": .array($0.roles.map { .string($0.rawValue) }), "team": JSON($0.team),
            "os_user": JSON($0.osUser),
            "db_user": JSON($0.databaseUser), "tokens": JSON($0.tokens), "active": .bool($0.isActive),
          ]
        })
    ]) { people.isEmpty ? "no users: everybody who reaches the database may do everything\n" : $0.table(table) }
  }

  /// Tokens as they are kept.
  package static func tokens(_ tokens: [PersonToken]) -> Answer {
    let table = Table(
      [
        .init("token", .right), .init("of"), .init("label"), .init("made (UTC)"), .init("valid until"), .init("last used"),
        .init("state"),
      ],
      rows: tokens.map {
        [
          String($0.id), $0.person, $0.label, Text.time($0.createdAt), Text.time($0.expiresAt), $0.lastUsedAt.map(Text.time) ?? "never",
          $0.isRevoked ? "revoked" : "",
        ]
      })
    return Answer([
      "tokens": .array(
        tokens.map {
          [
            "token": .integer($0.id), "user": .string($0.person), "label": .string($0.label),
            "expires_at": .string(Text.time($0.expiresAt) + "Z"),
            "last_used_at": JSON($0.lastUsedAt.map { Text.time($0) + "Z" }), "revoked": .bool($0.isRevoked),
          ]
        })
    ]) { tokens.isEmpty ? "no tokens\n" : $0.table(table) }
  }

  /// The roles that somebody has now.
  package static func roles(of name: String, _ roles: [Role]) -> Answer {
    Answer(
      ["user": .string(name), "roles": .array(roles.map { .string($0.rawValue) })],
      "user \(name): \(roles.map(\.rawValue).joined(separator: ", "))\n")
  }

  /// Somebody whose rights were taken away.
  package static func disabled(_ name: String) -> Answer {
    Answer(["user": .string(name), "active": false], "user \(name): disabled, tokens revoked\n")
  }

  /// A new token: the text is the token and nothing else, for scripts.
  package static func token(_ token: String, of name: String, days: Int) -> Answer {
    Answer(["user": .string(name), "token": .string(token), "days": JSON(days)], token + "\n")
  }

  /// A token that counts no longer.
  package static func revoked(token: Int64) -> Answer {
    Answer(["token": .integer(token), "revoked": true], "token \(token): revoked\n")
  }
}
