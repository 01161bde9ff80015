import Glibc
package import Portfolio
package import Speech
package import Tables

/// Writes rejected rows to a CSV file in UTF-8: where, what, why, then the row with identifying columns masked.
///
/// The file is made with the first reject; without one there is none. Owns the descriptor: call ``close()`` to see that all was written.
package final class RejectWriter {
  /// Where the rejects go.
  package let path: String
  /// Rejects written so far.
  package private(set) var count = 0
  /// What stands before the row's own columns.
  static let columns = ["file", "line", "column", "value", "reason"]
  private let header: [String]
  private let language: Language
  /// Columns of a reject file that was read itself, which had no names: they are not written again.
  private let skipped: Int
  /// Whether a file of another kind stays as it is.
  private let sparesOthers: Bool
  private var descriptor: Int32 = -1
  private var buffer: [UInt8] = []

  /// A writer to `path`; `header` is the reader's ``FeedReader/header``, `language` that of the reasons, which whoever imports reads. An older file
  /// of that name is replaced; with `sparesOthers`, where nobody named the place, only one of rejects.
  package init(path: String, header: [String], language: Language = .en, sparesOthers: Bool = false) {
    self.path = path
    self.sparesOthers = sparesOthers
    self.language = language
    let isMended = header.count > Self.columns.count && header.prefix(Self.columns.count).allSatisfy(\.isEmpty)
    skipped = isMended ? Self.columns.count : 0
    self.header = Array(header.dropFirst(skipped))
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Adds rejects. Throws `FileFault(.unreadable)` when the file cannot be written.
  package func write(_ rejects: [Reject]) throws(FileFault) {
    if rejects.isEmpty { return }
    if descriptor < 0 {
      if sparesOthers, let first = Self.beginning(of: path), !first.isEmpty, !Self.isHeader(first) {
        throw FileFault(
          .unreadable, file: path, Wording("is there and is no reject file; it was left as it is", "已存在，且不是拒收文件；未作改动"),
          hint: Wording("move it away, or name another file with --rejects", "请移走该文件，或用 --rejects 另指定一个文件"))
      }
      // Not blocking: a pipe that nobody reads would wait already. What is written may wait for the reader.
      descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, 0o640)
      guard descriptor >= 0 else { throw fault(errno) }
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
      // Without the mark a spreadsheet takes Chinese for something else.
      let isASCII = (header + rejects.flatMap { $0.row + [$0.position.file, $0.value, $0.why[language]] }).allSatisfy {
        $0.utf8.allSatisfy { $0 < 0x80 }
      }
      if !isASCII { buffer += [0xEF, 0xBB, 0xBF] }
      append(Self.columns + header)
    }
    for reject in rejects {
      let why = [reject.position.file, reject.position.place, reject.column, reject.value, reject.why[language]]
      append(why + reject.row.dropFirst(skipped))
      count += 1
      if buffer.count > 1 << 16 { try flush() }
    }
    try flush()
  }

  /// Writes out and closes. Throws when the disk did not take everything.
  package func close() throws(FileFault) {
    guard descriptor >= 0 else { return }
    try flush()
    let result = Glibc.close(descriptor)
    descriptor = -1
    if result != 0 { throw fault(errno) }
  }

  /// Whether the file at this path begins as a reject file does. No link is followed.
  package static func isRejectFile(_ path: String) -> Bool { beginning(of: path).map(isHeader) ?? false }

  /// The first bytes of a regular file; nil when there is none or it cannot be read.
  private static func beginning(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  /// A spreadsheet puts a byte order mark before what it saves.
  private static func isHeader(_ bytes: [UInt8]) -> Bool {
    let columns = Array(Self.columns.joined(separator: ",").utf8)
    let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard rest.starts(with: columns), let next = rest.dropFirst(columns.count).first else { return false }
    return next == UInt8(ascii: ",") || next == 10 || next == 13
  }

  private func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      RejectWriter.append(field, to: &buffer)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// One field as RFC 4180 has it. A spreadsheet must not run what a stranger wrote: `=…` gets an apostrophe.
  static func append(_ field: String, to buffer: inout [UInt8]) {
    var text = field
    if let first = text.utf8.first, first == 61 || first == 64 || ((first == 43 || first == 45) && !isNumber(text)) { text = "'" + text }
    let needsQuotes = text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
    guard needsQuotes else { return buffer.append(contentsOf: text.utf8) }
    buffer.append(34)
    for byte in text.utf8 {
      if byte == 34 { buffer.append(34) }
      buffer.append(byte)
    }
    buffer.append(34)
  }

  /// Takes off what ``append(_:to:)`` put before a formula: a row that was mended is read as it stood.
  static func undoGuards(_ record: inout Record) {
    func isGuarded(_ field: ArraySlice<UInt8>) -> Bool {
      guard field.count > 1, field.first == 39 else { return false }
      return [61, 64, 43, 45].contains(field[field.startIndex + 1])
    }
    guard (columns.count..<max(columns.count, record.count)).contains(where: { isGuarded(record.raw($0)) }) else { return }
    let whole = record
    (record.bytes, record.ends) = ([], [])
    for index in 0..<whole.count {
      let field = whole.raw(index)
      record.bytes += isGuarded(field) && index >= columns.count ? field.dropFirst() : field
      record.endField()
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 44 }
  }

  private func flush() throws(FileFault) {
    var start = 0
    while start < buffer.count {
      let written = buffer[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw fault(errno)
      }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func fault(_ code: Int32) -> FileFault {
    let what = Wording("the reject file cannot be written", "无法写入拒收文件")
    return FileFault(
      .unreadable, file: path, code == ENXIO ? what + Wording(": nobody reads it", "：没有程序在读取它") : what.because(code),
      hint: Wording("check the folder and the space left", "请检查目录和剩余空间"))
  }
}
