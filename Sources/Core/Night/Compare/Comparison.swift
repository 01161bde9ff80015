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
    own.moves = moved(answer, plan.receiver)
    return [own]
      + baselines.compactMap { baseline in
        facts.map { facts in
          let dealt = baseline.deal(instance, facts)
          var figures = PlanFigures(
            baseline.rawValue, instance, dealt.receiver, stopped: dealt.stopped, quotaWeight: weight, reference: plan.receiver)
          figures.moves = moved(answer, dealt.receiver)
          return figures
        }
      }
  }

  /// Cases that go from one person to another: of those taken back, all that find somebody; a unit of the instance does not know whose it was.
  private static func moved(_ answer: Answer, _ receiver: [Int32]) -> Int {
    let requests = answer.offer.requests.requests
    func isTaken(_ position: Int) -> Bool {
      requests[position].recall != nil && answer.standing.snapshot.cases.holder[requests[position].caseIndex.position] != .none
    }
    let pinned = answer.offer.placement.fixed.indices.count { answer.offer.placement.fixed[$0] != nil && isTaken($0) }
    return answer.question.groups.enumerated().reduce(pinned) { sum, entry in
      receiver[entry.offset] < 0 ? sum : sum + entry.element.members.count(where: isTaken)
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
