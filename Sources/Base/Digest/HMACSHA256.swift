import CLibCrypto

/// HMAC with SHA-256 (RFC 2104), for signing what leaves the house and checking what returns.
package enum HMACSHA256 {
  /// The 32-byte code of `message` under `key` (any length).
  package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
      var length: UInt32 = 0
      // An empty key still needs an address: libcrypto takes NULL for "the key of the call before".
      let keyOrDummy = key.isEmpty ? [0] : key
      let result = HMAC(EVP_sha256(), keyOrDummy, Int32(key.count), message, message.count, buffer.baseAddress, &length)
      precondition(result != nil, "libcrypto cannot compute an HMAC")
      count = Int(length)
    }
  }

  /// Whether `code` is the code of `message` under `key`. Takes the same time wherever they differ.
  package static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
    let expected = self.code(for: message, key: key)
    return code.count == expected.count && CRYPTO_memcmp(code, expected, expected.count) == 0
  }
}
