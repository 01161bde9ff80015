/// Where the bytes of a file come from.
package enum FileSource: Sendable {
  /// A regular file; read in pieces, more than once (first to tell the encoding, then for the rows).
  case file(path: String)
  /// Bytes in memory, an HTTP body for example, and how messages call them.
  case bytes([UInt8], name: String)

  /// How messages call the file.
  package var name: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let name): name
    }
  }
}
