/// What a running account of fairness is about: the cases that one rule of a policy routed, and which of them.
package struct AccountKey: Hashable, Sendable {
  /// Names of the policy and of its route's rule.
  package var policy: String
  /// Name of the route's rule within the policy.
  package var rule: String
  /// Positions in the snapshot's tables; −1 where the account does not tell them apart, or for a case without one.
  package var client: Int32
  /// Position in `Snapshot.batches`; −1 as for `client`.
  package var batch: Int32
  /// Position in `Snapshot.stages`; −1 as for `client`.
  package var stage: Int32
  /// Band of the outstanding amount from 0, the smallest; −1 where the account does not tell them apart.
  package var band: Int16
  /// The whole of a route where everything but the names is left out.
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
  /// Who was given it; `.none` only if a collector is no longer among the snapshot's.
  package var collector: CollectorIndex
  /// New cases of the account given in the month, 0 or more.
  package var cases: Int32
  /// Base minor units.
  package var amount: Int64
  /// Read at the freeze, one row a month, account and collector.
  package init(account: Int32, collector: CollectorIndex, cases: Int32, amount: Int64) {
    self.account = account
    self.collector = collector
    self.cases = cases
    self.amount = amount
  }
}

/// The accounts of the slot's month, as runs before it left them.
package struct MonthAccounts: Hashable, Sendable {
  /// In ascending order of the account's database id.
  package var keys: [AccountKey]
  /// In ascending order of account, then collector; who was given nothing has no entry.
  package var entries: [AccountEntry]
  /// Without arguments a month in which nothing was given yet.
  package init(keys: [AccountKey] = [], entries: [AccountEntry] = []) {
    self.keys = keys
    self.entries = entries
  }
}
