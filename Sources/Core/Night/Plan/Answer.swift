import Allocation
import Movement
import Policy
import Portfolio

/// The plan, told back in cases and reasons.
struct Answer {
  let standing: Standing
  let offer: Offer
  /// By request: receiver (−1 nobody) and why.
  private var placed: [(receiver: Int32, reason: Reason)]
  /// What was asked and answered last, for those who compare.
  let question: Question
  let plan: Plan
  private(set) var totals = PlanTotals()
  private(set) var holderAfter: [CollectorIndex]

  init(_ offer: Offer, _ standing: Standing) throws(NightError) {
    (self.offer, self.standing) = (offer, standing)
    let (snapshot, requests) = (standing.snapshot, offer.requests)
    var question = try Question(offer.placement.open, offer, standing)
    // A group that found no room as a whole is split before one of its cases stays unassigned; how good the plan before is, nobody asks.
    let groups = question.groups
    func divided(_ receiver: [Int32]) -> [Group]? { Self.divided(groups, receiver, requests.requests, standing.policies) }
    var plan = Solver.solve(question.instance, AllocationSettings(), isFinal: { divided($0) == nil })
    if let divided = divided(plan.receiver) {
      question = try Question(divided, offer, standing)
      plan = Solver.solve(question.instance, AllocationSettings())
    }
    (self.question, self.plan) = (question, plan)
    placed = offer.placement.fixed.map { $0 ?? (-1, .noRoom(eligible: 0, places: 0, wanted: 0)) }
    holderAfter = snapshot.cases.holder
    for (unit, group) in question.groups.enumerated() {
      for member in group.members {
        let most = standing.rules.tellsAmountLimits ? Self.mostAmount(unit, plan, question.instance) : 0
        placed[member] = (
          plan.receiver[unit], Self.reason(unit, plan, requests.requests[member], group, requests.eligibility, snapshot, mostAmount: most)
        )
      }
    }
    totals.units = question.groups.count
    totals.assignedUnits = plan.receiver.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    (totals.loadCost, totals.fairnessCost, totals.quotaCost) = (plan.loadCost.rawValue, plan.fairnessCost.rawValue, plan.quotaCost.rawValue)
    (totals.moves, totals.passes) = (plan.moves, plan.passes)
    totals.gapPPM = plan.gapPPM
    for i in snapshot.cases.indices { if case .holds(_, ownerKeeps: false, _) = standing.movement.moves[i] { holderAfter[i] = .none } }
    for (position, request) in requests.requests.enumerated() {
      if placed[position].receiver >= 0 || Self.mustLeave(request.recall) {
        holderAfter[request.caseIndex.position] = CollectorIndex(rawValue: placed[position].receiver)
      }
    }
    for refused in requests.refused where standing.rules.writesRecallsPutOff && Self.mustLeave(refused.recall) {
      holderAfter[refused.caseIndex.position] = .none
    }
  }

  /// Who gets the case of a request; nil for nobody.
  func receiver(_ request: Int) -> Int? { placed[request].receiver >= 0 ? Int(placed[request].receiver) : nil }

  /// The accounts that the decisions count in.
  var accounts: [AccountKey] { offer.book.named(standing.policies) }

  /// One decision per case that moved or could not, in ascending order of case.
  var decisions: [Decision] {
    let snapshot = standing.snapshot
    var decisions: [Decision] = []
    for refused in offer.requests.refused {
      let recall = standing.rules.writesRecallsPutOff ? refused.recall : nil
      if recall != nil, !Self.mustLeave(recall) { continue }
      decisions.append(
        Decision(
          caseIndex: refused.caseIndex, kind: recall == nil ? .unassigned : .recalled,
          from: snapshot.cases.holder[refused.caseIndex.position],
          policy: refused.policy, reason: refused.reason, recallReason: recall))
    }
    for (position, request) in offer.requests.requests.enumerated() {
      if let decision = decision(request, placed[position], account: offer.book.accountOf[position]) { decisions.append(decision) }
    }
    for i in snapshot.cases.indices {
      guard case .holds(let reason, let ownerKeeps, _) = standing.movement.moves[i] else { continue }
      let leaves = !ownerKeeps && snapshot.cases.holder[i] != .none
      decisions.append(
        Decision(
          caseIndex: CaseIndex(i), kind: leaves ? .recalled : .held, from: snapshot.cases.holder[i], policy: standing.coverage.policy[i],
          reason: reason,
          recallReason: leaves ? (standing.gone.holds(i, snapshot) ? standing.gone.reason(i, snapshot) : reason) : nil))
    }
    return decisions.sorted { $0.caseIndex < $1.caseIndex }
  }

  /// Recalls that were due and are put off because nobody else was found, by case: the kind of recall and its numbers. The case stays with
  /// its holder, so nothing flows and no decision says so.
  var putOff: [CaseIndex: Reason] {
    guard standing.rules.writesRecallsPutOff else { return [:] }
    var found: [CaseIndex: Reason] = [:]
    func add(_ index: CaseIndex, _ recall: Reason?) {
      guard let recall, !Self.mustLeave(recall) else { return }
      found[index] = .noNewHolder(for: recall)
    }
    for (position, request) in offer.requests.requests.enumerated() where placed[position].receiver < 0 {
      add(request.caseIndex, request.recall)
    }
    for refused in offer.requests.refused { add(refused.caseIndex, refused.recall) }
    return found
  }

