import Portfolio

/// Reads conversations: by keyword groups with scope (negation, condition, contrast, degree, question, quotation, speaker), by a linear model
/// over character n-grams, or by both.
///
/// Polarity of sentiment is not cooperation: an annoyed debtor may promise, a polite one refuse. Only what is said counts.
package struct ToneJudge: Sendable {
  /// Who decides.
  package enum Recogniser: String, CaseIterable, Sendable {
    case keywords, model
    /// Scores added; where the two by themselves would say different things, a person should look.
    case both
  }

  package let lexicons: [Lexicon]
  package let model: ToneModel?
  package let recogniser: Recogniser
  private let clauseReader: ClauseReader

  /// A judge with the lexicons of an agency. Without a model, keywords decide whatever was chosen; with neither, everything is neutral.
  package init(_ lexicons: [Lexicon], model: ToneModel? = nil, recogniser: Recogniser = .keywords) {
    self.lexicons = lexicons
    self.model = model
    self.recogniser = model == nil ? .keywords : recogniser
    clauseReader = ClauseReader(
      debtorLabels: lexicons.flatMap(\.clauseReader.debtorLabels), otherLabels: lexicons.flatMap(\.clauseReader.otherLabels))
  }

  /// How a conversation reads. Every clause is read with the lexicon that recognises more of it, so that texts may mix languages; `language`
  /// (`zh`, also `zh-CN`) decides when two recognise as much.
  package func judge(_ text: String, language: String? = nil) -> ToneVerdict {
    var text = text
    return text.withUTF8 { judge($0, language: language) }
  }

  private func judge(_ text: UnsafeBufferPointer<UInt8>, language: String?) -> ToneVerdict {
    let clauses = clauseReader.clauses(of: text)
    let reading = ConversationReading(ordered(language), text, clauses)
    var verdict = reading.verdict
    guard let model else { return verdict }
    let scores = model.scores(CharacterGrams(clauseReader.spoken(text)))
    let alone = model.probabilities(scores)
    verdict.modelTone = model.tone(alone)
    switch recogniser {
    case .keywords: break
    case .model: verdict.decide(by: alone, as: model.tone(alone))
    case .both:
      let shares = model.probabilities(scores, beside: reading.keywordReading)
      verdict.decide(by: shares, as: model.tone(shares, besideKeywords: true))
    }
    return verdict
  }

  /// How the keywords alone read a text.
  func reading(_ text: String) -> KeywordReading {
    var text = text
    return text.withUTF8 { ConversationReading(lexicons, $0, clauseReader.clauses(of: $0)).keywordReading }
  }

  /// The lexicons, those of the language first.
  private func ordered(_ language: String?) -> [Lexicon] {
    guard lexicons.count > 1, let language, language != lexicons[0].language else { return lexicons }
    let wanted = language.lowercased()
    func isWanted(_ lexicon: Lexicon) -> Bool { wanted == lexicon.language || wanted.hasPrefix(lexicon.language + "-") }
    return lexicons.filter(isWanted) + lexicons.filter { !isWanted($0) }
  }
}

/// One conversation read with the lexicons of an agency.
struct ConversationReading {
  /// Points from which on a conversation is not neutral, in milli.
  static let decisive = 300

  private(set) var matches: [KeywordMatch] = []

  init(_ lexicons: [Lexicon], _ text: UnsafeBufferPointer<UInt8>, _ clauses: [ClauseReader.Clause]) {
    guard !lexicons.isEmpty, !clauses.isEmpty else { return }
    var clauseOf: [Int] = []
    var contrast = 0
    var readers: [(lexicon: Lexicon, tokens: [Token])] = []
    for lexicon in lexicons where lexicon.mayRead(text, alone: lexicons.count == 1) {
      let tokens = Self.tokens(lexicon, text)
      if !tokens.isEmpty { readers.append((lexicon, tokens)) }
    }
    guard let first = readers.first else { return }
    for (number, clause) in clauses.enumerated() {
      if readers.count == 1 {
        Self.read(clause, number, first.lexicon, text, first.tokens, &contrast, &matches, &clauseOf)
      } else {
        readBest(clause, number, readers, text, &contrast, &clauseOf)
      }
    }
    if !matches.isEmpty { weigh(clauseOf, contrast: contrast) }
  }

  /// Reads a clause with the lexicon that recognises more of it; of those that recognise nothing, with one that hears a contrast.
  private mutating func readBest(
    _ clause: ClauseReader.Clause, _ number: Int, _ readers: [(lexicon: Lexicon, tokens: [Token])], _ text: UnsafeBufferPointer<UInt8>,
    _ contrast: inout Int, _ clauseOf: inout [Int]
  ) {
    var best = (recognised: -1, contrast: -1, matches: [KeywordMatch](), positions: [Int]())
    for (lexicon, tokens) in readers {
      var one = (recognised: 0, contrast: -1, matches: [KeywordMatch](), positions: [Int]())
      Self.read(clause, number, lexicon, text, tokens, &one.contrast, &one.matches, &one.positions)
      one.recognised = one.matches.reduce(0) { $0 + $1.range.count }
      if one.recognised > best.recognised || (best.recognised == 0 && one.recognised == 0 && best.contrast < one.contrast) { best = one }
    }
    matches += best.matches
    clauseOf += best.positions
    contrast = max(contrast, best.contrast)
  }

