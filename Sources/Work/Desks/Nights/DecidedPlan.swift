import Portfolio
import Runs
import Schema
import Speech
import Words

/// A plan with what was frozen for it.
struct DecidedPlan: Sendable {
  let frozen: Frozen
  let outcome: Outcome
  let brakes: [TrippedBrake]
  let inputs: [(name: String, value: Int64)]

  /// What the plan came to, before anything of it is published; `run` is nil for a dry run.
  package func report(_ status: RunReport.Status, _ run: RunID?, _ key: RunKey, _ timing: Timing) -> RunReport {
    var report = RunReport(status: status, run: run, slot: key.slot, kind: key.kind)
    report.openCases = frozen.snapshot.cases.count
    report.collectors = frozen.snapshot.collectors.count
    report.classChanged = outcome.classChanged(since: frozen.snapshot)
    var reasons = [Int](repeating: 0, count: 1 + (ReasonCode.allCases.map { Int($0.rawValue) }.max() ?? 0))
    for decision in outcome.decisions {
      report.planned[decision.kind, default: 0] += 1
      if decision.kind == .held || decision.kind == .unassigned { reasons[Int(decision.reason.code.rawValue)] += 1 }
    }
    report.waitingReasons = ReasonCode.allCases.map { ($0, reasons[Int($0.rawValue)]) }.filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue) }
    (report.dealtUnits, report.gapPPM) = (outcome.plan.assignedUnits, outcome.plan.gapPPM)
    report.fairness = outcome.fairness
    report.earlier = outcome.earlier
    let named = Set(outcome.fairness.misses.map(\.collector))
    let people = frozen.snapshot.collectors
    for c in people.indices where named.contains(people.id[c]) { report.names[people.id[c]] = people.code[c] }
    report.tripped = brakes
    report.brakes = BrakeText.sentences(brakes, stored: [], .en)
    report.timings = timing.phases
    return report
  }
}
