import Digest
import Faults
package import Portfolio
package import Register
import Schema
import Speech
import Views

/// People, their roles and tokens. Whoever may read the audit may list them; only the owner of the database changes them.
package struct PeopleDesk: Sendable {
  private let seat: Seat
  private var register: Register { seat.store.register }

  /// Reading needs `audit`, changing `administer`.
  package init(_ seat: Seat) { self.seat = seat }

  /// Each role at most once.
  package typealias Roles = [Role]

  /// The words of all roles.
  package static var roleWords: [String] { Role.allCases.map(\.rawValue) }

  /// The roles of these words, each once and in the order of `roleWords`; a word that is no role is left out.
  package static func roles(_ words: [String]) -> Roles { Role.allCases.filter { words.contains($0.rawValue) } }

  /// Adds somebody; with both users nil he needs a token. Throws `StoreError.invalid` when the name or a user is taken, with `EX_NOINPUT` for a team
  /// that nobody is in, with `EX_USAGE` for a name that is no name.
  package func add(_ name: String, roles: [Role], osUser: String?, databaseUser: String?, team: String?) async throws {
    try seat.require(.administer)
    for word in [name, osUser, databaseUser].compactMap({ $0 }) { try Self.requireName(word) }
    // Of an agency whose people are not there yet, any team may be meant.
    let views = seat.store.views
    if let team, try await !views.names(of: .team, agency: seat.agency).isEmpty {
      try await NameCheck(views: views, agency: seat.agency).require(team, .team)
    }
    try await register.addPerson(
      name, roles: roles, osUser: osUser, databaseUser: databaseUser, team: team, by: seat.actor.name, agency: seat.agency)
  }

  /// A name stands on one line beside everything its bearer does. Throws with `EX_USAGE` for what could not.
  private static func requireName(_ name: String) throws(OperationError) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    guard !name.allSatisfy(\.isWhitespace), isPlain, name.unicodeScalars.count <= 100 else {
      throw OperationError(
        .usage,
        Wording(
          "a user's name has 1 to 100 characters on one line, not only blanks and none that control a terminal",
          "用户名为一行 1 到 100 个字符，不能只有空格，也不能含控制字符"),
        remedy: Wording(
          "write it as in: allot user add li --role manager --os-user li", "写法如：allot user add li --role manager --os-user li"))
    }
  }

  /// Replaces all roles of somebody active. Throws `StoreError.notFound`.
  package func setRoles(_ name: String, _ roles: [Role]) async throws {
    try seat.require(.administer)
    try await register.setRoles(name, roles, by: seat.actor.name, agency: seat.agency)
  }

  /// Takes rights and tokens away; the record stays.
  package func disable(_ name: String) async throws {
    try seat.require(.administer)
    try await register.disablePerson(name, by: seat.actor.name, agency: seat.agency)
  }

  /// A new token of `days` days; it is shown this once, and kept as a digest only.
  package func makeToken(for name: String, label: String, days: Int) async throws -> String {
    try seat.require(.administer)
    try seat.require(keepable: label)
    let token = "allot_" + Hex.encode(SHA256.randomBytes())
    try await register.addToken(token, label: label, days: days, for: name, by: seat.actor.name, agency: seat.agency)
    return token
  }

  /// Ends a token at once. Throws `StoreError.notFound` for one that is unknown or revoked already.
  package func revokeToken(_ id: Int64) async throws {
    try seat.require(.administer)
    try await register.revokeToken(id, by: seat.actor.name, agency: seat.agency)
  }

  /// Everybody, disabled ones too, by name.
  package func people() async throws -> [Person] {
    try seat.require(.audit)
    return try await register.people(agency: seat.agency)
  }

  /// The seat of somebody active, with his rights and no others: what he gets is made on it. Needs `administer`. Throws `StoreError.notFound`.
  package func seat(of name: String) async throws -> Seat {
    try seat.require(.administer)
    guard let person = try await register.people(agency: seat.agency).first(where: { $0.name == name && $0.isActive }) else {
      throw StoreError.notFound(kind: .activeUser, name: name)
    }
    return Seat(store: seat.store, agency: seat.agency, actor: ActingUser(person))
  }

  /// All tokens without their secrets, latest first.
  package func tokens() async throws -> [PersonToken] {
    try seat.require(.audit)
    return try await register.tokens(agency: seat.agency)
  }
}
