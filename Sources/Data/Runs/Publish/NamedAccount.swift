package import Portfolio

/// An account of fairness by the names it is stored under.
package struct NamedAccount: Hashable, Sendable {
  /// Name of the policy.
  package var policy: String
  /// Rule of its route.
  package var rule: String
  /// Empty where the account does not tell them apart.
  package var client: String
  /// Empty where the account does not tell batches apart, or for cases without one.
  package var batch: String
  /// Empty where the account does not tell stages apart, or for cases without one.
  package var stage: String
  /// −1 where the account does not tell amounts apart.
  package var band: Int16

  /// Positions in the snapshot's tables become names; −1 becomes empty.
  package init(_ key: AccountKey, _ snapshot: Snapshot) {
    (policy, rule, band) = (key.policy, key.rule, key.band)
    (client, batch, stage) = (snapshot.clients[key.client], snapshot.batches[key.batch], snapshot.stages[key.stage])
  }
}
