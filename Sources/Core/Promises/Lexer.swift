/// Makes tokens of a text, from left to right, each code point looked at a bounded number of times.
struct Lexer {
  let text: [UInt32]
  private(set) var tokens: [Token] = []
  private var place = 0
  private let hasPauses: Bool

  init(_ text: [UInt32]) {
    self.text = text
    hasPauses = Self.hasPauses(text)
  }

  static func tokens(_ text: [UInt32]) -> [Token] {
    var lexer = Lexer(text)
    while lexer.place < text.count { lexer.step() }
    return lexer.tokens
  }

  private subscript(_ index: Int) -> UInt32 { index < text.count ? text[index] : 0 }

  private mutating func add(_ kind: Token.Kind, to end: Int) {
    tokens.append(Token(kind: kind, place: place..<end))
    place = end
  }

  private mutating func step() {
    let code = text[place]
    if Folding.isDigit(code) { return number() }
    if Folding.isLetter(code) { return english() }
    if Folding.isHan(code) { return chinese() }
    switch code {
    case 0x2C, 0xFF0C, 0x3B, 0xFF1B, 0x3A, 0xFF1A, 0x28, 0x29, 0xFF08, 0xFF09, 0x22, 0x201C, 0x201D: add(.stop(.comma), to: place + 1)
    // Nov. 20.
    case 0x2E where isAbbreviated: place += 1
    case 0x2E, 0x3002, 0x21, 0xFF01, 0x0A, 0x0D, 0x2026: add(.stop(.sentence), to: place + 1)
    case 0x3F, 0xFF1F: add(.stop(.question), to: place + 1)
    case 0x3001: add(.or, to: place + 1)
    // Tomorrow — no, Thursday.
    case 0x2014 where self[place + 1] == 0x20: add(.stop(.comma), to: place + 1)
    // Mid-December.
    case 0x2D where place > 0 && Folding.isLetter(text[place - 1]) && Folding.isLetter(self[place + 1]): place += 1
    case 0x2D, 0x7E, 0x2014: add(.to, to: place + 1)
    // $50/week.
    case 0x2F where Folding.isLetter(self[place + 1]): add(.every, to: place + 1)
    case 0x2600...0x27BF, 0x1F000...0x1FAFF: add(.stop(.comma), to: place + 1)
    case 0x24, 0xA5, 0xFFE5, 0xA3, 0x20AC: add(.currency, to: place + 1)
    case 0x25: add(.share, to: place + 1)
    case 0x20, 0x3000, 0x09: blank()
    // Blanks, apostrophes and signs part words and mean nothing.
    case 0...0x40, 0x5B...0x60, 0x7B...0xBF, 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFF0F: place += 1
    default: add(.other, to: place + 1)
    }
  }

  /// Talk that was written down without punctuation has blanks where he paused: between Chinese characters they part clauses, unless
  /// they stand behind every word.
  private mutating func blank() {
    var end = place
    while [0x20, 0x3000, 0x09].contains(self[end]) { end += 1 }
    let before = place > 0 ? text[place - 1] : 0
    let isPause =
      Folding.isHan(before)
      && (Folding.isHan(self[end])
        || (Folding.isDigit(self[end]) && (Self.closing.contains(before) || (beginsDate(end) && !Self.joining.contains(before)))))
    // 先还200 下周五再还300.
    let isPauseBeforeDay = Folding.isDigit(before) && Folding.isHan(self[end]) && beginsNamedDay(end)
    if isPause || isPauseBeforeDay, hasPauses { add(.stop(.comma), to: end) } else { place = end }
  }

  private static let joining = Set("年月到至和或前后在是".unicodeScalars.map(\.value))

  /// 下周五, 月底, 明天.
  private func beginsNamedDay(_ index: Int) -> Bool {
    let words = (Lexicon.chinese[text[index]] ?? []).first { word, _ in
      word.count > 1 && index + word.count <= text.count && word.indices.allSatisfy { text[index + $0] == word[$0] }
    }
    switch words?.kind {
    case .day, .days, .weekday, .week, .weekend, .month, .part: return true
    default: return false
    }
  }

  /// 12月, 15号.
  private func beginsDate(_ index: Int) -> Bool {
    let end = digits(index).end
    return end - index <= 2 && [0x6708, 0x53F7, 0x65E5].contains(self[end])
  }

