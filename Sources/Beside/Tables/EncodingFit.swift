/// How well the bytes of a file read in each encoding of bytes: what share of its characters are those that most of a text is made of. Names the
/// encoding that somebody named wrongly: most bytes of one Chinese or Japanese encoding are some character in another, but hardly ever a common one.
enum EncodingFit {
  /// Of 100 characters so many must be common ones for an encoding to be certain.
  private static let certain = 95
  /// Below it a named encoding is doubted.
  private static let doubtful = 80
  /// Characters that must be seen before anything is said.
  private static let enough = 2

  /// The encoding that the bytes are in beyond doubt, where they hardly read as `named`; nil where nothing contradicts the name.
  static func contradiction(to named: TextEncoding, _ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let bytes = Array(bytes)
    guard let own = share(named, bytes), own < doubtful else { return nil }
    return [TextEncoding.gb18030, .big5, .shiftJIS].first { other in other != named && share(other, bytes).map { $0 >= certain } ?? false }
  }

  /// Common characters of 100 above ASCII; nil where there are too few to say.
  private static func share(_ encoding: TextEncoding, _ bytes: [UInt8]) -> Int? {
    var (common, all, index) = (0, 0, 0)
    while index < bytes.count {
      let lead = bytes[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      // The last byte may be half a character.
      guard index + 1 < bytes.count else { break }
      let (isCommon, length) = look(encoding, lead, bytes[index + 1])
      all += 1
      common += isCommon ? 1 : 0
      index += length
    }
    return all < enough ? nil : common * 100 / all
  }

  private static func look(_ encoding: TextEncoding, _ lead: UInt8, _ trail: UInt8) -> (isCommon: Bool, length: Int) {
    switch encoding {
    case .gb18030:
      // Signs and the 6,763 characters of GB2312.
      let isCommon = trail >= 0xA1 && ((0xA1...0xA3).contains(lead) || (0xB0...0xF7).contains(lead))
      return (isCommon, trail >= 0x40 ? 2 : 1)
    case .big5:
      // Signs and the 5,401 characters of the first level.
      let isTrail = (0x40...0x7E).contains(trail) || trail >= 0xA1
      return (isTrail && (0xA1...0xC6).contains(lead), isTrail ? 2 : 1)
    case .shiftJIS:
      // Half-width kana are one byte; signs, kana and the first level of JIS X 0208.
      if (0xA1...0xDF).contains(lead) { return (false, 1) }
      let isTrail = trail >= 0x40 && trail != 0x7F
      return (isTrail && ((0x81...0x83).contains(lead) || (0x88...0x97).contains(lead)), isTrail ? 2 : 1)
    case .windows1252:
      // Letters, quotes, dashes and the signs of western texts.
      let signs: [UInt8] = [0x80, 0x85, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xA0, 0xA1, 0xA3, 0xA7, 0xAB, 0xB0, 0xBA, 0xBB, 0xBF]
      let isAccent = lead >= 0xC0 && lead != 0xD7 && lead != 0xF7
      // Accents stand in words: two in a row are rare.
      return ((isAccent && trail < 0x80) || (0x91...0x97).contains(lead) || signs.contains(lead), 1)
    case .utf8, .utf16: return (true, 1)
    }
  }
}
