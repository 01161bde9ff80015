import Portfolio

/// One conversation read with the lexicons of an agency.
struct ConversationReading {
  /// Points from which on a conversation is not neutral, in milli.
  static let decisive = 300

  private(set) var matches: [KeywordMatch] = []

  /// A lexicon and what it knows of the text.
  private struct Reader {
    var lexicon: Lexicon
    var tokens: [Token]
  }

  /// What the clauses of a text hold together.
  private struct Course {
    /// The last clause that begins with a contrast.
    var contrast = -1
    /// A word of farewell was heard.
    var isClosed = false
  }

  /// What the turns answer, where labels tell turns.
  struct Turns {
    /// Turns before which money was asked for.
    var asked: [Range<Int>] = []
    /// Turns before which nothing was: agreeing in them answers nothing.
    var unasked: [Range<Int>] = []
  }

  init(_ lexicons: [Lexicon], _ text: UnsafeBufferPointer<UInt8>, _ clauses: [ClauseReader.Clause], _ turns: Turns = Turns()) {
    guard !lexicons.isEmpty, !clauses.isEmpty else { return }
    var readers: [Reader] = []
    for lexicon in lexicons where lexicon.mayRead(text, alone: lexicons.count == 1) {
      let tokens = Self.tokens(lexicon, text)
      if !tokens.isEmpty { readers.append(Reader(lexicon: lexicon, tokens: tokens)) }
    }
    guard let first = readers.first else { return }
    var course = Course(contrast: 0)
    if readers.count == 1 {
      first.tokens.withUnsafeBufferPointer { tokens in
        for (number, clause) in clauses.enumerated() {
          Self.read(clause, number, first.lexicon, text, tokens, &course, &matches)
        }
      }
    } else {
      for (number, clause) in clauses.enumerated() { readBest(clause, number, readers, text, &course) }
    }
    if !matches.isEmpty { weigh(course, turns) }
  }

  /// Reads a clause with the lexicon that recognises more of it; of those that recognise nothing, with one that hears a contrast.
  private mutating func readBest(
    _ clause: ClauseReader.Clause, _ number: Int, _ readers: [Reader], _ text: UnsafeBufferPointer<UInt8>, _ course: inout Course
  ) {
    var best = (recognised: -1, course: Course(), matches: [KeywordMatch]())
    for reader in readers {
      var one = (recognised: 0, course: Course(), matches: [KeywordMatch]())
      reader.tokens.withUnsafeBufferPointer { Self.read(clause, number, reader.lexicon, text, $0, &one.course, &one.matches) }
      for match in one.matches { one.recognised += match.range.count }
      course.isClosed = course.isClosed || one.course.isClosed
      if one.recognised > best.recognised || (best.recognised == 0 && one.recognised == 0 && best.course.contrast < one.course.contrast) {
        best = one
      }
    }
    matches += best.matches
    course.contrast = max(course.contrast, best.course.contrast)
  }

  /// The tokens that lie within a range: those from the first that begins there to the last that ends there, since none lies within another.
  private static func inside(_ range: Range<Int>, _ tokens: UnsafeBufferPointer<Token>) -> UnsafeBufferPointer<Token> {
    var low = 0
    while low < tokens.count, tokens[low].start < range.lowerBound { low += 1 }
    var high = low
    while high < tokens.count, tokens[high].end <= range.upperBound { high += 1 }
    return UnsafeBufferPointer(rebasing: tokens[low..<high])
  }

  private static func read(
    _ clause: ClauseReader.Clause, _ number: Int, _ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>,
    _ tokens: UnsafeBufferPointer<Token>, _ course: inout Course, _ matches: inout [KeywordMatch]
  ) {
    let inside = inside(clause.range, tokens)
    guard !inside.isEmpty else { return }
    let tables = lexicon.tables
    // 但是 in the middle divides a clause: what stands before and after it are two.
    var turn = 0
    while turn < inside.count,
      tables.lists[inside[turn].keyword] & LexiconList.contrasts.bit == 0 || inside[turn].start == clause.range.lowerBound
    { turn += 1 }
    let cut = turn < inside.count ? inside[turn].start : clause.range.upperBound
    for part in 0..<(turn < inside.count ? 2 : 1) {
      let range = part == 0 ? clause.range.lowerBound..<cut : cut..<clause.range.upperBound
      let matcher = ClauseMatcher(tables, text, range, turn < inside.count ? Self.inside(range, inside) : inside)
      let position = number * 2 + part
      if matcher.has(.contrasts) { course.contrast = position }
      if matcher.has(.farewells) { course.isClosed = true }
      let isAsked = clause.isAsked && range.upperBound == clause.range.upperBound
      read(matcher, lexicon, position, isAsked: isAsked, isQuoted: clause.isQuoted, &matches)
    }
  }

