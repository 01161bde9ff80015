import Portfolio

/// Reads conversations by keyword groups with scope: negation, condition, contrast, degree, question, quotation, speaker.
///
/// Polarity of sentiment is not cooperation: an annoyed debtor may promise, a polite one refuse. Only what the phrases say counts.
package struct ToneJudge: Sendable {
  /// Points from which on a conversation is not neutral, in milli.
  static let decisive = 300

  private let lexicons: [Lexicon]

  /// A judge with the lexicons of an agency; with none, everything is neutral.
  package init(_ lexicons: [Lexicon]) { self.lexicons = lexicons }

  /// How a conversation reads. `language` chooses the lexicons (`zh`, also for `zh-CN`); without one, or with one nobody has a lexicon for,
  /// all are tried and the one that recognises more of the text decides.
  package func judge(_ text: String, language: String? = nil) -> ToneVerdict {
    let bytes = Array(text.utf8)
    let wanted = language.map { $0.lowercased() }
    let matching = lexicons.filter { lexicon in wanted.map { $0 == lexicon.language || $0.hasPrefix(lexicon.language + "-") } ?? false }
    var best: (reading: ConversationReading, recognised: Int)?
    for lexicon in matching.isEmpty ? lexicons : matching {
      let reading = ConversationReading(lexicon, bytes)
      let recognised = reading.matches.reduce(0) { $0 + $1.range.count }
      if best.map({ recognised > $0.recognised }) ?? true { best = (reading, recognised) }
    }
    return best?.reading.verdict
      ?? ToneVerdict(tone: .neutral, confidence: 0, groups: [], matches: [], suggestedFlags: [], score: 0, reason: "no lexicon")
  }
}

/// One conversation read with one lexicon.
struct ConversationReading {
  private(set) var matches: [KeywordMatch] = []
  private let lexicon: Lexicon

  init(_ lexicon: Lexicon, _ text: [UInt8]) {
    self.lexicon = lexicon
    let clauses = lexicon.clauseReader.clauses(of: text)
    let found = Self.tokens(lexicon, text)
    var clauseOf: [Int] = []
    var contrast = 0
    for (number, clause) in clauses.enumerated() {
      let inside = found.filter { $0.start >= clause.range.lowerBound && $0.end <= clause.range.upperBound }
      // 但是 in the middle divides a clause: what stands before and after it are two.
      let turn = inside.first { lexicon.keywordSets[$0.keyword].contains(LexiconList.contrasts.set) && $0.start > clause.range.lowerBound }
      let parts = turn.map { [clause.range.lowerBound..<$0.start, $0.start..<clause.range.upperBound] } ?? [clause.range]
      for (part, range) in parts.enumerated() {
        let tokens = inside.filter { $0.start >= range.lowerBound && $0.end <= range.upperBound }
        let matcher = ClauseMatcher(lexicon, text, range, tokens)
        let position = number * 2 + part
        if matcher.has(.contrasts) { contrast = position }
        for match in read(matcher, isAsked: clause.isAsked && range.upperBound == clause.range.upperBound, isQuoted: clause.isQuoted) {
          matches.append(match)
          clauseOf.append(position)
        }
      }
    }
    weigh(clauseOf, contrast: contrast)
  }

  /// Keywords in order of start, none within another, none cut out of a longer English word.
  private static func tokens(_ lexicon: Lexicon, _ text: [UInt8]) -> [Token] {
    var hits: [Token] = []
    text.withUnsafeBufferPointer { text in
      lexicon.automaton.forEachMatch(in: text) { keyword, range in
        let begins = range.lowerBound == 0 || !Folding.isWordByte(text[range.lowerBound - 1]) || !Folding.isWordByte(text[range.lowerBound])
        let ends =
          range.upperBound == text.count || !Folding.isWordByte(text[range.upperBound]) || !Folding.isWordByte(text[range.upperBound - 1])
        if begins, ends { hits.append(Token(start: range.lowerBound, end: range.upperBound, keyword: Int(keyword))) }
      }
    }
    hits.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    var covered = -1
    return hits.filter { hit in
      guard hit.end > covered else { return false }
      covered = hit.end
      return true
    }
  }

  private func read(_ matcher: ClauseMatcher, isAsked: Bool, isQuoted: Bool) -> [KeywordMatch] {
    let isQuestion = isAsked || matcher.has(.questions)
    let isConditional = matcher.has(.conditions)
    let reported = matcher.tokens.first { matcher.isIn(.reported, $0) }?.start ?? Int.max
    return matcher.matches().compactMap { found in
      let phrase = lexicon.phrases[found.phrase]
      let modifiers = matcher.modifiers(of: found)
      var match = KeywordMatch(range: found.range, group: phrase.group, phrase: phrase.text)
      var points = phrase.group.polarity
      if modifiers.negators % 2 == 1, !phrase.group.isBeyondDenial {
        match.isNegated = true
        guard let denied = phrase.group.denied else { return nil }
        match.group = denied.group
        points = denied.polarity
      }
      match.isConditional = isConditional
      match.isAsked = isQuestion
      match.isQuoted = isQuoted || found.range.lowerBound > reported
      if modifiers.isStrong { points = points * 13 / 10 }
      if modifiers.isWeak { points = points * 7 / 10 }
      if isConditional { points /= 2 }
      if isQuestion { points = points * Self.shareWhenAsked(match) / 10 }
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

  var verdict: ToneVerdict {
    let forIt = matches.reduce(0) { $0 + max(0, $1.points) }
    let against = matches.reduce(0) { $0 - min(0, $1.points) }
    let score = forIt - against
    let tone: Tone = score >= ToneJudge.decisive ? .cooperative : score <= -ToneJudge.decisive ? .uncooperative : .neutral
    var groups: KeywordGroups = []
    var flags: CaseFlags = []
    for match in matches where !match.isQuoted {
      groups.insert(match.group)
      if !match.isNegated { flags.formUnion(match.group.flag) }
    }
    return ToneVerdict(
      tone: tone, confidence: confidence(tone, forIt, against), groups: groups, matches: matches, suggestedFlags: flags, score: score,
      reason: reason(tone, forIt, against))
  }

  private func confidence(_ tone: Tone, _ forIt: Int, _ against: Int) -> UInt8 {
    switch tone {
    case .neutral: forIt + against > 0 ? 40 : matches.isEmpty ? 30 : 70
    case .cooperative, .uncooperative: UInt8(50 + 45 * abs(forIt - against) / (abs(forIt - against) + 400 + 2 * min(forIt, against)))
    }
  }

  private func reason(_ tone: Tone, _ forIt: Int, _ against: Int) -> String {
    guard !matches.isEmpty else { return "no phrase of the lexicon" }
    let said = matches.prefix(6).map { match in
      var notes: [String] = []
      if match.isNegated { notes.append("denied") }
      if match.isConditional { notes.append("conditional") }
      if match.isAsked { notes.append("asked") }
      if match.isQuoted { notes.append("quoted") }
      let note = notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")"
      return "\(match.group.word) “\(match.phrase)”\(note)"
    }
    return "\(forIt) for, \(against) against: " + said.joined(separator: "; ")
  }
}
