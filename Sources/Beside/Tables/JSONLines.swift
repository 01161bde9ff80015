package import Speech
import Wire

/// Lines of JSON objects (NDJSON) as a table: every key is a column, in the order in which it first came. What a value is, the table's reader decides.
///
/// Written to be fast: values without escapes are copied as bytes, and keys are looked for where they were in the line before.
package struct JSONLines {
  /// A line that is no object of texts, numbers, truths and nulls: where it stands, from 1.
  package struct Unreadable: Sendable, Hashable {
    package var line: Int
    /// Byte of the line at which something else was expected, from 1.
    package var position: Int
    /// What was expected there.
    package var expected: Expected

    /// As a reason of the line.
    package var why: Wording {
      let (expected, example) = (expected.wording, #"{"case_no":"N-1","client":"cmb"}"#)
      return Wording(
        "is no JSON object: at byte \(position) of the line \(expected.en) was expected; a line is for example \(example)",
        "不是 JSON 对象：该行第 \(position) 字节处应为\(expected.zh)；一行例如 \(example)")
    }
  }
  /// What can be expected at a place of a line.
  package enum Expected: Error, Sendable {
    case object, key, colon, value, comma, end, quote, escape, newKey, fewerKeys

    /// In the middle of a sentence.
    var wording: Wording {
      switch self {
      case .object: Wording("{", " {")
      case .key: Wording("the name of a column in quotation marks", "带引号的列名")
      case .colon: Wording("a colon", "冒号")
      case .value: Wording("a text, a number, true, false or null", "文本、数字、true、false 或 null")
      case .comma: Wording("a comma or }", "逗号或 }")
      case .end: Wording("the end of the line", "行尾")
      case .quote: Wording("a character of a text, or the quotation mark that ends it", "文本的字符，或结束文本的引号")
      case .escape: Wording("an escape such as \\n or \\u674e", "转义，如 \\n 或 \\u674e")
      case .newKey: Wording("no second value of the same name", "不重复的列名")
      case .fewerKeys: Wording("no column beyond \(JSONLines.mostColumns)", "不超过 \(JSONLines.mostColumns) 列")
      }
    }
  }
  /// In order.
  package private(set) var columns: [String] = []
  /// The first of them; `unreadableCount` has all.
  package private(set) var unreadable: [Unreadable] = []
  package private(set) var unreadableCount = 0
  /// Lines that were read, empty ones and unreadable ones included.
  package private(set) var lines = 0
  /// Whether a key came that lines before did not have: those are shorter.
  package private(set) var hasGrown = false
  private static let most = 100_000
  /// Nobody has more columns.
  private static let mostColumns = 500
  private var keys: [[UInt8]] = []
  private var rest: [UInt8] = []
  private var cells: [Range<Int>?] = []
  private var arena: [UInt8] = []

  /// Nothing read yet.
  package init() {}

  /// Takes some bytes, which need not end with a line, and appends the rows of the lines that are whole to `out`: one line each, an empty one for what cannot
  /// be read, so that row n is line n.
  package mutating func read(_ bytes: [UInt8], into out: inout [UInt8]) {
    var start = 0
    bytes.withUnsafeBufferPointer { buffer in
      while let end = buffer[start...].firstIndex(of: 0x0A) {
        if rest.isEmpty {
          line(UnsafeBufferPointer(rebasing: buffer[start..<end]), into: &out)
        } else {
          rest.append(contentsOf: buffer[start..<end])
          takeRest(into: &out)
        }
        start = end + 1
      }
      rest.append(contentsOf: buffer[start...])
    }
  }

  /// The last line, where it has no end.
  package mutating func finish(into out: inout [UInt8]) { if !rest.isEmpty { takeRest(into: &out) } }

  private mutating func takeRest(into out: inout [UInt8]) {
    let whole = rest
    rest.removeAll(keepingCapacity: true)
    whole.withUnsafeBufferPointer { line($0, into: &out) }
  }

  /// The header, as the first line of the table.
  package var header: [UInt8] {
    var out: [UInt8] = []
    for (index, column) in columns.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      Self.append(Array(column.utf8)[...], to: &out)
    }
    return out + [0x0A]
  }

  private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    lines += 1
    defer { out.append(0x0A) }
    arena.removeAll(keepingCapacity: true)
    for index in cells.indices { cells[index] = nil }
    // Some write a mark before the first line.
    var position = lines == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    Self.skip(bytes, &position)
    if position == bytes.count { return }
    do {
      try object(bytes, &position)
    } catch {
      unreadableCount += 1
      if unreadable.count < Self.most { unreadable.append(Unreadable(line: lines, position: position + 1, expected: error)) }
      return
    }
    for index in cells.indices {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if let cell = cells[index] { Self.append(arena[cell], to: &out) }
    }
  }

  /// Throws what was expected where it is none; `position` is then where.
  private mutating func object(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Expected) {
    guard bytes[position] == UInt8(ascii: "{") else { throw .object }
    position += 1
    Self.skip(bytes, &position)
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
    } else {
      var guess = 0
      while true {
        Self.skip(bytes, &position)
        let start = position
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw .key }
        let key = try text(bytes, &position)
        let end = position
        Self.skip(bytes, &position)
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw .colon }
        position += 1
        guard let column = column(key, guess: guess) else {
          position = start
          throw .fewerKeys
        }
        guess = column + 1
        Self.skip(bytes, &position)
        let value = try value(bytes, &position)
        // Which of two was meant cannot be known.
        guard cells[column] == nil else {
          position = end
          throw .newKey
        }
        cells[column] = value
        Self.skip(bytes, &position)
        guard position < bytes.count else { throw .comma }
        if bytes[position] == UInt8(ascii: "}") { break }
        guard bytes[position] == UInt8(ascii: ",") else { throw .comma }
        position += 1
      }
      position += 1
    }
    Self.skip(bytes, &position)
    guard position == bytes.count else { throw .end }
  }

  private mutating func column(_ key: Range<Int>, guess: Int) -> Int? {
    let bytes = arena[key]
    if keys.indices.contains(guess), keys[guess].elementsEqual(bytes) { return guess }
    if let known = keys.firstIndex(where: { $0.elementsEqual(bytes) }) { return known }
    guard keys.count < Self.mostColumns else { return nil }
    if lines > 1 { hasGrown = true }
    keys.append(Array(bytes))
    columns.append(String(decoding: bytes, as: UTF8.self))
    cells.append(nil)
    return keys.count - 1
  }

  private mutating func value(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Expected) -> Range<Int> {
    guard position < bytes.count else { throw .value }
    let start = arena.count
    switch bytes[position] {
    case UInt8(ascii: "\""): return try text(bytes, &position)
    case UInt8(ascii: "n"):
      try word("null", bytes, &position)
      return start..<start
    case UInt8(ascii: "t"):
      try word("true", bytes, &position)
      arena.append(contentsOf: "true".utf8)
    case UInt8(ascii: "f"):
      try word("false", bytes, &position)
      arena.append(contentsOf: "false".utf8)
    case UInt8(ascii: "-"), 48...57:
      while position < bytes.count {
        switch bytes[position] {
        case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
          arena.append(bytes[position])
          position += 1
          continue
        default: break
        }
        break
      }
    default: throw .value
    }
    return start..<arena.count
  }

  private func word(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Expected) {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count, (0..<count).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] }) else { throw .value }
    position += count
  }

  /// A text without its quotation marks, at the first of which it stands.
  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Expected) -> Range<Int> {
    position += 1
    let start = arena.count
    var run = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        arena.append(contentsOf: bytes[run..<position])
        position += 1
        return start..<arena.count
      }
      if byte < 0x20 { throw .quote }
      guard byte == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      arena.append(contentsOf: bytes[run..<position])
      try escape(bytes, &position)
      run = position
    }
    throw .quote
  }

  /// After the backslash.
  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) throws(Expected) {
    position += 1
    guard let scalar = try? JSONEscape.read(bytes, &position) else { throw .escape }
    // What moves a printer's paper is a blank in a cell.
    let shown: Unicode.Scalar = scalar == "\u{8}" || scalar == "\u{C}" ? " " : scalar
    arena.append(contentsOf: UTF8.encode(shown) ?? UTF8.encodedReplacementCharacter)
  }

  private static func skip(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 || bytes[position] == 0x0D { position += 1 }
  }

  /// A field as CSV has it.
  private static func append(_ field: ArraySlice<UInt8>, to out: inout [UInt8]) {
    let isPlain = !field.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
    if isPlain {
      out.append(contentsOf: field)
      return
    }
    out.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { out.append(byte) }
      out.append(byte)
    }
    out.append(UInt8(ascii: "\""))
  }
}
