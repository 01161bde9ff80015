import Digest
import Glibc

/// Which program this is.
package enum Software {
  /// Of the release, by semantic versioning.
  package static let version = "0.1.0"

  /// The commit it was built from, forty hexadecimal digits; nil for a build that nobody stamped. A build knows no commit, so that the same sources
  /// give the same bytes with and without git: `scripts/stamp` writes it over the zeros of the finished program.
  package static let commit: String? = {
    let digits = stamp.withUTF8Buffer { String(decoding: $0.dropFirst(13), as: UTF8.self) }
    return digits.allSatisfy { $0 == "0" } ? nil : digits
  }()
  private static let stamp: StaticString = "allot-commit:0000000000000000000000000000000000000000"

  /// `allot 0.1.0 (build 3f2a9c04)`: the build is the beginning of the executable's SHA-256, so that two programs that call themselves alike
  /// and are not can be told apart. Computed once.
  package static let identity: String = {
    guard let build = buildDigest() else { return "allot \(version)" }
    return "allot \(version) (build \(Hex.encode(build.prefix(4))))"
  }()

  private static func buildDigest() -> [UInt8]? {
    guard let file = fopen("/proc/self/exe", "rb") else { return nil }
    defer { fclose(file) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return ferror(file) == 0 ? hash.digest() : nil
  }
}
