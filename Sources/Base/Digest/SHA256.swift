import CLibCrypto

/// SHA-256 (FIPS 180-4) over libcrypto: one shot, or in pieces.
///
/// A value type: a copy continues on its own.
package struct SHA256 {
  /// Length of a digest in bytes.
  package static let byteCount = 32

  private var context = Context()

  /// A digest of nothing yet.
  package init() {}

  /// Adds bytes. The digest depends on the bytes only, not on how they were cut into pieces.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if !isKnownUniquelyReferenced(&context) { context = Context(copying: context) }
    context.update(bytes)
  }

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds the UTF-8 bytes of a text.
  package mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Adds an integer as its eight bytes, most significant first.
  package mutating func update(_ number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { update($0) }
  }

  /// The 32 bytes of the digest of all that was added. More may be added afterwards.
  package func digest() -> [UInt8] {
    Context(copying: context).finish()
  }

  /// As many bytes as a digest has, which nobody can guess.
  package static func randomBytes() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// The digest of `bytes`, 32 bytes.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The digest of `bytes`, 32 bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(bytes)
    return hasher.context.finish()
  }

  /// The digest of a text's UTF-8 bytes, 32 bytes.
  package static func hash(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }
}

extension SHA256 {
  /// Owns libcrypto's context. Its calls fail only when memory is exhausted or the library is broken: no digest can be trusted then.
  private final class Context {
    private let pointer: OpaquePointer

    init() {
      guard let pointer = EVP_MD_CTX_new(), EVP_DigestInit_ex(pointer, EVP_sha256(), nil) == 1 else {
        preconditionFailure("libcrypto cannot start a SHA-256 digest")
      }
      self.pointer = pointer
    }

    init(copying other: Context) {
      guard let pointer = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(pointer, other.pointer) == 1 else {
        preconditionFailure("libcrypto cannot copy a SHA-256 digest")
      }
      self.pointer = pointer
    }

    deinit { EVP_MD_CTX_free(pointer) }

    func update(_ bytes: UnsafeRawBufferPointer) {
      guard !bytes.isEmpty else { return }
      precondition(EVP_DigestUpdate(pointer, bytes.baseAddress, bytes.count) == 1, "libcrypto cannot continue a SHA-256 digest")
    }

    func finish() -> [UInt8] {
      [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
        var length: UInt32 = 0
        precondition(EVP_DigestFinal_ex(pointer, buffer.baseAddress, &length) == 1, "libcrypto cannot finish a SHA-256 digest")
        count = Int(length)
      }
    }
  }
}
