package import Desks
import Digest
import Faults
package import Register
import Schema
import Speech
import Tasks

/// Sign-ins, passwords and links. Everybody has his own in hand; those of others are the owner's.
package struct SignInDesk: Sendable {
  let seat: Seat

  /// One's own needs no right, others' `audit` to be seen and `administer` to be changed.
  package init(_ seat: Seat) { self.seat = seat }

  private func register(_ right: Right) throws -> Register { try seat.store(with: right).register }

  /// One's own sign-ins, latest first, at most `limit`.
  package func own(limit: Int) async throws -> [SignIn] {
    try await seat.storeOfOneself.register.signIns(of: seat.actor.name, limit: limit, agency: seat.agency)
  }

  /// Everybody's. Needs `audit`.
  package func all(limit: Int) async throws -> [SignIn] {
    try await register(.audit).signIns(of: nil, limit: limit, agency: seat.agency)
  }

  /// Ends one of one's own, or with `administer` anybody's. Throws `StoreError.notFound` for another's, and for one that has ended.
  package func end(_ id: Int64) async throws {
    let own = seat.actor.has(.administer) ? nil : seat.actor.name
    try await seat.storeOfOneself.register.endSignIn(id, of: own, by: seat.actor.name, agency: seat.agency)
  }

  /// A link that lets somebody in once, within `minutes`. Needs `administer`. Throws `StoreError.notFound`.
  package func makeLink(for name: String, minutes: Int) async throws -> String {
    let secret = Hex.encode(SHA256.randomBytes())
    try await register(.administer).addSignInLink(
      SHA256.hash(secret), for: name, minutes: minutes, by: seat.actor.name, agency: seat.agency)
    return secret
  }

  /// Sets a password: one's own, or with `administer` somebody else's. His other sign-ins end, but for `except`. Throws with `EX_USAGE` for one that is
  /// too short, `StoreError.notFound`.
  package func setPassword(_ password: String, for name: String? = nil, except signIn: Int64? = nil) async throws {
    let store = try name == nil || name == seat.actor.name ? seat.storeOfOneself : seat.store(with: .administer)
    guard (12...1_000).contains(password.count), Set(password).count >= 5 else {
      throw OperationError(
        .usage, Wording("a password has 12 to 1,000 characters, of which at least 5 are different", "密码为 12 至 1,000 个字符，其中至少 5 个不同"),
        remedy: Wording("four or five words that nobody would put together are good", "四五个互不相干的词就很好"))
    }
    let salt = Array(SHA256.randomBytes().prefix(16))
    let cost = Scrypt.Cost.standard
    guard let digest = try await BlockingThread.run({ Scrypt.hash(password, salt: salt, cost) }) else {
      throw OperationError(
        .unavailable, Wording("there is no memory to keep a password safely", "内存不足，无法安全保存密码"), remedy: Wording("try again", "请重试"))
    }
    let kept = KeptPassword(
      salt: salt, digest: digest, cost: Int16(cost.cost), blockSize: Int16(cost.blockSize), parallel: Int16(cost.parallel))
    try await store.register.setPassword(
      kept, of: name ?? seat.actor.name, except: signIn, by: seat.actor.name, agency: seat.agency)
  }
}
