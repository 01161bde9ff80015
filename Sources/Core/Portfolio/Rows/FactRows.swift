/// Money that arrived. Positive; a reversal is negative.
package struct PaymentRow: Sendable {
  package var line: Int
  package var key: CaseKey
  package var sourceID: String
  package var day: Day
  package var amount: Int64
  package var currency: Currency?
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
  package var line: Int
  package var key: CaseKey
  package var sourceID: String
  package var madeOn: Day
  package var dueOn: Day
  /// Minor units; 0 when only a date was promised.
  package var amount: Int64
  package var plan: Int32
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
  package var line: Int
  package var key: CaseKey
  package var flag: CaseFlags
  package var set: Bool
  package var day: Day
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
  package var line: Int
  package var key: CaseKey
  package var kind: HoldKind
  package var from: Day
  /// `.never` without end.
  package var until: Day
  package init(line: Int, key: CaseKey, kind: HoldKind, from: Day, until: Day) {
    self.line = line
    self.key = key
    self.kind = kind
    self.from = from
    self.until = until
  }
}
