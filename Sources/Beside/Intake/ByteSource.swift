import Digest
import Speech

/// The bytes of a feed in pieces, twice: first to be looked at, then to be read.
struct ByteSource {
  private enum Origin {
    case file(FileBytes)
    case memory([UInt8])
  }

  let name: String
  private let origin: Origin
  private var offset = 0
  /// Bytes given since the start or the last rewind.
  private(set) var given = 0
  /// Length of the pieces of bytes in memory.
  private let pieceSize: Int

  init(_ source: FeedSource, pieceSize: Int = FileBytes.pieceSize) throws(FileFault) {
    name = source.name
    self.pieceSize = pieceSize
    switch source {
    case .file(let path): origin = .file(try FileBytes(path))
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

/// What a first look at all bytes of a file shows.
struct Inspection {
  /// How the bytes are to be read.
  enum Encoding: Equatable {
    case utf8
    /// UTF-8 with some damaged bytes: rows that have them are rejected.
    case damagedUTF8
    case gb18030
  }

  var encoding: Encoding = .utf8
  var hasMark = false
  var digest: [UInt8] = []
  var byteCount = 0

  /// Looks at the whole source and rewinds it. Throws for what is no text.
  init(_ source: inout ByteSource, declared: Mapping.Encoding?) throws(FileFault) {
    var census = UTF8Census()
    var sha = SHA256()
    var piece: [UInt8] = []
    while true {
      try source.read(into: &piece)
      if piece.isEmpty { break }
      if byteCount == 0 {
        try FileKind.refuse(piece, file: source.name)
        hasMark = piece.starts(with: [0xEF, 0xBB, 0xBF])
      }
      census.add(piece)
      sha.update(piece)
      byteCount += piece.count
      if let offset = census.firstZero {
        throw FileFault(
          .binary, file: source.name,
          Wording(
            "this is not a text file: it has a byte 0 at position \(offset)", "这不是文本文件：位置 \(offset) 处有值为 0 的字节"),
          hint: Wording("export it as CSV in UTF-8 or GB18030", "请导出为 UTF-8 或 GB18030 编码的 CSV"))
      }
    }
    if byteCount == 0 { throw FileFault(.empty, file: source.name, Wording("the file is empty", "文件为空")) }
    try source.rewind()
    digest = sha.digest()
    census.finish()
    switch declared {
    case .utf8: encoding = census.faults == 0 ? .utf8 : .damagedUTF8
    case .gb18030: encoding = .gb18030
    case nil:
      if census.faults == 0 {
        encoding = .utf8
      } else if hasMark || census.threeByteCharacters >= 20 * census.faults {
        // Chinese in GB18030 almost never looks like three-byte UTF-8, so a few bad bytes among many good ones are damage, not an encoding.
        encoding = .damagedUTF8
      } else {
        encoding = .gb18030
      }
    }
  }
}
