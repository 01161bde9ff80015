import Synchronization

/// Watches a run and may end it early. A run ended early is a run with a smaller budget: the plan is the one that `AllocationSettings.steps`
/// equal to the steps finished gives again.
package final class Control: Sendable {
  private let report: @Sendable (SolverProgress) -> Bool
  private let state = Mutex((stopped: false, step: 0))
  private let limit: Int
  let steps: Int

  /// - Parameters:
  ///   - steps: steps the budget allows, for reporting.
  ///   - limit: steps after which the run ends early.
  ///   - report: told after every step; returning false ends the run at this step.
  init(steps: Int, limit: Int, _ report: @escaping @Sendable (SolverProgress) -> Bool) {
    self.steps = steps
    self.limit = limit
    self.report = report
    if limit <= 0 { state.withLock { $0.stopped = true } }
  }

  var isStopped: Bool { state.withLock { $0.stopped } }
  var step: Int { state.withLock { $0.step } }

  /// Counts a step; false when it was the last.
  @discardableResult
  func finish(_ phase: SolverProgress.Phase) -> Bool {
    let step = state.withLock { state in
      if state.stopped { return -1 }
      state.step += 1
      return state.step
    }
    // What still has to be done after the last step counts no more.
    if step < 0 { return false }
    let goes = report(SolverProgress(phase: phase, step: step, steps: steps)) && step < limit
    if !goes { state.withLock { $0.stopped = true } }
    return goes
  }
}
