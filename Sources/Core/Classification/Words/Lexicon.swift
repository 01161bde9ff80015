/// Words with a function in a clause instead of a meaning of their own. Their position is their set number in a compiled lexicon.
package enum LexiconList: String, CaseIterable, Sendable {
  /// Deny what follows: 不, 没有, not, never.
  case negators
  /// May stand between a negator and what it denies: 再, 会, 想, really, going to.
  case transparent
  /// Make the clause depend on something: 如果, unless.
  case conditions
  /// What follows outweighs what came before: 但是, but.
  case contrasts
  case strong, weak
  /// Make the clause a question without a mark: 吗, 怎么.
  case questions
  /// Somebody else's words follow: 你们说, you said.
  case reported
  /// Filler at the beginning and the end of a clause, invisible to `^` and `$`: 嗯, 吧, well, please.
  case openers, closers
  /// Words that only look like others: 还是, 不好意思, 银行.
  case ignored
  /// End the talk: 好的再见, ok bye. Agreeing beside them is manners.
  case farewells

  /// Its set in a compiled lexicon: the position among all cases.
  var set: Int32 {
    switch self {
    case .negators: 0
    case .transparent: 1
    case .conditions: 2
    case .contrasts: 3
    case .strong: 4
    case .weak: 5
    case .questions: 6
    case .reported: 7
    case .openers: 8
    case .closers: 9
    case .ignored: 10
    case .farewells: 11
    }
  }

  /// In `LexiconTables.lists`.
  var bit: UInt16 { 1 << UInt16(set) }
}

/// The phrases of one language by which conversations are judged. Compiled on creation.
package final class Lexicon: Sendable {
  /// By what it is told who speaks.
  package struct Speakers: Sendable {
    /// Labels that stand before a turn, without colon: 客户, Debtor.
    package var debtor: [String] = []
    /// Labels of the other side's turns, which are not judged: 催收员, Agent.
    package var others: [String] = []
    /// Labels that tell two voices apart and name neither: A, 说话人.
    package var unnamed: [String] = []
    /// What only the collector says: 请问您是…本人吗.
    package var collectorSays: [Phrase] = []
    /// What only a summary of a conversation says: 客户表示.
    package var summarySays: [Phrase] = []
    /// None of them.
    package init() {}
  }

  /// What a lexicon is made of, as its file says it.
  package struct Source: Sendable {
    /// Language code of the conversations it is for: `zh`, `en`.
    package var language: String
    /// By what it is told who speaks.
    package var speakers = Speakers()
    /// Sets of words that phrases refer to by `{name}`.
    package var sets: [(name: String, words: [String])] = []
    /// Function words by the list they are in, in the order of the file.
    package var lists: [(list: LexiconList, words: [String])] = []
    /// In the order of the file, each with the group it speaks for.
    package var phrases: [(group: KeywordGroup, phrase: Phrase)] = []
    /// What each group counts for.
    package var weights = GroupWeights()
    /// Phrases, by their text, that count otherwise than their group; in milli.
    package var phraseWeights: [String: Int] = [:]
    /// What speech recognition makes of a word: every word that holds the first is searched for in these spellings too.
    package var heardAs: [(word: String, spellings: [String])] = []
    /// An empty lexicon, to be filled by whoever reads a file.
    package init(language: String) { self.language = language }
  }

  /// A sentence with the verdict its author expects; checked when the lexicon is.
  package struct Example: Hashable, Sendable {
    /// The sentence, as a conversation would have it.
    package var text: String
    /// Word of the tone that is expected: `cooperative`, `uncooperative` or `neutral`.
    package var tone: String
    /// Groups that must be heard; others may be heard too.
    package var groups: [KeywordGroup]
    /// Who must be found to speak; nil when it does not matter.
    package var speaker: Voices.Speaker?
    /// One entry under `examples` of a lexicon file.
    package init(text: String, tone: String, groups: [KeywordGroup], speaker: Voices.Speaker? = nil) {
      self.text = text
      self.tone = tone
      self.groups = groups
      self.speaker = speaker
    }
  }

  /// Code of the language it is for: `zh`, `en`.
  package let language: String
  let weights: GroupWeights
  /// Its words are written with ASCII letters.
  private let isLatin: Bool
  /// How many different words are searched for, and how many phrases are made of them.
  package let wordCount: Int
  /// Phrases as their author wrote them, before spellings and sets multiply them.
  package var phraseCount: Int { phraseTexts.count }

  let speakers: SpeakerWords
  let automaton: KeywordAutomaton
  /// The phrases as their author wrote them.
  let phraseTexts: [String]
  let tables: LexiconTables

  /// Throws when a phrase refers to an unknown set, a word is empty or cannot be searched for, or the whole is too large.
  package init(_ source: Source) throws(LexiconFault) {
    language = source.language
    speakers = try SpeakerWords(source)
    weights = source.weights
    var builder = LexiconBuilder(source)
    for (list, words) in source.lists { for word in words { try builder.add(word, to: list.set) } }
    for (name, words) in source.sets { for word in words { try builder.add(word, to: builder.set(named: name)) } }
    for (group, phrase) in source.phrases { try builder.add(phrase, group, known: source.sets.map(\.name)) }
    guard let automaton = KeywordAutomaton(builder.keywords) else { throw .tooLarge }
    self.automaton = automaton
    wordCount = builder.keywords.count
    isLatin = builder.keywords.count { $0.allSatisfy { $0 < 0x80 } } * 2 > builder.keywords.count
    phraseTexts = builder.phraseTexts
    tables = LexiconTables(keywordSets: builder.keywordSets, phrases: builder.phrases, setCount: builder.setCount)
  }

  deinit { tables.deallocate() }
}

