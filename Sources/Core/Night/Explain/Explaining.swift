import Allocation
import Movement
import Portfolio

/// A night's explanations, from what was asked and what was answered.
enum Explaining {
  /// `books`: those of the answer's plan.
  static func explanations(_ answer: Answer, _ books: PlanBooks) -> Explanations {
    var result = Explanations()
    stays(answer, &result)
    result.coveredBy = answer.standing.coverage.policy
    let (question, eligibility) = (answer.question, answer.offer.requests.eligibility)
    var explainer = PlanExplainer(
      books, answer.plan, shares: question.shares, quotaWeight: AllocationSettings.shownQuotaWeight,
      month: answer.standing.rules.tellsWholeMonth ? MonthCount(answer) : nil)
    var known: [Explanations.Funnel: Int32] = [:]
    for (unit, group) in question.groups.enumerated() {
      let tellsAll = answer.standing.rules.tellsWholeGroup
      let filtered = tellsAll ? eligibility.told[Int(group.signature)] : eligibility.filtered[Int(group.signature)]
      let request = answer.offer.requests.requests[group.members[0]]
      let funnel = Explanations.Funnel(
        policy: request.policy, route: filtered.route, inTeams: Int32(filtered.inTeams), withSkills: Int32(filtered.withSkills),
        present: Int32(filtered.present), requiredSkills: filtered.requiredSkills)
      var position = known[funnel]
      if position == nil {
        position = Int32(result.funnels.count)
        known[funnel] = position
        result.funnels.append(funnel)
      }
      var placement = Explanations.Placement(
        caseIndex: CaseIndex(0), funnel: position ?? 0, eligible: 0, withRoom: 0, together: Int32(group.members.count))
      explainer.explain(unit, &placement)
      for member in group.members {
        placement.caseIndex = answer.offer.requests.requests[member].caseIndex
        result.placements.append(placement)
      }
      result.offered += Int32(group.members.count)
    }
    result.placements.sort { $0.caseIndex < $1.caseIndex }
    explainer.countEligible()
    result.fared = explainer.fared
    // What a place is worth is known when all cases have been looked at.
    for p in result.placements.indices where result.placements[p].full != .none {
      result.placements[p].placeWorth = result.fared[result.placements[p].full.position].placeWorth
    }
    return result
  }

  /// Cases that a rule keeps with their holder, and those whose recall is put off.
  private static func stays(_ answer: Answer, _ result: inout Explanations) {
    var known: [Reason: Int32] = [:]
    let putOff = answer.putOff
    for (i, move) in answer.standing.movement.moves.enumerated() {
      let reason: Reason
      switch move {
      case .stays(let rule): reason = rule
      case .recalls:
        guard let recall = putOff[CaseIndex(i)] else { continue }
        reason = recall
      case .keeps, .holds, .deals: continue
      }
      var position = known[reason]
      if position == nil {
        position = Int32(result.stayReasons.count)
        known[reason] = position
        result.stayReasons.append(reason)
      }
      result.stayed.append(CaseIndex(i))
      result.stayedBy.append(position ?? 0)
    }
  }
}
