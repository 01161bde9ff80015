/// What became of one case that moved or could not. Raw values are stored.
package enum DecisionKind: UInt8, CaseIterable, Sendable {
  /// From the pool to a collector.
  case assigned = 1
  /// From a collector to another, in one step.
  case moved = 2
  /// From a collector back to the pool.
  case recalled = 3
  /// Must not be dealt now; stays where it is.
  case held = 4
  /// Should have been dealt; nobody could take it.
  case unassigned = 5
  /// The word used in SQL, CLI and reports.
  package var word: String { ["", "assigned", "moved", "recalled", "held", "unassigned"][Int(rawValue)] }
}

/// One decision of a night. `reason` says why the case got where it is; `recallReason` why it left its holder (moved and recalled only).
package struct Decision: Hashable, Sendable {
  /// The case that was decided on.
  package var caseIndex: CaseIndex
  /// What became of it; `from` and `to` must agree with it.
  package var kind: DecisionKind
  /// Holder at the freeze; `.none` = the pool.
  package var from: CollectorIndex
  /// Who gets the case; `.none` when nobody does, also for a held case that stays with its holder.
  package var to: CollectorIndex
  /// Position in `PolicySet.policies`, −1 if none covers the case.
  package var policy: Int16
  /// Position of the route in its policy, −1 if none matched.
  package var route: Int16
  /// Why the case goes where it goes, is held, or found nobody.
  package var reason: Reason
  /// Why it left its holder; nil unless it was recalled or moved.
  package var recallReason: Reason?
  /// Position in `Outcome.accounts` of the fairness account that the case counts in, −1 for none.
  package var account: Int32
  /// Made by the night for each case that moved or could not, and read back from what was stored.
  package init(
    caseIndex: CaseIndex, kind: DecisionKind, from: CollectorIndex = .none, to: CollectorIndex = .none, policy: Int16 = -1,
    route: Int16 = -1,
    reason: Reason, recallReason: Reason? = nil, account: Int32 = -1
  ) {
    self.caseIndex = caseIndex
    self.kind = kind
    self.from = from
    self.to = to
    self.policy = policy
    self.route = route
    self.reason = reason
    self.recallReason = recallReason
    self.account = account
  }
}

/// The working time and load of every collector as one night saw them; columns as long as `Snapshot.collectors`.
package struct CollectorLoads: Sendable, Equatable {
  /// Seconds used in the window, seconds scheduled in it.
  package var usedSeconds: [Int64] = []
  /// Seconds scheduled in the window, leave taken off.
  package var scheduledSeconds: [Int64] = []
  /// Per mille, after shrinking to the peers' mean; may exceed 1000.
  package var saturation: [Int32] = []
  /// Scheduled seconds of the coming five working days after ramp and discount by saturation: what load is priced against.
  package var capacitySeconds: [Int64] = []
  /// Effort of the open cases, seconds a week.
  package var effortSeconds: [Int64] = []
  /// S14: (effort / capacity + β · saturation) in per mille. Higher is fuller.
  package var score: [Int64] = []
  /// The score of somebody who holds work and has no working time ahead: no number to compare by, and not shown as one.
  package static let absentScore: Int64 = 1_000_000_000
  /// Whether a score is no number but says that there is no working time.
  package static func isAbsent(_ score: Int64) -> Bool { score >= absentScore }
  /// New cases the person may still get tonight, what is left of every cap; 0 = not assignable.
  package var room: [Int32] = []
  /// Amount the person may still get, base minor units; `.max` without limit.
  package var amountRoom: [Int64] = []
  /// Classes the person may get, bit `1 << CaseClass.rawValue` (a trainee's ramp may leave some out).
  package var allowedClasses: [UInt8] = []
  /// First day from the slot on with scheduled time left; `.never` when none is known.
  package var nextPresent: [Day] = []
  /// How many people are counted by contract although their earlier hours are known, since the roster of the coming days names fewer than half.
  package var withoutRoster: Int32 = 0
  /// Why the person is not assignable, or nothing.
  package var closedBy: [CloseReason] = []
  /// Open cases held at the freeze, before anything is dealt.
  package var openCases: [Int32] = []
  /// Base minor units.
  package var openAmount: [Int64] = []
  /// Open cases by class: position `collector * 5 + CaseClass.rawValue`.
  package var casesByClass: [Int32] = []
  /// Nobody; Workload fills every column.
  package init() {}
  /// How many collectors there are.
  package var count: Int { room.count }
}

/// Why a collector gets no new case tonight. Raw values are stored.
package enum CloseReason: UInt8, CaseIterable, Sendable {
  case open = 0, inactive = 1, left = 2, notPresent = 3, caseLimit = 4, amountLimit = 5, newPerDay = 6
  /// The word used in SQL, CLI and reports; `open` for somebody who may get cases.
  package var word: String { ["open", "inactive", "left", "not_present", "case_limit", "amount_limit", "new_per_day"][Int(rawValue)] }
}

