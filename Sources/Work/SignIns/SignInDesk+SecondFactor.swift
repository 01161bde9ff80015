import Desks
import Digest
package import Faults
package import Portfolio
package import Register
import Schema
import Speech

/// How somebody's second factor stands.
package struct SecondFactorState: Sendable, Hashable {
  /// Since when it is asked for; nil when it is not.
  package var since: Instant?
  /// Codes on paper that were not used yet.
  package var recoveryCodes: Int
}

/// What somebody takes into his telephone, before it counts.
package struct SecondFactorOffer: Sendable, Hashable {
  /// To be typed.
  package var secret: String
  /// To be read as squares.
  package var address: String
}

// One's own second factor, and what the owner does for whoever lost it.
extension SignInDesk {
  private var name: String { seat.actor.name }

  /// One's own.
  package func secondFactor() async throws -> SecondFactorState {
    let found = try await seat.storeOfOneself.register.secondFactor(of: name, agency: seat.agency)?.factor
    return SecondFactorState(since: found?.confirmedAt, recoveryCodes: found?.confirmedAt == nil ? 0 : found?.recoveryCodes ?? 0)
  }

  /// Begins one; it counts from the first right code on. Throws with `EX_USAGE` where there is one already, with `EX_CONFIG` where the agency's key is not
  /// here, `StoreError.notFound` for who is no user.
  package func beginSecondFactor() async throws -> SecondFactorOffer {
    let salt = Array(SHA256.randomBytes().prefix(16))
    guard try await seat.storeOfOneself.register.beginSecondFactor(salt: salt, of: name, agency: seat.agency) else {
      throw OperationError(
        .temporary, Wording("you have a second factor already", "已启用第二因素"),
        remedy: Wording("take it away first, with a code of it, then begin a new one", "请先用其验证码停用，再重新启用"))
    }
    guard let offer = try await offeredSecondFactor() else { throw StoreError.notFound(kind: .activeUser, name: name) }
    return offer
  }

  /// What was begun and not confirmed yet; nil when there is no such one.
  package func offeredSecondFactor() async throws -> SecondFactorOffer? {
    guard let factor = try await seat.storeOfOneself.register.secondFactor(of: name, agency: seat.agency)?.factor, factor.confirmedAt == nil
    else { return nil }
    let secret = try SecondFactorCheck.secret(of: factor, name, seat.agency)
    let address = SecondFactorCheck.address(secret, house: "allot \(seat.agency.code)", person: name)
    return SecondFactorOffer(secret: Base32.encode(secret), address: address)
  }

  /// From now on a code is asked for. Gives the codes on paper, which nobody can show again. His other sign-ins end, but for `except`. Throws with
  /// `EX_DATAERR` for a wrong code, `NotAdmitted` after too many.
  package func confirmSecondFactor(_ code: String, except signIn: Int64?) async throws -> [String] {
    let register = try seat.storeOfOneself.register
    let lock = FailureLock(register, seat.agency, name: name)
    try await lock.requireOpen()
    guard let (factor, now) = try await register.secondFactor(of: name, agency: seat.agency), factor.confirmedAt == nil else {
      throw OperationError(
        .temporary, Wording("no second factor was begun", "尚未开始设置第二因素"), remedy: Wording("begin one, then type its code", "请先开始设置，再输入验证码"))
    }
    let codes = SecondFactorCheck.newCodes()
    let secret = try SecondFactorCheck.secret(of: factor, name, seat.agency)
    guard let step = TOTP.step(of: SecondFactorCheck.plain(code), secret: secret, now: now, after: factor.step) else {
      throw try await wrong(lock)
    }
    guard
      try await register.confirmSecondFactor(step: step, codes: codes.map(\.digest), of: name, except: signIn, agency: seat.agency)
    else {
      throw OperationError(
        .temporary, Wording("it was confirmed or taken away meanwhile", "其间已确认或停用"), remedy: Wording("look at it anew", "请重新查看"))
    }
    return codes.map(\.code)
  }

  /// Takes it away again. `code`: of the telephone or on paper. Throws as `confirmSecondFactor`.
  package func removeSecondFactor(_ code: String) async throws {
    let register = try seat.storeOfOneself.register
    let lock = FailureLock(register, seat.agency, name: name)
    try await lock.requireOpen()
    guard try await secondFactor().since != nil else {
      throw OperationError(
        .temporary, Wording("you have no second factor", "未启用第二因素"), remedy: Wording("there is nothing to take away", "无须停用"))
    }
    guard try await SecondFactorCheck.isRight(code, of: name, register, seat.agency) else { throw try await wrong(lock) }
    _ = try await register.removeSecondFactor(of: name, agency: seat.agency)
  }

  /// Back to the beginning for somebody who lost password or telephone, and a link that lets him in once. Needs `administer`. Throws `StoreError.notFound`.
  package func reset(_ name: String, minutes: Int) async throws -> (done: SignInReset, link: String) {
    let register = try seat.store(with: .administer).register
    let done = try await register.resetSignIn(
      of: name, subject: FailureLock.subject(name), by: seat.actor.name, agency: seat.agency)
    return (done, try await makeLink(for: name, minutes: minutes))
  }

  private func wrong(_ lock: FailureLock) async throws -> any Error {
    let error = try await lock.failed(.code)
    guard error.pause == 0 else { return error }
    return OperationError(.dataError, error.what, remedy: error.remedy)
  }
}
