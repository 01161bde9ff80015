import Speech

/// A CSV file of numbers, read field by field. Columns are found by their names, in any order; unknown ones are skipped.
struct NumberTable {
  private let file: String
  private let bytes: [UInt8]
  private var at: Int
  private var line = 1
  /// By position in the file: which wanted column, −1 for none.
  private let wanted: [Int]
  private let names: [String]

  init(_ path: String, columns: [String]) throws(ExchangeError) {
    file = path
    bytes = try ByteFile.read(path)
    names = columns
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let header = String(decoding: bytes[..<end], as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.filter { $0 != "\r" && $0 != "\u{FEFF}" && $0 != " " })
    }
    for name in columns where !header.contains(name) {
      let all = columns.joined(separator: ",")
      throw ExchangeError(
        .malformed, Wording("\(path):1: no column \(name); expected \(all)", "\(path):1: 缺少列 \(name)；应有 \(all)"))
    }
    wanted = header.map { name in columns.firstIndex(of: name) ?? -1 }
    at = min(bytes.count, end + 1)
  }

  /// An upper bound of the rows left, for reserving.
  var capacity: Int { (bytes.count - at) / max(1, 2 * wanted.count) }

  /// The next row's values in the order of `columns`; false at the end. `kind` says how each is written.
  mutating func next(_ row: inout [Int64], _ kinds: [Kind]) throws(ExchangeError) -> Bool {
    while at < bytes.count, bytes[at] == UInt8(ascii: "\n") || bytes[at] == UInt8(ascii: "\r") { at += 1 }
    guard at < bytes.count else { return false }
    line += 1
    for (position, column) in wanted.enumerated() {
      if position > 0 {
        guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else { throw problem(fields) }
        at += 1
      }
      if column < 0 {
        while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "\n") { at += 1 }
        continue
      }
      switch kinds[column] {
      case .whole: row[column] = try whole(names[column])
      case .mask: row[column] = try mask(names[column])
      case .millionths: row[column] = try decimal(names[column], 6)
      case .binary34: row[column] = Int64(clamping: (Int128(try decimal(names[column], 10)) << 34) / 10_000_000_000)
      case .word:
        row[column] = at < bytes.count ? Int64(bytes[at]) : 0
        while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "\n") { at += 1 }
      }
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "\r") { at += 1 }
    guard at >= bytes.count || bytes[at] == UInt8(ascii: "\n") else { throw problem(fields) }
    return true
  }

  /// How a field is written; `binary34` is a decimal read in 2^-34, `word` gives its first letter.
  enum Kind { case whole, mask, millionths, binary34, word }

  private mutating func whole(_ name: String) throws(ExchangeError) -> Int64 {
    let negative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
    if negative { at += 1 }
    var value: Int64 = 0
    let start = at
    while at < bytes.count {
      let digit = Int64(bytes[at] &- 48)
      if digit > 9 { break }
      value = value &* 10 &+ digit
      at += 1
    }
    guard at > start, at - start <= 18 else { throw problem(Wording("a whole number in \(name)", "整数（\(name) 列）")) }
    return negative ? -value : value
  }

  /// Hexadecimal, 64 bits.
  private mutating func mask(_ name: String) throws(ExchangeError) -> Int64 {
    var value: UInt64 = 0
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      let digit: UInt8
      switch byte {
      case 48...57: digit = byte - 48
      case 97...102: digit = byte - 87
      case 65...70: digit = byte - 55
      default: digit = 255
      }
      if digit == 255 { break }
      value = value << 4 | UInt64(digit)
      at += 1
    }
    guard at > start, at - start <= 16 else {
      throw problem(Wording("1 to 16 hexadecimal digits in \(name)", "十六进制数，1 至 16 位（\(name) 列）"))
    }
    return Int64(bitPattern: value)
  }

  /// A decimal number in 10^-places, further digits rounded.
  private mutating func decimal(_ name: String, _ places: Int) throws(ExchangeError) -> Int64 {
    let negative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
    if negative { at += 1 }
    var (value, digits, after) = (Int64(0), 0, -1)
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "."), after < 0 {
        after = 0
      } else if byte >= 48, byte <= 57 {
        digits += 1
        if after < places {
          value = value &* 10 &+ Int64(byte - 48)
          if after >= 0 { after += 1 }
        } else if after == places {
          if byte >= 53 { value += 1 }
          after = places + 1
        }
      } else {
        break
      }
      at += 1
    }
    guard digits > 0, digits - max(0, after) + places <= 18 else {
      throw problem(Wording("a decimal number in \(name)", "十进制数（\(name) 列）"))
    }
    for _ in max(0, min(after, places))..<places { value = value &* 10 }
    return negative ? -value : value
  }

  private var fields: Wording { Wording("\(wanted.count) fields", "每行 \(wanted.count) 个字段") }

  func problem(_ expected: Wording) -> ExchangeError {
    ExchangeError(.malformed, Wording("\(file):\(line): expected \(expected.en)", "\(file):\(line): 应为\(expected.zh)"))
  }
}
