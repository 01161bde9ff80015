import Digest
import Speech

/// What a first look at all bytes of a file shows.
struct Inspection {
  var encoding = TextEncoding.utf8
  /// UTF-8 with some damaged bytes: rows that have them are rejected.
  var isDamaged = false
  /// Of UTF-16: the higher byte comes first.
  var isBigEndian = false
  var digest: [UInt8] = []
  var byteCount = 0
  /// Whether the last line has its end.
  var hasLastLineEnd = false

  /// Looks at the whole source and rewinds it. Throws for what is no text, and for text in no encoding that can be told.
  init(_ source: inout ByteSource, declared: TextEncoding?) throws(FileFault) {
    var census = UTF8Census()
    var sha = SHA256()
    var piece: [UInt8] = []
    var hasMark = false
    var isUTF16 = declared == .utf16
    var hasZero = false
    var sample: ArraySlice<UInt8> = []
    while true {
      try source.read(into: &piece)
      if piece.isEmpty { break }
      if byteCount == 0 {
        try FileKind.refuse(piece, file: source.name, isUTF16: isUTF16 || piece.starts(with: [0xFF, 0xFE]))
        hasMark = piece.starts(with: [0xEF, 0xBB, 0xBF])
        isBigEndian = piece.starts(with: [0xFE, 0xFF]) || (isUTF16 && piece.first == 0)
        isUTF16 = isUTF16 || isBigEndian || piece.starts(with: [0xFF, 0xFE])
      }
      if !isUTF16 { census.add(piece) } else if !hasZero { hasZero = piece.contains(0) }
      if sample.isEmpty, census.faults > 0 || declared != nil, let first = piece.firstIndex(where: { $0 >= 0x80 }) {
        sample = piece[first...].prefix(EncodingGuess.limit)
      }
      sha.update(piece)
      byteCount += piece.count
      hasLastLineEnd = piece.suffix(isUTF16 ? 2 : 1).contains { $0 == 10 || $0 == 13 }
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
    // Chinese in GB18030 almost never looks like three-byte UTF-8, so a few bad bytes among many good ones are damage, not an encoding.
    let isUTF8 = census.faults == 0 || hasMark || census.threeByteCharacters >= 20 * census.faults
    if isUTF16 {
      try Inspection.refuse(declared, where: declared != .utf16, is: .utf16, file: source.name)
      // A table has separators and line ends, each with a byte 0.
      if !hasZero { throw Inspection.contradicted(.utf16, nil, file: source.name) }
      encoding = .utf16
    } else if let declared {
      try Inspection.refuse(
        declared, where: declared != .utf8 && isUTF8 && (hasMark || census.wideCharacters > 0), is: .utf8, file: source.name)
      if declared == .utf8, !isUTF8 { throw Inspection.contradicted(declared, nil, file: source.name) }
      if let other = EncodingFit.contradiction(to: declared, sample) { throw Inspection.contradicted(declared, other, file: source.name) }
      encoding = declared
      if declared != .utf8 { try Inspection.check(declared, sample, file: source.name) }
    } else if isUTF8 {
      encoding = .utf8
    } else {
      encoding = .gb18030
      let guess = EncodingGuess(sample)
      if !guess.isChinese { throw Inspection.untold(guess, sample, file: source.name) }
    }
    isDamaged = encoding == .utf8 && census.faults > 0
  }

  private static func refuse(_ named: TextEncoding?, where isWrong: Bool, is found: TextEncoding, file: String) throws(FileFault) {
    guard isWrong, let named else { return }
    throw FileFault(
      .encoding, file: file,
      Wording("the file is \(found.name), not \(named.name)", "文件是 \(found.name) 编码，不是 \(named.name)"),
      hint: Wording(
        "leave the encoding out (--encoding, or encoding in the mapping): it is told from the bytes",
        "请不要指定编码（--encoding，或映射中的 encoding）：程序会根据内容判断"))
  }

  /// `found`: what the bytes are instead, where that is certain.
  private static func contradicted(_ named: TextEncoding, _ found: TextEncoding?, file: String) -> FileFault {
    let what =
      found.map { Wording("it reads as \($0.name)", "其内容是 \($0.name)") } ?? Wording("its bytes are none of that encoding", "其字节不符合该编码")
    let remedy = found.map { Wording("import it with --encoding \($0.rawValue)", "请用 --encoding \($0.rawValue) 导入") }
    return FileFault(
      .encoding, file: file, Wording("the file is not \(named.name): \(what.en)", "文件不是 \(named.name) 编码：\(what.zh)"),
      hint: remedy
        ?? Wording(
          "leave the encoding out (--encoding, or encoding in the mapping): it is told from the bytes",
          "请不要指定编码（--encoding，或映射中的 encoding）：程序会根据内容判断"))
  }

  /// A wrong name is told by bytes that the encoding does not have: more than one in twenty.
  private static func check(_ encoding: TextEncoding, _ sample: ArraySlice<UInt8>, file: String) throws(FileFault) {
    guard !sample.isEmpty else { return }
    let text = try TextDecoder(encoding, file: file).decode(Array(sample))
    let bad = text.count { $0 == 0xFF }
    let good = text.count { $0 >= 0xC2 && $0 < 0xF8 }
    guard bad * 20 > good + bad else { return }
    throw FileFault(
      .encoding, file: file,
      Wording(
        "the file is not \(encoding.name): it has many bytes that encoding does not have",
        "文件不是 \(encoding.name) 编码：其中有许多该编码没有的字节"),
      hint: anotherName)
  }

  private static func untold(_ guess: EncodingGuess, _ sample: ArraySlice<UInt8>, file: String) -> FileFault {
    let likely = EncodingFit.contradiction(to: .gb18030, sample).map {
      Wording(
        "it looks like \($0.name): import it with --encoding \($0.rawValue), or save it as UTF-8",
        "像是 \($0.name)：请用 --encoding \($0.rawValue) 导入，或另存为 UTF-8")
    }
    let western = Wording(
      "it looks like windows-1252: import it with --encoding windows-1252, or save it as UTF-8",
      "像是 windows-1252：请用 --encoding windows-1252 导入，或另存为 UTF-8")
    return FileFault(
      .encoding, file: file,
      Wording(
        "the file's encoding cannot be told: it is not UTF-8, and read as GB18030 it is hardly Chinese",
        "无法判断文件的编码：不是 UTF-8，按 GB18030 读出来也不像中文"),
      hint: guess.isWestern ? western : likely ?? anotherName)
  }

  private static let anotherName = Wording(
    "name it with --encoding, one of \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")), or save the file as UTF-8",
    "请用 --encoding 指定（\(TextEncoding.allCases.map(\.rawValue).joined(separator: "、")) 之一），或把文件另存为 UTF-8")
}
