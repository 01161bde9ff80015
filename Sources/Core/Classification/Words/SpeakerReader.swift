/// Tells whose words a text is made of. Works on bytes; offsets are those of the text.
struct SpeakerReader: Sendable {
  private let labels: SpeakerLabels
  private let phrases: [Lexicon]

  init(_ words: [SpeakerWords]) {
    labels = SpeakerLabels(words)
    phrases = words.compactMap(\.phrases)
  }

  /// Something the debtor said.
  struct Segment {
    var range: Range<Int>
    /// The turn of the other side that it follows, where labels tell one.
    var after: Range<Int>?
  }

  /// What the debtor spoke: with labels of the debtor, only what follows them; else everything that no other label claims. Of two voices
  /// without names the debtor's is the one that does not speak as collectors do, if the other does.
  func segments(of text: UnsafeBufferPointer<UInt8>) -> [Segment] {
    guard SpeakerLabels.mayStand(in: text) else { return [Segment(range: 0..<text.count)] }
    return segments(labels.turns(of: text), text) ?? [Segment(range: 0..<text.count)]
  }

  /// nil = no labels, or none that say who is who.
  private func segments(_ turns: [SpeakerLabels.Turn], _ text: UnsafeBufferPointer<UInt8>) -> [Segment]? {
    let named = turns.filter { $0.voice != .unnamed }
    guard !named.isEmpty else { return unnamedSegments(turns, text) }
    let told = Self.segments(named, text) { $0.voice == .debtor }
    let isLedIn = !named.contains { $0.voice == .debtor } && named[0].label > 0
    return (isLedIn ? [Segment(range: 0..<named[0].label)] : []) + told
  }

  private func unnamedSegments(_ turns: [SpeakerLabels.Turn], _ text: UnsafeBufferPointer<UInt8>) -> [Segment]? {
    guard Set(turns.map(\.name)).count == 2 else { return nil }
    let asking = matches(in: text).filter { $0.group == .inquiry }.compactMap { found in
      turns.last { $0.content <= found.range.lowerBound }?.name
    }
    guard Set(asking).count == 1 else { return nil }
    return Self.segments(turns, text) { $0.name != asking[0] }
  }

  private static func segments(
    _ turns: [SpeakerLabels.Turn], _ text: UnsafeBufferPointer<UInt8>, _ isDebtor: (SpeakerLabels.Turn) -> Bool
  ) -> [Segment] {
    let ranges = turns.indices.map { turns[$0].content..<($0 + 1 < turns.count ? turns[$0 + 1].label : text.count) }
    var segments: [Segment] = []
    var before: Range<Int>?
    for index in turns.indices {
      guard isDebtor(turns[index]) else {
        before = ranges[index]
        continue
      }
      segments.append(Segment(range: ranges[index], after: before))
    }
    return segments
  }

  /// Phrases of collectors and of summaries, with the clause of the whole text they stand in.
  private func matches(in text: UnsafeBufferPointer<UInt8>) -> [KeywordMatch] {
    guard !phrases.isEmpty else { return [] }
    return ConversationReading(phrases, text, ClauseReader.clauses(of: text, [0..<text.count])).matches
  }

  /// Who speaks. `answers` is asked, if need be, whether somebody answers outside the clauses of these numbers.
  func voices(of text: UnsafeBufferPointer<UInt8>, _ answers: (Set<Int>) -> Bool) -> Voices {
    if SpeakerLabels.mayStand(in: text) {
      let turns = labels.turns(of: text)
      if let segments = segments(turns, text) {
        let isHis = segments.contains { segment in text[segment.range].contains(where: Self.isWritten) }
        return Voices(speaker: isHis ? .debtor : .collector, isCertain: true)
      }
      if Set(turns.map(\.name)).count > 1 { return Voices(speaker: .both, isCertain: true) }
    }
    let found = matches(in: text)
    guard !found.contains(where: { $0.group == .thirdParty }) else { return Voices(speaker: .debtor, isCertain: false) }
    let collectors = Set(found.map { $0.clause / 2 })
    if Self.hasTurns(text) { return Voices(speaker: .both, isCertain: !collectors.isEmpty) }
    guard !collectors.isEmpty else { return Voices(speaker: .debtor, isCertain: false) }
    return answers(collectors) ? Voices(speaker: .both, isCertain: true) : Voices(speaker: .collector, isCertain: false)
  }

  /// Whether a byte is part of a word, be it of letters or Chinese. (Marks of three bytes are taken for words: they stand alone on no line.)
  private static func isWritten(_ byte: UInt8) -> Bool { byte >= 0x80 || Folding.isWordByte(byte) }

  /// Two turns or more, told by the ends of lines (`\n`, `<br>`, also a written `\n`) or by dashes that begin them.
  private static func hasTurns(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var lines = 0
    var isWord = false
    var position = 0
    func isBreak(_ place: Int) -> Int {
      switch text[place] {
      case 0x0A, 0x0D: return 1
      case UInt8(ascii: "\\"): return place + 1 < text.count && text[place + 1] == UInt8(ascii: "n") ? 2 : 0
      case UInt8(ascii: "<"):
        let isBreak = place + 2 < text.count && text[place + 1] | 0x20 == UInt8(ascii: "b") && text[place + 2] | 0x20 == UInt8(ascii: "r")
        return isBreak ? 3 + (text[(place + 3)...].prefix(3).firstIndex(of: UInt8(ascii: ">")).map { $0 - place - 2 } ?? 0) : 0
      default: return 0
      }
    }
    while position < text.count {
      let length = isBreak(position)
      if length > 0 {
        if isWord { lines += 1 }
        isWord = false
        position += length
      } else {
        isWord = isWord || text[position] >= 0x80 || (text[position] | 0x20 >= 97 && text[position] | 0x20 <= 122)
        position += 1
      }
    }
    return lines + (isWord ? 1 : 0) > 1 || dashes(text) > 1
  }

  /// Dashes that begin a turn, in a text that begins with one: `- 您好 - 嗯`. Two in a row are one; before a digit it is a minus.
  private static func dashes(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    func dash(_ place: Int) -> Int {
      if text[place] == UInt8(ascii: "-") { return 1 }
      // – — ―
      let isLong = place + 2 < text.count && text[place] == 0xE2 && text[place + 1] == 0x80 && (0x93...0x95).contains(text[place + 2])
      return isLong ? 3 : 0
    }
    guard let first = text.firstIndex(where: { $0 > 0x20 }), dash(first) > 0 else { return 0 }
    var (count, position, mayBegin) = (0, first, true)
    while position < text.count {
      var length = dash(position)
      guard length > 0 else {
        // Behind a blank or the end of a sentence (。！？).
        mayBegin =
          text[position] <= 0x20 || ".!?".utf8.contains(text[position])
          || (position >= 2
            && ((text[position] == 0x82 && text[position - 1] == 0x80 && text[position - 2] == 0xE3)
              || ((text[position] == 0x81 || text[position] == 0x9F) && text[position - 1] == 0xBC && text[position - 2] == 0xEF)))
        position += 1
        continue
      }
      while position + length < text.count, dash(position + length) > 0 { length += dash(position + length) }
      let next = position + length
      if mayBegin, next < text.count, !(48...57).contains(text[next]) { count += 1 }
      mayBegin = false
      position = next
    }
    return count
  }
}
