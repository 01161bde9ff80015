import Speech

/// Files that are no text, told by their first bytes.
enum FileKind {
  static func refuse(_ bytes: [UInt8], file: String, isUTF16: Bool = false) throws(FileFault) {
    if let (what, hint) = archive(bytes) ?? document(bytes) {
      throw FileFault(.binary, file: file, Wording("this is \(what.en), not a text file", "这是\(what.zh)，不是文本文件"), hint: hint)
    }
    if !isUTF16, bytes.count >= 4, bytes[0] != 0, bytes[1] == 0 || (bytes[0] < 0x80 && bytes[1] == 0) {
      throw FileFault(
        .encoding, file: file, Wording("the file looks like UTF-16 without a mark", "文件像是没有标记的 UTF-16 编码"),
        hint: Wording(
          "import it with --encoding utf-16, or save it as CSV in UTF-8", "请用 --encoding utf-16 导入，或另存为 UTF-8 编码的 CSV"))
    }
  }

  private typealias Finding = (what: Wording, hint: Wording)

  private static func archive(_ bytes: [UInt8]) -> Finding? {
    func begins(_ magic: UInt8...) -> Bool { bytes.starts(with: magic) }
    let decompress = Wording("decompress it first", "请先解压")
    if begins(0x1F, 0x8B) { return (Wording("a gzip archive", " gzip 压缩文件"), decompress + Wording(" (gunzip)", "（gunzip）")) }
    if begins(0x50, 0x4B, 0x03, 0x04) {
      return (
        Wording("a spreadsheet (xlsx) or zip archive", "电子表格（xlsx）或 zip 压缩文件"),
        Wording("save it as CSV, or unzip it", "请另存为 CSV，或先解压")
      )
    }
    if begins(0x28, 0xB5, 0x2F, 0xFD) { return (Wording("a zstd archive", " zstd 压缩文件"), decompress + Wording(" (unzstd)", "（unzstd）")) }
    if begins(0x42, 0x5A, 0x68), bytes.count > 3, (0x31...0x39).contains(bytes[3]) {
      return (Wording("a bzip2 archive", " bzip2 压缩文件"), decompress)
    }
    if begins(0xFD, 0x37, 0x7A, 0x58, 0x5A) { return (Wording("an xz archive", " xz 压缩文件"), decompress) }
    if begins(0x37, 0x7A, 0xBC, 0xAF) || begins(0x52, 0x61, 0x72, 0x21) {
      return (Wording("an archive", "压缩文件"), Wording("unpack it first", "请先解包"))
    }
    return nil
  }

  private static func document(_ bytes: [UInt8]) -> Finding? {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return (Wording("a spreadsheet (xls)", "电子表格（xls）"), Wording("save it as CSV", "请另存为 CSV"))
    }
    if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) {
      return (Wording("a PDF document", " PDF 文档"), Wording("ask for the data as CSV", "请索取 CSV 格式的数据"))
    }
    let head = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
    let start = head.drop { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" || $0 == "\u{FEFF}" }
    if start.hasPrefix("<!doctype") || start.hasPrefix("<html") || start.hasPrefix("<table") || start.hasPrefix("<?xml") {
      return (
        Wording("a web page or XML", "网页或 XML"),
        Wording("open it in a spreadsheet and save it as CSV", "请用电子表格打开后另存为 CSV")
      )
    }
    if start.hasPrefix("{\"") || start.hasPrefix("[{") {
      return (Wording("JSON", " JSON"), Wording("export the data as CSV", "请把数据导出为 CSV"))
    }
    return nil
  }
}
