import Digest

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
          .binary, file: source.name, "this is not a text file: it has a byte 0 at position \(offset)",
          hint: "export it as CSV in UTF-8 or GB18030")
      }
    }
    if byteCount == 0 { throw FileFault(.empty, file: source.name, "the file is empty") }
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

/// Files that are no text, told by their first bytes.
enum FileKind {
  static func refuse(_ bytes: [UInt8], file: String) throws(FileFault) {
    func begins(_ magic: UInt8...) -> Bool { bytes.starts(with: magic) }
    func fault(_ what: String, _ hint: String) -> FileFault {
      FileFault(.binary, file: file, "this is \(what), not a text file", hint: hint)
    }
    if begins(0x1F, 0x8B) { throw fault("a gzip archive", "decompress it first (gunzip)") }
    if begins(0x50, 0x4B, 0x03, 0x04) { throw fault("a spreadsheet (xlsx) or zip archive", "save it as CSV, or unzip it") }
    if begins(0xD0, 0xCF, 0x11, 0xE0) { throw fault("a spreadsheet (xls)", "save it as CSV") }
    if begins(0x28, 0xB5, 0x2F, 0xFD) { throw fault("a zstd archive", "decompress it first (unzstd)") }
    if begins(0x42, 0x5A, 0x68), bytes.count > 3, (0x31...0x39).contains(bytes[3]) { throw fault("a bzip2 archive", "decompress it first") }
    if begins(0xFD, 0x37, 0x7A, 0x58, 0x5A) { throw fault("an xz archive", "decompress it first") }
    if begins(0x37, 0x7A, 0xBC, 0xAF) || begins(0x52, 0x61, 0x72, 0x21) { throw fault("an archive", "unpack it first") }
    if begins(0x25, 0x50, 0x44, 0x46) { throw fault("a PDF document", "ask for the data as CSV") }
    if begins(0xFF, 0xFE) || begins(0xFE, 0xFF) {
      throw FileFault(.encoding, file: file, "the file is UTF-16", hint: "save it as CSV in UTF-8 (“CSV UTF-8” in spreadsheets)")
    }
    if bytes.count >= 4, bytes[0] != 0, bytes[1] == 0 || (bytes[0] < 0x80 && bytes[1] == 0) {
      throw FileFault(.encoding, file: file, "the file looks like UTF-16 without a mark", hint: "save it as CSV in UTF-8")
    }
    let head = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
    let start = head.drop { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" || $0 == "\u{FEFF}" }
    if start.hasPrefix("<!doctype") || start.hasPrefix("<html") || start.hasPrefix("<table") || start.hasPrefix("<?xml") {
      throw fault("a web page or XML", "open it in a spreadsheet and save it as CSV")
    }
    if start.hasPrefix("{\"") || start.hasPrefix("[{") { throw fault("JSON", "export the data as CSV") }
  }
}
