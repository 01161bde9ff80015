import Glibc
import Speech

/// What an .xls workbook (BIFF8, Excel 97 and later) says of itself before its sheets. The file is held in memory.
final class LegacyBook {
  let name: String
  let limits: WorkbookLimits
  let stream: [UInt8]
  private(set) var sheets: [SheetInfo] = []
  private var starts: [Int] = []
  private(set) var formats: [NumberFormat] = []
  private(set) var since1904 = false
  private(set) var strings: SharedStrings

  /// Reads from `descriptor`, which stays the caller's. `size` is the file's.
  init(_ descriptor: Int32, size: Int, name: String, limits: WorkbookLimits) throws(SheetFault) {
    (self.name, self.limits) = (name, limits)
    strings = SharedStrings(name: name, limits: limits)
    guard size <= limits.legacyBytes else {
      throw SheetFault(
        .tooLarge, file: name,
        Wording("the .xls workbook is larger than \(Saying.bytes(limits.legacyBytes))", ".xls 工作簿超过 \(Saying.bytes(limits.legacyBytes))"),
        hint: Saying.saveAgain)
    }
    guard let file = CompoundFile(try LegacyBook.whole(descriptor, size: size, name: name)) else { throw LegacyBook.damaged(name) }
    if file.names.contains("EncryptedPackage") { throw LegacyBook.encrypted(name) }
    guard file.names.contains("Workbook") else {
      throw file.names.contains("Book")
        ? LegacyBook.tooOld(name)
        : SheetFault(
          .unsupported, file: name, Wording("this is a document of an office program without a workbook", "这是办公软件的文档，其中没有工作簿"),
          hint: Saying.saveAgain)
    }
    guard let stream = file.stream("Workbook") else { throw LegacyBook.damaged(name) }
    self.stream = stream
    try readGlobals()
  }

  private static func tooOld(_ name: String) -> SheetFault {
    SheetFault(
      .unsupported, file: name, Wording("this is a workbook of Excel 95 or older, which is not read", "这是 Excel 95 或更早版本的工作簿，无法读取"),
      hint: Saying.saveAgain)
  }

  static func damaged(_ name: String) -> SheetFault {
    SheetFault(.broken, file: name, Wording("the .xls workbook is damaged or cut off", ".xls 工作簿已损坏或被截断"), hint: Saying.fetchAgain)
  }

  private static func encrypted(_ name: String) -> SheetFault {
    SheetFault(.encrypted, file: name, Wording("the workbook is behind a password", "工作簿有密码保护"), hint: Saying.password)
  }

  private static func whole(_ descriptor: Int32, size: Int, name: String) throws(SheetFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + done }, size - done, off_t(done)) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        let number = errno
        let reason = got == 0 ? Wording("end of file", "文件已到末尾") : .system(number, String(cString: strerror(number)))
        throw SheetFault(.unreadable, file: name, Wording("the file cannot be read: ", "无法读取文件：") + reason, hint: Saying.fetchAgain)
      }
      done += got
    }
    return bytes
  }

  /// The records of a sheet, from its first on.
  func records(_ sheet: Int) -> RecordCursor { RecordCursor(stream, at: starts[sheet]) }

  private func readGlobals() throws(SheetFault) {
    var cursor = RecordCursor(stream, at: 0)
    var codes: [Int: NumberFormat] = [:]
    var styles: [Int] = []
    guard let first = cursor.next(), first.type == 0x0809, first.count >= 4 else { throw LegacyBook.damaged(name) }
    guard stream.word(first.start) == 0x0600 else {
      throw LegacyBook.tooOld(name)
    }
    reading: while let record = cursor.next() {
      switch record.type {
      case 0x000A: break reading
      // FILEPASS
      case 0x002F: throw LegacyBook.encrypted(name)
      // DATEMODE
      case 0x0022: if record.count >= 2 { since1904 = stream.word(record.start) == 1 }
      // FORMAT
      case 0x041E:
        var text = LegacyText(stream, [record.range])
        guard let id = text.word(), let code = text.string(lengthBytes: 2) else { throw LegacyBook.damaged(name) }
        codes[Int(id)] = NumberFormat(code: code)
      // XF
      case 0x00E0:
        guard record.count >= 4 else { throw LegacyBook.damaged(name) }
        styles.append(Int(stream.word(record.start + 2)))
      // BOUNDSHEET
      case 0x0085:
        guard record.count >= 8 else { throw LegacyBook.damaged(name) }
        var text = LegacyText(stream, [(record.start + 6)..<record.range.upperBound])
        guard let title = text.string(lengthBytes: 1) else { throw LegacyBook.damaged(name) }
        // Charts and macros have no rows.
        guard stream[record.start + 5] == 0 else { continue }
        let start = Int(stream.long(record.start))
        guard start < stream.count else { throw LegacyBook.damaged(name) }
        sheets.append(SheetInfo(name: String(decoding: title, as: UTF8.self), isHidden: stream[record.start + 4] & 3 != 0))
        starts.append(start)
      // SST, which goes on in CONTINUE records.
      case 0x00FC:
        var parts = [record.range]
        while cursor.peekType() == 0x003C, let more = cursor.next() { parts.append(more.range) }
        try readStrings(parts)
      default: break
      }
    }
    formats = styles.map { codes[$0] ?? NumberFormat(builtIn: $0) ?? .number }
  }

  private func readStrings(_ parts: [Range<Int>]) throws(SheetFault) {
    var text = LegacyText(stream, parts)
    guard text.long() != nil, let count = text.long() else { throw LegacyBook.damaged(name) }
    for _ in 0..<count {
      guard let string = text.string(lengthBytes: 2) else { throw LegacyBook.damaged(name) }
      try strings.append(string)
    }
  }
}

