import Glibc
import Speech

/// Bytes that are only ever added: in memory up to a limit, beyond it in a file that has no name and goes with the process.
///
/// What is read comes by pages, of which the last ones are kept.
final class PagedBytes {
  private static let pageSize = 16 << 10
  private static let keptPages = 128

  private let file: String
  private let limit: Int
  private(set) var count = 0
  /// All bytes, or those behind the last whole page once there is a file.
  private var tail: [UInt8] = []
  private var descriptor: Int32 = -1
  /// Bytes that stand in the file.
  private var written = 0
  private var kept: [UInt8] = []
  private var pageNumbers: [Int] = []

  /// `file` is the workbook's name, for messages.
  init(limit: Int, file: String) {
    self.limit = limit
    self.file = file
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func append(_ bytes: [UInt8]) throws(SheetFault) {
    tail.append(contentsOf: bytes)
    count += bytes.count
    try limitTail()
  }

  /// Adds a number of eight bytes.
  func append(_ number: Int) throws(SheetFault) {
    withUnsafeBytes(of: UInt64(number)) { tail.append(contentsOf: $0) }
    count += 8
    try limitTail()
  }

  private func limitTail() throws(SheetFault) {
    if tail.count > (descriptor < 0 ? limit : 1 << 20) { try spill() }
  }

  private func spill() throws(SheetFault) {
    if descriptor < 0 {
      descriptor = try PagedBytes.unnamedFile(for: file)
      kept = [UInt8](repeating: 0, count: PagedBytes.pageSize * PagedBytes.keptPages)
      pageNumbers = [Int](repeating: -1, count: PagedBytes.keptPages)
    }
    let whole = tail.count / PagedBytes.pageSize * PagedBytes.pageSize
    var done = 0
    while done < whole {
      let got = tail.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, whole - done) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw PagedBytes.noRoom(file) }
      done += got
    }
    written += whole
    tail = Array(tail[whole...])
  }

  /// Adds the bytes from `start` to `end` to `result`. Both must lie within what was added.
  func read(_ start: Int, _ end: Int, into result: inout [UInt8]) throws(SheetFault) {
    if start >= written {
      result.append(contentsOf: tail[(start - written)..<(end - written)])
      return
    }
    var start = start
    while start < min(end, written) {
      let page = start / PagedBytes.pageSize
      let slot = page % PagedBytes.keptPages * PagedBytes.pageSize
      try load(page)
      let from = start - page * PagedBytes.pageSize
      let to = min(end, written, (page + 1) * PagedBytes.pageSize) - page * PagedBytes.pageSize
      result.append(contentsOf: kept[(slot + from)..<(slot + to)])
      start += to - from
    }
    if end > written { result.append(contentsOf: tail[..<(end - written)]) }
  }

  private func load(_ page: Int) throws(SheetFault) {
    let slot = page % PagedBytes.keptPages
    if pageNumbers[slot] == page { return }
    var done = 0
    while done < PagedBytes.pageSize {
      let place = slot * PagedBytes.pageSize + done
      let got = kept.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + place }, PagedBytes.pageSize - done, off_t(page * PagedBytes.pageSize + done))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw PagedBytes.noRoom(file) }
      done += got
    }
    pageNumbers[slot] = page
  }

  private static func unnamedFile(for file: String) throws(SheetFault) -> Int32 {
    let named = getenv("TMPDIR").map { String(cString: $0) }
    // /tmp may be memory.
    for folder in [named, "/var/tmp", "/tmp"].compactMap({ $0 }) where !folder.isEmpty {
      let unnamed = open(folder, O_RDWR | O_CLOEXEC | 0o20200000, 0o600)
      if unnamed >= 0 { return unnamed }
      // A file system without files that have no name: made with one, which goes at once.
      var path = Array((folder + "/allot-sheets-XXXXXX").utf8CString)
      let made = mkstemp(&path)
      if made >= 0 {
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
        unlink(path)
        return made
      }
    }
    throw noRoom(file)
  }

  private static func noRoom(_ file: String) -> SheetFault {
    let number = errno
    return SheetFault(
      .unreadable, file: file,
      Wording(
        "the workbook has more text than is held in memory, and the temporary file for it cannot be written or read: ",
        "工作簿的文本超出内存上限，且无法写入或读取其临时文件：") + .system(number, String(cString: strerror(number))),
      hint: Wording("make room in the folder for temporary files, or set TMPDIR to one that has it", "请在临时文件目录中腾出空间，或将 TMPDIR 设为有空间的目录"))
  }
}
