import Allocation
import Movement
import Policy
import Portfolio

/// The plan, told back in cases and reasons.
struct Answer {
  private let snapshot: Snapshot
  let requests: Requests
  private let reading: Reading
  private let coverage: Coverage
  private let book: AccountBook
  /// By request: receiver (−1 nobody) and why.
  private var placed: [(receiver: Int32, reason: Reason)]
  /// What was asked and answered last, for those who compare.
  let question: Question
  let plan: Plan
  private(set) var totals = PlanTotals()
  private(set) var holderAfter: [CollectorIndex]

  init(
    _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ reading: Reading, _ movement: MovementPass,
    _ loads: CollectorLoads,
    _ requests: Requests
  ) throws(NightError) {
    var requests = requests
    let groups = requests.group(snapshot, policies)
    let placement = Placement(groups, requests, snapshot, policies, coverage, reading, loads)
    let book = AccountBook(requests.requests, snapshot, policies, coverage)
    var question = try Question(placement.open, placement, book, requests, snapshot, policies, coverage, reading, loads)
    var plan = Solver.solve(question.instance, AllocationSettings())
    // A group that found no room as a whole is split before one of its cases stays unassigned.
    if let divided = Self.divided(question.groups, plan, requests.requests, policies) {
      question = try Question(divided, placement, book, requests, snapshot, policies, coverage, reading, loads)
      plan = Solver.solve(question.instance, AllocationSettings())
    }
    self.snapshot = snapshot
    (self.question, self.plan) = (question, plan)
    self.requests = requests
    self.reading = reading
    self.coverage = coverage
    self.book = book
    placed = placement.fixed.map { $0 ?? (-1, .noRoom(eligible: 0, places: 0, wanted: 0)) }
    holderAfter = snapshot.cases.holder
    for (unit, group) in question.groups.enumerated() {
      for member in group.members {
        placed[member] = (plan.receiver[unit], Self.reason(unit, plan, requests.requests[member], group, requests.eligibility, snapshot))
      }
    }
    totals.units = question.groups.count
    totals.assignedUnits = plan.receiver.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    (totals.loadCost, totals.fairnessCost, totals.quotaCost) = (plan.loadCost, plan.fairnessCost, plan.quotaCost)
    (totals.moves, totals.passes) = (plan.moves, plan.passes)
    for i in snapshot.cases.indices { if case .holds(_, ownerKeeps: false, _) = movement.moves[i] { holderAfter[i] = .none } }
    for (position, request) in requests.requests.enumerated() {
      if placed[position].receiver >= 0 || Self.mustLeave(request.recall) {
        holderAfter[request.caseIndex.position] = CollectorIndex(rawValue: placed[position].receiver)
      }
    }
  }

  /// The accounts that the decisions count in.
  func accounts(_ policies: PolicySet) -> [AccountKey] { book.named(policies) }

  /// One decision per case that moved or could not, in ascending order of case.
  func decisions(_ movement: MovementPass) -> [Decision] {
    var decisions: [Decision] = []
    for (index, policy, reason) in requests.refused {
      decisions.append(
        Decision(caseIndex: index, kind: .unassigned, from: snapshot.cases.holder[index.position], policy: policy, reason: reason))
    }
    for (position, request) in requests.requests.enumerated() {
      if let decision = decision(request, placed[position], account: book.accountOf[position]) { decisions.append(decision) }
    }
    for i in snapshot.cases.indices {
      guard case .holds(let reason, let ownerKeeps, _) = movement.moves[i] else { continue }
      let leaves = !ownerKeeps && snapshot.cases.holder[i] != .none
      decisions.append(
        Decision(
          caseIndex: CaseIndex(i), kind: leaves ? .recalled : .held, from: snapshot.cases.holder[i], policy: coverage.policy[i],
          reason: reason,
          recallReason: leaves ? reason : nil))
    }
    return decisions.sorted { $0.caseIndex < $1.caseIndex }
  }

  /// nil when a recalled case stays with its holder because nobody else has room.
  private func decision(_ request: Requests.Request, _ place: (receiver: Int32, reason: Reason), account: Int32) -> Decision? {
    let holder = snapshot.cases.holder[request.caseIndex.position]
    let kind: DecisionKind
    switch (place.receiver >= 0, request.recall) {
    case (true, nil): kind = .assigned
    case (true, .some): kind = .moved
    case (false, nil): kind = .unassigned
    case (false, .some(let recall)):
      guard Self.mustLeave(recall) else { return nil }
      kind = .recalled
    }
    return Decision(
      caseIndex: request.caseIndex, kind: kind, from: holder, to: CollectorIndex(rawValue: place.receiver), policy: request.policy,
      route: request.route,
      reason: place.reason, recallReason: request.recall, account: account)
  }

  /// A holder who is gone or not authorised cannot keep the case even when nobody else has room.
  private static func mustLeave(_ recall: Reason?) -> Bool {
    switch recall {
    case .recallHolderLeft, .recallNotAuthorised: true
    default: false
    }
  }

  private static func divided(_ groups: [Group], _ plan: Plan, _ requests: [Requests.Request], _ policies: PolicySet) -> [Group]? {
    var any = false
    let result = groups.enumerated().flatMap { unit, group -> [Group] in
      guard plan.receiver[unit] < 0, group.members.count > 1,
        case .debtor(.split) = policies.policies[Int(requests[group.members[0]].policy)].together
      else { return [group] }
      any = true
      return Grouping.singles(group, requests)
    }
    return any ? result : nil
  }

  private static func reason(
    _ unit: Int, _ plan: Plan, _ request: Requests.Request, _ group: Group, _ eligibility: Eligibility, _ snapshot: Snapshot
  ) -> Reason {
    let why = plan.why[unit]
    if plan.receiver[unit] >= 0 {
      guard why.runnerUp >= 0 else { return .assignedOnly(eligible: Int64(why.eligible), cost: why.cost) }
      let (eligible, runnerUp) = (Int64(why.eligible), snapshot.collectors.id[Int(why.runnerUp)])
      return request.former < 0
        ? .assignedAgain(eligible: eligible, cost: why.cost, runnerUp: runnerUp, runnerUpCost: why.runnerUpCost)
        : .assignedCheapest(eligible: eligible, cost: why.cost, runnerUp: runnerUp, runnerUpCost: why.runnerUpCost)
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
    let shortage = why.shortage >= 0 ? plan.shortages[Int(why.shortage)] : nil
    return .noRoom(
      eligible: Int64(shortage?.receivers ?? why.eligible), places: shortage?.places ?? 0,
      wanted: shortage?.wanted ?? Int64(group.members.count))
  }
}
