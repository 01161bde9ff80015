import CLibZip

/// Whether what the library wrote arrived on the disk. It does not look at errors of its temporary files: on a full disk it packs what is left of them
/// and says that all went well.
enum WholeArchive {
  /// Every part unpacks to what its checksum says and ends as XML ends.
  static func isWhole(_ path: String) -> Bool {
    var code: Int32 = 0
    guard let archive = zip_open(path, Int32(ZIP_RDONLY), &code) else { return false }
    defer { zip_discard(archive) }
    let count = zip_get_num_entries(archive, 0)
    guard count > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    return (0..<UInt64(count)).allSatisfy { ends(archive, $0, &buffer) }
  }

  private static func ends(_ archive: OpaquePointer, _ index: UInt64, _ buffer: inout [UInt8]) -> Bool {
    guard let part = zip_fopen_index(archive, index, 0) else { return false }
    defer { zip_fclose(part) }
    var tail: [UInt8] = []
    var root: [UInt8] = []
    while true {
      let got = Int(zip_fread(part, &buffer, UInt64(buffer.count)))
      guard got >= 0 else { return false }
      if got == 0 { break }
      if root.isEmpty { root = self.root(buffer[..<got]) }
      tail = Array((got < 256 ? tail + buffer[..<got] : Array(buffer[(got - 256)..<got])).suffix(256))
    }
    while let last = tail.last, last <= 32 { tail.removeLast() }
    return !root.isEmpty && (tail.ends(with: Array("</".utf8) + root + Array(">".utf8)) || tail.ends(with: Array("/>".utf8)))
  }

  /// The name of the outermost element, behind the declaration.
  private static func root(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var index = bytes.startIndex
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      let name = bytes[(start + 1)...].prefix { $0 > 32 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
      if let first = name.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!") { return Array(name) }
      index = start + 1
    }
    return []
  }
}

extension [UInt8] {
  fileprivate func ends(with other: [UInt8]) -> Bool { count >= other.count && suffix(other.count).elementsEqual(other) }
}
