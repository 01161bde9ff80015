/// The labels that stand before the turns of a transcript, in the spellings people and programs give them: `客户：`, `【催收员】`, `Agent 2 (John):`,
/// `客服001 10:05:33`, `[00:12] 坐席-小王：`.
struct SpeakerLabels: Sendable {
  enum Voice: Sendable { case debtor, other, unnamed }

  /// A turn.
  struct Turn {
    /// Where its label begins and what was said begins.
    var label: Int
    var content: Int
    var voice: Voice
    /// The label with its number; tells unnamed voices apart.
    var name: [UInt8]
  }

  private struct Label {
    var bytes: [UInt8]
    var voice: Voice
  }

  /// The longest first: 客户经理 is not 客户.
  private let labels: [Label]
  private let begins: [Bool]

  init(_ words: [SpeakerWords]) {
    let all =
      words.flatMap { $0.debtor.map { Label(bytes: $0, voice: .debtor) } }
      + words.flatMap { $0.others.map { Label(bytes: $0, voice: .other) } }
      + words.flatMap { $0.unnamed.map { Label(bytes: $0, voice: .unnamed) } }
    labels = all.enumerated().sorted { ($1.element.bytes.count, $0.offset) < ($0.element.bytes.count, $1.offset) }.map(\.element)
    var begins = [Bool](repeating: false, count: 256)
    for label in labels { if let first = label.bytes.first { begins[Int(first)] = true } }
    self.begins = begins
  }