  private var isAbbreviated: Bool {
    guard case .monthName? = tokens.last?.kind, tokens.last?.place.upperBound == place else { return false }
    return Folding.isDigit(self[place + 1]) || (self[place + 1] == 0x20 && Folding.isDigit(self[place + 2]))
  }

  private static let closing = Set("吧啊呀嘛呢哈了的钱行好嗯哦块元".unicodeScalars.map(\.value))

  private static func hasPauses(_ text: [UInt32]) -> Bool {
    let blanks = text.indices.count { $0 > 0 && text[$0] == 0x20 && Folding.isHan(text[$0 - 1]) }
    return text.count { Folding.isHan($0) } >= 2 * blanks
  }

  // MARK: Digits

  /// Digits from a place on, at most eighteen of them.
  private func digits(_ from: Int) -> (value: Int, end: Int) {
    var (value, end) = (0, from)
    while end < text.count, Folding.isDigit(text[end]), end - from < 18 {
      value = value * 10 + Int(text[end] - 0x30)
      end += 1
    }
    return (value, end)
  }

  private mutating func number() {
    let (first, end) = digits(place)
    if Folding.isDigit(self[end]) {
      var rest = end
      while Folding.isDigit(self[rest]) { rest += 1 }
      return add(.other, to: rest)
    }
    if date(first, end) { return }
    // A 401k is no amount.
    if first == 401, self[end] == 0x6B { return add(.other, to: end + 1) }
    if self[end] == 0x73 || self[end] == 0x6E || self[end] == 0x72 || self[end] == 0x74, first >= 1, first <= 99 {
      let suffix = [self[end], self[end + 1]]
      let endings: [[UInt32]] = [[0x73, 0x74], [0x6E, 0x64], [0x72, 0x64], [0x74, 0x68]]
      if endings.contains(suffix), !Folding.isLetter(self[end + 2]) { return add(.ordinal(first), to: end + 2) }
    }
    // 3:30 is an hour.
    if self[end] == 0x3A || self[end] == 0xFF1A, Folding.isDigit(self[end + 1]) {
      return add(.hour, to: digits(end + 1).end)
    }
    guard let (numeral, next) = NumeralReader(text).read(at: place) else { return add(.other, to: end) }
    add(numeral.isTelephoneLong ? .other : .number(numeral), to: next)
  }

  /// `12/15`, `12-15`, `2026-12-15`, `2026.12.15`, `12/15/2026`.
  private mutating func date(_ first: Int, _ end: Int) -> Bool {
    let sign = self[end]
    guard [0x2F, 0x2D, 0x2E].contains(sign), Folding.isDigit(self[end + 1]) else { return false }
    let (second, secondEnd) = digits(end + 1)
    guard secondEnd - end <= 3 else { return false }
    let isThree = self[secondEnd] == sign && Folding.isDigit(self[secondEnd + 1])
    let (third, thirdEnd) = isThree ? digits(secondEnd + 1) : (0, secondEnd)
    let lengths = (end - place, thirdEnd - secondEnd - 1)
    if isThree, lengths.0 == 4, lengths.1 <= 2 {
      add(.date(year: first, second, third), to: thirdEnd)
      return true
    }
    if isThree, lengths.0 <= 2, lengths.1 == 4 || lengths.1 == 2, sign == 0x2F {
      add(.date(year: third < 100 ? 2000 + third : third, first, second), to: thirdEnd)
      return true
    }
    guard !isThree, lengths.0 <= 2, sign != 0x2E else { return false }
    // 15-20号, 3-5天 are from … to.
    if sign == 0x2D, Folding.isHan(self[secondEnd]), ![0x524D, 0x4E4B, 0x4EE5, 0x8FD8, 0x5DE6, 0x540E].contains(self[secondEnd]) {
      return false
    }
    if sign == 0x2D, self[secondEnd] == 0x20, Folding.isLetter(self[secondEnd + 1]) { return false }
    guard first >= 1, second >= 1, max(first, second) <= 31, min(first, second) <= 12 else { return false }
    add(.date(year: nil, first, second), to: secondEnd)
    return true
  }

  // MARK: Words

  private mutating func chinese() {
    let reader = NumeralReader(text)
    if let (word, kind) = longestChinese() { return add(kind, to: place + word) }
    if let (numeral, end) = reader.read(at: place) { return add(.number(numeral), to: end) }
    add(.other, to: place + 1)
  }

