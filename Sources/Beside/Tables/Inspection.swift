import Digest
import Speech

/// What a first look at all bytes of a file shows.
struct Inspection {
  var encoding = TextEncoding.utf8
  /// UTF-8 with some damaged bytes: rows that have them are rejected.
  var isDamaged = false
  var hasMark = false
  var digest: [UInt8] = []
  var byteCount = 0

  /// Looks at the whole source and rewinds it. Throws for what is no text.
  init(_ source: inout ByteSource, declared: TextEncoding?) throws(FileFault) {
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
    case let given?: encoding = given
    case nil:
      // Chinese in GB18030 almost never looks like three-byte UTF-8, so a few bad bytes among many good ones are damage, not an encoding.
      let isUTF8 = census.faults == 0 || hasMark || census.threeByteCharacters >= 20 * census.faults
      encoding = isUTF8 ? .utf8 : .gb18030
    }
    isDamaged = encoding == .utf8 && census.faults > 0
  }
}
