/// Who gets what, and why.
package struct Plan: Sendable, Equatable {
  /// By unit: the receiver, −1 when nobody could take it.
  package var receiver: [Int32]
  /// By unit; empty when explanations are off.
  package var why: [UnitWhy]
  /// Groups of receivers that were full when units stayed unassigned.
  package var shortages: [Shortage]
  /// The objective by component, in cost units of 1/1024 second of effort.
  package var loadCost: Int64
  package var fairnessCost: Int64
  package var quotaCost: Int64
  package var matchCost: Int64 = 0
  /// Penalties of units left out, where leaving out has a price.
  package var unassignedCost: Int64 = 0
  /// Units placed elsewhere than where they are now.
  package var moves: Int
  /// Improvement passes made.
  package var passes: Int
  /// Steps finished: a run limited to so many gives this plan again.
  package var steps: Int = 0
  /// What places and loads are worth at this plan.
  package var prices: Prices
  /// No plan of the same levels costs less than this below the quotas (`costBelowQuotas`); nil when it was not computed.
  package var bound: Int64?
  /// What the plan costs as the bound sees it.
  package var costBelowQuotas: Int64 = 0

  /// How far the plan may be from the best, in millionths of the bound; nil without a bound, or when the bound is not above 0.
  package var gapPPM: Int64? {
    guard let bound, bound > 0 else { return nil }
    return Int64(clamping: Int128(costBelowQuotas - bound) * 1_000_000 / Int128(bound))
  }
}