  private static let inAMoment = "等下".unicodeScalars.map(\.value)
  private static let toMe = "还我".unicodeScalars.map(\.value)
  private static let afterMe = Set("钱的了就再后之以".unicodeScalars.map(\.value))
  private static let wholes = ["一次", "一定", "一把", "一并", "一共", "一笔"].map { $0.unicodeScalars.map(\.value) }
  private func beginsWhole(_ index: Int) -> Bool { Self.wholes.contains { $0[0] == self[index] && $0[1] == self[index + 1] } }
  private static let afterNext = Set("周个月星礼下一".unicodeScalars.map(\.value))

  private func longestChinese() -> (Int, Token.Kind)? {
    for (word, kind) in Lexicon.chinese[text[place]] ?? [] where place + word.count <= text.count {
      guard word.indices.allSatisfy({ text[place + $0] == word[$0] }) else { continue }
      // 等下周 waits for next week; 等下 is in a moment.
      if word == Self.inAMoment, Self.afterNext.contains(self[place + 2]) { continue }
      // 下周一次性, 下周一定: the week, not its Monday.
      if case .weekday(1, .some) = kind, beginsWhole(place + word.count - 1) { continue }
      // 能还我骗你: two words.
      if word == Self.toMe, Folding.isHan(self[place + 2]), !Self.afterMe.contains(self[place + 2]) { continue }
      return (word.count, kind)
    }
    return nil
  }

  private mutating func english() {
    guard let first = EnglishWord.words(in: text, from: place, atMost: 1).first else { return add(.other, to: place + 1) }
    let phrases = Lexicon.english[first.word] ?? []
    let words = EnglishWord.words(in: text, from: place, atMost: phrases.first?.words.count ?? 0)
    for (phrase, kind) in phrases where phrase.count <= words.count {
      guard phrase.indices.allSatisfy({ phrase[$0] == words[$0].word }) else { continue }
      // A number that begins with an article goes farther than the article.
      if phrase.count == 1, kind == .article, let (numeral, end) = NumeralReader(text).read(at: place) {
        return add(.number(numeral), to: end)
      }
      return add(may(kind, words) ?? kind, to: words[phrase.count - 1].end)
    }
    if let (numeral, end) = NumeralReader(text).read(at: place) { return add(.number(numeral), to: end) }
    // December third: without its article an ordinal is a day only behind a month.
    if case .monthName? = tokens.last?.kind {
      let next = EnglishWord.words(in: text, from: place, atMost: 2)
      for count in [2, 1] where count <= next.count {
        if let day = Lexicon.ordinals[next.prefix(count).map(\.word).joined(separator: " ")] {
          return add(.ordinal(day), to: next[count - 1].end)
        }
      }
    }
    add(.other, to: first.end)
  }

  /// “may” is a month after a preposition or before a day.
  private func may(_ kind: Token.Kind, _ words: [EnglishWord]) -> Token.Kind? {
    guard kind == .monthName(5) else { return nil }
    if case .leading? = tokens.last?.kind { return kind }
    if case .suffix? = tokens.last?.kind { return kind }
    if tokens.last?.kind == .of { return kind }
    if case .ordinal? = tokens.last?.kind { return kind }
    if let second = EnglishWord.words(in: text, from: words[0].end + 1, atMost: 1).first, Lexicon.ordinals[second.word] != nil {
      return kind
    }
    let next = words[0].end + 1
    return Folding.isDigit(self[next]) ? kind : .speech(.doubt)
  }
}

/// A run of letters and apostrophes.
struct EnglishWord {
  var word: String
  var end: Int

  /// Words that follow each other with one blank or hyphen between them. A longer one than any we know stands as it is cut.
  static func words(in text: [UInt32], from start: Int, atMost count: Int) -> [EnglishWord] {
    var (result, place): ([EnglishWord], Int) = ([], start)
    while result.count < count {
      let begin = place
      while place < text.count, Folding.isLetter(text[place]) || text[place] == 0x27, place - begin < 40 { place += 1 }
      guard place > begin else { break }
      // Three weeks' time.
      let last = place - 1 > begin && text[place - 1] == 0x27 ? place - 1 : place
      result.append(EnglishWord(word: String(String.UnicodeScalarView(text[begin..<last].compactMap(Unicode.Scalar.init))), end: place))
      while place < text.count, text[place] == 0x20 || text[place] == 0x2D, place - begin < 44 { place += 1 }
    }
    return result
  }
}
