/// A keyword found in a text.
struct Token {
  var start: Int
  var end: Int
  var keyword: Int
}

/// A phrase found in a clause.
struct PhraseMatch {
  var phrase: Int
  var range: Range<Int>
  /// Positions of its tokens in the clause's tokens.
  var tokens: [Int]
  /// Bytes of its tokens: the longer, the more it says.
  var weight: Int
}

/// Finds the phrases of a lexicon in one clause.
struct ClauseMatcher {
  /// Other words may fill a gap up to so many bytes: eight Chinese characters, four or five English words.
  static let widestGap = 24

  let lexicon: Lexicon
  let text: UnsafeBufferPointer<UInt8>
  let clause: Range<Int>
  /// In order of start; none lies within another.
  let tokens: [Token]
  private let openedUntil: Int
  private let closedFrom: Int

  init(_ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>, _ clause: Range<Int>, _ tokens: [Token]) {
    self.lexicon = lexicon
    self.text = text
    self.clause = clause
    self.tokens = tokens
    var opened = clause.lowerBound
    var closed = clause.upperBound
    func blanks() {
      while opened < closed, text[opened] == 0x20 { opened += 1 }
      while closed > opened, text[closed - 1] == 0x20 { closed -= 1 }
    }
    blanks()
    for token in tokens where token.start == opened && lexicon.keywordSets[token.keyword].contains(LexiconList.openers.set) {
      opened = token.end
      blanks()
    }
    for token in tokens.reversed()
    where token.end == closed && token.start > opened && lexicon.keywordSets[token.keyword].contains(LexiconList.closers.set) {
      closed = token.start
      blanks()
    }
    openedUntil = opened
    closedFrom = closed
  }

  func has(_ list: LexiconList) -> Bool { tokens.contains { isIn(list, $0) } }

  func isIn(_ list: LexiconList, _ token: Token) -> Bool { lexicon.keywordSets[token.keyword].contains(list.set) }

  /// All phrases that say something of their own: of two that share a character, the one that says more.
  func matches() -> [PhraseMatch] {
    var found: [PhraseMatch] = []
    for first in tokens.indices {
      for set in lexicon.keywordSets[tokens[first].keyword] {
        for phrase in lexicon.phrasesByFirst[Int(set)] {
          if let match = match(Int(phrase), from: first) { found.append(match) }
        }
      }
    }
    guard found.count > 1 else { return found }
    found.sort { a, b in
      (-a.weight, a.range.count, a.range.lowerBound, a.phrase) < (-b.weight, b.range.count, b.range.lowerBound, b.phrase)
    }
    // Words may overlap ("i won't" and "won't pay"), so bytes are taken, not tokens.
    var taken: [Range<Int>] = []
    return found.filter { match in
      let words = match.tokens.map { tokens[$0].start..<tokens[$0].end }
      if taken.contains(where: { range in words.contains { $0.overlaps(range) } }) { return false }
      taken.append(contentsOf: words)
      return true
    }
    .sorted { ($0.range.lowerBound, $0.phrase) < ($1.range.lowerBound, $1.phrase) }
  }

  private func match(_ index: Int, from first: Int) -> PhraseMatch? {
    let phrase = lexicon.phrases[index]
    let start = tokens[first].start
    if phrase.startsClause, start != openedUntil, start != firstWord { return nil }
    var path = Path(first)
    guard extend(phrase, &path) else { return nil }
    let places = (0..<path.count).map { Int(path.places[$0]) }
    let weight = places.reduce(0) { $0 + tokens[$1].end - tokens[$1].start }
    return PhraseMatch(phrase: index, range: start..<tokens[path.last].end, tokens: places, weight: weight)
  }

  /// Positions of tokens while a phrase is tried; on the stack.
  private struct Path {
    var places = SIMD8<Int32>()
    var count = 1
    init(_ first: Int) { places[0] = Int32(truncatingIfNeeded: first) }
    var last: Int { Int(places[count - 1]) }
  }

  /// A phrase may itself begin with a filler word.
  private var firstWord: Int {
    var position = clause.lowerBound
    while position < clause.upperBound, text[position] == 0x20 { position += 1 }
    return position
  }

  private var lastWord: Int {
    var position = clause.upperBound
    while position > clause.lowerBound, text[position - 1] == 0x20 { position -= 1 }
    return position
  }

  private func extend(_ phrase: CompiledPhrase, _ path: inout Path) -> Bool {
    let end = tokens[path.last].end
    if path.count == phrase.count { return !phrase.endsClause || end == closedFrom || end == lastWord }
    let reach = skipBlanks(end + (phrase.gaps >> UInt8(path.count - 1) & 1 == 1 ? ClauseMatcher.widestGap : 0))
    let wanted = phrase.sets[path.count]
    var candidate = path.last + 1
    while candidate < tokens.count, tokens[candidate].start <= reach {
      let token = tokens[candidate]
      if token.start >= end, lexicon.keywordSets[token.keyword].contains(wanted) {
        path.places[path.count] = Int32(truncatingIfNeeded: candidate)
        path.count += 1
        if extend(phrase, &path) { return true }
        path.count -= 1
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
    var limit = clause.lowerBound
    for token in match.tokens {
      walkBack(from: tokens[token].start, downTo: limit, except: match.tokens, &result)
      limit = tokens[token].end
    }
    return result
  }

  private func walkBack(
    from start: Int, downTo limit: Int, except own: [Int], _ result: inout (negators: Int, isStrong: Bool, isWeak: Bool)
  ) {
    var position = start
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
