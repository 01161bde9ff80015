import Speech

/// Cuts the bytes of a CSV file into records (RFC 4180, any separator byte), piece by piece.
struct RecordScanner: RecordSource {
  /// Longest record in bytes: beyond it a quote was left open.
  static let recordLimit = 1 << 20

  private var source: ByteSource
  private let decoder: TextDecoder?
  private let checksText: Bool
  let facts: FileFacts
  private var buffer: [UInt8] = []
  private var position = 0
  private var atEnd = false
  /// The line that begins next, from the source's first.
  private(set) var line: Int
  private var separator: UInt8 = UInt8(ascii: ",")
  private var newline: UInt8 = UInt8(ascii: "\n")

  init(_ source: ByteSource, _ inspection: Inspection) throws(FileFault) {
    (self.source, line) = (source, source.firstLine)
    decoder =
      inspection.encoding == .utf8
      ? nil : try TextDecoder(inspection.encoding, isBigEndian: inspection.isBigEndian, file: source.name)
    checksText = decoder != nil || inspection.isDamaged
    facts = FileFacts(
      encoding: inspection.encoding, digest: inspection.digest, byteCount: inspection.byteCount, hasLastLineEnd: inspection.hasLastLineEnd)
    try refill()
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Tells the separator and the line ends from the first lines, and skips a spreadsheet's `sep=;` line.
  mutating func detectForm(separator given: UInt8?) throws(FileFault) {
    newline = RecordScanner.lineEnd(buffer[position...])
    if let (named, end) = separatorLine() {
      separator = named
      position = min(buffer.count, end + 1)
      line += 1
    } else {
      separator = given ?? RecordScanner.likelySeparator(buffer[position...])
    }
  }

  private static func lineEnd(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    var inQuotes = false
    var sawReturn = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
      if inQuotes { continue }
      if byte == UInt8(ascii: "\n") { break }
      // A line feed right behind the carriage return is the usual pair; anything else means lines end with CR alone.
      if sawReturn, byte != UInt8(ascii: "\r") { return UInt8(ascii: "\r") }
      sawReturn = byte == UInt8(ascii: "\r")
    }
    return UInt8(ascii: "\n")
  }

  /// The separator that a first line `sep=;` names, quoted or not, in capitals or not, with separators behind; and where the line ends.
  private func separatorLine() -> (separator: UInt8, end: Int)? {
    let end = buffer[position...].prefix(200).firstIndex(of: newline) ?? min(buffer.count, position + 200)
    let quote = UInt8(ascii: "\"")
    let line = buffer[position..<end].drop { $0 == quote || $0 == 0x20 }
    guard line.count >= 5, line.prefix(4).map({ $0 | 0x20 }).elementsEqual("sep=".utf8.map { $0 | 0x20 }) else { return nil }
    let named = line[line.startIndex + 4]
    guard named < 0x80, named > 0x20 || named == 9, named != quote, !(48...57).contains(named), !(65...90).contains(named & 0xDF) else {
      return nil
    }
    let rest = line.dropFirst(5)
    guard rest.allSatisfy({ $0 == named || $0 == quote || $0 <= 0x20 || $0 == UInt8(ascii: ",") }) else { return nil }
    return (named, end)
  }

