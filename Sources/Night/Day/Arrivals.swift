import Movement
import Policy
import Portfolio

/// What makes a run of arrivals out of a night: the same method over the same snapshot, with nothing taken from anybody.
enum Arrivals {
  /// The same policies without any recall: by day people keep what they have.
  static func withoutRecalls(_ set: PolicySet) -> PolicySet {
    PolicySet(
      agency: set.agency,
      policies: set.policies.map { policy in
        var policy = policy
        policy.movement.recall.forcedAfterWorkingDays = nil
        policy.movement.recall.noFollowUpWorkingDays = nil
        policy.movement.recall.rotate = []
        policy.movement.recall.whenRetentionExpired = false
        policy.movement.recall.whenHolderLeft = false
        return policy
      })
  }

  /// The outcome with only what concerns the cases that arrived, plus older pool cases that found a place after all.
  static func keeping(_ arrived: Set<Int64>, of outcome: Outcome, _ snapshot: Snapshot) -> Outcome {
    var kept = outcome
    kept.decisions = outcome.decisions.filter { decision in
      switch decision.kind {
      case .assigned: true
      case .held, .unassigned: arrived.contains(snapshot.cases.id[decision.caseIndex.position])
      case .moved, .recalled: false
      }
    }
    let decided = Set(kept.decisions.map(\.caseIndex))
    kept.explanations.placements.removeAll { !decided.contains($0.caseIndex) }
    for decision in outcome.decisions where decision.kind == .moved || decision.kind == .recalled {
      kept.holderAfter[decision.caseIndex.position] = decision.from
    }
    return kept
  }
}
