import Allocation
import Policy
import Portfolio

/// Which quotas of teams the month does not keep after the plan, and what came before each: counted from what was asked and who got what.
struct QuotaCheck {
  private let answer: Answer
  /// Position of the quota in the instance.
  private let quota: Int
  /// By team: what the month gave, tonight included.
  private var got: [Int128]
  private var instance: Instance { answer.question.told }

  /// At most one a policy.
  static func misses(_ answer: Answer) -> [QuotaMiss] {
    let instance = answer.question.told
    return instance.quotas.indices.filter { !instance.quotas[$0].isOff }.compactMap { QuotaCheck(answer, $0).miss }
  }

  private init(_ answer: Answer, _ quota: Int) {
    (self.answer, self.quota) = (answer, quota)
    let instance = answer.question.told
    got = instance.quotas[quota].before.map { Int128($0.rawValue) }
    for u in 0..<instance.units.count where answer.plan.receiver[u] >= 0 {
      let team = Int(instance.receivers.team[Int(answer.plan.receiver[u])])
      for entry in instance.units.quota[u] where Int(entry.account) == quota && got.indices.contains(team) {
        got[team] += Int128(entry.value.rawValue)
      }
    }
  }

  /// By team, above 0 where it has too much, in the account's unit.
  private var away: [Int128] {
    let shares = instance.quotas[quota].sharePPM.map { Int128($0) }
    let (total, sum) = (got.reduce(0, +), shares.reduce(0, +))
    return got.indices.map { got[$0] - (sum == 0 ? 0 : total * shares[$0] / sum) }
  }

  private var miss: QuotaMiss? {
    guard let policy = answer.question.quotaPolicies[quota], let settings = policy.quotas else { return nil }
    let (away, shares) = (away, instance.quotas[quota].sharePPM)
    let total = got.reduce(0, +)
    let tolerance = Int128(instance.quotas[quota].tolerancePPM)
    // Less than a case is nobody's fault: a case cannot be divided.
    let missed = shares.indices.filter { t in
      guard shares[t] > 0 else { return false }
      let free = max(Int128(AccountValue.perCase), (got[t] - away[t]) * tolerance / 1_000_000)
      return away[t].magnitude > free.magnitude
    }
    guard let worst = missed.min(by: { (away[$0], $0) < (away[$1], $1) }) else { return nil }
    let team = away[worst] < 0 ? worst : missed.max { (away[$0], $1) < (away[$1], $0) } ?? worst
    return QuotaMiss(
      policy: policy.name, team: answer.standing.snapshot.teams[Int32(team)],
      measure: settings.of == .newAmount ? .newAmount : .newCases, wantedPPM: shares[team],
      gotPPM: PerMille.millionths(got[team], total), cause: cause(team, isBelow: away[team] < 0, away))
  }

  private func cause(_ team: Int, isBelow: Bool, _ away: [Int128]) -> FairnessMiss.Cause {
    let (units, receivers, receiver) = (instance.units, instance.receivers, answer.plan.receiver)
    let mine = (0..<units.count).filter { u in units.quota[u].contains { Int($0.account) == quota } }
    func taker(_ u: Int) -> Int { receiver[u] < 0 ? -1 : Int(receivers.team[Int(receiver[u])]) }
    // What could still change: below, cases of others to the team; above, cases of the team to teams that lack some.
    let movable = mine.filter { isBelow ? taker($0) != team : taker($0) == team }
    if movable.isEmpty {
      let settled = instance.quotas[quota].before[team] > answer.question.instance.quotas[quota].before[team]
      return settled && !isBelow ? placedBefore(team) : .earlier
    }
    let wanting = Set(receivers.team.indices.filter { isBelow ? Int(receivers.team[$0]) == team : isShort(Int(receivers.team[$0]), away) })
    let allowed = movable.filter { u in
      instance.signatures[Int(units.signature[u])].contains { wanting.contains(Int($0)) && !units.exclusions[u].contains($0) }
    }
    if allowed.isEmpty { return .routes }
    var left = receivers.caseRoom
    for u in receiver.indices where receiver[u] >= 0 { left[Int(receiver[u])] -= units.cases[u] }
    if !wanting.contains(where: { left[$0] > 0 }) { return .limits }
    return allowed.contains { units.cases[$0] > 1 } ? .together : .limits
  }

  private func isShort(_ team: Int, _ away: [Int128]) -> Bool { away.indices.contains(team) && away[team] < 0 }

  /// What placed cases of the quota's policy before the plan; those of other policies count in quotas of their own.
  private func placedBefore(_ team: Int) -> FairnessMiss.Cause {
    let requests = answer.offer.requests.requests
    let follows = answer.offer.placement.fixed.enumerated().contains { position, place in
      guard let place, case .assignedWithGroup = place.reason else { return false }
      let policy = answer.standing.policies.policies[Int(requests[position].policy)]
      return policy.name == answer.question.quotaPolicies[quota]?.name && Int(instance.receivers.team[Int(place.receiver)]) == team
    }
    return follows ? .together : .pins
  }
}