  /// Keywords in order of start, none within another, none cut out of a longer English word.
  private static func tokens(_ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>) -> [Token] {
    var kept: [Token] = []
    kept.reserveCapacity(text.count / 4 + 4)
    // They come in order of their end, so whatever lies within a new one stands at the end of what was kept, or has the same end.
    lexicon.automaton.forEachMatch(in: text) { keyword, range in
      let (start, end) = (range.lowerBound, range.upperBound)
      if start > 0, Folding.isWordByte(text[start - 1]), Folding.isWordByte(text[start]) { return }
      if end < text.count, Folding.isWordByte(text[end]), Folding.isWordByte(text[end - 1]) { return }
      if text[start] == 0xEF, Folding.isFullWidthLetter(text, at: start), Folding.isFullWidthLetter(text, at: start - 3) { return }
      if end < text.count, text[end] == 0xEF, Folding.isFullWidthLetter(text, at: end), Folding.isFullWidthLetter(text, at: end - 3) {
        return
      }
      while let last = kept.last, last.start >= start { kept.removeLast() }
      kept.append(Token(start: start, end: end, keyword: Int(keyword)))
    }
    return kept
  }

  private static func read(
    _ matcher: ClauseMatcher, _ lexicon: Lexicon, _ position: Int, isAsked: Bool, isQuoted: Bool, _ matches: inout [KeywordMatch]
  ) {
    let isQuestion = isAsked || matcher.has(.questions)
    let isConditional = matcher.has(.conditions)
    var reported = Int.max
    if matcher.has(.reported), let first = matcher.tokens.first(where: { matcher.isIn(.reported, $0) }) { reported = first.start }
    matcher.forEachMatch { found in
      let group = matcher.tables.phrases[found.phrase].group
      let modifiers = matcher.modifiers(of: found)
      var match = KeywordMatch(range: found.start..<found.end, group: group, phrase: lexicon.phraseTexts[found.phrase])
      var points = matcher.tables.phrases[found.phrase].points
      if modifiers.negators % 2 == 1, !group.isBeyondDenial {
        match.isNegated = true
        guard let denied = lexicon.weights.denied(group) else { return }
        match.group = denied.group
        points = denied.points
      }
      match.clause = position
      match.isConditional = isConditional
      match.isAsked = isQuestion
      match.isQuoted = isQuoted || found.start > reported
      if modifiers.isStrong { points = points * 13 / 10 }
      if modifiers.isWeak { points = points * 7 / 10 }
      if isConditional { points /= 2 }
      if isQuestion { points = points * shareWhenAsked(match) / 10 }
      if match.isQuoted { points = 0 }
      match.points = points
      matches.append(match)
    }
  }

  /// What is left of a phrase in a question, in tenths.
  private static func shareWhenAsked(_ match: KeywordMatch) -> Int {
    switch match.group {
    case .assent, .evasion: 0
    case .refusal: match.isNegated ? 3 : 6
    case .hardship, .inability: 6
    default: 10
    }
  }

