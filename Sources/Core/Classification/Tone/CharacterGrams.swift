/// The character n-grams of a text, as the linear model counts them.
///
/// Before that the text is folded: full width, capitals, typographic apostrophes and traditional characters are written one way, digits are all
/// `0`, what is neither letter nor digit is a blank. A text begins and ends with a blank, so that `不还` and `不还了` differ. Grams have one to
/// four characters in Chinese, two to five elsewhere, where a single letter says nothing; a gram that only begins or ends a sentence is kept
/// apart by its blank.
package struct CharacterGrams: Sendable {
  /// Longest gram, in characters.
  static let longest = 5

  /// Folded characters with a blank before and after; empty when the text says nothing.
  private(set) var characters: [UInt32] = []

  /// Reads UTF-8; what is malformed counts as a blank.
  init(_ bytes: some Collection<UInt8>) {
    characters.reserveCapacity(bytes.count + 2)
    characters.append(Self.blank)
    if bytes.withContiguousStorageIfAvailable({ read($0) }) == nil { Array(bytes).withUnsafeBufferPointer { read($0) } }
    append(Self.blank)
    if characters.count == 1 { characters = [] }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < bytes.count {
      let lead = bytes[position]
      let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      guard length > 0, position + length <= bytes.count else {
        append(Self.blank)
        position += 1
        continue
      }
      var code = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
      var isWhole = true
      for place in (position + 1)..<(position + length) {
        isWhole = isWhole && bytes[place] & 0xC0 == 0x80
        code = code << 6 | UInt32(bytes[place] & 0x3F)
      }
      append(isWhole ? Self.folded(code) : Self.blank)
      position += isWhole ? length : 1
    }
  }

  private static let blank: UInt32 = 0x20

  private mutating func append(_ character: UInt32) {
    if character == Self.blank, characters.last == Self.blank { return }
    characters.append(character)
  }

  @inline(__always)
  private static func folded(_ code: UInt32) -> UInt32 {
    switch code {
    case 0x61...0x7A: return code
    case 0x41...0x5A: return code + 32
    case 0x30...0x39: return 0x30
    case 0x27, 0x2018, 0x2019: return 0x27
    case 0x24: return code
    case 0..<0x80: return blank
    case 0xFF10...0xFF19: return 0x30
    case 0xFF21...0xFF3A: return code - 0xFF21 + 0x61
    case 0xFF41...0xFF5A: return code - 0xFF41 + 0x61
    case 0x4E00...0x9FFF: return ScriptFolding.simplified(code)
    case 0x80..<0xC0, 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFFEF: return blank
    default: return code
    }
  }

  /// Calls `body` for every gram with its place, in order of its last character.
  @inline(__always)
  func forEach(_ body: (_ hash: UInt64, _ range: Range<Int>) -> Void) {
    characters.withUnsafeBufferPointer { characters in
      for end in characters.indices {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var begin = end
        let shortest = characters[end] < 0x2E80 ? 2 : 1
        while begin >= 0, end - begin < Self.longest {
          hash = Self.extended(hash, characters[begin])
          let length = end - begin + 1
          let isWide = characters[begin] >= 0x2E80
          if length > 4, isWide { break }
          if length >= shortest { body(Self.finished(hash), begin..<(end + 1)) }
          begin -= 1
        }
      }
    }
  }

  @inline(__always)
  private static func extended(_ hash: UInt64, _ character: UInt32) -> UInt64 {
    var hash = (hash ^ UInt64(character)) &* 0x9FB2_1C65_1E98_DF25
    hash ^= hash >> 29
    return hash
  }

  @inline(__always)
  private static func finished(_ hash: UInt64) -> UInt64 {
    var z = hash &* 0xBF58_476D_1CE4_E5B9
    z ^= z >> 32
    // 0 marks an empty place of the model's table.
    return z == 0 ? 1 : z
  }

  /// The hash of a gram as written in a model file, `_` standing for the blank; nil if no text can hold it.
  static func hash(ofWritten gram: String) -> UInt64? {
    let codes = gram.unicodeScalars.map { $0 == "_" ? blank : $0.value }
    guard !codes.isEmpty, codes.count <= longest else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for code in codes.reversed() { hash = extended(hash, code) }
    return finished(hash)
  }

  /// A gram as model files write it.
  func written(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    for code in characters[range] { text.append(code == Self.blank ? "_" : Unicode.Scalar(code) ?? "_") }
    return String(text)
  }
}
