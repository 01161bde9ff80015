package import Feeds
package import Portfolio
package import Schema

/// What would come of loading files, tried and taken back.
package struct Rehearsed: Sendable {
  /// What would become of each file, in order.
  package var files: [ImportReport]
  /// What the agency has.
  package var before: Holdings
  /// What it would have.
  package var after: Holdings

  /// The outcome of a rehearsal.
  package init(files: [ImportReport], before: Holdings, after: Holdings) { (self.files, self.before, self.after) = (files, before, after) }

  /// Names of a kind that there would be and are not, in order.
  package func new(_ table: NameTable) -> [String] {
    let known = Set(before.names[table] ?? [])
    return (after.names[table] ?? []).filter { !known.contains($0) }
  }

  /// Codes of collectors likewise.
  package var newCollectors: [String] {
    let known = Set(before.collectors)
    return after.collectors.filter { !known.contains($0) }
  }

  /// Open cases of a client in one currency, now and afterwards.
  package struct Amounts: Sendable {
    /// Name of the client.
    package var client: String
    /// What the amounts are in.
    package var currency: Currency
    /// Open cases now and afterwards.
    package var cases: (now: Int, after: Int)
    /// Outstanding of them, in minor units, now and afterwards.
    package var outstanding: (now: Int64, after: Int64)
  }

  /// Of every client that has or would have open cases, in order of client and currency.
  package var amounts: [Amounts] {
    struct Key: Hashable {
      var client: String
      var currency: String
    }
    func byKey(_ sums: [Holdings.Sum]) -> [Key: Holdings.Sum] {
      Dictionary(sums.map { (Key(client: $0.client, currency: $0.currency.description), $0) }) { first, _ in first }
    }
    let (now, later) = (byKey(before.open), byKey(after.open))
    let keys = Set(now.keys).union(later.keys).sorted { ($0.client, $0.currency) < ($1.client, $1.currency) }
    return keys.compactMap { key in
      guard let one = later[key] ?? now[key] else { return nil }
      return Amounts(
        client: one.client, currency: one.currency, cases: (now[key]?.cases ?? 0, later[key]?.cases ?? 0),
        outstanding: (now[key]?.amount ?? 0, later[key]?.amount ?? 0))
    }
  }
}
