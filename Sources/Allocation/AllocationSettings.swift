/// How the solver weighs and how long it improves. The budget is counted in passes, never in time.
package struct AllocationSettings: Sendable, Equatable {
  /// Improvement passes at most, 0 or more; fewer when a pass gains nothing.
  package var passes: Int
  /// Receivers compared exactly for each unit (2 or more); all receivers with room are ranked whenever a shortlist wears out.
  package var shortlist: Int
  /// Swap partners tried per unit and pass where the better receiver is full.
  package var swapTries: Int
  /// Cost of giving a unit to another than its present holder, in cost units.
  package var moveCost: Int64
  /// Weight of quotas against everything below them, in cost units.
  package var quotaWeight: Int64

  package init(
    passes: Int = 8, shortlist: Int = 24, swapTries: Int = 6, moveCost: Int64 = 300 * Self.costPerSecond, quotaWeight: Int64 = 1 << 32
  ) {
    self.passes = passes
    self.shortlist = shortlist
    self.swapTries = swapTries
    self.moveCost = moveCost
    self.quotaWeight = quotaWeight
  }

  /// Cost units per second of effort at a receiver whose load equals his capacity.
  package static let costPerSecond: Int64 = 1024

  /// The weight at which a share missed by `permille` of its target costs as much per case as an ordinary case (900 s) at a full receiver.
  /// Wider tolerances give smaller weights; 0 counts as 1.
  package static func weight(withinPermille permille: Int64) -> Int64 { 900 * costPerSecond * 1000 / max(1, min(permille, 1_000_000)) }

  /// The same for a tolerance in cases, with the number of cases each receiver is to get on average.
  package static func weight(withinCases cases: Int64, averageTarget: Int64) -> Int64 {
    weight(withinPermille: max(1, max(1, cases) * 1000 / max(1, averageTarget)))
  }
}

/// Amounts as the solver sees them: in 1/1024 of the mean, so that currencies and products compare, and at most 50 means, so that one giant
/// case does not fill a person's month.
package enum AmountScale {
  package static let winsorMeans: Int64 = 50

  /// The mean of the positive amounts; 1 when there are none.
  package static func mean(_ amounts: some Sequence<Int64>) -> Int64 {
    var (sum, count): (Int128, Int128) = (0, 0)
    for amount in amounts where amount > 0 { (sum, count) = (sum + Int128(amount), count + 1) }
    return count == 0 ? 1 : Int64(max(1, sum / count))
  }

  /// `amount` in 1/1024 of `mean`, winsorised; 0 for amounts that are not positive.
  package static func scaled(_ amount: Int64, mean: Int64) -> Int64 {
    guard amount > 0 else { return 0 }
    return Int64(min(Int128(winsorMeans) * 1024, Int128(amount) * 1024 / Int128(max(1, mean))))
  }
}
