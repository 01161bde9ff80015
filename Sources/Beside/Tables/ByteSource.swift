/// The bytes of a file in pieces, twice: first to be looked at, then to be read.
struct ByteSource {
  private enum Origin {
    case file(FileBytes)
    case memory([UInt8])
  }

  let name: String
  /// The number of its first line.
  let firstLine: Int
  private let origin: Origin
  private var offset = 0
  /// Bytes given since the start or the last rewind.
  private(set) var given = 0
  /// Length of the pieces of bytes in memory.
  private let pieceSize: Int

  init(_ source: FileSource, pieceSize: Int = FileBytes.pieceSize) throws(FileFault) {
    (name, firstLine) = (source.name, source.firstLine)
    self.pieceSize = pieceSize
    switch source {
    case .file(let path), .sent(let path, _, _): origin = .file(try FileBytes(path, name: source.name))
    case .bytes(let bytes, _): origin = .memory(bytes)
    }
  }

  /// The next piece; empty at the end.
  mutating func read(into piece: inout [UInt8]) throws(FileFault) {
    switch origin {
    case .file(let file): try file.read(into: &piece)
    case .memory(let bytes):
      let end = min(bytes.count, offset + pieceSize)
      piece = Array(bytes[offset..<end])
      offset = end
    }
    given += piece.count
  }

  mutating func rewind() throws(FileFault) {
    (offset, given) = (0, 0)
    if case .file(let file) = origin { try file.rewind() }
  }
}
