import CLibCrypto

/// scrypt (RFC 7914): makes guessing passwords cost memory. Debian's OpenSSL 3.0 has it; Argon2 comes with 3.2.
package enum Scrypt {
  /// What a guess costs: `N` = 2^cost blocks of 128·r bytes.
  package struct Cost: Sendable, Hashable {
    /// N is 2 to this, 1…20.
    package var cost: Int
    /// r, 1…32.
    package var blockSize: Int
    /// p, 1…16.
    package var parallel: Int
    /// 32 MiB and some 80 ms on one core.
    package static let standard = Cost(cost: 15, blockSize: 8, parallel: 1)

    /// Numbers that were kept, or `standard`.
    package init(cost: Int, blockSize: Int, parallel: Int) { (self.cost, self.blockSize, self.parallel) = (cost, blockSize, parallel) }
  }

  /// 32 bytes; nil when the costs are none, or there is not the memory. Takes its time: on a thread of its own.
  package static func hash(_ password: String, salt: [UInt8], _ cost: Cost = .standard) -> [UInt8]? {
    guard (1...20).contains(cost.cost), (1...32).contains(cost.blockSize), (1...16).contains(cost.parallel) else { return nil }
    let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
    var result = [UInt8](repeating: 0, count: 32)
    // 128·N·r and as much again for the blocks in between.
    let memory = (UInt64(128 * cost.blockSize) << UInt64(cost.cost)) + UInt64(64 << 20)
    let done = EVP_PBE_scrypt(
      bytes, bytes.count, salt, salt.count, UInt64(1) << UInt64(cost.cost), UInt64(cost.blockSize), UInt64(cost.parallel), memory, &result,
      result.count)
    return done == 1 ? result : nil
  }

  /// Whether two digests are the same. Takes the same time wherever they differ.
  package static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0 }
}
