package import Portfolio

/// A phrase found in a conversation and what became of it.
package struct KeywordMatch: Hashable, Sendable {
  /// Bytes of the text in UTF-8.
  package var range: Range<Int>
  /// What the phrase says as it stands there: a denied refusal is a promise.
  package var group: KeywordGroup
  /// The phrase as the lexicon writes it.
  package var phrase: String
  package var isNegated = false
  package var isConditional = false
  package var isAsked = false
  package var isQuoted = false
  /// What it counted for (positive) or against cooperation, in milli.
  package var points = 0
}

/// How one conversation reads.
package struct ToneVerdict: Hashable, Sendable {
  package var tone: Tone
  /// Percent, 0…100: how clearly the phrases speak, not a probability.
  package var confidence: UInt8
  /// Groups heard, quoted words left out.
  package var groups: KeywordGroups
  /// In order of the text.
  package var matches: [KeywordMatch]
  /// What a person should look at and confirm.
  package var suggestedFlags: CaseFlags
  /// Sum of the points, in milli.
  package var score: Int
  /// One English phrase in words of the lexicon; holds nothing else of the text.
  package var reason: String
}
