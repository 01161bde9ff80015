/// Who speaks in a text.
package struct Voices: Hashable, Sendable {
  /// Whose words they are.
  package enum Speaker: String, CaseIterable, Sendable {
    /// The debtor's, be they told by labels, by him alone, or by somebody who sums them up.
    case debtor
    /// Two voices, and nothing says which is whose.
    case both
    /// The collector's alone.
    case collector
  }
  /// Whose words they are.
  package var speaker: Speaker
  /// Whether words or labels say so; false where only the form of the text does, or one utterance.
  package var isCertain: Bool
  /// What a text shows of who speaks.
  package init(speaker: Speaker, isCertain: Bool) {
    self.speaker = speaker
    self.isCertain = isCertain
  }
}

/// What a lexicon knows of speakers, ready to be looked for.
struct SpeakerWords: Sendable {
  /// Canonical bytes of the labels, without colon.
  var debtor: [[UInt8]]
  var others: [[UInt8]]
  var unnamed: [[UInt8]]
  /// Finds phrases that only the collector says (filed as `inquiry`) and such as only a summary has (filed as `thirdParty`); nil when there
  /// are none. They are searched for by themselves: beside the others they would take words away from what the debtor says.
  let phrases: Lexicon?

  init(_ source: Lexicon.Source) throws(LexiconFault) {
    func spellings(_ labels: [String]) -> [[UInt8]] {
      labels.flatMap { label in
        [Folding.canonical(label)] + (source.language == "zh" ? ScriptFolding.traditional(label).map { [Folding.canonical($0)] } ?? [] : [])
      }
    }
    debtor = spellings(source.speakers.debtor)
    others = spellings(source.speakers.others)
    unnamed = spellings(source.speakers.unnamed)
    guard !source.speakers.collectorSays.isEmpty || !source.speakers.summarySays.isEmpty else {
      phrases = nil
      return
    }
    var own = Lexicon.Source(language: source.language)
    let used = Set((source.speakers.collectorSays + source.speakers.summarySays).flatMap(\.setNames))
    own.sets = source.sets.filter { used.contains($0.name) }
    own.lists = source.lists.filter { $0.list == .openers || $0.list == .closers }
    own.phrases = source.speakers.collectorSays.map { (.inquiry, $0) } + source.speakers.summarySays.map { (.thirdParty, $0) }
    phrases = try Lexicon(own)
  }
}
