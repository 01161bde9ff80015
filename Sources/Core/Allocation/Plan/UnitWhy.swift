/// The numbers behind one unit's place, at the finished plan. Costs are at the margin: what the objective would change by if the unit came
/// last (`OpenLedger.cost`); below 0 where an account falls short of its target.
package struct UnitWhy: Hashable, Sendable {
  /// Receivers the rules allow: the signature's, less exclusions.
  package var eligible: Int32
  /// Of these, how many have room for the unit, the chosen one included.
  package var withRoom: Int32
  /// What the unit costs where it is; 0 where it is nowhere.
  package var cost: Cost
  /// The next cheapest receiver with room, −1 for none.
  package var runnerUp: Int32
  /// What the unit would cost there; 0 for none.
  package var runnerUpCost: Cost
  /// Unassigned units: position in `Plan.shortages`, −1 when nobody is eligible.
  package var shortage: Int32

  /// - Parameters:
  ///   - eligible: receivers the rules allow.
  ///   - withRoom: of these, how many have room; 0 for an unassigned unit.
  ///   - cost: where the unit is.
  ///   - runnerUp: −1 for none.
  ///   - runnerUpCost: there.
  ///   - shortage: position in `Plan.shortages`, −1 for none.
  package init(
    eligible: Int32, withRoom: Int32 = 0, cost: Cost = 0, runnerUp: Int32 = -1, runnerUpCost: Cost = 0, shortage: Int32 = -1
  ) {
    self.eligible = eligible
    self.withRoom = withRoom
    self.cost = cost
    self.runnerUp = runnerUp
    self.runnerUpCost = runnerUpCost
    self.shortage = shortage
  }
}
