import CLibExpat
import CLibZip

/// Whether what was written arrived. The library does not look at errors of its temporary files: on a full disk it leaves out rows, packs what is left,
/// and says that all went well; the workbook opens, and lacks them.
struct WholeArchive {
  private let archive: OpaquePointer
  private static let begin = Array("<sheetData>".utf8)
  private static let end = Array("</sheetData>".utf8)
  private static let nothing = Array("<sheetData/>".utf8)
  /// A sheet's head and tail are shorter.
  private static let margin = 1 << 18

  /// `rows`: how many bytes the rows of each sheet took when they were written, in the order of the sheets.
  static func isWhole(_ path: String, rows: [Int]) -> Bool {
    var code: Int32 = 0
    guard let archive = zip_open(path, Int32(ZIP_RDONLY), &code) else { return false }
    defer { zip_discard(archive) }
    let whole = WholeArchive(archive: archive)
    var sheets: Set<UInt64> = []
    for (index, bytes) in rows.enumerated() {
      let part = zip_name_locate(archive, "xl/worksheets/sheet\(index + 1).xml", 0)
      guard part >= 0, whole.isSheet(UInt64(part), bytes) else { return false }
      sheets.insert(UInt64(part))
    }
    let count = zip_get_num_entries(archive, 0)
    return count > 0 && (0..<UInt64(count)).allSatisfy { sheets.contains($0) || whole.isXML($0) }
  }

  /// Gives every piece of a part; false where it does not unpack to what its checksum says.
  private func read(_ index: UInt64, _ piece: (ArraySlice<UInt8>) -> Void) -> Bool {
    guard let part = zip_fopen_index(archive, index, 0) else { return false }
    defer { zip_fclose(part) }
    var buffer = [UInt8](repeating: 0, count: WholeArchive.margin)
    while true {
      let got = Int(zip_fread(part, &buffer, UInt64(buffer.count)))
      guard got >= 0 else { return false }
      if got == 0 { return true }
      piece(buffer[..<got])
    }
  }

  /// All of what was written for rows stands between the marks, and the rest is whole.
  private func isSheet(_ index: UInt64, _ rows: Int) -> Bool {
    var (head, tail): ([UInt8], [UInt8]) = ([], [])
    var length = 0
    let isRead = read(index) { piece in
      length += piece.count
      if head.count < WholeArchive.margin { head += piece.prefix(WholeArchive.margin - head.count) }
      tail = piece.count >= WholeArchive.margin ? Array(piece) : Array((tail + piece).suffix(WholeArchive.margin))
    }
    guard isRead else { return false }
    if rows == 0 { return length <= head.count && head.first(WholeArchive.nothing) != nil && WholeArchive.isXML(head) }
    guard let first = head.first(WholeArchive.begin), let last = tail.last(WholeArchive.end) else { return false }
    let (start, stop) = (first + WholeArchive.begin.count, length - tail.count + last)
    return stop - start == rows && WholeArchive.isXML(Array(head[..<start] + tail[last...]))
  }

  private func isXML(_ index: UInt64) -> Bool {
    var bytes: [UInt8] = []
    return read(index) { bytes += $0 } && WholeArchive.isXML(bytes)
  }

  private static func isXML(_ bytes: [UInt8]) -> Bool {
    guard let parser = XML_ParserCreate(nil) else { return false }
    defer { XML_ParserFree(parser) }
    return bytes.withUnsafeBytes { buffer in
      XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), 1) == XML_STATUS_OK
    }
  }
}

extension [UInt8] {
  /// Where `word` begins for the first time.
  fileprivate func first(_ word: [UInt8]) -> Int? {
    var index = 0
    while let start = self[index...].firstIndex(of: word[0]) {
      if self[start...].starts(with: word) { return start }
      index = start + 1
    }
    return nil
  }

  /// Where it begins for the last time.
  fileprivate func last(_ word: [UInt8]) -> Int? {
    var index = count
    while let start = self[..<index].lastIndex(of: word[0]) {
      if self[start...].starts(with: word) { return start }
      index = start
    }
    return nil
  }
}
