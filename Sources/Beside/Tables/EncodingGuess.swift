/// What the bytes of a file that is not UTF-8 say of its encoding.
struct EncodingGuess {
  /// Bytes looked at: what one first piece of a file has is enough.
  static let limit = 64 << 10

  /// Characters of GB2312, which nearly all Chinese text is made of.
  private(set) var common = 0
  /// What GB18030 has beyond it, and bytes it does not have at all.
  private(set) var rare = 0
  /// Single bytes above ASCII between ASCII letters or signs: accents of a western encoding.
  private(set) var single = 0

  /// Reads `bytes` as GB18030 would.
  init(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
      if trail >= 0xA1, (0xA1...0xA9).contains(lead) || (0xB0...0xF7).contains(lead) {
        common += 1
        index += 2
        continue
      }
      rare += 1
      if trail < 0x80 { single += 1 }
      // Digits behind the first byte: a character of four bytes.
      let isFour = (0x30...0x39).contains(trail) && index + 3 < bytes.count && bytes[index + 2] >= 0x81
      index += isFour ? 4 : trail >= 0x40 ? 2 : 1
    }
  }

  /// Whether it reads as Chinese: of five characters four are of GB2312.
  var isChinese: Bool { common >= 4 * rare }
  /// Whether it looks like a western encoding: nearly all of it are single bytes.
  var isWestern: Bool { single * 10 >= (common + rare) * 9 }
}
