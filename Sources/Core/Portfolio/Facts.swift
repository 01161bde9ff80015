/// One conversation with the debtor himself, as judged when it was imported (or when its lexicon last changed).
package struct ConversationFact: Hashable, Sendable {
  package var day: Day
  package var tone: Tone
  /// Confidence of the verdict in percent, 0…100.
  package var confidence: UInt8
  /// Keyword groups that matched, bit per `KeywordGroup`.
  package var groups: Int32
  package init(day: Day, tone: Tone, confidence: UInt8, groups: Int32) {
    self.day = day
    self.tone = tone
    self.confidence = confidence
    self.groups = groups
  }
}

/// Money that arrived for a case, in minor units of the case's currency.
package struct PaymentFact: Hashable, Sendable {
  package var day: Day
  package var amount: Int64
  package init(day: Day, amount: Int64) {
    self.day = day
    self.amount = amount
  }
}

/// A promise to pay; whether it was kept follows from the payments. An instalment plan is a chain of promises with one `plan` number.
package struct PromiseFact: Hashable, Sendable {
  package var madeOn: Day
  package var dueOn: Day
  /// Minor units of the case's currency; 0 when only a date was promised.
  package var amount: Int64
  /// 0 for a single promise, otherwise the plan it is an instalment of.
  package var plan: Int32
  package init(madeOn: Day, dueOn: Day, amount: Int64, plan: Int32 = 0) {
    self.madeOn = madeOn
    self.dueOn = dueOn
    self.amount = amount
    self.plan = plan
  }
}

/// Somebody who held the case before and gave it up on `until`.
package struct FormerHolder: Hashable, Sendable {
  package var collector: CollectorIndex
  package var until: Day
  package init(collector: CollectorIndex, until: Day) {
    self.collector = collector
    self.until = until
  }
}

/// One day of a collector: what was scheduled and what was done. Minutes and seconds of the collector's own working time.
package struct CollectorDay: Hashable, Sendable {
  package var day: Day
  package var scheduledMinutes: Int32
  /// Minutes of `scheduledMinutes` on leave.
  package var leaveMinutes: Int32
  package var talkSeconds: Int32
  package var calls: Int32
  package var messages: Int32
  package var otherContacts: Int32
  package init(
    day: Day, scheduledMinutes: Int32 = 0, leaveMinutes: Int32 = 0, talkSeconds: Int32 = 0, calls: Int32 = 0, messages: Int32 = 0,
    otherContacts: Int32 = 0
  ) {
    self.day = day
    self.scheduledMinutes = scheduledMinutes
    self.leaveMinutes = leaveMinutes
    self.talkSeconds = talkSeconds
    self.calls = calls
    self.messages = messages
    self.otherContacts = otherContacts
  }
}
