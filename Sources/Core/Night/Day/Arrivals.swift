import Movement
import Policy
import Portfolio

/// What makes a run of arrivals out of a night: the same method over the same snapshot, with nothing taken from anybody.
enum Arrivals {
  /// The same policies under which no case leaves its holder: by day people keep what they have.
  static func takingNothing(_ set: PolicySet, _ rules: Night.Rules) -> PolicySet {
    PolicySet(
      agency: set.agency,
      policies: set.policies.map { policy in
        var policy = policy
        policy.movement.recall.forcedAfterWorkingDays = nil
        policy.movement.recall.noFollowUpWorkingDays = nil
        policy.movement.recall.rotate = []
        policy.movement.recall.whenRetentionExpired = false
        policy.movement.recall.whenHolderLeft = false
        guard rules.keepsEverybodyByDay else { return policy }
        policy.movement.recall.whenNotAuthorised = false
        for k in policy.movement.stop.indices { policy.movement.stop[k].ownerKeeps = true }
        return policy
      })
  }

  /// The same snapshot in which no case with a holder is pinned to somebody else: a pin moves a case by night.
  static func takingNothing(_ snapshot: Snapshot, _ rules: Night.Rules) -> Snapshot {
    guard rules.keepsEverybodyByDay else { return snapshot }
    var snapshot = snapshot
    for i in snapshot.cases.indices {
      let (pin, holder) = (snapshot.cases.pinnedTo[i], snapshot.cases.holder[i])
      if pin != .none, holder != .none, pin != holder { snapshot.cases.pinnedTo[i] = .none }
    }
    return snapshot
  }

  /// The outcome with only what concerns the cases that arrived, plus older pool cases that found a place after all.
  package static func keeping(_ arrived: Set<Int64>, of outcome: Outcome, _ snapshot: Snapshot) -> Outcome {
    var kept = outcome
    kept.earlier = earlier(arrived, of: outcome, snapshot)
    kept.decisions = outcome.decisions.filter { decision in
      switch decision.kind {
      case .assigned: true
      case .held, .unassigned: arrived.contains(snapshot.cases.id[decision.caseIndex.position])
      case .moved, .recalled: false
      }
    }
    let decided = Set(kept.decisions.map(\.caseIndex))
    kept.explanations.placements.removeAll { !decided.contains($0.caseIndex) }
    kept.explanations.coveredBy = []
    // By the first rules some cases are taken from their holders here; nobody does it.
    for decision in outcome.decisions where decision.kind == .moved || decision.kind == .recalled {
      kept.holderAfter[decision.caseIndex.position] = decision.from
    }
    return kept
  }

  /// What becomes of the pool's cases that are not in `arrived`.
  private static func earlier(_ arrived: Set<Int64>, of outcome: Outcome, _ snapshot: Snapshot) -> EarlierCases {
    var earlier = EarlierCases()
    for decision in outcome.decisions where decision.from == .none && !arrived.contains(snapshot.cases.id[decision.caseIndex.position]) {
      switch decision.kind {
      case .assigned: earlier.assigned += 1
      case .held: earlier.held += 1
      case .unassigned: earlier.unassigned += 1
      case .moved, .recalled: break
      }
    }
    return earlier
  }
}
