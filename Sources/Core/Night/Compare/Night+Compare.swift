package import Baselines
package import Policy
package import Portfolio

extension Night {
  /// The same night as `decide`, and beside its plan what other ways of dealing make of the same question: first allot's own figures, then
  /// the baselines' in the order given. Throws as `decide`.
  package static func compare(_ snapshot: Snapshot, _ policies: PolicySet, with baselines: [Baseline]) throws(NightError) -> (
    outcome: Outcome, figures: [PlanFigures]
  ) {
    let answer = try answer(snapshot, policies)
    return (Outcome(answer), Comparison.figures(answer, baselines))
  }
}
