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

  /// Nobody has a share: nobody is cheaper or dearer by it.
  package var isOff: Bool { target.isEmpty && !share.contains { $0 > 0 } }
}
