/// Where the bytes of a file come from.
package enum FileSource: Sendable {
  /// A regular file; read in pieces, more than once (first to tell the encoding, then for the rows).
  case file(path: String)
  /// One that was sent and lies here meanwhile, called as whoever sent it calls it. `hasOurHeader`: its first line was put before what was sent, which begins
  /// with line 1 all the same.
  case sent(path: String, name: String, hasOurHeader: Bool = false)
  /// Bytes in memory, an HTTP body for example, and how messages call them.
  case bytes([UInt8], name: String)

  /// How messages call the file.
  package var name: String {
    switch self {
    case .file(let path): path
    case .sent(_, let name, _), .bytes(_, let name): name
    }
  }

  /// Where it lies; nil for bytes in memory.
  var path: String? {
    switch self {
    case .file(let path), .sent(let path, _, _): path
    case .bytes: nil
    }
  }

  /// The number of its first line.
  var firstLine: Int { if case .sent(_, _, true) = self { 0 } else { 1 } }
}
