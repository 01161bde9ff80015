import Discretion
package import Portfolio
package import Speech
import Tables

/// What the codes of one source mean in the neutral vocabulary. The first matching rule counts; what no rule matches is `unknown`.
package struct OutcomeTable: Sendable, Equatable {
  /// A code of the source with its meaning, for a range of talk times.
  package struct CodeRule: Sendable, Equatable {
    /// Folded; `*` stands for anything.
    package var code: String
    /// Seconds of talk for which the rule holds.
    package var talk: ClosedRange<Int32>
    /// What an attempt with the code comes to in the neutral vocabulary.
    package var outcome: ContactOutcome
    /// Whom it reached, if the code says so.
    package var party: Party?
    /// A rule.
    package init(code: String, talk: ClosedRange<Int32> = 0 ... .max, outcome: ContactOutcome, party: Party? = nil) {
      self.code = code
      self.talk = talk
      self.outcome = outcome
      self.party = party
    }

    /// The talk times for which it holds, behind the code; nothing when it holds for all.
    var talkRange: Wording {
      let low = talk.lowerBound
      if talk == 0 ... .max { return .none }
      if talk.upperBound == .max { return Wording(", talk \(low) or more s", "，通话不少于 \(low) 秒") }
      return Wording(", talk \(low)…\(talk.upperBound) s", "，通话 \(low)…\(talk.upperBound) 秒")
    }

    func matches(_ folded: String) -> Bool {
      code.utf8.contains(UInt8(ascii: "*")) ? ValuePattern(code, digits: false).matches(folded) : folded == code
    }
  }

  /// Words of an announcement or a remark with their meaning.
  package struct Announcement: Sendable, Equatable {
    /// Folded; any of them.
    package var keywords: [String]
    /// What an attempt with such a text comes to in the neutral vocabulary.
    package var outcome: ContactOutcome
    /// Whom it reached, if the words say so.
    package var party: Party?
    /// A rule.
    package init(keywords: [String], outcome: ContactOutcome, party: Party? = nil) {
      self.keywords = keywords
      self.outcome = outcome
      self.party = party
    }
  }

  /// What a code means.
  struct Meaning: Equatable {
    var outcome: ContactOutcome
    var party: Party?
    /// Whether a rule matched.
    var isMapped: Bool
    /// What is kept as the raw code when the source gives free text: the keyword that decided.
    var keyword: String?
  }

  /// In the order of the file.
  package var codes: [CodeRule]
  /// In the order of the file: specific before general.
  package var announcements: [Announcement]

  /// A table; an empty one knows the words of the neutral vocabulary.
  package init(codes: [CodeRule] = [], announcements: [Announcement] = []) {
    self.codes = codes
    self.announcements = announcements
  }

  /// Every outcome by its own word.
  package static let neutral = OutcomeTable(codes: ContactOutcome.allCases.map { CodeRule(code: $0.word, outcome: $0) })

  var isEmpty: Bool { codes.isEmpty && announcements.isEmpty }

  /// The code that was probably meant by a folded word no line matches. Numbers are no mistyped words: the next one means something else.
  func suggestion(for folded: String) -> Wording? {
    guard folded.contains(where: \.isLetter) else { return nil }
    return Suggestion.hint(for: folded, among: codes.map(\.code).filter { $0.contains(where: \.isLetter) && !$0.contains("*") })
  }

  /// What the announcements say of a text; `unknown` when no keyword is in it.
  func announced(_ folded: String) -> Meaning {
    for rule in announcements {
      for keyword in rule.keywords where folded.contains(keyword) {
        return Meaning(outcome: rule.outcome, party: rule.party, isMapped: true, keyword: keyword)
      }
    }
    return Meaning(outcome: .unknown, party: nil, isMapped: false)
  }
}

/// How a mapping reads one code, with the line that decided.
package struct OutcomeReading: Sendable, Equatable {
  /// What it comes to in the neutral vocabulary; `unknown` also when no line of the mapping matches.
  package var outcome: ContactOutcome
  /// Whom it reached, if the code says so.
  package var party: Party?
  /// False for codes no line of the mapping matches: they are stored, counted and reported as unknown.
  package var isKnown: Bool
  /// Which line of the mapping decided, in a phrase.
  package var because: Wording
}

extension Mapping {
  /// The code as it may be shown: itself when a line of the mapping has it or it is made of words of the trade, else its form.
  package func shown(_ code: String) -> Wording {
    let folded = Folding.word(code)
    let table = codes.isEmpty ? OutcomeTable.neutral : codes
    let isOwn = table.codes.contains { $0.code == folded } || table.announcements.contains { $0.keywords.contains(folded) }
    return isOwn || PlainCode.isPlain(folded) ? Wording(same: code) : Quoted.cell(code)
  }

  /// How attempts with a code and so many seconds of talk are read.
  package func reading(of code: String, talkSeconds: Int32) -> OutcomeReading {
    let table = codes.isEmpty ? OutcomeTable.neutral : codes
    let folded = Folding.word(code)
    if let rule = table.codes.first(where: { $0.matches(folded) && $0.talk.contains(talkSeconds) }) {
      let code = Wording("code “\(rule.code)”", "代码“\(rule.code)”")
      return OutcomeReading(outcome: rule.outcome, party: rule.party, isKnown: true, because: code + rule.talkRange)
    }
    let announced = table.announced(folded)
    if let keyword = announced.keyword {
      let because = Wording("announcement with “\(keyword)”", "提示语含“\(keyword)”")
      return OutcomeReading(outcome: announced.outcome, party: announced.party, isKnown: true, because: because)
    }
    let because = Wording("no line of the mapping", "映射中没有对应的行")
    let hint = table.suggestion(for: folded).map { Wording("; ", "；") + $0 } ?? .none
    return OutcomeReading(outcome: .unknown, party: nil, isKnown: false, because: because + hint)
  }
}
