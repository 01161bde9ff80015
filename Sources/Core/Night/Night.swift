package import Baselines
package import Policy
package import Portfolio
package import Workload

/// The method, from what is known at the freeze to who works what. Pure: the run, the dry run, the simulation and the replay all call `decide`,
/// and the same snapshot under the same policies gives the same outcome on any machine.
package enum Night {
  /// Decides one night. Throws `NightError` when snapshot and policies do not fit together; no state is touched either way.
  package static func decide(_ snapshot: Snapshot, _ policies: PolicySet) throws(NightError) -> Outcome {
    try steps(snapshot, policies).outcome
  }

  /// The same night, and beside its plan what other ways of dealing make of the same question: first allot's own figures, then the
  /// baselines' in the order given.
  package static func compare(_ snapshot: Snapshot, _ policies: PolicySet, with baselines: [Baseline]) throws(NightError) -> (
    outcome: Outcome, figures: [PlanFigures]
  ) {
    let steps = try steps(snapshot, policies)
    return (steps.outcome, Comparison.figures(steps.answer, snapshot, policies, steps.outcome.loads, baselines))
  }

  private static func steps(_ snapshot: Snapshot, _ policies: PolicySet) throws(NightError) -> (outcome: Outcome, answer: Answer) {
    try check(snapshot)
    // Whose rules hold for each case, and what it is worth in the base currency.
    let coverage = Coverage(snapshot, policies)
    // S11, S12, S21–S24: how hard each case is, by its contacts, words and deeds.
    let reading = Reading(snapshot, policies, coverage)
    // Which cases stay, come back, must not be dealt, or wait for somebody.
    let movement = MovementPass(snapshot, policies, coverage, reading)
    // S13, S14: how full each collector's working time is, and what room is left.
    let loads = WorkloadPass.loads(snapshot, policies, coverage, reading, movement)
    // Who may take what.
    let requests = Requests(snapshot, policies, coverage, reading, movement, loads)
    // Who takes what.
    let answer = try Answer(snapshot, policies, coverage, reading, movement, loads, requests)
    var outcome = Outcome(
      verdicts: reading.verdicts, decisions: answer.decisions(movement), loads: loads, holderAfter: answer.holderAfter,
      rules: coverage.health(policies) + movement.health(policies) + requests.health(policies), plan: answer.totals,
      accounts: answer.accounts(policies))
    outcome.explanations = Explaining.explanations(answer, movement, snapshot)
    return (outcome, answer)
  }

  /// The working time, score and room of everybody, part by part, as `decide` sees them before it deals anything, in the order of the
  /// snapshot; and by class what a case has cost a week by the log, in seconds.
  package static func workload(_ snapshot: Snapshot, _ policies: PolicySet) throws(NightError) -> (
    parts: [WorkloadParts], effortByLog: [Int64?]
  ) {
    try check(snapshot)
    let coverage = Coverage(snapshot, policies)
    let reading = Reading(snapshot, policies, coverage)
    let parts = WorkloadPass.parts(snapshot, policies, coverage, reading, MovementPass(snapshot, policies, coverage, reading))
    return (
      parts, EffortEstimate.secondsPerWeek(snapshot, classes: reading.verdicts.map(\.caseClass), settings: policies.agency.workload)
    )
  }

  private static func check(_ snapshot: Snapshot) throws(NightError) {
    if let column = snapshot.columnOfOtherLength {
      throw NightError(
        "the snapshot's column \(column) differs in length; expected \(snapshot.cases.count) cases, \(snapshot.collectors.count) collectors"
      )
    }
    guard snapshot.skills.count <= 64 else { throw NightError("\(snapshot.skills.count) skills; expected at most 64") }
  }
}

/// A snapshot that cannot be decided: a fault of the reader, never of the data people enter.
package struct NightError: Error, Equatable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
