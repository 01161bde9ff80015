import Digest
import Glibc

/// Which program this is.
package enum Software {
  /// Of the release, by semantic versioning.
  package static let version = "0.1.0"

  /// `allot 0.1.0 (build 3f2a9c04)`: the build is the beginning of the executable's SHA-256, so that two programs that call themselves alike
  /// and are not can be told apart. Computed once.
  package static let identity: String = {
    guard let build = buildDigest() else { return "allot \(version)" }
    return "allot \(version) (build \(Hex.encode(build.prefix(4))))"
  }()

  /// The commit a package was made from: `scripts/package` writes it behind the program's end. nil for a program that was built by hand.
  package static let commit: String? = {
    guard let file = fopen("/proc/self/exe", "rb") else { return nil }
    defer { fclose(file) }
    var end = [UInt8](repeating: 0, count: 64)
    guard fseek(file, -end.count, SEEK_END) == 0, fread(&end, 1, end.count, file) == end.count else { return nil }
    return String(decoding: end, as: UTF8.self).firstMatch(of: /\nallot commit ([0-9a-f]{7,40})\n/).map { String($0.1) }
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
