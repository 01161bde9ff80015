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

/// The numbers behind one unit's place, at the finished plan. Costs are in 1/1024 second of effort, at the margin: what the objective would
/// change by if the unit came last.
package struct UnitWhy: Hashable, Sendable {
  /// Receivers the rules allow: the signature's, less exclusions.
  package var eligible: Int32
  /// Of these, how many have room for the unit, the chosen one included.
  package var withRoom: Int32
  /// What the unit costs where it is.
  package var cost: Int64
  /// The next cheapest receiver with room, −1 for none, and what the unit would cost there.
  package var runnerUp: Int32
  package var runnerUpCost: Int64
  /// Unassigned units: position in `Plan.shortages`, −1 when nobody is eligible.
  package var shortage: Int32
  /// The parts of `cost`: effort against room, fairness accounts, quotas, match, and moving.
  package var parts: CostParts
  /// A receiver where the unit would be cheaper but who has no room for it, −1 for none; the cost there, and what the place is worth
  /// (`Prices.placePrice`): somebody else's case would have to leave it.
  package var full: Int32
  package var fullCost: Int64
  package var fullPrice: Int64

  package init(
    eligible: Int32, withRoom: Int32 = 0, cost: Int64 = 0, runnerUp: Int32 = -1, runnerUpCost: Int64 = 0, shortage: Int32 = -1,
    parts: CostParts = CostParts(), full: Int32 = -1, fullCost: Int64 = 0, fullPrice: Int64 = 0
  ) {
    self.eligible = eligible
    self.withRoom = withRoom
    self.cost = cost
    self.runnerUp = runnerUp
    self.runnerUpCost = runnerUpCost
    self.shortage = shortage
    self.parts = parts
    self.full = full
    self.fullCost = fullCost
    self.fullPrice = fullPrice
  }
}

/// One unit's cost by component, in cost units.
package struct CostParts: Hashable, Sendable {
  package var load: Int64 = 0
  package var fairness: Int64 = 0
  package var quota: Int64 = 0
  package var match: Int64 = 0
  package var move: Int64 = 0
  package init() {}
  package var sum: Int64 { load + fairness + quota + match + move }
}

/// Receivers that together had fewer places than the cases that can only go to them: why a unit stayed unassigned.
package struct Shortage: Hashable, Sendable {
  package var receivers: Int32
  /// Cases they could take tonight together.
  package var places: Int64
  /// Cases that wanted these places: those that got one and those that did not.
  package var wanted: Int64
  package init(receivers: Int32, places: Int64, wanted: Int64) {
    self.receivers = receivers
    self.places = places
    self.wanted = wanted
  }
}
