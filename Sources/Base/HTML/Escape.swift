/// The characters that mean something in HTML.
enum Escape {
  /// Appends text so that it is read back as that text between tags and in quoted attributes.
  static func append(_ text: some StringProtocol, to markup: inout String) {
    if !text.utf8.contains(where: isSpecial) {
      markup += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      // Old browsers close attributes with a backtick.
      case "`": markup += "&#96;"
      case "\t", "\n", "\r": markup.unicodeScalars.append(scalar)
      // Not allowed in HTML; parsers differ in what they make of them.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": markup += "\u{FFFD}"
      default: markup.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a byte may need escaping; 0xC2 leads the control characters from U+0080.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): true
    case 0x00...0x1F, 0x7F, 0xC2: true
    default: false
    }
  }
}