  /// How many of each policy's recalls were put off, where any was: all of them is a sign of full teams or of limits too narrow.
  var recallHealth: [RuleHealth] {
    let putOff = putOff
    guard !putOff.isEmpty else { return [] }
    let policies = standing.policies.policies
    var (matched, due) = ([Int](repeating: 0, count: policies.count), [Int](repeating: 0, count: policies.count))
    for (i, move) in standing.movement.moves.enumerated() {
      guard case .recalls = move, standing.coverage.policy[i] >= 0 else { continue }
      due[Int(standing.coverage.policy[i])] += 1
      if putOff[CaseIndex(i)] != nil { matched[Int(standing.coverage.policy[i])] += 1 }
    }
    return policies.indices.filter { matched[$0] > 0 }.map {
      RuleHealth(policy: policies[$0].name, rule: "recall put off", matched: matched[$0], considered: due[$0])
    }
  }

  /// nil when a recalled case stays with its holder because nobody else has room: see `putOff`.
  private func decision(_ request: Requests.Request, _ place: (receiver: Int32, reason: Reason), account: Int32) -> Decision? {
    let holder = standing.snapshot.cases.holder[request.caseIndex.position]
    let kind: DecisionKind
    switch (place.receiver >= 0, request.recall) {
    case (true, nil): kind = .assigned
    case (true, .some): kind = .moved
    case (false, nil): kind = .unassigned
    case (false, .some(let recall)):
      guard Self.mustLeave(recall) else { return nil }
      kind = .recalled
    }
    let counts = place.receiver >= 0 || !standing.rules.countsOnlyWhoReceives
    return Decision(
      caseIndex: request.caseIndex, kind: kind, from: holder, to: CollectorIndex(rawValue: place.receiver), policy: request.policy,
      route: request.route,
      reason: place.reason, recallReason: request.recall, account: counts ? account : -1)
  }

  /// A holder who is gone or not authorised cannot keep the case even when nobody else has room.
  static func mustLeave(_ recall: Reason?) -> Bool {
    switch recall {
    case .recallHolderLeft, .recallNotAuthorised: true
    default: false
    }
  }

  private static func divided(_ groups: [Group], _ receiver: [Int32], _ requests: [Requests.Request], _ policies: PolicySet) -> [Group]? {
    var any = false
    let result = groups.enumerated().flatMap { unit, group -> [Group] in
      guard receiver[unit] < 0, group.members.count > 1,
        case .debtor(.split) = policies.policies[Int(requests[group.members[0]].policy)].together
      else { return [group] }
      any = true
      return Grouping.singles(group, requests)
    }
    return any ? result : nil
  }

  /// Of a unit without a place that is larger than what anybody with places has left of his amount limit, before anything is dealt: the most that
  /// one has left, at least 1; else 0.
  private static func mostAmount(_ unit: Int, _ plan: Plan, _ instance: Instance) -> Int64 {
    guard plan.receiver[unit] < 0 else { return 0 }
    let (units, receivers) = (instance.units, instance.receivers)
    let excluded = Set(units.exclusions[unit])
    let able = instance.signatures[Int(units.signature[unit])].filter {
      !excluded.contains($0) && receivers.caseRoom[Int($0)] >= units.cases[unit]
    }
    guard let most = able.map({ receivers.amountRoom[Int($0)] }).max(), most < units.amount[unit] else { return 0 }
    return max(1, most.rawValue)
  }

  private static func reason(
    _ unit: Int, _ plan: Plan, _ request: Requests.Request, _ group: Group, _ eligibility: Eligibility, _ snapshot: Snapshot,
    mostAmount: Int64
  ) -> Reason {
    let why = plan.why[unit]
    if plan.receiver[unit] >= 0 {
      guard why.runnerUp >= 0 else { return .assignedOnly(eligible: Int64(why.eligible), cost: why.cost.rawValue) }
      let (eligible, runnerUp) = (Int64(why.eligible), snapshot.collectors.id[Int(why.runnerUp)])
      return request.former < 0
        ? .assignedAgain(eligible: eligible, cost: why.cost.rawValue, runnerUp: runnerUp, runnerUpCost: why.runnerUpCost.rawValue)
        : .assignedCheapest(eligible: eligible, cost: why.cost.rawValue, runnerUp: runnerUp, runnerUpCost: why.runnerUpCost.rawValue)
    }
    let filtered = eligibility.filtered[Int(group.signature)]
    if filtered.inTeams == 0 { return .nobodyInTeams(route: Int64(filtered.route) + 1) }
    if filtered.withSkills == 0 { return .nobodyWithSkills(required: filtered.requiredSkills, collectors: Int64(filtered.inTeams)) }
    if filtered.present == 0 { return .nobodyPresent(collectors: Int64(filtered.withSkills)) }
    guard why.eligible > 0 else {
      let former = Int64(max(0, request.former))
      let conflicts = Int64(group.exclusions.count) - former
      return .everybodyExcluded(collectors: Int64(filtered.present), formerHolders: former, conflicts: conflicts)
    }
    // However many places there are: nobody's amount limit bears the case.
    if mostAmount > 0 {
      return .noRoom(eligible: Int64(why.eligible), places: 0, wanted: Int64(group.members.count), mostAmount: mostAmount)
    }
    let shortage = why.shortage >= 0 ? plan.shortages[Int(why.shortage)] : nil
    return .noRoom(
      eligible: Int64(shortage?.receivers ?? why.eligible), places: shortage?.places ?? 0,
      wanted: shortage?.wanted ?? Int64(group.members.count))
  }
}
