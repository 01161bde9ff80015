/// A keyword found in a text.
struct Token: BitwiseCopyable {
  var start: Int
  var end: Int
  var keyword: Int
}

/// Positions of tokens in a clause, in order; at most eight, so that none needs memory of its own.
struct TokenPath: BitwiseCopyable {
  private var places = SIMD8<Int32>()
  private(set) var count = 1
  init(_ first: Int) { places[0] = Int32(truncatingIfNeeded: first) }
  var last: Int { self[count - 1] }
  subscript(index: Int) -> Int { Int(places[index]) }

  mutating func append(_ place: Int) {
    places[count] = Int32(truncatingIfNeeded: place)
    count += 1
  }
  mutating func removeLast() { count -= 1 }

  func contains(_ place: Int) -> Bool {
    for index in 0..<count where self[index] == place { return true }
    return false
  }
}

/// A phrase found in a clause.
struct PhraseMatch: BitwiseCopyable {
  var phrase: Int
  var start: Int
  var end: Int
  /// Its tokens.
  var path: TokenPath
  /// Bytes of its tokens: the longer, the more it says.
  var weight: Int

  /// Of two that share a character, the one before says more.
  func saysMore(than other: PhraseMatch) -> Bool {
    (-weight, end - start, start, phrase) < (-other.weight, other.end - other.start, other.start, other.phrase)
  }
}

/// Finds the phrases of a lexicon in one clause. Lives no longer than text, tokens and lexicon.
struct ClauseMatcher {
  /// Other words may fill a gap up to so many bytes: eight Chinese characters, four or five English words.
  static let widestGap = 24

  let tables: LexiconTables
  let text: UnsafeBufferPointer<UInt8>
  let clause: Range<Int>
  /// In order of start; none lies within another.
  let tokens: UnsafeBufferPointer<Token>
  /// All lists that one of the tokens is in.
  private let present: UInt16
  /// The sets that the tokens are in, as a signature.
  private let signature: UInt64
  /// The first and last byte that is no blank, and the same without filler words.
  private let firstWord: Int
  private let lastWord: Int
  private let openedUntil: Int
  private let closedFrom: Int

  init(_ tables: LexiconTables, _ text: UnsafeBufferPointer<UInt8>, _ clause: Range<Int>, _ tokens: UnsafeBufferPointer<Token>) {
    self.tables = tables
    self.text = text
    self.clause = clause
    self.tokens = tokens
    var present: UInt16 = 0
    var signature: UInt64 = 0
    for token in tokens {
      present |= tables.lists[token.keyword]
      signature |= tables.signatures[token.keyword]
    }
    (self.present, self.signature) = (present, signature)
    var opened = clause.lowerBound
    var closed = clause.upperBound
    func blanks() {
      while opened < closed, text[opened] == 0x20 { opened += 1 }
      while closed > opened, text[closed - 1] == 0x20 { closed -= 1 }
    }
    blanks()
    firstWord = opened
    lastWord = closed
    if present & LexiconList.openers.bit != 0 {
      for token in tokens where token.start == opened && tables.lists[token.keyword] & LexiconList.openers.bit != 0 {
        opened = token.end
        blanks()
      }
    }
    if present & LexiconList.closers.bit != 0 {
      for token in tokens.reversed()
      where token.end == closed && token.start > opened && tables.lists[token.keyword] & LexiconList.closers.bit != 0 {
        closed = token.start
        blanks()
      }
    }
    openedUntil = opened
    closedFrom = closed
  }

  func has(_ list: LexiconList) -> Bool { present & list.bit != 0 }

  @inline(__always)
  func isIn(_ list: LexiconList, _ token: Token) -> Bool { tables.lists[token.keyword] & list.bit != 0 }

