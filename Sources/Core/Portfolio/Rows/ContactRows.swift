/// One try to reach somebody about a case.
package struct AttemptRow: Sendable {
  package var line: Int
  package var key: CaseKey?
  /// Who tried; nil = whoever held the case then.
  package var collector: String?
  /// What the source calls the attempt, or a digest of the row when it has no id of its own; the same id twice is the same attempt.
  package var sourceID: String
  package var source: String
  package var at: LocalTime
  /// Talk time in seconds; 0 for messages and unanswered calls.
  package var talkSeconds: Int32
  /// One of the rows of a call that a ring group or a transfer made.
  package var isLeg = false
  package var point: OpaqueReference?
  /// The source's own code, kept so that a better mapping can reclassify history.
  package var rawCode: String
  package var code: ContactCode
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
  package var line: Int
  package var key: CaseKey
  package var collector: String?
  package var sourceID: String
  package var at: LocalTime
  package var party: Party
  /// `zh`, `en` or nil when unknown.
  package var language: String?
  package var text: String
  package init(line: Int, key: CaseKey, sourceID: String, at: LocalTime, party: Party, text: String) {
    self.line = line
    self.key = key
    self.sourceID = sourceID
    self.at = at
    self.party = party
    self.text = text
  }
}

/// What is stored of a conversation.
package struct JudgedConversation: Sendable {
  package var row: ConversationRow
  package var tone: Tone
  package var confidence: UInt8
  package var groups: Int32
  /// Flags a person should confirm, as read from the words.
  package var suggestedFlags: CaseFlags
  /// −1000 (uncooperative) … 1000.
  package var score: Int16
  /// Keywords and model would each say something else.
  package var isDisputed: Bool
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