  private static func read(
    _ clause: ClauseReader.Clause, _ number: Int, _ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>, _ tokens: [Token],
    _ contrast: inout Int, _ matches: inout [KeywordMatch], _ positions: inout [Int]
  ) {
    let inside = tokens.filter { $0.start >= clause.range.lowerBound && $0.end <= clause.range.upperBound }
    guard !inside.isEmpty else { return }
    // 但是 in the middle divides a clause: what stands before and after it are two.
    let turn = inside.first { lexicon.keywordSets[$0.keyword].contains(LexiconList.contrasts.set) && $0.start > clause.range.lowerBound }
    let parts = turn.map { [clause.range.lowerBound..<$0.start, $0.start..<clause.range.upperBound] } ?? [clause.range]
    for (part, range) in parts.enumerated() {
      let own = parts.count == 1 ? inside : inside.filter { $0.start >= range.lowerBound && $0.end <= range.upperBound }
      let matcher = ClauseMatcher(lexicon, text, range, own)
      let position = number * 2 + part
      if matcher.has(.contrasts) { contrast = position }
      let isAsked = clause.isAsked && range.upperBound == clause.range.upperBound
      for match in read(matcher, lexicon, isAsked: isAsked, isQuoted: clause.isQuoted) {
        matches.append(match)
        positions.append(position)
      }
    }
  }

  /// Keywords in order of start, none within another, none cut out of a longer English word.
  private static func tokens(_ lexicon: Lexicon, _ text: UnsafeBufferPointer<UInt8>) -> [Token] {
    var hits: [Token] = []
    lexicon.automaton.forEachMatch(in: text) { keyword, range in
      let begins = range.lowerBound == 0 || !Folding.isWordByte(text[range.lowerBound - 1]) || !Folding.isWordByte(text[range.lowerBound])
      let ends =
        range.upperBound == text.count || !Folding.isWordByte(text[range.upperBound]) || !Folding.isWordByte(text[range.upperBound - 1])
      if begins, ends { hits.append(Token(start: range.lowerBound, end: range.upperBound, keyword: Int(keyword))) }
    }
    guard hits.count > 1 else { return hits }
    hits.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    var covered = -1
    return hits.filter { hit in
      guard hit.end > covered else { return false }
      covered = hit.end
      return true
    }
  }

  private static func read(_ matcher: ClauseMatcher, _ lexicon: Lexicon, isAsked: Bool, isQuoted: Bool) -> [KeywordMatch] {
    let isQuestion = isAsked || matcher.has(.questions)
    let isConditional = matcher.has(.conditions)
    let reported = matcher.tokens.first { matcher.isIn(.reported, $0) }?.start ?? Int.max
    return matcher.matches().compactMap { found in
      let phrase = lexicon.phrases[found.phrase]
      let modifiers = matcher.modifiers(of: found)
      var match = KeywordMatch(range: found.range, group: phrase.group, phrase: lexicon.phraseTexts[found.phrase])
      var points = phrase.points
      if modifiers.negators % 2 == 1, !phrase.group.isBeyondDenial {
        match.isNegated = true
        guard let denied = lexicon.weights.denied(phrase.group) else { return nil }
        match.group = denied.group
        points = denied.points
      }
      match.isConditional = isConditional
      match.isAsked = isQuestion
      match.isQuoted = isQuoted || found.range.lowerBound > reported
      if modifiers.isStrong { points = points * 13 / 10 }
      if modifiers.isWeak { points = points * 7 / 10 }
      if isConditional { points /= 2 }
      if isQuestion { points = points * shareWhenAsked(match) / 10 }
      if match.isQuoted { points = 0 }
      match.points = points
      return match
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
  private mutating func weigh(_ clauseOf: [Int], contrast: Int) {
    let spoken = matches.filter { !$0.isQuoted }
    let mutesAssent = spoken.contains { $0.group.mutesAssent && !$0.isNegated }
    let mutesPromise = spoken.contains { $0.group.mutesPromise && !$0.isNegated }
    for index in matches.indices {
      switch matches[index].group {
      case .assent where mutesAssent || mutesPromise: matches[index].points = 0
      case .promise where mutesPromise && !matches[index].isNegated: matches[index].points = 0
      default: break
      }
    }
    // "没钱还不起我能做分期吗" bargains; "能分期吗？算了，没钱" does not: the request must not stand before the reason.
    let request =
      zip(clauseOf, matches).filter { ($0.1.group == .negotiates || $0.1.group == .howToPay) && $0.1.points > 0 }.map(\.0).max() ?? -1
    for index in matches.indices where matches[index].group.isReasonToBargain && clauseOf[index] <= request { matches[index].points /= 2 }
    let last = zip(clauseOf, matches).filter { $0.1.points != 0 }.map(\.0).max() ?? 0
    for (index, clause) in clauseOf.enumerated() {
      if clause < contrast { matches[index].points /= 2 }
      if clause == last { matches[index].points = matches[index].points * 3 / 2 }
    }
  }

  // MARK: Verdict

  /// Points for and against cooperation, in milli.
  private var sums: (forIt: Int, against: Int) {
    (matches.reduce(0) { $0 + max(0, $1.points) }, matches.reduce(0) { $0 - min(0, $1.points) })
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