/// The records of a stream, one after the other.
struct RecordCursor {
  struct Record {
    let type: UInt16
    let range: Range<Int>
    var start: Int { range.lowerBound }
    var count: Int { range.count }
  }

  private let stream: [UInt8]
  private var offset: Int

  init(_ stream: [UInt8], at offset: Int) { (self.stream, self.offset) = (stream, offset) }

  func peekType() -> UInt16? { offset + 4 <= stream.count ? stream.word(offset) : nil }

  /// The next record; nil at the end, or where one is cut off.
  mutating func next() -> Record? {
    guard offset + 4 <= stream.count else { return nil }
    let start = offset + 4
    let end = start + Int(stream.word(offset + 2))
    guard end <= stream.count else { return nil }
    let type = stream.word(offset)
    offset = end
    return Record(type: type, range: start..<end)
  }

  /// Back before a record that was read.
  mutating func unread(_ record: Record) { offset = record.start - 4 }
}

/// Texts of records, which may go on in the next record in another width.
struct LegacyText {
  private let stream: [UInt8]
  private let parts: [Range<Int>]
  private var part = 0
  private var offset: Int

  init(_ stream: [UInt8], _ parts: [Range<Int>]) {
    (self.stream, self.parts) = (stream, parts)
    offset = parts.first?.lowerBound ?? 0
  }

  private mutating func byte() -> UInt8? {
    while part < parts.count, offset >= parts[part].upperBound {
      part += 1
      if part < parts.count { offset = parts[part].lowerBound }
    }
    guard part < parts.count else { return nil }
    offset += 1
    return stream[offset - 1]
  }

  mutating func word() -> UInt16? {
    guard let low = byte(), let high = byte() else { return nil }
    return UInt16(low) | UInt16(high) << 8
  }

  mutating func long() -> UInt32? {
    guard let low = word(), let high = word() else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  private mutating func skip(_ count: Int) -> Bool {
    for _ in 0..<count where byte() == nil { return false }
    return true
  }

  /// A text with its length before it, as UTF-8, without formats and phonetic guides; nil when it is cut off.
  mutating func string(lengthBytes: Int) -> [UInt8]? {
    guard let length = lengthBytes == 1 ? byte().map(Int.init) : word().map(Int.init), let flags = byte() else {
      return nil
    }
    var isWide = flags & 1 != 0
    var runs = 0
    var extra = 0
    if flags & 8 != 0 {
      guard let count = word() else { return nil }
      runs = Int(count) * 4
    }
    if flags & 4 != 0 {
      guard let count = long() else { return nil }
      extra = Int(count)
    }
    var units: [UInt16] = []
    units.reserveCapacity(length)
    for _ in 0..<length {
      if part < parts.count, offset >= parts[part].upperBound {
        // Behind the seam the width is said anew.
        guard let flags = byte() else { return nil }
        isWide = flags & 1 != 0
      }
      guard let unit = isWide ? word() : byte().map(UInt16.init) else { return nil }
      units.append(unit)
    }
    guard skip(runs), skip(extra) else { return nil }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
