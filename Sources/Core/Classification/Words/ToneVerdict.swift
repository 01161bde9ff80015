package import Portfolio

/// A phrase found in a conversation and what became of it.
package struct KeywordMatch: Hashable, Sendable {
  /// Bytes of the text in UTF-8.
  package var range: Range<Int>
  /// What the phrase says as it stands there: a denied refusal is a promise.
  package var group: KeywordGroup
  /// The phrase as the lexicon writes it.
  package var phrase: String
  /// A negator denies it; `group` says what it then stands for.
  package var isNegated = false
  /// It depends on something: 如果, unless.
  package var isConditional = false
  /// It stands in a question.
  package var isAsked = false
  /// Somebody else's words are told; it counts for nothing.
  package var isQuoted = false
  /// What it counted for (positive) or against cooperation, in milli.
  package var points = 0
  /// Number of its clause, ascending; one that is divided by a contrast has two.
  var clause = 0
}

/// How one conversation reads.
package struct ToneVerdict: Hashable, Sendable {
  /// What counts: of the keywords, the model or both, as the agency file says.
  package var tone: Tone
  /// Percent, 0…100: a calibrated probability when a model decided, else how clearly the phrases speak.
  package var confidence: UInt8
  /// Groups heard, quoted words left out.
  package var groups = KeywordGroups(rawValue: 0)
  /// In order of the text.
  package var matches: [KeywordMatch] = []
  /// What a person should look at and confirm.
  package var suggestedFlags = CaseFlags(rawValue: 0)
  /// −1000 (uncooperative without doubt) … 1000 (cooperative); with a model the difference of the two probabilities in per mille.
  package var score = 0
  /// What the keywords by themselves say, and the model, if there is one.
  package let keywordTone: Tone
  /// What the model alone says; nil without a model.
  package var modelTone: Tone?
  /// The probabilities that decided, when a model had a say.
  package private(set) var shares: ToneShares?

  init(tone: Tone, confidence: UInt8) {
    self.tone = tone
    self.confidence = confidence
    keywordTone = tone
  }

  /// Keywords and model would each say something else.
  package var isDisputed: Bool { modelTone.map { $0 != keywordTone } ?? false }

  mutating func decide(by shares: ToneShares, as tone: Tone) {
    self.shares = shares
    self.tone = tone
    confidence = UInt8(clamping: (shares[tone] + 5) / 10)
    score = shares.cooperative - shares.uncooperative
  }

  /// One English phrase in words of the lexicon; holds nothing else of the text.
  package var reason: String {
    var parts: [String] = []
    if let shares {
      parts.append("probability: cooperative \(shares.cooperative) ‰, uncooperative \(shares.uncooperative) ‰, neutral \(shares.neutral) ‰")
    }
    if let modelTone, isDisputed { parts.append("keywords say \(keywordTone.word), the model \(modelTone.word)") }
    guard !matches.isEmpty else { return (parts + ["no phrase of the lexicon"]).joined(separator: "; ") }
    let forIt = matches.reduce(0) { $0 + max(0, $1.points) }
    let against = matches.reduce(0) { $0 - min(0, $1.points) }
    let said = matches.prefix(6).map { match in
      var notes: [String] = []
      if match.isNegated { notes.append("denied") }
      if match.isConditional { notes.append("conditional") }
      if match.isAsked { notes.append("asked") }
      if match.isQuoted { notes.append("quoted") }
      let note = notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")"
      return "\(match.group.word) “\(match.phrase)”\(note)"
    }
    return (parts + ["\(forIt) for, \(against) against: " + said.joined(separator: "; ")]).joined(separator: "; ")
  }
}
