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

  package init(
    eligible: Int32, withRoom: Int32 = 0, cost: Int64 = 0, runnerUp: Int32 = -1, runnerUpCost: Int64 = 0, shortage: Int32 = -1
  ) {
    self.eligible = eligible
    self.withRoom = withRoom
    self.cost = cost
    self.runnerUp = runnerUp
    self.runnerUpCost = runnerUpCost
    self.shortage = shortage
  }
}
