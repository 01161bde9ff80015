import Movement
import Policy
import Portfolio
import Workload

/// Saturation, score and room over all policies: people work under several, their day has room once.
enum WorkloadPass {
  static func desks(
    _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ reading: Reading, _ movement: MovementPass,
    _ rules: Night.Rules
  ) -> Desks {
    let stock = Stock(classes: reading.verdicts.map(\.caseClass), countsAsLoad: movement.countsAsLoad, amounts: coverage.amount)
    return Desks(
      snapshot, stock, policies.agency.workload, policies.agency.calendar, batchDay: isBatchDay(snapshot, policies, movement),
      asksMost: rules.needsMostRosters, onlyScheduled: rules.countsScheduledDaysOnly)
  }

  /// A batch that one ordinary day's limits could not place makes a batch day; so does a file above the policy's size when it is larger
  /// than that.
  private static func isBatchDay(_ snapshot: Snapshot, _ policies: PolicySet, _ movement: MovementPass) -> Bool {
    var sizes = [Int](repeating: 0, count: snapshot.batches.count)
    for i in snapshot.cases.indices where movement.moves[i] == .deals && snapshot.cases.batch[i] >= 0 {
      sizes[Int(snapshot.cases.batch[i])] += 1
    }
    let active = snapshot.collectors.active.reduce(0) { $0 + ($1 ? 1 : 0) }
    let ordinary = active * policies.agency.workload.limits.newPerDay
    return (sizes.max() ?? 0) > max(ordinary, policies.runs(on: snapshot.slot).batchFileAbove)
  }
}
