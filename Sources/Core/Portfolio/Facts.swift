/// One conversation with the debtor himself, as judged when it was imported (or when its lexicon last changed).
package struct ConversationFact: Hashable, Sendable {
  /// Local day of the conversation, before the slot.
  package var day: Day
  /// How it read, by whoever decides in the agency file.
  package var tone: Tone
  /// Confidence of the verdict in percent, 0…100.
  package var confidence: UInt8
  /// Keyword groups that matched, bit per `KeywordGroup`.
  package var groups: Int32
  /// Read at the freeze, or from an archive of frozen inputs.
  package init(day: Day, tone: Tone, confidence: UInt8, groups: Int32) {
    self.day = day
    self.tone = tone
    self.confidence = confidence
    self.groups = groups
  }
}

/// Money that arrived for a case, in minor units of the case's currency.
package struct PaymentFact: Hashable, Sendable {
  /// Day the money arrived, as the source has it.
  package var day: Day
  /// Negative for a reversal; never 0.
  package var amount: Int64
  /// Read at the freeze, and made anew by `DeedReader` where a reversal took part of a payment off.
  package init(day: Day, amount: Int64) {
    self.day = day
    self.amount = amount
  }
}

/// A promise to pay; whether it was kept follows from the payments. An instalment plan is a chain of promises with one `plan` number.
package struct PromiseFact: Hashable, Sendable {
  /// Day the promise was made.
  package var madeOn: Day
  /// Day the money is due; not before `madeOn`. Grace comes after it.
  package var dueOn: Day
  /// Minor units of the case's currency; 0 when only a date was promised.
  package var amount: Int64
  /// 0 for a single promise, otherwise the plan it is an instalment of.
  package var plan: Int32
  /// Read at the freeze; without `plan` a single promise.
  package init(madeOn: Day, dueOn: Day, amount: Int64, plan: Int32 = 0) {
    self.madeOn = madeOn
    self.dueOn = dueOn
    self.amount = amount
    self.plan = plan
  }
}

/// Somebody who held the case before and gave it up on `until`.
package struct FormerHolder: Hashable, Sendable {
  /// `.none` when the collector is not among the snapshot's.
  package var collector: CollectorIndex
  /// Day the case left the person, the latest if he held it several times.
  package var until: Day
  /// Read at the freeze, a row a case and person.
  package init(collector: CollectorIndex, until: Day) {
    self.collector = collector
    self.until = until
  }
}

/// One day of a collector: what was scheduled and what was done. Minutes and seconds of the collector's own working time.
package struct CollectorDay: Hashable, Sendable {
  /// On the agency's calendar, past or to come.
  package var day: Day
  /// Minutes the person is to work that day, leave included.
  package var scheduledMinutes: Int32
  /// Minutes of `scheduledMinutes` on leave. Of a day without scheduled minutes: leave from contract hours, 1,440 for the whole day.
  package var leaveMinutes: Int32
  /// Seconds of talk, calls of a machine left out; 0 from the freeze's day on.
  package var talkSeconds: Int32
  /// Calls with the person, answered or not, those of a machine left out; 0 from the freeze's day on.
  package var calls: Int32
  /// Short and instant messages, those of a machine left out; 0 from the freeze's day on.
  package var messages: Int32
  /// E-mails, letters and visits, those of a machine left out; 0 from the freeze's day on.
  package var otherContacts: Int32
  /// Read at the freeze; what is left out is 0.
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
