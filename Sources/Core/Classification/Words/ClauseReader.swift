/// Cuts what the debtor said into clauses. Works on bytes; offsets are those of the text.
enum ClauseReader {
  struct Clause {
    var range: Range<Int>
    /// Ended by a question mark.
    var isAsked: Bool
    /// Stands within quotation marks.
    var isQuoted: Bool
  }

  /// Whether a character ends a clause wherever it stands (in numbers, `.`, `,` and `:` do not).
  package static func isBoundary(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ".", "!", "?", ";", ":", "\n", "\r", "\t", "~", "(", ")", "\"", "[", "]", "。", "、", "…", "“", "”", "「", "」", "【", "】", "，",
      "．", "！", "？", "；", "：", "～", "（", "）", "《", "》":
      true
    default: false
    }
  }

  /// The clauses of some turns, in order.
  static func clauses(of text: UnsafeBufferPointer<UInt8>, _ segments: [Range<Int>]) -> [Clause] {
    var clauses: [Clause] = []
    clauses.reserveCapacity(8)
    for segment in segments { read(text, segment, into: &clauses) }
    return clauses
  }

  /// What the debtor spoke, one turn after the other with a blank between.
  static func spoken(_ text: UnsafeBufferPointer<UInt8>, _ segments: [Range<Int>]) -> [UInt8] {
    Array(segments.map { text[$0] }.joined(separator: [0x20]))
  }

  // MARK: Clauses

  private static func read(_ text: UnsafeBufferPointer<UInt8>, _ segment: Range<Int>, into clauses: inout [Clause]) {
    var start = segment.lowerBound
    var isQuoted = false
    var position = segment.lowerBound
    func close(at end: Int, isAsked: Bool = false) {
      if end > start, text[start..<end].contains(where: { $0 > 0x20 }) {
        clauses.append(Clause(range: start..<end, isAsked: isAsked, isQuoted: isQuoted))
      } else if isAsked, let last = clauses.indices.last, clauses[last].range.upperBound >= segment.lowerBound {
        clauses[last].isAsked = true
      }
    }
    while position < segment.upperBound {
      let length = Self.length(text[position])
      let end = min(position + length, segment.upperBound)
      if Self.isBoundary(text, position, end, in: segment) {
        let mark = Self.scalar(text, position, end)
        close(at: position, isAsked: mark == "?" || mark == "？")
        start = end
        switch mark {
        case "\"": isQuoted.toggle()
        case "“", "「": isQuoted = true
        case "”", "」": isQuoted = false
        default: break
        }
      }
      position = end
    }
    // A quotation that never closes, or that is all there is, is punctuation of the file.
    if isQuoted || clauses.allSatisfy(\.isQuoted) { for index in clauses.indices { clauses[index].isQuoted = false } }
    isQuoted = false
    close(at: segment.upperBound)
  }

  private static func length(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  private static func isBoundary(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, in segment: Range<Int>) -> Bool {
    let byte = text[start]
    if end == start + 1 {
      switch byte {
      case 0x20:
        // Blanks separate clauses in Chinese transcripts, words elsewhere.
        guard start > segment.lowerBound, end < segment.upperBound else { return false }
        guard text[start - 1] >= 0x80, text[end] >= 0x80 else { return false }
        return !Folding.isFullWidthLetter(text, at: start - 3) && !Folding.isFullWidthLetter(text, at: end)
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"):
        let isInNumber = start > segment.lowerBound && end < segment.upperBound && isDigit(text[start - 1]) && isDigit(text[end])
        return !isInNumber
      case 0..<0x80: return isBoundary(Unicode.Scalar(byte))
      default: return false
      }
    }
    guard end - start == 3, byte == 0xE2 || byte == 0xE3 || byte == 0xEF else { return false }
    let mark = scalar(text, start, end)
    return mark == "\u{3000}" || isBoundary(mark)
  }

  /// The character of one or of three bytes; a blank for what is none.
  private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Unicode.Scalar {
    guard end - start == 3 else { return Unicode.Scalar(text[start]) }
    return Unicode.Scalar(UInt32(text[start] & 0x0F) << 12 | UInt32(text[start + 1] & 0x3F) << 6 | UInt32(text[start + 2] & 0x3F)) ?? " "
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
