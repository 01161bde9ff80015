import CLibCrypto

/// Passwords that a telephone shows for half a minute (RFC 6238), as every program for them reckons: HMAC with SHA-1, six digits, steps of 30 s.
package enum TOTP {
  /// Seconds of a step.
  package static let seconds: Int64 = 30
  /// Bytes of a secret, as RFC 4226 recommends.
  package static let secretBytes = 20

  /// The six digits of a step, which is seconds since 1970 over 30.
  package static func code(_ secret: [UInt8], step: Int64) -> String {
    let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
    var (code, length) = ([UInt8](repeating: 0, count: 20), UInt32(0))
    let done = HMAC(EVP_sha1(), secret.isEmpty ? [0] : secret, Int32(secret.count), message, message.count, &code, &length)
    precondition(done != nil && length == 20, "libcrypto cannot compute an HMAC")
    let place = Int(code[19] & 15)
    let number = code[place..<(place + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The step of which `code` is, of the present one, the one before and the one behind it, for clocks that differ; only a step later than `used`,
  /// so that a code that somebody looked over a shoulder counts no second time. nil where there is none. Takes the same time wherever they differ.
  package static func step(of code: String, secret: [UInt8], now: Int64, after used: Int64) -> Int64? {
    var found: Int64?
    for step in now - 1...now + 1 where Scrypt.isSame(Array(code.utf8), Array(self.code(secret, step: step).utf8)) && step > used {
      found = step
    }
    return found
  }
}
