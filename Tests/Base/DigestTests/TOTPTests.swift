import Digest
import Testing

@Suite struct TOTPTests {
  private let secret = Array("12345678901234567890".utf8)

  /// Appendix B of RFC 6238, of its eight digits the last six.
  @Test(
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
      (20_000_000_000, "353130"),
    ] as [(Int64, String)])
  func codesAreThoseOfTheStandard(time: Int64, code: String) {
    #expect(TOTP.code(secret, step: time / TOTP.seconds) == code)
  }

  @Test func aCodeCountsHalfAMinuteEarlyAndLateAndNotTwice() {
    for ahead in -3...3 as ClosedRange<Int64> {
      let step = TOTP.step(of: TOTP.code(secret, step: 1_000 + ahead), secret: secret, now: 1_000, after: 0)
      #expect(step == (abs(ahead) <= 1 ? 1_000 + ahead : nil))
    }
    let code = TOTP.code(secret, step: 1_000)
    #expect(TOTP.step(of: code, secret: secret, now: 1_000, after: 999) == 1_000)
    #expect(TOTP.step(of: code, secret: secret, now: 1_000, after: 1_000) == nil)
    #expect(TOTP.step(of: "", secret: secret, now: 1_000, after: 0) == nil)
  }

  /// Section 10 of RFC 4648, without its padding.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func base32IsThatOfTheStandard(text: String, encoded: String) { #expect(Base32.encode(Array(text.utf8)) == encoded) }
}
