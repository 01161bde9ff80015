/// One try to reach somebody about a case.
package struct AttemptRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case; nil when the source knows only the contact point, by which the case is then looked for.
  package var key: CaseKey?
  /// Who tried; nil = whoever held the case then.
  package var collector: String?
  /// What the source calls the attempt, or a digest of the row when it has no id of its own; the same id twice is the same attempt.
  package var sourceID: String
  /// Whether `sourceID` is the source's own; a digest is of one case, which it names by its number alone.
  package var isNamed = true
  /// Digests by which the row may be on record: of one that has an id, what it is called where nobody reads the id; of another one, the digest with
  /// the client's name in it, as version 0.1 made them.
  package var formerIDs: [String] = []
  /// Whether the row says a time of day.
  package var hasClock = true
  /// Name of the source: what the mapping files it under, `csv` without a mapping.
  package var source: String
  /// When it was made; before the agency's time zone is applied.
  package var at: LocalTime
  /// Talk time in seconds; 0 for messages and unanswered calls.
  package var talkSeconds: Int32
  /// One of the rows of a call that a ring group or a transfer made.
  package var isLeg = false
  /// Digest of the number or address that was tried; nil when the source names none.
  package var point: OpaqueReference?
  /// The source's own code, kept so that a better mapping can reclassify history.
  package var rawCode: String
  /// What the raw code means by the mapping of the import.
  package var code: ContactCode
  /// What every attempt has; collector and point are added where the source names them.
  package init(
    line: Int, key: CaseKey?, sourceID: String, source: String, at: LocalTime, talkSeconds: Int32, rawCode: String, code: ContactCode
  ) {
    self.line = line
    self.key = key
    self.sourceID = sourceID
    self.source = source
    self.at = at
    self.talkSeconds = talkSeconds
    self.rawCode = rawCode
    self.code = code
  }
}

/// One conversation; its text is judged on import and, unless the agency opts in, not kept.
package struct ConversationRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case that was talked about.
  package var key: CaseKey
  /// Code of the collector who talked; nil when the source does not say.
  package var collector: String?
  /// The source's id, or a digest of case, time and text.
  package var sourceID: String
  /// The digest with the client's name in it, as version 0.1 made them; nil where the row names no client or has an id.
  package var idWithClient: String?
  /// When it took place; before the agency's time zone is applied.
  package var at: LocalTime
  /// Who talked with the collector; only the debtor's words bear on the class.
  package var party: Party
  /// `zh`, `en` or nil when unknown.
  package var language: String?
  /// What was said. Belongs in no log, error or report.
  package var text: String
  /// Made by Intake; collector and language are added where the source names them.
  package init(line: Int, key: CaseKey, sourceID: String, at: LocalTime, party: Party, text: String) {
    self.line = line
    self.key = key
    self.sourceID = sourceID
    self.at = at
    self.party = party
    self.text = text
  }
}

/// A promise heard in a debtor's own words.
package struct SaidPromise: Sendable, Hashable {
  /// First day that was named.
  package var from: Day
  /// Last day, not before `from`: the promise is due then.
  package var until: Day
  /// At least so much, in hundredths of the case's currency; nil when no least amount was said.
  package var least: Int64?
  /// At most so much, in hundredths; nil when no greatest amount was said.
  package var most: Int64?
  /// Made of what was read; conditions and what is no promise are none.
  package init(from: Day, until: Day, least: Int64?, most: Int64?) {
    (self.from, self.until, self.least, self.most) = (from, until, least, most)
  }
}

/// What is stored of a conversation.
package struct JudgedConversation: Sendable {
  /// The conversation as it came; what of it is stored depends on the agency file.
  package var row: ConversationRow
  /// How it read: of the keywords, the model or both, as the agency file says.
  package var tone: Tone
  /// Percent, 0…100.
  package var confidence: UInt8
  /// Keyword groups heard, bit `1 << KeywordGroup.rawValue`.
  package var groups: Int32
  /// Flags a person should confirm, as read from the words.
  package var suggestedFlags: CaseFlags
  /// −1000 (uncooperative) … 1000.
  package var score: Int16
  /// Keywords and model would each say something else.
  package var isDisputed: Bool
  /// Promises with a day that the debtor made, in the order in which he did: the first counts.
  package var promises: [SaidPromise] = []
  /// Made once the text has been judged.
  package init(
    row: ConversationRow, tone: Tone, confidence: UInt8, groups: Int32, suggestedFlags: CaseFlags, score: Int16 = 0,
    isDisputed: Bool = false
  ) {
    self.row = row
    self.score = score
    self.isDisputed = isDisputed
    self.tone = tone
    self.confidence = confidence
    self.groups = groups
    self.suggestedFlags = suggestedFlags
  }
}