  private static func likelySeparator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
    var counts = [0, 0, 0, 0]
    var inQuotes = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { inQuotes.toggle() }
      if inQuotes { continue }
      // A title above the header has no separator: the line below it tells.
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if counts.contains(where: { $0 > 0 }) { break }
        continue
      }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    var best = 0
    for index in 1..<candidates.count where counts[index] > counts[best] { best = index }
    return candidates[best]
  }

  private mutating func refill() throws(FileFault) {
    repeat {
      try source.read(into: &buffer)
      position = 0
      if buffer.isEmpty {
        atEnd = true
        // Somebody was still writing it, or cut it: what was read is not the file that was looked at.
        guard source.given == facts.byteCount else {
          throw FileFault(
            .changed, file: source.name,
            Wording(
              "the file changed while it was read: \(facts.byteCount) bytes at the first look, \(source.given) at the second",
              "文件在读取期间变了：第一遍 \(facts.byteCount) 字节，第二遍 \(source.given) 字节"),
            hint: Wording(
              "wait until it is whole and read it again: rows that were applied already change nothing",
              "请等文件写完后重新读取：已生效的行再读一遍不会有任何变化"))
        }
      }
      if let decoder { buffer = decoder.decode(buffer) }
    } while buffer.isEmpty && !atEnd
  }

  private enum State { case fieldStart, plain, quoted, afterQuote, skipping }

  /// Reads the next record that is not an empty line; false at the end of the file.
  mutating func next(_ record: inout Record) throws(FileFault) -> Bool {
    while try scan(&record) {
      if record.count == 1, record.ends[0] == 0, record.fault == nil { continue }
      if checksText, record.fault == nil, String(validating: record.bytes, as: UTF8.self) == nil { record.fault = .badText }
      return true
    }
    return false
  }

  private mutating func scan(_ record: inout Record) throws(FileFault) -> Bool {
    record.clear()
    record.line = line
    var state = State.fieldStart
    var opened = line
    var sawByte = false
    let quote = UInt8(ascii: "\"")
    while true {
      if position == buffer.count {
        if !atEnd { try refill() }
        if atEnd {
          if state == .quoted {
            throw FileFault(
              .truncated, file: source.name, line: opened,
              Wording("the file ends within a quoted field that begins on this line", "从这一行开始的带引号字段尚未结束，文件就到了末尾"),
              hint: Wording(
                "the file is cut off, or a closing quote is missing: get the whole file again",
                "文件被截断，或缺少右引号：请重新获取完整的文件"))
          }
          guard sawByte else { return false }
          record.endField()
          record.lastLine = line
          return true
        }
      }
      sawByte = true
      switch state {
      case .fieldStart:
        if buffer[position] == quote {
          state = .quoted
          opened = line
          position += 1
        } else {
          state = .plain
        }
      case .plain:
        var index = position
        let end = buffer.count
        while index < end, buffer[index] != separator, buffer[index] != newline { index += 1 }
        record.bytes.append(contentsOf: buffer[position..<index])
        position = index
        if record.bytes.count > RecordScanner.recordLimit { throw tooLong(opened) }
        if index == end { continue }
        position += 1
        if buffer[index] == separator {
          record.endField()
          state = .fieldStart
        } else {
          finish(&record, stripsReturn: true)
          return true
        }
      case .quoted:
        var index = position
        let end = buffer.count
        while index < end, buffer[index] != quote {
          if buffer[index] == newline { line += 1 }
          index += 1
        }
        record.bytes.append(contentsOf: buffer[position..<index])
        position = index
        if record.bytes.count > RecordScanner.recordLimit { throw tooLong(opened) }
        if index < end {
          position += 1
          state = .afterQuote
        }
      case .afterQuote:
        let byte = buffer[position]
        position += 1
        if byte == quote {
          record.bytes.append(quote)
          state = .quoted
        } else if byte == separator {
          record.endField()
          state = .fieldStart
        } else if byte == newline {
          finish(&record, stripsReturn: false)
          return true
        } else if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\r") {
          record.fault = .textAfterQuote(opened: opened)
          state = .skipping
        }
      case .skipping:
        while position < buffer.count, buffer[position] != newline { position += 1 }
        if position == buffer.count { continue }
        position += 1
        finish(&record, stripsReturn: false)
        return true
      }
    }
  }

  private mutating func finish(_ record: inout Record, stripsReturn: Bool) {
    let start = record.ends.last ?? 0
    if stripsReturn, record.bytes.count > start, record.bytes.last == UInt8(ascii: "\r") { record.bytes.removeLast() }
    record.endField()
    record.lastLine = line
    line += 1
  }

  private func tooLong(_ opened: Int) -> FileFault {
    FileFault(
      .truncated, file: source.name, line: opened,
      Wording("a record that begins on this line is longer than 1 MiB", "从这一行开始的记录超过 1 MiB"),
      hint: Wording(
        "a closing quote is missing, or the separator is none of comma, tab, semicolon, |", "缺少右引号，或分隔符不是逗号、制表符、分号或 |"))
  }
}