/// How often a rule of a policy matched tonight: rules that matched nothing or everything deserve a look.
package struct RuleHealth: Hashable, Sendable {
  /// Name of the policy.
  package var policy: String
  /// `stay 1`, `stop 2`, `route legal desk`, `segment big late` …
  package var rule: String
  /// Cases for which the rule held, or that it took.
  package var matched: Int
  /// Cases it was asked of: for `covers` all, for a route those of its policy that were to be dealt, and so on.
  package var considered: Int
  /// Whether it only counts and decides nothing: a segment may be empty.
  package var isSegment: Bool { rule.hasPrefix("segment ") }
  /// Counted by the parts of the night that apply the rules.
  package init(policy: String, rule: String, matched: Int, considered: Int) {
    self.policy = policy
    self.rule = rule
    self.matched = matched
    self.considered = considered
  }
}

/// Totals of the plan: the objective by component, in the allocation's cost units.
package struct PlanTotals: Sendable, Equatable {
  /// What the solver dealt: cases, or groups that go together. Pinned cases and followers are not among them.
  package var units: Int = 0
  /// Units that somebody got.
  package var assignedUnits: Int = 0
  /// What tonight's units add to Σ L² / 2W over collectors, L load and W working time; 0 or more.
  package var loadCost: Int64 = 0
  /// How far the month's accounts are from everybody's share, what was given before tonight included; 0 or more.
  package var fairnessCost: Int64 = 0
  /// How far the teams are from their quotas, beyond the tolerance.
  package var quotaCost: Int64 = 0
  /// Units placed elsewhere than with their present holder, as the solver counts them.
  package var moves: Int = 0
  /// Improvement passes the solver made.
  package var passes: Int = 0
  /// How far the plan may be from the cheapest that places the same units, quotas apart, in millionths of the proved bound; nil where none was
  /// proved.
  package var gapPPM: Int64?
  /// Of a night that dealt nothing.
  package init() {}
}

/// What `Night.decide` returns: one verdict a case, one decision per case that moved or could not, and the figures behind them.
package struct Outcome: Sendable {
  /// In `CaseIndex` order.
  package var verdicts: [Verdict]
  /// In ascending `caseIndex`, at most one a case.
  package var decisions: [Decision]
  /// How full everybody is before the plan, and what room there was.
  package var loads: CollectorLoads
  /// Who holds each case after the plan.
  package var holderAfter: [CollectorIndex]
  /// For every policy: how often its rules matched.
  package var rules: [RuleHealth]
  /// What the plan costs in cost units, by component.
  package var plan: PlanTotals
  /// The fairness accounts that the decisions count in.
  package var accounts: [AccountKey]
  /// The numbers behind the places, for every case that was offered or kept by a rule.
  package var explanations = Explanations()
  /// Which wishes for fairness the plan does not keep, and by whose hours shares were counted.
  package var fairness = FairnessRecord()
  /// Of a run for what came by day: the cases of the pool that had come earlier; nil for a night, and where it looked at nothing but what came.
  package var earlier: EarlierCases?
  /// Put together once the plan is made; explanations are added afterwards.
  package init(
    verdicts: [Verdict], decisions: [Decision], loads: CollectorLoads, holderAfter: [CollectorIndex], rules: [RuleHealth], plan: PlanTotals,
    accounts: [AccountKey] = []
  ) {
    self.verdicts = verdicts
    self.decisions = decisions
    self.loads = loads
    self.holderAfter = holderAfter
    self.rules = rules
    self.plan = plan
    self.accounts = accounts
  }

  /// Cases that had a class before the night and get another: the one computation behind every figure that is shown, stored or braked by. A case
  /// that nobody classified before gets its first class, which says nothing of a change.
  package func classChanged(since snapshot: Snapshot) -> Int {
    verdicts.indices.count { snapshot.cases.isClassified($0) && snapshot.cases.previousClass[$0] != verdicts[$0].caseClass }
  }
}

extension CaseColumns {
  /// Whether a run gave the case at this position its class before; without a date `previousClass` is only what columns begin with.
  package func isClassified(_ position: Int) -> Bool { classSince[position].isKnown }
}

/// The cases of the pool that had come before those which a run by day was for, by what became of them: whoever reads only of what came would take
/// the others for dealt.
package struct EarlierCases: Sendable, Hashable {
  /// Went to somebody after all; these are among the run's assigned.
  package var assigned = 0
  /// Must not be dealt now, and nobody holds them; not among the run's held.
  package var held = 0
  /// Found nobody again; not among the run's unassigned.
  package var unassigned = 0
  /// None came earlier.
  package init() {}
  /// Those that still nobody holds.
  package var waiting: Int { held + unassigned }
}
