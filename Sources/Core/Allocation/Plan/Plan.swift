/// Who gets what, and why.
package struct Plan: Sendable, Equatable {
  /// By unit: the receiver, −1 when nobody could take it.
  package var receiver: [Int32]
  /// By unit; empty when explanations are off.
  package var why: [UnitWhy]
  /// Groups of receivers that were full when units stayed unassigned.
  package var shortages: [Shortage]
  /// What tonight's units add to Σ L² / 2W; 0 or more.
  package var loadCost: Cost
  /// Σ weight · (B − β)² / 2β over fairness accounts, what was given before tonight included; 0 or more.
  package var fairnessCost: Cost
  /// Σ (T − β)² / 2β over teams, beyond the tolerance, at the quotas' weights. Of quotas that go before everything it is a number of quanta
  /// times `Ranges.quotaWeight`, good for comparing plans of one instance only.
  package var quotaCost: Cost
  /// Losses by who got what class (`MatchTable`).
  package var matchCost: Cost = 0
  /// Penalties of units left out, where leaving out has a price.
  package var unassignedCost: Cost = 0
  /// Units placed elsewhere than where they are now.
  package var moves: Int
  /// Improvement passes made.
  package var passes: Int
  /// Steps finished: a run limited to so many (`AllocationSettings.steps`) gives this plan again.
  package var steps: Int = 0
  /// What places and loads are worth at this plan.
  package var prices: Prices
  /// No plan of the same levels costs less than this below the quotas (`costBelowQuotas`); nil when it was not computed.
  package var bound: Cost?
  /// What the plan costs as the bound sees it: load, fairness, match, penalties and moving, and quotas where they are priced.
  package var costBelowQuotas: Cost = 0

  /// How far the plan may be from the best, in millionths of the bound; nil without a bound, or when the bound is not above 0.
  package var gapPPM: Int64? {
    guard let bound, bound > .zero else { return nil }
    return Int64(clamping: Int128((costBelowQuotas - bound).rawValue) * 1_000_000 / Int128(bound.rawValue))
  }
}