  /// Calls `body` for all phrases that say something of their own, in order of their beginning: of two that share a character, the one that
  /// says more.
  func forEachMatch(_ body: (PhraseMatch) -> Void) {
    var found: [PhraseMatch] = []
    for first in tokens.indices {
      for place in tables.places(of: tokens[first].keyword) {
        let beginning = tables.beginning(at: place)
        guard beginning.rest & ~signature == 0 else { continue }
        if let match = match(Int(beginning.phrase), from: first) { found.append(match) }
      }
    }
    guard found.count > 1 else {
      if let only = found.first { body(only) }
      return
    }
    found.sort { $0.saysMore(than: $1) }
    // Words may overlap ("i won't" and "won't pay"), so bytes are compared, not tokens.
    var kept = 1
    for index in 1..<found.count where !(0..<kept).contains(where: { overlap(found[$0], found[index]) }) {
      found[kept] = found[index]
      kept += 1
    }
    found.removeLast(found.count - kept)
    if kept > 1 { found.sort { ($0.start, $0.phrase) < ($1.start, $1.phrase) } }
    for match in found { body(match) }
  }

  private func overlap(_ a: PhraseMatch, _ b: PhraseMatch) -> Bool {
    guard a.start < b.end, b.start < a.end else { return false }
    for i in 0..<a.path.count {
      for j in 0..<b.path.count {
        let (one, other) = (tokens[a.path[i]], tokens[b.path[j]])
        if one.start < other.end, other.start < one.end { return true }
      }
    }
    return false
  }

  private func match(_ index: Int, from first: Int) -> PhraseMatch? {
    let start = tokens[first].start
    if tables.phrases[index].startsClause, start != openedUntil, start != firstWord { return nil }
    var path = TokenPath(first)
    guard extend(index, &path) else { return nil }
    var weight = 0
    for place in 0..<path.count { weight += tokens[path[place]].end - tokens[path[place]].start }
    return PhraseMatch(phrase: index, start: start, end: tokens[path.last].end, path: path, weight: weight)
  }

  /// A phrase may itself begin or end with a filler word.
  private func extend(_ index: Int, _ path: inout TokenPath) -> Bool {
    let phrases = tables.phrases
    let end = tokens[path.last].end
    if path.count == phrases[index].count { return !phrases[index].endsClause || end == closedFrom || end == lastWord }
    let reach = skipBlanks(end + (phrases[index].gaps >> UInt8(path.count - 1) & 1 == 1 ? ClauseMatcher.widestGap : 0))
    let wanted = phrases[index].sets[path.count]
    var candidate = path.last + 1
    while candidate < tokens.count, tokens[candidate].start <= reach {
      if tokens[candidate].start >= end, tables.isIn(wanted, tokens[candidate].keyword) {
        path.append(candidate)
        if extend(index, &path) { return true }
        path.removeLast()
      }
      candidate += 1
    }
    return false
  }

  private func skipBlanks(_ position: Int) -> Int {
    var position = position
    while position < clause.upperBound, text[position] == 0x20 { position += 1 }
    return position
  }

  /// What stands directly before a phrase, or within its gaps before the word that carries it: negators and degree, through words that let
  /// them pass.
  func modifiers(of match: PhraseMatch) -> (negators: Int, isStrong: Bool, isWeak: Bool) {
    var result = (negators: 0, isStrong: false, isWeak: false)
    let telling: UInt16 = LexiconList.negators.bit | LexiconList.strong.bit | LexiconList.weak.bit
    guard present & telling != 0 else { return result }
    var limit = clause.lowerBound
    for place in 0..<match.path.count {
      let token = tokens[match.path[place]]
      walkBack(from: match.path[place], downTo: limit, except: match.path, &result)
      limit = token.end
    }
    return result
  }

  private func walkBack(
    from place: Int, downTo limit: Int, except own: TokenPath, _ result: inout (negators: Int, isStrong: Bool, isWeak: Bool)
  ) {
    var position = tokens[place].start
    var index = tokens.count
    while index > 0 {
      index -= 1
      while position > limit, text[position - 1] == 0x20 { position -= 1 }
      let token = tokens[index]
      if token.start >= position || own.contains(index) { continue }
      guard token.end == position, token.start >= limit else { if token.end < position { return } else { continue } }
      if isIn(.negators, token) {
        result.negators += 1
      } else if isIn(.strong, token) {
        result.isStrong = true
      } else if isIn(.weak, token) {
        result.isWeak = true
      } else if !isIn(.transparent, token) {
        return
      }
      position = token.start
    }
  }
}
