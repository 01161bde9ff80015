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

  /// In the order of the agency file; the first wins where two recognise as much and no language is given.
  package let lexicons: [Lexicon]
  /// nil = keywords decide.
  package let model: ToneModel?
  /// Who decides; `.keywords` whenever there is no model.
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
    let segments = clauseReader.segments(of: text)
    let reading = ConversationReading(ordered(language), text, clauseReader.clauses(of: text, segments))
    var verdict = reading.verdict
    guard let model else { return verdict }
    let isWhole = segments.count == 1 && segments[0] == 0..<text.count
    let scores = model.scores(isWhole ? CharacterGrams(text) : CharacterGrams(clauseReader.spoken(text, segments)))
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
    return text.withUTF8 { ConversationReading(lexicons, $0, clauseReader.clauses(of: $0, clauseReader.segments(of: $0))).keywordReading }
  }

  /// The lexicons, those of the language first.
  private func ordered(_ language: String?) -> [Lexicon] {
    guard lexicons.count > 1, let language, language != lexicons[0].language else { return lexicons }
    let wanted = language.lowercased()
    func isWanted(_ lexicon: Lexicon) -> Bool { wanted == lexicon.language || wanted.hasPrefix(lexicon.language + "-") }
    return lexicons.filter(isWanted) + lexicons.filter { !isWanted($0) }
  }
}
