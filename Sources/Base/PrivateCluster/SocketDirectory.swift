import Glibc

/// Where the server's socket is.
enum SocketDirectory {
  /// Bytes of a socket's address, less the zero at its end.
  static let longestPath = 107
  static let socketName = "/.s.PGSQL.5432"

  /// `<home>/run` if a socket fits there and the path needs no quoting, else a short directory named after a digest of it.
  static func choose(home: String, uid: uid_t) -> String {
    let near = home + "/run"
    let isPlain = near.utf8.allSatisfy { byte in
      Character(Unicode.Scalar(byte)).isLetter && byte < 128 || (48...57).contains(byte) || "/._-".utf8.contains(byte)
    }
    if isPlain, near.utf8.count + socketName.utf8.count <= longestPath { return near }
    let name = "allot-\(uid)-" + String(digest(home), radix: 36)
    let runtime = "/run/user/\(uid)"
    return (geteuid() == uid && access(runtime, W_OK) == 0 ? runtime : "/tmp") + "/" + name
  }

  /// FNV-1a: names only have to differ.
  private static func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
