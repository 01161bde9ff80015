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
  private static let most = 1_000
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
    var position = 0
    Self.skip(bytes, &position)
    if position == bytes.count { return }
    guard object(bytes, &position) else {
      unreadableCount += 1
      if unreadable.count < Self.most { unreadable.append(Unreadable(line: lines, position: position + 1)) }
      return
    }
    for index in cells.indices {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if let cell = cells[index] { Self.append(arena[cell], to: &out) }
    }
  }

  /// False where it is none; `position` is then where.
  private mutating func object(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
    guard bytes[position] == UInt8(ascii: "{") else { return false }
    position += 1
    Self.skip(bytes, &position)
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
    } else {
      var guess = 0
      while true {
        Self.skip(bytes, &position)
        guard let key = text(bytes, &position) else { return false }
        Self.skip(bytes, &position)
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return false }
        position += 1
        guard let column = column(key, guess: guess) else { return false }
        guess = column + 1
        Self.skip(bytes, &position)
        guard let value = value(bytes, &position) else { return false }
        // Which of two was meant cannot be known.
        guard cells[column] == nil else { return false }
        cells[column] = value
        Self.skip(bytes, &position)
        guard position < bytes.count else { return false }
        if bytes[position] == UInt8(ascii: "}") { break }
        guard bytes[position] == UInt8(ascii: ",") else { return false }
        position += 1
      }
      position += 1
    }
    Self.skip(bytes, &position)
    return position == bytes.count
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

  private mutating func value(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = arena.count
    switch bytes[position] {
    case UInt8(ascii: "\""): return text(bytes, &position)
    case UInt8(ascii: "n"): return word("null", bytes, &position) ? start..<start : nil
    case UInt8(ascii: "t"):
      guard word("true", bytes, &position) else { return nil }
      arena.append(contentsOf: "true".utf8)
    case UInt8(ascii: "f"):
      guard word("false", bytes, &position) else { return nil }
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
    default: return nil
    }
    return start..<arena.count
  }

  private func word(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count, (0..<count).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] }) else { return false }
    position += count
    return true
  }

  /// A text without its quotation marks.
  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Range<Int>? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
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
      if byte < 0x20 { return nil }
      guard byte == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      arena.append(contentsOf: bytes[run..<position])
      guard escape(bytes, &position) else { return nil }
      run = position
    }
    return nil
  }

  /// After the backslash.
  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
    position += 1
    guard let scalar = try? JSONEscape.read(bytes, &position) else { return false }
    // What moves a printer's paper is a blank in a cell.
    let shown: Unicode.Scalar = scalar == "\u{8}" || scalar == "\u{C}" ? " " : scalar
    arena.append(contentsOf: UTF8.encode(shown) ?? UTF8.encodedReplacementCharacter)
    return true
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
