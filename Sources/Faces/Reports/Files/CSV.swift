/// RFC 4180 with a byte order mark, by which spreadsheets recognise UTF-8.
package struct CSV: Sendable {
  package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// One field of a row.
  package enum Field: Sendable {
    /// Words from anywhere. What a spreadsheet would run as a formula gets an apostrophe before it.
    case text(String)
    /// Numbers and dates that this program wrote.
    case plain(String)
    /// A whole number without thousands separator.
    package static func number(_ value: some BinaryInteger) -> Field { .plain(String(value)) }
  }

  /// The byte order mark and the row of headers, which this program writes.
  package init(header: [String]) { add(header.map { .plain($0) }) }

  /// One row, ended by CR and LF; the caller gives as many fields as there are headers.
  package mutating func add(_ fields: [Field]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch field {
      case .plain(let text): append(text)
      case .text(let text): append(CSV.startsFormula(text) ? "'" + text : text)
      }
    }
    bytes.append(contentsOf: [13, 10])
  }

  /// What was written since the last time, and forgets it.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Spreadsheets take these as the start of a formula, also after blanks and in their full-width forms.
  static func startsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if first == "\t" || first == "\r" || first == "\n" { return true }
    guard let start = text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0.value > 0x20 }) else { return false }
    return ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains(start)
  }

  private mutating func append(_ text: String) {
    let quoted = text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 } || text.utf8.first == 32 || text.utf8.last == 32
    if !quoted { return bytes.append(contentsOf: text.utf8) }
    bytes.append(34)
    for byte in text.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }
}
