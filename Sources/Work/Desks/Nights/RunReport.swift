package import Baselines
package import Portfolio
package import Runs
package import Schema

/// What became of one run, for people and machines.
package struct RunReport: Sendable {
  package enum Status: Sendable, Equatable {
    case published
    /// The slot had been published before; nothing was changed.
    case alreadyPublished
    /// Nothing was meant to be changed.
    case dryRun
    /// A brake held the plan back for a person.
    case waiting
    /// A person had discarded the slot's plan; nothing was changed.
    case discarded
  }
  package var status: Status
  package var run: RunID?
  package var slot: Day
  package var kind: RunKind
  package var openCases = 0
  package var collectors = 0
  /// Planned decisions by kind.
  package var planned: [DecisionKind: Int] = [:]
  package var classChanged = 0
  /// What came of them at publish; nil unless published.
  package var won: Won?
  /// Unassigned and held cases by reason, most first.
  package var waitingReasons: [(code: ReasonCode, cases: Int)] = []
  /// The brakes that tripped, in words.
  package var brakes: [String] = []
  /// Whether stocks and flows reconcile; nil unless published.
  package var isBalanced: Bool?
  package var imbalances: [String] = []
  /// The plan's figures and those of the baselines asked for, in order; empty unless any was.
  package var comparison: [PlanFigures] = []
  /// Phase and its time, in order.
  package var timings: [(phase: String, duration: Duration)] = []

  package init(status: Status, run: RunID?, slot: Day, kind: RunKind) {
    self.status = status
    self.run = run
    self.slot = slot
    self.kind = kind
  }

  package func planned(_ kind: DecisionKind) -> Int { planned[kind] ?? 0 }
}
