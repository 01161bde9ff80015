package import Portfolio

/// What the codes of one source mean in the neutral vocabulary. The first matching rule counts; what no rule matches is `unknown`.
package struct OutcomeTable: Sendable, Equatable {
  /// A code of the source with its meaning, for a range of talk times.
  package struct CodeRule: Sendable, Equatable {
    /// Folded; with a `*` at the end, every code that begins so.
    package var code: String
    /// Seconds of talk for which the rule holds.
    package var talk: ClosedRange<Int32>
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

    func matches(_ folded: String) -> Bool {
      code.hasSuffix("*") ? folded.hasPrefix(code.dropLast()) : folded == code
    }
  }

  /// Words of an announcement or a remark with their meaning.
  package struct Announcement: Sendable, Equatable {
    /// Folded; any of them.
    package var keywords: [String]
    package var outcome: ContactOutcome
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
  static let neutral = OutcomeTable(codes: ContactOutcome.allCases.map { CodeRule(code: $0.word, outcome: $0) })

  var isEmpty: Bool { codes.isEmpty && announcements.isEmpty }

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
