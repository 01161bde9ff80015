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
  private let speakers: SpeakerReader
  /// Raised whenever the same words are read otherwise than before, so that kept conversations are judged anew.
  package static let reading = 2

  /// A judge with the lexicons of an agency. Without a model, keywords decide whatever was chosen; with neither, everything is neutral.
  package init(_ lexicons: [Lexicon], model: ToneModel? = nil, recogniser: Recogniser = .keywords) {
    self.lexicons = lexicons
    self.model = model
    self.recogniser = model == nil ? .keywords : recogniser
    speakers = SpeakerReader(lexicons.map(\.speakers))
  }

  /// How a conversation reads. Every clause is read with the lexicon that recognises more of it, so that texts may mix languages; `language`
  /// (`zh`, also `zh-CN`) decides when two recognise as much.
  package func judge(_ text: String, language: String? = nil) -> ToneVerdict {
    var text = text
    return text.withUTF8 { judge($0, language: language) }
  }

  private func judge(_ text: UnsafeBufferPointer<UInt8>, language: String?) -> ToneVerdict {
    let turns = speakers.segments(of: text)
    let segments = turns.map(\.range)
    let reading = read(ordered(language), text, turns)
    var verdict = reading.verdict
    guard let model else { return verdict }
    let isWhole = segments.count == 1 && segments[0] == 0..<text.count
    let scores = model.scores(isWhole ? CharacterGrams(text) : CharacterGrams(ClauseReader.spoken(text, segments)))
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
    return text.withUTF8 { read(lexicons, $0, speakers.segments(of: $0)).keywordReading }
  }

  /// What the debtor says in a text, a line for each of his turns: the whole of it where no labels tell turns.
  package func debtorsWords(in text: String) -> String {
    var copy = text
    return copy.withUTF8 { bytes in
      let turns = speakers.segments(of: bytes)
      if turns.count == 1, turns[0].range == 0..<bytes.count { return text }
      return String(decoding: Array(turns.map { bytes[$0.range] }.joined(separator: [0x0A])), as: UTF8.self)
    }
  }

  private func read(_ lexicons: [Lexicon], _ text: UnsafeBufferPointer<UInt8>, _ turns: [SpeakerReader.Segment]) -> ConversationReading {
    var answers = ConversationReading.Turns()
    for turn in turns {
      guard let before = turn.after else { continue }
      let isAsked = ConversationReading(lexicons, text, ClauseReader.clauses(of: text, [before])).isDemand
      if isAsked { answers.asked.append(turn.range) } else { answers.unasked.append(turn.range) }
    }
    return ConversationReading(lexicons, text, ClauseReader.clauses(of: text, turns.map(\.range)), answers)
  }

  /// Who speaks in a text: the debtor (or somebody who sums up what he said), the collector, or both without names. `judge` reads only the
  /// debtor's turns where labels name him, and the whole text where none do: whether that is his, this says.
  package func voices(of text: String) -> Voices {
    var text = text
    return text.withUTF8 { text in
      speakers.voices(of: text) { collectors in
        ConversationReading(lexicons, text, ClauseReader.clauses(of: text, [0..<text.count])).answers(outside: collectors)
      }
    }
  }

  /// The lexicons, those of the language first.
  private func ordered(_ language: String?) -> [Lexicon] {
    guard lexicons.count > 1, let language, language != lexicons[0].language else { return lexicons }
    let wanted = language.lowercased()
    func isWanted(_ lexicon: Lexicon) -> Bool { wanted == lexicon.language || wanted.hasPrefix(lexicon.language + "-") }
    return lexicons.filter(isWanted) + lexicons.filter { !isWanted($0) }
  }
}
