package import Portfolio

/// An account of fairness by the names it is stored under.
package struct NamedAccount: Hashable, Sendable {
  package var policy: String
  package var rule: String
  /// Empty where the account does not tell them apart.
  package var client: String
  package var batch: String
  package var stage: String
  /// −1 where the account does not tell amounts apart.
  package var band: Int16

  package init(_ key: AccountKey, _ snapshot: Snapshot) {
    (policy, rule, band) = (key.policy, key.rule, key.band)
    (client, batch, stage) = (snapshot.clients[key.client], snapshot.batches[key.batch], snapshot.stages[key.stage])
  }
}
