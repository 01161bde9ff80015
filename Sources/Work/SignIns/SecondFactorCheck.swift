import Digest
import Faults
import Portfolio
import Register
import Schema
import Speech
import Web

/// What a second factor is reckoned with, once for the door and the desk.
enum SecondFactorCheck {
  /// How many codes on paper there are.
  static let recoveryCodes = 10

  /// The secret in somebody's telephone. Throws with `EX_CONFIG` where the agency's key is not here.
  static func secret(of factor: SecondFactor, _ name: String, _ agency: Agency) throws(OperationError) -> [UInt8] {
    let text = "allot second factor \(agency.id) \(name) \(Hex.encode(factor.salt))"
    let bytes = try agency.derived(text, key: factor.keyID, for: Wording("from which second factors are reckoned", "无法计算第二因素验证码"))
    return Array(bytes.prefix(TOTP.secretBytes))
  }

  /// What stands in the squares that a telephone reads; house and person are what it shows beside the code.
  static func address(_ secret: [UInt8], house: String, person: String) -> String {
    let (house, person) = (PercentText.encode(house), PercentText.encode(person))
    return "otpauth://totp/\(house):\(person)?secret=\(Base32.encode(secret))&issuer=\(house)&algorithm=SHA1&digits=6&period=30"
  }

  /// Whether it is the code of this moment, or one on paper, and uses it up. Blanks and hyphens are nothing.
  static func isRight(_ typed: String, of name: String, _ register: Register, _ agency: Agency) async throws -> Bool {
    let code = plain(typed)
    guard let (factor, now) = try await register.secondFactor(of: name, agency: agency), factor.confirmedAt != nil else { return false }
    if let step = TOTP.step(of: code, secret: try secret(of: factor, name, agency), now: now, after: factor.step) {
      return try await register.useStep(step, of: name, agency: agency)
    }
    return try await register.useRecoveryCode(SHA256.hash("allot recovery code " + code), of: name, agency: agency)
  }

  /// Ten codes of 80 bits, and what is kept of them.
  static func newCodes() -> [(code: String, digest: [UInt8])] {
    (0..<recoveryCodes).map { _ in
      let code = Base32.encode(Array(SHA256.randomBytes().prefix(10)))
      let parts = stride(from: 0, to: code.count, by: 4).map { code.dropFirst($0).prefix(4) }
      return (parts.joined(separator: "-"), SHA256.hash("allot recovery code " + code))
    }
  }

  /// Without what people put between, however wide it was typed.
  static func plain(_ typed: String) -> String {
    String(
      String.UnicodeScalarView(
        typed.unicodeScalars.prefix(100).compactMap { sign -> Unicode.Scalar? in
          let narrow = (0xff01...0xff5e).contains(sign.value) ? Unicode.Scalar(sign.value - 0xfee0) ?? sign : sign
          return narrow == "-" || narrow.properties.isWhitespace ? nil : narrow
        })
    ).uppercased()
  }
}
