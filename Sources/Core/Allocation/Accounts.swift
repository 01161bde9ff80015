/// A running account in which receivers shall get shares: new cases or new amount of one client, batch, stage and band in the period.
package struct FairnessCell: Sendable {
  /// What each receiver got in the period before tonight, in the unit of `Entry.value`, 0 or more.
  package var before: [Int64]
  /// Share each receiver should have, in any common unit (scheduled hours), 0 or more. All 0 switches the cell off.
  package var share: [Int64]
  /// Cost of missing a target, in cost units: (B − β)² / (2β) in cases, times this. See `AllocationSettings.weight`.
  package var weight: Int64
  /// Targets given outright, in the unit of `Entry.value`; empty where they follow from `share` and the total.
  package var target: [Int64]
  package init(before: [Int64], share: [Int64], weight: Int64) {
    self.before = before
    self.share = share
    self.weight = weight
    target = []
  }
  /// A cell whose targets are known.
  package init(before: [Int64], target: [Int64], weight: Int64) {
    self.before = before
    share = []
    self.weight = weight
    self.target = target
  }
}

/// Shares of teams in a period. Kept before fairness, after the number of cases placed.
package struct Quota: Sendable {
  /// By team: what it got before tonight, in the unit of `Entry.value`, 0 or more.
  package var before: [Int64]
  /// By team: share in millionths of the total. Teams beyond the array, and receivers without team, are outside. All 0 switches it off.
  package var sharePPM: [Int64]
  /// Deviation from the target that costs nothing, in millionths of the target.
  package var tolerancePPM: Int64
  /// Targets by team given outright, in the unit of `Entry.value`; empty where they follow from the shares.
  package var target: [Int64]
  /// Cost of (T − β)² / (2β) in cases, in cost units; 0 = the quota goes before everything below it (`AllocationSettings.quotaWeight`).
  package var weight: Int64
  package init(before: [Int64], sharePPM: [Int64], tolerancePPM: Int64 = 0) {
    self.before = before
    self.sharePPM = sharePPM
    self.tolerancePPM = tolerancePPM
    target = []
    weight = 0
  }
  /// A quota that is one price among others, with known targets.
  package init(target: [Int64], weight: Int64) {
    before = [Int64](repeating: 0, count: target.count)
    sharePPM = []
    tolerancePPM = 0
    self.target = target
    self.weight = weight
  }
}

/// What is lost when a unit goes to another than the best for its class, by class and receiver.
package struct MatchTable: Sendable {
  /// Loss of a value of 1 (1/1024 case) in 2^-16 cost units, class by class: `loss[k * receivers + r]`, 0 or more.
  package var loss: [Int32]
  package var classes: Int
  package init(loss: [Int32] = [], classes: Int = 0) {
    self.loss = loss
    self.classes = classes
  }
  /// Binary digits of the fraction in `loss`.
  static let shift: Int64 = 16
}

/// What an unassigned unit means.
package enum Objective: Sendable {
  /// As many cases as possible by priority, whatever it costs; then quotas; then everything else.
  case levels
  /// Leaving a unit out costs its penalty, quotas have weights, and the sum is all that counts.
  case priced
}