extension Lexicon {
  /// How many keywords stand in a text, those within others included.
  package func occurrences(in text: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    automaton.forEachMatch(in: text) { _, _ in count += 1 }
    return count
  }

  /// Whether its words can stand in a text at all: most lexicons need not look at texts in another script.
  func mayRead(_ text: UnsafeBufferPointer<UInt8>, alone: Bool) -> Bool {
    if alone { return true }
    guard isLatin else { return text.contains { $0 >= 0x80 } }
    return text.indices.contains {
      Folding.isWordByte(text[$0]) || text[$0] == UInt8(ascii: "$") || (text[$0] == 0xEF && Folding.isFullWidthLetter(text, at: $0))
    }
  }
}

/// Why a lexicon cannot be compiled.
package enum LexiconFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownSet(String)
  case unusableWord(String)
  /// More than 65,535 automaton states.
  case tooLarge
  /// How many automaton states a lexicon may have.
  package static var stateLimit: Int { KeywordAutomaton.stateLimit }
  /// One English sentence with the word at fault.
  package var description: String {
    switch self {
    case .unknownSet(let name): "no set is called “\(name)”"
    case .unusableWord(let word): "the word “\(word)” cannot be searched for"
    case .tooLarge: "the lexicon is too large: its words need more than \(Self.stateLimit) states"
    }
  }
}

/// Gives words and sets their numbers.
private struct LexiconBuilder {
  private(set) var keywords: [[UInt8]] = []
  private(set) var keywordSets: [[Int32]] = []
  private(set) var phrases: [CompiledPhrase] = []
  private(set) var phraseTexts: [String] = []
  private(set) var setCount = LexiconList.allCases.count
  private var keywordNumbers: [[UInt8]: Int] = [:]
  private var setNumbers: [String: Int32] = [:]
  private let source: Lexicon.Source
  private let heardAs: [(word: [UInt8], spellings: [[UInt8]])]

  init(_ source: Lexicon.Source) {
    self.source = source
    heardAs = source.heardAs.map { (Folding.canonical($0.word), $0.spellings.map(Folding.canonical)) }
  }

  mutating func set(named name: String) -> Int32 {
    if let known = setNumbers[name] { return known }
    setNumbers[name] = Int32(setCount)
    setCount += 1
    return Int32(setCount - 1)
  }

  mutating func add(_ word: String, to set: Int32) throws(LexiconFault) {
    for scalar in word.unicodeScalars { if Phrase.objection(to: scalar) != nil { throw .unusableWord(word) } }
    guard let bytes = Self.trimmed(Folding.canonical(word)) else { throw .unusableWord(word) }
    var spellings = variants(bytes)
    if source.language == "zh", let traditional = ScriptFolding.traditional(word).map(Folding.canonical) { spellings.append(traditional) }
    for spelling in spellings { file(spelling, in: set) }
  }

  private mutating func file(_ spelling: [UInt8], in set: Int32) {
    let number = keywordNumbers[spelling] ?? keywords.count
    if number == keywords.count {
      keywordNumbers[spelling] = number
      keywords.append(spelling)
      keywordSets.append([])
    }
    if !keywordSets[number].contains(set) {
      keywordSets[number].append(set)
      keywordSets[number].sort()
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8]? {
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 }) else { return nil }
    return Array(bytes[first...last])
  }

  /// People write don't, don’t and dont; machines hear 份期 for 分期.
  private func variants(_ bytes: [UInt8]) -> [[UInt8]] {
    var result = [bytes]
    let mark = UInt8(ascii: "'")
    if bytes.contains(mark) {
      result.append(bytes.flatMap { (byte: UInt8) -> [UInt8] in byte == mark ? [0xE2, 0x80, 0x99] : [byte] })
      result.append(bytes.filter { $0 != mark })
    }
    for (word, spellings) in heardAs {
      guard let place = Self.place(of: word, in: bytes) else { continue }
      for spelling in spellings { result.append(Array(bytes[..<place]) + spelling + bytes[(place + word.count)...]) }
    }
    return result.filter { !$0.isEmpty }
  }

  private static func place(of word: [UInt8], in bytes: [UInt8]) -> Int? {
    guard !word.isEmpty, word.count <= bytes.count else { return nil }
    return (0...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
  }

  mutating func add(_ phrase: Phrase, _ group: KeywordGroup, known: [String]) throws(LexiconFault) {
    var sets: [Int32] = []
    for element in phrase.elements {
      switch element {
      case .set(let name):
        guard known.contains(name) else { throw .unknownSet(name) }
        sets.append(set(named: name))
      case .word(let word):
        // A word is a set of its own; the name cannot be one that authors give.
        let own = set(named: "=" + word)
        try add(word, to: own)
        sets.append(own)
      }
    }
    var lanes = SIMD8<Int32>(repeating: -1)
    for (lane, set) in sets.enumerated() { lanes[lane] = set }
    var gaps: UInt8 = 0
    for (place, gap) in phrase.gaps.enumerated() where gap { gaps |= 1 << UInt8(place) }
    phraseTexts.append(phrase.text)
    phrases.append(
      CompiledPhrase(
        group: group, sets: lanes, count: sets.count, gaps: gaps, startsClause: phrase.startsClause, endsClause: phrase.endsClause,
        points: source.phraseWeights[phrase.text] ?? source.weights[group]))
  }
}
