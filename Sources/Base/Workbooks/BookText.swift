/// A text as a cell can hold it, and how wide it is.
struct BookText {
  /// Characters that a cell holds, in UTF-16 units.
  static let limit = 32_767

  /// Only what a workbook can hold: control characters as their pictures, line ends as line feeds, escapes of the format as they are read, and cut at
  /// the limit.
  let text: String
  /// In columns of a digit's width; wide characters count two.
  let width: Int
  /// UTF-16 units.
  let length: Int
  /// It was longer than a cell holds.
  let isCut: Bool

  init(_ original: String) {
    var scan = Scan(original)
    if !scan.isOdd, scan.length <= BookText.limit {
      (text, width, length, isCut) = (original, scan.width, scan.length, false)
      return
    }
    // The limit is one of what people see; escapes are not counted.
    isCut = scan.length > BookText.limit
    let shown = isCut ? BookText.cut(original) : original
    let clean = scan.isOdd ? BookText.clean(shown) : shown
    scan = Scan(shown)
    (text, width, length) = (clean, scan.width, scan.length)
  }

  /// At most 255 bytes of it, for properties and names.
  var short: String {
    var short = ""
    for character in text {
      guard short.utf8.count + character.utf8.count <= 255 else { break }
      short.append(character)
    }
    return short
  }

  /// The first characters, as many as a cell holds, the last of them an ellipsis.
  private static func cut(_ text: String) -> String {
    var kept = ""
    var units = 0
    for scalar in text.unicodeScalars {
      units += scalar.value > 0xFFFF ? 2 : 1
      if units > limit - 1 { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }

  /// Everything that XML forbids or the format would read otherwise in a form that is read as it was written.
  private static func clean(_ text: String) -> String {
    var clean = ""
    var isAfterReturn = false
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      defer { isAfterReturn = scalar == "\r" }
      switch scalar.value {
      case 9: clean.unicodeScalars.append(scalar)
      case 10: if !isAfterReturn { clean.append("\n") }
      case 13: clean.append("\n")
      // Their pictures stand in the same order from U+2400.
      case 0..<32: clean.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 127: clean.append("␡")
      case 0xFFFE, 0xFFFF: clean.append("\u{FFFD}")
      case 0x5F where isEscape(scalars[(index + 1)...]): clean += "_x005F_"
      default: clean.unicodeScalars.append(scalar)
      }
    }
    return clean
  }

  /// Whether what follows an underline makes both an escape of the format: `xHHHH_`.
  private static func isEscape(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = rest.prefix(6)
    return next.count == 6 && next.first == "x" && next.last == "_" && next.dropFirst().dropLast().allSatisfy(\.properties.isASCIIHexDigit)
  }
}

/// One look at the bytes of a text.
private struct Scan {
  var width = 0
  var length = 0
  /// It holds something that a cell cannot hold as it stands.
  var isOdd = false

  init(_ text: String) {
    var text = text
    (width, length, isOdd) = text.withUTF8 { bytes in
      var (width, length, isOdd) = (0, 0, false)
      for index in bytes.indices {
        let byte = bytes[index]
        if byte < 0x80 {
          width += 1
          length += 1
          if byte < 32 {
            if byte != 10, byte != 9 { isOdd = true }
          } else if byte == 127 || byte == 0x5F && index + 1 < bytes.count && bytes[index + 1] == 0x78 {
            isOdd = true
          }
        } else if byte >= 0xC0 {
          // Three bytes from U+1100 on and four bytes: East Asian scripts and pictures.
          width += byte >= 0xE1 ? 2 : 1
          length += byte >= 0xF0 ? 2 : 1
          if byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { isOdd = true }
        }
      }
      return (width, length, isOdd)
    }
  }
}
