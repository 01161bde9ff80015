package import Portfolio

/// The numbers behind what a run did with one case.
package enum CaseNumbers: Sendable, Equatable {
  /// Stayed with its holder by a rule.
  case stayed(Reason)
  /// Was offered to people.
  case offered(PlacementNumbers)
}

/// The numbers behind one place in a plan; collectors by database id.
package struct PlacementNumbers: Sendable, Equatable {
  package var funnel: Explanations.Funnel
  package var eligible: Int32
  package var withRoom: Int32
  package var together: Int32
  package var cost: Explanations.Cost
  package var runnerUp: Int64?
  package var runnerUpCost: Explanations.Cost
  package var full: Int64?
  package var fullCost: Int64
  package var placeWorth: Int64
  package init(
    funnel: Explanations.Funnel, eligible: Int32, withRoom: Int32, together: Int32, cost: Explanations.Cost, runnerUp: Int64?,
    runnerUpCost: Explanations.Cost, full: Int64?, fullCost: Int64, placeWorth: Int64
  ) {
    self.funnel = funnel
    self.eligible = eligible
    self.withRoom = withRoom
    self.together = together
    self.cost = cost
    self.runnerUp = runnerUp
    self.runnerUpCost = runnerUpCost
    self.full = full
    self.fullCost = fullCost
    self.placeWorth = placeWorth
  }
}
