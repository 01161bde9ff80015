/// A running account in which receivers shall get shares: new cases or new amount of one client, batch, stage and band in the period.
package struct FairnessCell: Sendable {
  /// What each receiver got in the period before tonight, 0…2^40.
  package var before: [AccountValue]
  /// Share each receiver should have, in any common unit (scheduled hours), 0 or more. All 0 switches the cell off.
  package var share: [Int64]
  /// Cost of missing a target: (B − β)² / (2β) in cases, times this, 0…2^40; targets below one case count as one. See `AllocationSettings.weight`.
  package var weight: Cost
  /// Targets given outright; empty where they follow from `share` and the total.
  package var target: [AccountValue]
  /// A cell whose targets follow from shares of everything before and tonight.
  package init(before: [AccountValue], share: [Int64], weight: Cost) {
    self.before = before
    self.share = share
    self.weight = weight
    target = []
  }
  /// A cell whose targets are known.
  package init(before: [AccountValue], target: [AccountValue], weight: Cost) {
    self.before = before
    share = []
    self.weight = weight
    self.target = target
  }

  /// Nobody has a share: nobody is cheaper or dearer by it.
  package var isOff: Bool { target.isEmpty && !share.contains { $0 > 0 } }
}