  /// Whether a text holds what every label ends with: a colon, a bracket, a tab or the end of a line. Most utterances do not.
  static func mayStand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    for place in text.indices {
      switch text[place] {
      case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"), 0x09, 0x0A, 0x0D: return true
      // ： （ ［ in full width, and 【.
      case 0x9A, 0x88, 0xBB: if place >= 2, text[place - 1] == 0xBC, text[place - 2] == 0xEF { return true }
      case 0x90: if place >= 2, text[place - 1] == 0x80, text[place - 2] == 0xE3 { return true }
      default: break
      }
    }
    return false
  }

  /// The turns that a label begins, in order.
  func turns(of text: UnsafeBufferPointer<UInt8>) -> [Turn] {
    var found: [Turn] = []
    var (position, isLineStart, hasLines) = (0, true, false)
    for byte in text where byte == 0x0A || byte == 0x0D { hasLines = true }
    while position < text.count {
      if let turn = turn(text, position, isLineStart: hasLines && isLineStart) {
        found.append(turn)
        position = max(turn.content, position + 1)
        isLineStart = position > 0 && position <= text.count && Self.isLineEnd(text[position - 1])
      } else {
        if Self.isLineEnd(text[position]) { isLineStart = true } else if text[position] > 0x20 { isLineStart = false }
        position += 1
      }
    }
    return found
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func turn(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, isLineStart: Bool) -> Turn? {
    guard text[position] & 0xC0 != 0x80 else { return nil }
    if let bracket = Self.bracket(text, position) { return bracketed(text, position, bracket) }
    guard begins[Int(Folding.lower(text[position]))], Self.isTurnStart(text, position) else { return nil }
    for label in labels where Self.stands(label.bytes, text, at: position) {
      let end = position + label.bytes.count
      guard let suffix = LabelSuffix(text, from: end, isNumberOnly: label.voice == .unnamed) else { continue }
      var next = suffix.end
      Self.skip(text, &next, while: { $0 == 0x20 || $0 == UInt8(ascii: "*") })
      if let colon = Self.colon(text, next) {
        next += colon
      } else if next < text.count, isLineStart, text[next] == 0x09 || Self.isLineEnd(text[next]) {
        next += 1
      } else if isLineStart, label.voice != .unnamed, suffix.hasTime || (text[position] >= 0x80 && next > end && suffix.end == end) {
        // 客服 10:05:33 您好, and 客服 您好 in a text of lines.
      } else {
        continue
      }
      return Turn(label: position, content: next, voice: label.voice, name: label.bytes + suffix.number)
    }
    return nil
  }

  /// 【催收员】, [Agent 1], (客户): anywhere, with or without a colon.
  private func bracketed(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ bracket: Bracket) -> Turn? {
    var inside = position + bracket.length
    Self.skip(text, &inside, while: { $0 == 0x20 })
    guard inside < text.count, begins[Int(Folding.lower(text[inside]))] else { return nil }
    for label in labels where Self.stands(label.bytes, text, at: inside) {
      guard let suffix = LabelSuffix(text, from: inside + label.bytes.count, isNumberOnly: label.voice == .unnamed) else { continue }
      var end = suffix.end
      Self.skip(text, &end, while: { $0 == 0x20 })
      guard let close = Self.closing(text, end, of: bracket) else { continue }
      end += close
      Self.skip(text, &end, while: { $0 == 0x20 || $0 == UInt8(ascii: "*") })
      let colon = Self.colon(text, end)
      // (客户) 明天还: in round brackets it is a label at the beginning of a turn only; (a) and (b) count what is said.
      if bracket.isRound, colon == nil, label.voice == .unnamed || !Self.isTurnStart(text, position) { return nil }
      return Turn(label: position, content: end + (colon ?? 0), voice: label.voice, name: label.bytes + suffix.number)
    }
    return nil
  }

  // MARK: Marks

  struct Bracket {
    var length: Int
    var isRound: Bool
  }

  static func bracket(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bracket? {
    switch text[place] {
    case UInt8(ascii: "["), UInt8(ascii: "<"): return Bracket(length: 1, isRound: false)
    case UInt8(ascii: "("): return Bracket(length: 1, isRound: true)
    case 0xE3 where at(text, place + 1) == 0x80 && (at(text, place + 2) == 0x90 || at(text, place + 2) == 0x94):
      return Bracket(length: 3, isRound: false)
    case 0xEF where at(text, place + 1) == 0xBC && at(text, place + 2) == 0x88: return Bracket(length: 3, isRound: true)
    case 0xEF where at(text, place + 1) == 0xBC && at(text, place + 2) == 0xBB: return Bracket(length: 3, isRound: false)
    default: return nil
    }
  }

  /// The length of a closing bracket of the same kind.
  static func closing(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, of bracket: Bracket) -> Int? {
    switch at(text, place) {
    case UInt8(ascii: ")"): return bracket.isRound ? 1 : nil
    case UInt8(ascii: "]"), UInt8(ascii: ">"): return bracket.isRound ? nil : 1
    // 】 〕
    case 0xE3: return !bracket.isRound && at(text, place + 1) == 0x80 && [0x91, 0x95].contains(at(text, place + 2)) ? 3 : nil
    case 0xEF where at(text, place + 1) == 0xBC && at(text, place + 2) == 0x89: return bracket.isRound ? 3 : nil
    case 0xEF where at(text, place + 1) == 0xBC && at(text, place + 2) == 0xBD: return bracket.isRound ? nil : 3
    default: return nil
    }
  }

  static func at(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt8 { place >= 0 && place < text.count ? text[place] : 0 }

  /// The length of a colon, be it full width (EF BC 9A).
  private static func colon(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
    if at(text, place) == UInt8(ascii: ":") { return 1 }
    return at(text, place) == 0xEF && at(text, place + 1) == 0xBC && at(text, place + 2) == 0x9A ? 3 : nil
  }

  private static func skip(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, while isSkipped: (UInt8) -> Bool) {
    while place < text.count, isSkipped(text[place]) { place += 1 }
  }

  private static func stands(_ label: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    guard position + label.count <= text.count else { return false }
    for offset in label.indices where label[offset] != Folding.lower(text[position + offset]) { return false }
    return true
  }

  private static func isTurnStart(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position > 0 else { return true }
    let before = text[position - 1]
    switch before {
    case 0...0x20, UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"),
      UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "-"):
      return true
    // Behind the time at which it was said: 10:05客户：
    case 48...57: return text[position] >= 0x80
    case 0..<0x80: return false
    default: break
    }
    // 。】　」 ！？；），, and ” — –.
    switch (at(text, position - 3), at(text, position - 2), before) {
    case (0xE3, 0x80, 0x80), (0xE3, 0x80, 0x82), (0xE3, 0x80, 0x91), (0xE3, 0x80, 0x8D): return true
    case (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBC, 0x9B), (0xEF, 0xBC, 0x89), (0xEF, 0xBC, 0x8C): return true
    case (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94): return true
    default: return false
    }
  }
}
