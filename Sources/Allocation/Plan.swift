/// Who gets what, and why.
package struct Plan: Sendable, Equatable {
  /// By unit: the receiver, −1 when nobody could take it.
  package var receiver: [Int32]
  /// By unit.
  package var why: [UnitWhy]
  /// Groups of receivers that were full when units stayed unassigned.
  package var shortages: [Shortage]
  /// The objective by component, in cost units of 1/1024 second of effort.
  package var loadCost: Int64
  package var fairnessCost: Int64
  package var quotaCost: Int64
  /// Units placed elsewhere than where they are now.
  package var moves: Int
  /// Improvement passes made.
  package var passes: Int
}

/// The numbers behind one unit's place, at the finished plan.
package struct UnitWhy: Hashable, Sendable {
  /// Receivers the rules allow: the signature's, less exclusions.
  package var eligible: Int32
  /// Of these, how many have room for the unit, the chosen one included.
  package var withRoom: Int32
  /// What the unit costs where it is, at the margin.
  package var cost: Int64
  /// The next cheapest receiver with room, −1 for none, and what the unit would cost there.
  package var runnerUp: Int32
  package var runnerUpCost: Int64
  /// Unassigned units: position in `Plan.shortages`, −1 when nobody is eligible.
  package var shortage: Int32
  package init(eligible: Int32, withRoom: Int32 = 0, cost: Int64 = 0, runnerUp: Int32 = -1, runnerUpCost: Int64 = 0, shortage: Int32 = -1) {
    self.eligible = eligible
    self.withRoom = withRoom
    self.cost = cost
    self.runnerUp = runnerUp
    self.runnerUpCost = runnerUpCost
    self.shortage = shortage
  }
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
