import Movement
import Policy
import Portfolio

/// The cases that want somebody tonight, each with those who may take it, and the cases that no policy or route speaks for.
struct Requests {
  struct Request {
    var caseIndex: CaseIndex
    var policy: Int16
    var route: Int16
    var signature: Int32
    /// Lower goes first: service class, then age; recalls after all cases of the pool.
    var priority: Int32
    /// The last day of its service time, which may have passed; `.never` for a case that is taken from somebody.
    var due: Day
    /// Why it leaves its holder; nil for a case of the pool.
    var recall: Reason?
    /// Former holders and conflicts, ascending; `former` of them only because they held it before.
    var exclusions: [Int32]
    var former: Int32
  }

  /// A case that no policy or route speaks for.
  struct Refused {
    var caseIndex: CaseIndex
    /// −1 when none covers it.
    var policy: Int16
    var reason: Reason
    /// As in a request.
    var recall: Reason?
  }

  private(set) var requests: [Request] = []
  private(set) var refused: [Refused] = []
  private(set) var eligibility: Eligibility
  private var routeMatches: [[Int]]
  private var considered: [Int]

  static let recallPriority: Int32 = 10_000_000
  private static let recallPresenceDays = 7
  private static let farthestDeadlineDays = 14

  init(_ standing: Standing) {
    let (snapshot, policies) = (standing.snapshot, standing.policies)
    let (coverage, movement) = (standing.coverage, standing.movement)
    eligibility = Eligibility(snapshot, policies)
    routeMatches = policies.policies.map { [Int](repeating: 0, count: $0.routes.count) }
    considered = [Int](repeating: 0, count: policies.policies.count)
    let routes = policies.policies.map { $0.routes.map { $0.when.bind(to: snapshot, debtors: standing.debtors) } }
    let services = policies.policies.map { $0.service.map { (rule: $0, when: $0.when.bind(to: snapshot, debtors: standing.debtors)) } }
    let never = Barring(standing)
    for i in snapshot.cases.indices {
      let recall: Reason?
      switch movement.moves[i] {
      case .deals: recall = nil
      case .recalls(let reason): recall = reason
      case .keeps, .stays, .holds: continue
      }
      let index = CaseIndex(i)
      guard coverage.policy[i] >= 0 else {
        // What nobody covers stays with its holder, unless he is gone.
        if recall == nil || standing.gone.holds(i, snapshot) {
          refused.append(Refused(caseIndex: index, policy: -1, reason: .noPolicyCovers, recall: recall))
        }
        continue
      }
      let p = Int(coverage.policy[i])
      let facts = standing.facts(i)
      considered[p] += 1
      guard let route = routes[p].firstIndex(where: { $0.holds(index, snapshot, facts) }) else {
        let why = recall != nil && standing.gone.holds(i, snapshot) ? standing.gone.reason(i, snapshot) : recall
        refused.append(Refused(caseIndex: index, policy: Int16(p), reason: .noRouteMatches, recall: why))
        continue
      }
      routeMatches[p][route] += 1
      let service = services[p].first { $0.when.holds(index, snapshot, facts) }?.rule ?? .standard
      let demand = Eligibility.Demand(
        policy: Int16(p), route: Int16(route), skills: snapshot.cases.requiredSkills[i],
        deadline: Self.deadline(i, service, recall != nil, standing), caseClass: facts.verdict.caseClass,
        never: never.holding(p, index, standing, facts))
      let signature = eligibility.signature(demand, standing)
      let (exclusions, former) = Self.exclusions(
        index, recall != nil, movement.rules[p], snapshot, eligible: eligibility.signatures[Int(signature)])
      requests.append(
        Request(
          caseIndex: index, policy: Int16(p), route: Int16(route), signature: signature,
          priority: Self.priority(i, service, recall != nil, snapshot), due: recall == nil ? Self.due(i, service, snapshot) : .never,
          recall: recall, exclusions: exclusions, former: former))
    }
  }

  /// The last day on which the collector must be there: the service clock, which for a recalled case begins tonight.
  private static func deadline(_ i: Int, _ service: ServiceRule, _ recalled: Bool, _ standing: Standing) -> Day {
    let snapshot = standing.snapshot
    if recalled { return snapshot.slot + (standing.rules.keepsServiceTimeOnRecall ? presenceDays(service) : recallPresenceDays) }
    return min(max(due(i, service, snapshot), snapshot.slot), snapshot.slot + farthestDeadlineDays)
  }

  /// The last day on which the service clock is kept, whether or not it has passed.
  private static func due(_ i: Int, _ service: ServiceRule, _ snapshot: Snapshot) -> Day {
    let entrusted = snapshot.cases.entrustedOn[i]
    return (entrusted.isKnown ? entrusted : snapshot.slot) + serviceDays(service)
  }

  private static func serviceDays(_ service: ServiceRule) -> Int { (service.firstContactHours + 23) / 24 }

  /// Within how many days from the slot somebody must be there who gets a case from a colleague: its service time, at most a week.
  static func presenceDays(_ service: ServiceRule) -> Int { min(serviceDays(service), recallPresenceDays) }

  private static func priority(_ i: Int, _ service: ServiceRule, _ recalled: Bool, _ snapshot: Snapshot) -> Int32 {
    let entrusted = snapshot.cases.entrustedOn[i]
    let age = entrusted.isKnown ? max(0, min(9_999, snapshot.slot - entrusted)) : 0
    return Int32(service.priority) * 100_000 - Int32(age) + (recalled ? recallPriority : 0)
  }

  /// Who of `eligible` must not have the case. When only former holders are left, they may (the relaxation shows in the reason).
  private static func exclusions(_ index: CaseIndex, _ recalled: Bool, _ rules: MovementRules?, _ snapshot: Snapshot, eligible: [Int32])
    -> ([Int32], Int32)
  {
    var hard = snapshot.conflicts[index].map(\.rawValue)
    if recalled { hard.append(snapshot.cases.holder[index.position].rawValue) }
    let former = rules?.excludedFormerHolders(index, snapshot).map(\.rawValue) ?? []
    guard !former.isEmpty || hard.count > 1 else { return (hard, 0) }
    let hardSet = Set(hard)
    let all = hardSet.union(former)
    if eligible.allSatisfy(all.contains), !eligible.allSatisfy(hardSet.contains) { return (hardSet.sorted(), -1) }
    return (all.sorted(), Int32(all.count - hardSet.count))
  }

  func health(_ policies: PolicySet) -> [RuleHealth] {
    policies.policies.indices.flatMap { p in
      policies.policies[p].routes.indices.map { r in
        RuleHealth(
          policy: policies.policies[p].name, rule: "route " + policies.policies[p].routes[r].rule, matched: routeMatches[p][r],
          considered: considered[p])
      }
    }
  }
}

extension Requests {
  /// Groups need new signatures where several cases meet.
  mutating func group(_ standing: Standing) -> [Group] {
    Grouping.groups(requests, &eligibility, standing)
  }
}
