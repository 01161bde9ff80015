import Glibc

/// How the solver weighs and how long it improves. The budget is counted in passes and steps, never in time.
package struct AllocationSettings: Sendable, Equatable {
  /// Passes of each kind at most, 0 or more; nil = by the size of the instance. Fewer when a pass gains nothing.
  package var passes: Int?
  /// Steps after which the run ends early, as a run that was stopped at this step did; nil = never.
  package var steps: Int?
  /// Receivers compared exactly for each unit (2 or more).
  package var shortlist: Int
  /// Partners for exchanges and chains tried per unit and pass.
  package var swapTries: Int
  /// Cost of giving a unit to another than its present holder; below 0 counts as 0.
  package var moveCost: Cost
  /// Whether the plan explains every unit (`Plan.why`).
  package var explains: Bool
  /// Whether the plan carries its certificate (`Plan.bound`).
  package var bounds: Bool
  /// Parts of a pass that do not wait for each other, 1 or more; nil = by the size of the instance. Another number gives another plan.
  package var lanes: Int?
  /// Threads that may help, 1 or more; the plan is the same for any number.
  package var threads = Self.processors

  /// Those of this machine, at most 16.
  private static let processors = max(1, min(16, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// What ordinary nights use, unless told otherwise; 300 seconds of effort for a move.
  package init(
    passes: Int? = nil, steps: Int? = nil, shortlist: Int = 24, swapTries: Int = 64, moveCost: Cost = .seconds(300),
    explains: Bool = true, bounds: Bool = true
  ) {
    self.passes = passes
    self.steps = steps
    self.shortlist = shortlist
    self.swapTries = swapTries
    self.moveCost = moveCost
    self.explains = explains
    self.bounds = bounds
  }

  /// The cost of (T − β)² / (2β) in cases by which a quota that goes before everything is shown beside the other terms. The solver itself
  /// weighs it by the range analysis (`Ranges`).
  package static let shownQuotaWeight = Cost(rawValue: 1 << 32)

  /// The weight at which a share missed by `permille` of its target costs as much per case as an ordinary case (900 s) at a full receiver.
  /// Wider tolerances give smaller weights; 0 counts as 1.
  package static func weight(withinPermille permille: Int64) -> Cost {
    Cost(rawValue: Cost.seconds(900).rawValue * 1000 / max(1, min(permille, 1_000_000)))
  }

  /// The same for a tolerance in cases, with the number of cases each receiver is to get on average.
  package static func weight(withinCases cases: Int64, averageTarget: Int64) -> Cost {
    weight(withinPermille: max(1, max(1, cases) * 1000 / max(1, averageTarget)))
  }
}
