import Glibc

/// Numbers of cells as text: what a spreadsheet of 15 digits shows, without exponent for ordinary sizes.
enum NumberText {
  /// Rewrites the number whose text ends `bytes`, from `start` on; nil when that is no number.
  ///
  /// `width` is the least number of digits before the point (format `00000`).
  static func normalise(_ bytes: inout [UInt8], from start: Int, width: Int = 0) -> CellMarks? {
    guard bytes.count > start else { return nil }
    let isPlain = bytes.withUnsafeBufferPointer { isNormal($0, from: start) }
    if isPlain, width == 0 { return [] }
    guard let value = double(bytes[start...]) else { return nil }
    let marks: CellMarks = abs(value) >= 1e15 || significantDigits(bytes[start...]) > 15 ? .digitsLost : []
    bytes.removeSubrange(start...)
    append(value, to: &bytes, width: width)
    return marks
  }

  /// Whether the text is what `append` would write: at most 15 digits, no needless signs and zeros.
  private static func isNormal(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index < bytes.count, bytes.count - index <= 15 else { return false }
    if bytes[index] == UInt8(ascii: "0") {
      // 0 and 0.5; -0 and 007 are written otherwise.
      if bytes.count == index + 1 { return index == start }
      guard bytes[index + 1] == UInt8(ascii: ".") else { return false }
    }
    var hasPoint = false
    let first = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        guard !hasPoint, index > first else { return false }
        hasPoint = true
      } else if byte < 48 || byte > 57 {
        return false
      }
      index += 1
    }
    let last = bytes[bytes.count - 1]
    return !hasPoint || (last != UInt8(ascii: "0") && last != UInt8(ascii: "."))
  }

  /// Digits from the first to the last that is not 0, the exponent's aside.
  private static func significantDigits(_ text: ArraySlice<UInt8>) -> Int {
    var count = 0
    var zeros = 0
    for byte in text {
      if byte | 0x20 == UInt8(ascii: "e") { break }
      guard byte >= 48, byte <= 57 else { continue }
      if byte == 48 {
        if count > 0 { zeros += 1 }
      } else {
        count += zeros + 1
        zeros = 0
      }
    }
    return count
  }

  /// The number that the text is; nil for anything else, infinities included.
  static func double(_ text: ArraySlice<UInt8>) -> Double? {
    var index = text.startIndex
    let isNegative = index < text.endIndex && text[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var mantissa: Int64 = 0
    var digits = 0
    var decimals = 0
    var sawPoint = false
    while index < text.endIndex, digits <= 15 {
      let byte = text[index]
      if byte >= 48, byte <= 57 {
        mantissa = mantissa * 10 + Int64(byte - 48)
        digits += 1
        if sawPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        break
      }
      index += 1
    }
    // Both numbers are exact, so their quotient is the nearest there is.
    if index == text.endIndex, digits > 0, digits <= 15 {
      let value = Double(mantissa) / powers[decimals]
      return isNegative ? -value : value
    }
    for byte in text {
      switch byte {
      case 48...57, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"): continue
      default: return nil
      }
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  private static let powers: [Double] = (0...15).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 } }

  /// Adds the number in at most 15 digits.
  static func append(_ value: Double, to bytes: inout [UInt8], width: Int = 0) {
    // d.dddddddddddddde±xx
    var digits = [UInt8](repeating: 0, count: 40)
    let length = digits.withUnsafeMutableBytes { buffer in
      withVaList([abs(value)]) { vsnprintf(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, "%.14e", $0) }
    }
    guard let mark = digits[..<Int(length)].lastIndex(of: UInt8(ascii: "e")) else { return }
    var exponent = 0
    for byte in digits[(mark + 2)..<Int(length)] { exponent = exponent * 10 + Int(byte - 48) }
    if digits[mark + 1] == UInt8(ascii: "-") { exponent = -exponent }
    // The point is the locale's, so only digits are taken.
    var mantissa = digits[..<mark].filter { $0 >= 48 && $0 <= 57 }
    while mantissa.count > 1, mantissa.last == 48 { mantissa.removeLast() }
    if mantissa == [48] {
      bytes.append(contentsOf: [UInt8](repeating: 48, count: max(1, width)))
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    if exponent > 20 || exponent < -10 {
      bytes.append(mantissa[0])
      if mantissa.count > 1 {
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: mantissa[1...])
      }
      bytes.append(contentsOf: "E\(exponent > 0 ? "+" : "")\(exponent)".utf8)
    } else if exponent < 0 {
      bytes.append(contentsOf: [UInt8](repeating: 48, count: max(1, width)))
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: [UInt8](repeating: 48, count: -exponent - 1))
      bytes.append(contentsOf: mantissa)
    } else {
      if width > exponent + 1 { bytes.append(contentsOf: [UInt8](repeating: 48, count: width - exponent - 1)) }
      for place in 0..<max(mantissa.count, exponent + 1) {
        if place == exponent + 1 { bytes.append(UInt8(ascii: ".")) }
        bytes.append(place < mantissa.count ? mantissa[place] : 48)
      }
    }
  }
}
