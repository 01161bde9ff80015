/// How far the solver is; steps are what budgets are counted in.
package struct SolverProgress: Sendable, Equatable {
  package enum Phase: String, Sendable { case deal, prices, repair, improve, bound, explain }
  package var phase: Phase
  /// Steps finished so far, and at most.
  package var step: Int
  package var steps: Int
}
