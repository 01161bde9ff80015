/// Letters that mean the same in a text and in a lexicon: case, full width (`ＡＢＣ１２３`), typographic apostrophes.
enum Folding {
  /// The form in which lexicons are compiled: full-width ASCII as ASCII, capitals as small letters, `’` as `'`, ideographic space as space.
  static func canonical(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: bytes.append(lower(UInt8(scalar.value - 0xFF01 + 0x21)))
      case 0x2018, 0x2019: bytes.append(UInt8(ascii: "'"))
      case 0x3000, 0xA0: bytes.append(UInt8(ascii: " "))
      case 0..<0x80: bytes.append(lower(UInt8(scalar.value)))
      default: bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
      }
    }
    return bytes
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
  static func upper(_ byte: UInt8) -> UInt8 { byte >= 97 && byte <= 122 ? byte - 32 : byte }

  /// The full-width form of a printable ASCII byte: EF BC xx or EF BD xx.
  static func fullWidth(_ byte: UInt8) -> (UInt8, UInt8)? {
    guard byte >= 0x21, byte <= 0x7E else { return nil }
    return byte < 0x60 ? (0xBC, byte - 0x21 + 0x81) : (0xBD, byte - 0x60 + 0x80)
  }

  /// Whether a full-width letter begins at a place: Ａ…Ｚ are EF BC A1…BA, ａ…ｚ EF BD 81…9A.
  static func isFullWidthLetter(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    guard place >= 0, place + 2 < text.count, text[place] == 0xEF else { return false }
    return text[place + 1] == 0xBC
      ? (0xA1...0xBA).contains(text[place + 2]) : text[place + 1] == 0xBD && (0x81...0x9A).contains(text[place + 2])
  }

  /// Whether a byte belongs to an English word or a number, so that a phrase must not begin or end beside it.
  static func isWordByte(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57)
  }
}
