/// What a running account of fairness is about: the cases that one rule of a policy routed, and which of them.
package struct AccountKey: Hashable, Sendable {
  /// Names of the policy and of its route's rule.
  package var policy: String
  package var rule: String
  /// Positions in the snapshot's tables; −1 where the account does not tell them apart, or for a case without one.
  package var client: Int32
  package var batch: Int32
  package var stage: Int32
  /// Band of the outstanding amount from 0, the smallest; −1 where the account does not tell them apart.
  package var band: Int16
  package init(policy: String, rule: String, client: Int32 = -1, batch: Int32 = -1, stage: Int32 = -1, band: Int16 = -1) {
    self.policy = policy
    self.rule = rule
    self.client = client
    self.batch = batch
    self.stage = stage
    self.band = band
  }
}

/// What one collector was given of an account since the month began.
package struct AccountEntry: Hashable, Sendable {
  /// Position in `MonthAccounts.keys`.
  package var account: Int32
  package var collector: CollectorIndex
  package var cases: Int32
  /// Base minor units.
  package var amount: Int64
  package init(account: Int32, collector: CollectorIndex, cases: Int32, amount: Int64) {
    self.account = account
    self.collector = collector
    self.cases = cases
    self.amount = amount
  }
}

/// The accounts of the slot's month, as runs before it left them.
package struct MonthAccounts: Hashable, Sendable {
  package var keys: [AccountKey]
  package var entries: [AccountEntry]
  package init(keys: [AccountKey] = [], entries: [AccountEntry] = []) {
    self.keys = keys
    self.entries = entries
  }
}