  /// Later words outweigh earlier ones, and what follows a contrast what stands before it.
  private mutating func weigh(_ course: Course, _ turns: Turns) {
    let contrast = course.contrast
    muteManners(course, turns)
    var (mutesAssent, mutesPromise) = (false, false)
    for match in matches where !match.isQuoted && !match.isNegated {
      mutesAssent = mutesAssent || match.group.mutesAssent
      mutesPromise = mutesPromise || match.group.mutesPromise
    }
    var request = -1
    for index in matches.indices {
      switch matches[index].group {
      case .assent where mutesAssent || mutesPromise: matches[index].points = 0
      case .promise where mutesPromise && !matches[index].isNegated: matches[index].points = 0
      case .negotiates where matches[index].points > 0, .howToPay where matches[index].points > 0:
        request = max(request, matches[index].clause)
      default: break
      }
    }
    // "没钱还不起我能做分期吗" bargains; "能分期吗？算了，没钱" does not: the request must not stand before the reason.
    var last = 0
    for index in matches.indices {
      if matches[index].group.isReasonToBargain, matches[index].clause <= request { matches[index].points /= 2 }
      if matches[index].points != 0 { last = max(last, matches[index].clause) }
    }
    for index in matches.indices {
      if matches[index].clause < contrast { matches[index].points /= 2 }
      if matches[index].clause == last { matches[index].points = matches[index].points * 3 / 2 }
    }
  }

  /// “好的”, “知道了”, “ok” agree with what was asked. With a farewell, behind reasons of one's own or where nothing was asked they end a talk.
  private mutating func muteManners(_ course: Course, _ turns: Turns) {
    var hasReason = false
    for index in matches.indices {
      let match = matches[index]
      guard match.group == .assent else {
        hasReason = hasReason || match.group.isReason
        continue
      }
      func stands(in ranges: [Range<Int>]) -> Bool { ranges.contains { $0.contains(match.range.lowerBound) } }
      let isClosing = course.isClosed && !stands(in: turns.asked)
      if isClosing || hasReason || stands(in: turns.unasked) { matches[index].points = 0 }
    }
  }

  /// Whether somebody asks for money or an answer about it.
  var isDemand: Bool { matches.contains { $0.group.isAboutPaying } }

  /// Whether somebody answers, as those do who are asked to pay, in a clause that is none of these.
  func answers(outside clauses: Set<Int>) -> Bool {
    matches.contains { !$0.isQuoted && !$0.isConditional && !$0.isAsked && $0.group.isAnswer && !clauses.contains($0.clause / 2) }
  }

  // MARK: Verdict

  /// Points for and against cooperation, in milli.
  private var sums: (forIt: Int, against: Int) {
    var sums = (forIt: 0, against: 0)
    for match in matches {
      if match.points > 0 { sums.forIt += match.points } else { sums.against -= match.points }
    }
    return sums
  }

  private static func tone(_ score: Int) -> Tone { score >= decisive ? .cooperative : score <= -decisive ? .uncooperative : .neutral }

  /// The same as coarse as models learn it.
  var keywordReading: KeywordReading {
    guard !matches.isEmpty else { return .nothing }
    let (forIt, against) = sums
    switch Self.tone(forIt - against) {
    case .neutral: return forIt + against > 0 ? .mixed : .beside
    case .cooperative: return forIt - against >= 2 * Self.decisive ? .cooperative : .somewhatCooperative
    case .uncooperative: return against - forIt >= 2 * Self.decisive ? .uncooperative : .somewhatUncooperative
    }
  }

  var verdict: ToneVerdict {
    let (forIt, against) = sums
    let tone = Self.tone(forIt - against)
    var verdict = ToneVerdict(tone: tone, confidence: confidence(tone, forIt, against))
    verdict.matches = matches
    // 1000 is a conversation that leaves no doubt; more of the same changes nothing.
    verdict.score = max(-1_000, min(1_000, (forIt - against) * 1_000 / (abs(forIt - against) + 500 + min(forIt, against))))
    for match in matches where !match.isQuoted {
      verdict.groups.insert(match.group)
      if !match.isNegated { verdict.suggestedFlags.formUnion(match.group.flag) }
    }
    return verdict
  }

  private func confidence(_ tone: Tone, _ forIt: Int, _ against: Int) -> UInt8 {
    switch tone {
    case .neutral: forIt + against > 0 ? 40 : matches.isEmpty ? 30 : 70
    case .cooperative, .uncooperative: UInt8(50 + 45 * abs(forIt - against) / (abs(forIt - against) + 400 + 2 * min(forIt, against)))
    }
  }
}
