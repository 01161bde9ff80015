/// Places units: as many cases as possible by priority, then at the least cost. Deterministic: the same instance and settings give the
/// same plan, whatever the number of threads and the build.
///
/// *Deal* (where leaving out has no price): in order of priority each unit to its cheapest receiver, others moving on where all are full;
/// this settles who has a place. *Prices*: passes in which places may be overbooked at a price that follows demand, so that scarce places go
/// to those who need them most. *Repair*: every limit holds again. *Improve*: moves, exchanges and chains on the true objective. *Bound*: the
/// prices prove how far the plan can be from the best.
package enum Solver {
  /// - Parameters:
  ///   - instance: a caller who hands over his only copy spares the memory of a second one, as large.
  ///   - prices: of an earlier plan for the same receivers, to start from; together with `Units.current` the warm start.
  ///   - report: told after each step; returning false ends the run with what it has, as `settings.steps` would.
  ///   - isFinal: told who got what (by unit, −1 nobody), says whether a certificate is of use; without `settings.bounds` there is none.
  package static func solve(
    _ instance: consuming Instance, _ settings: AllocationSettings = AllocationSettings(), from prices: Prices? = nil,
    report: @escaping @Sendable (SolverProgress) -> Bool = { _ in true }, isFinal: ([Int32]) -> Bool = { _ in true }
  ) -> Plan {
    var run = SolverRun(consume instance, settings, prices, report)
    return run.plan(isFinal)
  }
}
