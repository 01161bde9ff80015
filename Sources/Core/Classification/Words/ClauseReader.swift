/// Cuts a text into what the debtor said, and that into clauses. Works on bytes; offsets are those of the text.
struct ClauseReader {
  struct Clause {
    var range: Range<Int>
    /// Ended by a question mark.
    var isAsked: Bool
    /// Stands within quotation marks.
    var isQuoted: Bool
  }

  /// Canonical bytes of the labels, without colon.
  let debtorLabels: [[UInt8]]
  let otherLabels: [[UInt8]]

  /// Whether a character ends a clause wherever it stands (in numbers, `.`, `,` and `:` do not).
  package static func isBoundary(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ".", "!", "?", ";", ":", "\n", "\r", "\t", "~", "(", ")", "\"", "[", "]", "。", "、", "…", "“", "”", "「", "」", "【", "】", "，",
      "．", "！", "？", "；", "：", "～", "（", "）", "《", "》":
      true
    default: false
    }
  }

  /// The clauses of what the debtor spoke, in order.
  func clauses(of text: UnsafeBufferPointer<UInt8>, _ segments: [Range<Int>]) -> [Clause] {
    var clauses: [Clause] = []
    clauses.reserveCapacity(8)
    for segment in segments { read(text, segment, into: &clauses) }
    return clauses
  }

  /// What the debtor spoke, one turn after the other with a blank between.
  func spoken(_ text: UnsafeBufferPointer<UInt8>, _ segments: [Range<Int>]) -> [UInt8] {
    Array(segments.map { text[$0] }.joined(separator: [0x20]))
  }

  // MARK: Speakers

  private enum Speaker { case debtor, other }

  /// A label ends with a colon, be it full width (EF BC 9A).
  private static func hasColon(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for place in text.indices {
      if text[place] == UInt8(ascii: ":") { return true }
      if text[place] == 0x9A, place >= 2, text[place - 1] == 0xBC, text[place - 2] == 0xEF { return true }
    }
    return false
  }

  /// What the debtor spoke: with labels of the debtor, only what follows them; else everything that no other label claims.
  func segments(of text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard !debtorLabels.isEmpty || !otherLabels.isEmpty, Self.hasColon(text) else { return [0..<text.count] }
    var found: [(label: Int, content: Int, speaker: Speaker)] = []
    var position = 0
    while position < text.count {
      if isTurnStart(text, position), let (speaker, content) = label(text, at: position) {
        found.append((position, content, speaker))
        position = content
      } else {
        position += 1
      }
    }
    guard let first = found.first else { return [0..<text.count] }
    let hasDebtor = found.contains { $0.speaker == .debtor }
    var segments = hasDebtor || first.label == 0 ? [] : [0..<first.label]
    for (index, turn) in found.enumerated() where turn.speaker == .debtor {
      segments.append(turn.content..<(index + 1 < found.count ? found[index + 1].label : text.count))
    }
    return segments
  }

  private func isTurnStart(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard text[position] & 0xC0 != 0x80 else { return false }
    if position == 0 { return true }
    let before = text[position - 1]
    if before <= 0x20 || "]).!?;|".utf8.contains(before) { return true }
    guard position >= 3 else { return false }
    // 。】！？；） and the ideographic space.
    let last = (text[position - 3], text[position - 2], text[position - 1])
    return [
      (0xE3, 0x80, 0x82), (0xE3, 0x80, 0x91), (0xE3, 0x80, 0x80), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBC, 0x9B),
      (0xEF, 0xBC, 0x89),
    ]
    .contains { $0 == last }
  }

  private func label(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> (Speaker, Int)? {
    for (labels, speaker) in [(debtorLabels, Speaker.debtor), (otherLabels, .other)] {
      for label in labels {
        var end = position + label.count
        guard end < text.count, zip(label, text[position..<end]).allSatisfy({ $0 == Folding.lower($1) }) else { continue }
        while end < text.count, text[end] == 0x20 { end += 1 }
        if end < text.count, text[end] == UInt8(ascii: ":") { return (speaker, end + 1) }
        if end + 2 < text.count, text[end] == 0xEF, text[end + 1] == 0xBC, text[end + 2] == 0x9A { return (speaker, end + 3) }
      }
    }
    return nil
  }

  // MARK: Clauses

  private func read(_ text: UnsafeBufferPointer<UInt8>, _ segment: Range<Int>, into clauses: inout [Clause]) {
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
