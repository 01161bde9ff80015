package import Baselines
package import Portfolio
package import Runs
package import Schema
package import Speech

/// What became of one run, for people and machines.
package struct RunReport: Sendable {
  /// How the run ended, where it did not throw.
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
    /// The agency lacks what a night needs: nothing was decided, and the slot is not used up.
    case lacking
  }
  /// How the run ended.
  package var status: Status
  /// Database id of the run; nil for a dry run, which has none.
  package var run: RunID?
  /// Day the run was for, in the agency's zone.
  package var slot: Day
  /// Night, arrivals, batch or by hand.
  package var kind: RunKind
  /// Open cases at the freeze; 0 where the run was left alone.
  package var openCases = 0
  /// Collectors at the freeze; 0 where nothing was decided.
  package var collectors = 0
  /// Planned decisions by kind.
  package var planned: [DecisionKind: Int] = [:]
  /// Of a run for what came by day: the pool's cases that had come earlier; nil for a night.
  package var earlier: EarlierCases?
  /// Cases that had a class before and get another.
  package var classChanged = 0
  /// What came of them at publish; nil unless published.
  package var won: Won?
  /// Unassigned and held cases by reason, most first.
  package var waitingReasons: [(code: ReasonCode, cases: Int)] = []
  /// What was missing; empty unless `lacking`.
  package var lacks: [NightNeed] = []
  /// What a person should know besides, one sentence each without full stop: a night of another day, one that may be run again.
  package var notes: [Wording] = []
  /// The brakes that tripped, in English words as they are stored.
  package var brakes: [String] = []
  /// Cases, or groups that go together, that the plan gave to somebody; 0 where nothing was decided.
  package var dealtUnits = 0
  /// How far the plan may be from the cheapest that deals the same, quotas apart, in millionths; nil where that was not proved.
  package var gapPPM: Int64?
  /// Which wishes for fairness the plan does not keep, and by whose hours shares were counted; empty where nothing was decided.
  package var fairness = FairnessRecord()
  /// Codes of the people whom `fairness` names, by database id.
  package var names: [Int64: String] = [:]
  /// The same as figures; empty for a plan that an older program held back.
  package var tripped: [TrippedBrake] = []
  /// Whether stocks and flows reconcile; nil unless published.
  package var isBalanced: Bool?
  /// One sentence for each line of the ledger and each invariant that does not fit, with one example by ids; empty exactly when `isBalanced` is true or
  /// nil.
  package var imbalances: [Wording] = []
  /// The plan's figures and those of the baselines asked for, in order; empty unless any was.
  package var comparison: [PlanFigures] = []
  /// Phase and its time, in order.
  package var timings: [(phase: String, duration: Duration)] = []

  /// A run of which nothing else is known yet; also the whole answer where a slot was left alone.
  package init(status: Status, run: RunID?, slot: Day, kind: RunKind) {
    self.status = status
    self.run = run
    self.slot = slot
    self.kind = kind
  }

  /// Planned decisions of one kind; 0 when there are none.
  package func planned(_ kind: DecisionKind) -> Int { planned[kind] ?? 0 }
}
