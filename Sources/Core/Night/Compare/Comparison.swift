import Allocation
import Baselines
import Policy
import Portfolio

/// Baselines on the very question the night's plan answered.
enum Comparison {
  /// Days over which a person's productivity is taken, as the older method does.
  private static let productivityDays = 30

  static func figures(_ answer: Answer, _ baselines: [Baseline]) -> [PlanFigures] {
    let (instance, plan) = (answer.question.instance, answer.plan)
    let weight = AllocationSettings.shownQuotaWeight
    let facts = baselines.isEmpty ? nil : facts(answer)
    var own = PlanFigures("allot", instance, plan.receiver, quotaWeight: weight, reference: plan.receiver)
    count(answer, plan.receiver, &own)
    return [own]
      + baselines.compactMap { baseline in
        facts.map { facts in
          let dealt = baseline.deal(instance, facts)
          var figures = PlanFigures(
            baseline.rawValue, instance, dealt.receiver, stopped: dealt.stopped, quotaWeight: weight, reference: plan.receiver)
          count(answer, dealt.receiver, &figures)
          return figures
        }
      }
  }

  /// Counts cases as the night's decisions are counted: an instance knows neither whose a case was, nor what was placed before the plan, nor the
  /// cases that no route speaks for.
  private static func count(_ answer: Answer, _ receiver: [Int32], _ figures: inout PlanFigures) {
    let offer = answer.offer
    var placed = offer.placement.fixed.map { $0 != nil }
    for (unit, group) in answer.question.groups.enumerated() where receiver[unit] >= 0 {
      for member in group.members { placed[member] = true }
    }
    (figures.assigned, figures.unassigned, figures.putOff, figures.moves) = (0, 0, 0, 0)
    for (position, request) in offer.requests.requests.enumerated() {
      switch (placed[position], request.recall) {
      case (true, nil): figures.assigned += 1
      case (true, .some): figures.moves += 1
      case (false, nil): figures.unassigned += 1
      // Who is gone keeps nothing.
      case (false, .some(let recall)): if !Answer.mustLeave(recall) { figures.putOff += 1 }
      }
    }
    for refused in offer.requests.refused {
      if let recall = refused.recall {
        if !Answer.mustLeave(recall) { figures.putOff += 1 }
      } else {
        figures.unassigned += 1
      }
    }
  }

  private static func facts(_ answer: Answer) -> BaselineFacts {
    let (snapshot, loads) = (answer.standing.snapshot, answer.standing.loads)
    var (attempts, ages) = ([Int64](), [Int64]())
    for group in answer.question.groups {
      var (sum, oldest) = (Int64(0), Int64(0))
      for member in group.members {
        let i = answer.offer.requests.requests[member].caseIndex.position
        ContactCounters.forEach(snapshot.contacts[i]) { sum += Int64($0.count) }
        let since = snapshot.cases.overdueOn[i].isKnown ? snapshot.cases.overdueOn[i] : snapshot.cases.entrustedOn[i]
        if since.isKnown { oldest = max(oldest, Int64(snapshot.slot - since)) }
      }
      attempts.append(sum)
      ages.append(oldest)
    }
    return BaselineFacts(
      attempts: attempts, ageDays: ages, openCases: loads.openCases, score: loads.score,
      productivity: productivity(snapshot, answer.standing.policies))
  }

  /// Base minor units that came in on a person's cases while he held them, per scheduled hour.
  private static func productivity(_ snapshot: Snapshot, _ policies: PolicySet) -> [Int64] {
    let from = snapshot.slot - productivityDays
    var paid = [Int128](repeating: 0, count: snapshot.collectors.count)
    for i in snapshot.cases.indices where snapshot.cases.holder[i] != .none {
      for payment in snapshot.payments[i] where payment.day >= max(from, snapshot.cases.heldSince[i]) && payment.day < snapshot.slot {
        paid[snapshot.cases.holder[i].position] += Int128(policies.agency.inBase(payment.amount, snapshot.cases.currency[i]) ?? 0)
      }
    }
    return snapshot.collectors.indices.map { c in
      let minutes = snapshot.collectors.days[c].reduce(Int64(0)) { sum, day in
        day.day >= from && day.day < snapshot.slot ? sum + Int64(max(0, day.scheduledMinutes - day.leaveMinutes)) : sum
      }
      return Int64(clamping: max(0, paid[c]) / Int128(max(1, minutes / 60)))
    }
  }
}
