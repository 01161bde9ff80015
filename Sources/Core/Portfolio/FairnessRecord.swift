/// How far the fairness that the policies wish for was reached by one plan, and by whose hours it was measured.
package struct FairnessRecord: Sendable, Equatable {
  /// People who have a share of the month's new cases.
  package var people = 0
  /// Of them, those whose share is by contract hours because no roster of theirs is known.
  package var byContract = 0
  /// People counted by contract in the coming days although their earlier hours are known: the roster names fewer than half so far.
  package var withoutRoster = 0
  /// Wishes that the plan does not keep; the order is that of the plan's accounts.
  package var misses: [FairnessMiss] = []
  /// Quotas of teams that the month does not keep after the plan, each once, in the order of the policies.
  package var quotas: [QuotaMiss] = []
  /// Nobody has a share, nothing is missed.
  package init() {}
}

/// One wish of a policy that the plan does not keep: who is farthest from his share, and what came before the wish.
package struct FairnessMiss: Sendable, Hashable {
  /// What is shared out. Raw values are stored.
  package enum Measure: String, CaseIterable, Sendable {
    case newCases = "new_cases"
    case newAmount = "new_amount"
  }
  /// What came before the wish. Raw values are stored.
  package enum Cause: String, CaseIterable, Sendable {
    /// Earlier nights of the month: the share was missed by more before anything was dealt.
    case earlier
    /// Limits of people: no places were left for whoever got too few.
    case limits
    /// Cases go only to those who may have them: routes, skills, duty, former holders.
    case routes
    /// The teams' quotas.
    case quotas
    /// Cases of one debtor go to one person.
    case together
    /// An even load, which is weighed against it.
    case load
    /// People pinned cases to somebody.
    case pins
  }
  /// Name of the policy.
  package var policy: String
  /// The route's rule.
  package var rule: String
  /// New cases or their amount.
  package var measure: Measure
  /// The wish: cases, or per mille of the share.
  package var wished: Int64
  /// What was reached at the person farthest from the share, in the same unit, rounded up; above `wished`.
  package var reached: Int64
  /// Whether that person got too few.
  package var isBelow: Bool
  /// Database id of that person.
  package var collector: Int64
  /// What came before the wish.
  package var cause: Cause
  /// Made by the night, and read back from what a run noted.
  package init(
    policy: String, rule: String, measure: Measure, wished: Int64, reached: Int64, isBelow: Bool, collector: Int64, cause: Cause
  ) {
    self.policy = policy
    self.rule = rule
    self.measure = measure
    self.wished = wished
    self.reached = reached
    self.isBelow = isBelow
    self.collector = collector
    self.cause = cause
  }
}

/// A quota that the month does not keep after the plan: the team that is farthest below its part, or else farthest above it, and what came before.
package struct QuotaMiss: Sendable, Hashable {
  /// Name of the policy.
  package var policy: String
  /// Name of the team.
  package var team: String
  /// New cases or their amount.
  package var measure: FairnessMiss.Measure
  /// The team's part by the quota, in millionths of the whole.
  package var wantedPPM: Int64
  /// What it has of the month's whole after the plan, in millionths, rounded down.
  package var gotPPM: Int64
  /// What came before the quota.
  package var cause: FairnessMiss.Cause
  /// Made by the night, and read back from what a run noted.
  package init(policy: String, team: String, measure: FairnessMiss.Measure, wantedPPM: Int64, gotPPM: Int64, cause: FairnessMiss.Cause) {
    self.policy = policy
    self.team = team
    self.measure = measure
    self.wantedPPM = wantedPPM
    self.gotPPM = gotPPM
    self.cause = cause
  }

  /// Whether the team has less than its part.
  package var isBelow: Bool { gotPPM < wantedPPM }
}
