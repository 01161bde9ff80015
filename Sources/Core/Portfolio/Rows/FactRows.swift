/// Money that arrived. Positive; a reversal is negative.
package struct PaymentRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case that was paid for.
  package var key: CaseKey
  /// The source's id, or a digest of case, day and amount; the same id again corrects the payment.
  package var sourceID: String
  /// The digest with the client's name in it, as version 0.1 made them; nil where the row names no client or has an id.
  package var idWithClient: String?
  /// Day the money arrived.
  package var day: Day
  /// Minor units of `currency`, or of the import's currency when the row names none; never 0.
  package var amount: Int64
  /// nil: the row does not say. One that is not the case's is rejected.
  package var currency: Currency?
  /// Made by Intake from a row that passed every check.
  package init(line: Int, key: CaseKey, sourceID: String, day: Day, amount: Int64, currency: Currency?) {
    self.line = line
    self.key = key
    self.sourceID = sourceID
    self.day = day
    self.amount = amount
    self.currency = currency
  }
}

/// A promise to pay, or one instalment of a plan.
package struct PromiseRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case that the promise is about.
  package var key: CaseKey
  /// The source's id, or a digest of the row; the same id again corrects the promise.
  package var sourceID: String
  /// The digest with the client's name in it, as version 0.1 made them; nil where the row names no client or has an id.
  package var idWithClient: String?
  /// Day the promise was made.
  package var madeOn: Day
  /// Day the money is due; not before `madeOn`.
  package var dueOn: Day
  /// Minor units of `currency`, or of the import's currency when the row names none; 0 when only a date was promised.
  package var amount: Int64
  /// nil: the row does not say. One that is not the case's is rejected.
  package var currency: Currency?
  /// 0 for a single promise, otherwise the source's number of the plan that the instalment belongs to.
  package var plan: Int32
  /// Made by Intake from a row that passed every check.
  package init(line: Int, key: CaseKey, sourceID: String, madeOn: Day, dueOn: Day, amount: Int64, plan: Int32) {
    self.line = line
    self.key = key
    self.sourceID = sourceID
    self.madeOn = madeOn
    self.dueOn = dueOn
    self.amount = amount
    self.plan = plan
  }
}

/// A flag set or lifted by a person.
package struct FlagRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case that the flag is about.
  package var key: CaseKey
  /// The flag; of several, each gets the event.
  package var flag: CaseFlags
  /// true = set, false = lifted.
  package var set: Bool
  /// Day of the event: for each flag the latest day decides.
  package var day: Day
  /// Made by Intake from a row that passed every check.
  package init(line: Int, key: CaseKey, flag: CaseFlags, set: Bool, day: Day) {
    self.line = line
    self.key = key
    self.flag = flag
    self.set = set
    self.day = day
  }
}

/// A hold set (kind other than `.none`) or lifted.
package struct HoldRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case that must not be dealt, or may be again.
  package var key: CaseKey
  /// `.none` lifts whatever hold there is.
  package var kind: HoldKind
  /// First day of the hold; of several holds the one with the latest first day is in force.
  package var from: Day
  /// `.never` without end.
  package var until: Day
  /// Made by Intake from a row that passed every check; `until` is not before `from`.
  package init(line: Int, key: CaseKey, kind: HoldKind, from: Day, until: Day) {
    self.line = line
    self.key = key
    self.kind = kind
    self.from = from
    self.until = until
  }
}
