package import Policy
package import Portfolio
package import Workload

extension Night {
  /// The working time, score and room of everybody, part by part, as `decide` sees them before it deals anything, in the order of the
  /// snapshot; and by class what a case has cost a week by the log, in seconds, nil where the log does not say. `rules`: those of the run
  /// that is shown. Throws as `decide`.
  package static func workload(_ snapshot: Snapshot, _ policies: PolicySet, rules: Rules = .current) throws(NightError) -> (
    parts: [WorkloadParts], effortByLog: [Int64?]
  ) {
    try check(snapshot)
    let standing = standing(snapshot, policies, rules)
    let classes = standing.reading.verdicts.map(\.caseClass)
    return (
      standing.desks.parts(policyOf: standing.coverage.policy),
      EffortEstimate.secondsPerWeek(snapshot, classes: classes, settings: policies.agency.workload)
    )
  }
}
