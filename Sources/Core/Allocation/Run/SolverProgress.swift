/// How far the solver is; steps are what budgets are counted in.
package struct SolverProgress: Sendable, Equatable {
  /// What the step belonged to.
  package enum Phase: String, Sendable { case deal, prices, repair, improve, bound }
  /// What the step just finished belonged to.
  package var phase: Phase
  /// Steps finished so far, 1 or more.
  package var step: Int
  /// Steps that the budget allows, at least `step`; most runs need fewer.
  package var steps: Int
}
