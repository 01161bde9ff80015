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
  /// How many people were left after each filter of the case's route.
  package var funnel: Explanations.Funnel
  /// People left after former holders and conflicts too, the chosen one included.
  package var eligible: Int32
  /// Of `eligible`: those with room when the plan stood, the chosen one included; 0 for a case that nobody got.
  package var withRoom: Int32
  /// Cases of the debtor that went together, this one included.
  package var together: Int32
  /// Marginal cost of the place by component, in cost units; zeros for a case that nobody got.
  package var cost: Explanations.Cost
  /// Collector with room who came next; nil when there is none.
  package var runnerUp: Int64?
  /// What the case would have cost at `runnerUp`, in cost units; zeros when there is none.
  package var runnerUpCost: Explanations.Cost
  /// Collector without room who would have cost less; nil when there is none.
  package var full: Int64?
  /// What the case would have cost at `full`, in cost units; 0 when there is none.
  package var fullCost: Int64
  /// What one more place at `full` would have saved the case that missed it most, in cost units; 0 when there is none.
  package var placeWorth: Int64
  /// Made from one placement and its funnel of the archived explanations, where absent people are 0 and not nil.
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
