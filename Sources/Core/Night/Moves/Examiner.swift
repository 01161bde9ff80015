import Movement
import Policy
import Portfolio
import Workload

/// Walks through the moves in order; caps fill up as it goes.
struct Examiner {
  private let standing: Standing
  private let routes: [[BoundCondition]]
  private var eligibility: Eligibility
  private let never: Barring
  /// Who holds each moved case afterwards.
  private let after: [CaseIndex: CollectorIndex]
  /// Cases of each debtor with a moved case.
  private var debtorCases: [Int64: [CaseIndex]] = [:]
  /// What the caps leave everybody who gives or gets a case.
  private var bounds: [CollectorIndex: Bounds] = [:]
  private let services: [[(rule: ServiceRule, when: BoundCondition)]]
  private(set) var effects: [Examination.Effect] = []

  init(_ standing: Standing, _ moves: [ProposedMove]) {
    self.standing = standing
    let (snapshot, policies) = (standing.snapshot, standing.policies)
    routes = policies.policies.map { $0.routes.map { $0.when.bind(to: snapshot, debtors: standing.debtors) } }
    eligibility = Eligibility(snapshot, policies)
    never = Barring(standing)
    after = Dictionary(moves.map { ($0.caseIndex, $0.to) }, uniquingKeysWith: { $1 })
    services = policies.policies.map { $0.service.map { (rule: $0, when: $0.when.bind(to: snapshot, debtors: standing.debtors)) } }
    let debtors = Set(moves.map { snapshot.cases.debtor[$0.caseIndex.position] }).subtracting([0])
    for i in snapshot.cases.indices where debtors.contains(snapshot.cases.debtor[i]) {
      debtorCases[snapshot.cases.debtor[i], default: []].append(CaseIndex(i))
    }
    // What leaves a person makes room for what comes to him.
    for move in moves {
      let from = snapshot.cases.holder[move.caseIndex.position]
      guard from != .none, from != move.to else { continue }
      if standing.movement.countsAsLoad[move.caseIndex.position] {
        bounds[from, default: standing.desks.bounds(from.position)].leaves(amount: standing.coverage.amount[move.caseIndex.position])
      }
      if move.isOfToday { bounds[from, default: standing.desks.bounds(from.position)].givesBackANewCase() }
    }
    effects = Self.effects(standing, moves)
  }

  private static func effects(_ standing: Standing, _ moves: [ProposedMove]) -> [Examination.Effect] {
    let (snapshot, loads) = (standing.snapshot, standing.loads)
    var cases: [CollectorIndex: Int32] = [:]
    var amount: [CollectorIndex: Int64] = [:]
    for move in moves {
      let from = snapshot.cases.holder[move.caseIndex.position]
      guard from != move.to else { continue }
      let value = standing.coverage.amount[move.caseIndex.position]
      if from != .none {
        cases[from, default: 0] -= 1
        amount[from, default: 0] -= value
      }
      if move.to != .none {
        cases[move.to, default: 0] += 1
        amount[move.to, default: 0] += value
      }
    }
    return cases.sorted { $0.key < $1.key }.map { collector, change in
      let c = collector.position
      return Examination.Effect(
        collector: collector, casesBefore: loads.openCases[c], casesAfter: loads.openCases[c] + change, amountBefore: loads.openAmount[c],
        amountAfter: loads.openAmount[c] + amount[collector, default: 0], room: loads.room[c])
    }
  }

  mutating func findings(_ move: ProposedMove) -> [MoveFinding] {
    let i = move.caseIndex.position
    let holder = standing.snapshot.cases.holder[i]
    var found = move.to == .none ? [] : fitness(move)
    if move.to != holder {
      if move.to != .none { found += caps(move) }
      found += commitments(move)
    }
    found += group(move)
    return found.sorted { $0.rule.rawValue < $1.rule.rawValue }
  }

  /// Whether the person may have the case at all.
  private mutating func fitness(_ move: ProposedMove) -> [MoveFinding] {
    let (i, c) = (move.caseIndex.position, move.to.position)
    let (snapshot, loads) = (standing.snapshot, standing.loads)
    var found: [MoveFinding] = []
    if loads.closedBy[c] == .inactive || loads.closedBy[c] == .left { found.append(.receiverGone) }
    if snapshot.conflicts[move.caseIndex].contains(move.to) { found.append(.conflict) }
    var required = snapshot.cases.requiredSkills[i]
    let policy = Int(standing.coverage.policy[i])
    if policy < 0 {
      found.append(.noPolicy)
    } else if let route = route(move.caseIndex) {
      for skill in standing.policies.policies[policy].routes[route].skills {
        if let bit = snapshot.skills.find(skill) { required |= 1 << UInt64(bit) }
      }
      let kept = never.holding(policy, move.caseIndex, standing, standing.facts(i))
      if !eligibility.members(Int16(policy), Int16(route), never: kept, standing).binarySearch(move.to.rawValue) {
        found.append(.outsideRoute(route: Int64(route) + 1))
      }
    } else {
      found.append(.noRoute)
    }
    let missing = required & ~snapshot.collectors.skills[c]
    if missing != 0 { found.append(.missingSkill(missing: missing)) }
    let caseClass = standing.reading.verdicts[i].caseClass
    if loads.allowedClasses[c] & (1 << caseClass.rawValue) == 0 { found.append(.classNotAllowed(caseClass)) }
    let days = presenceDays(move.caseIndex)
    if move.to != snapshot.cases.holder[i], loads.closedBy[c] == .notPresent || loads.nextPresent[c] > snapshot.slot + days {
      found.append(.absent(within: Int64(days)))
    }
    return found
  }

  /// Within how many days the case wants somebody there: as for a case that a night takes from one and gives to another.
  private func presenceDays(_ index: CaseIndex) -> Int {
    let policy = Int(standing.coverage.policy[index.position])
    guard policy >= 0 else { return Requests.presenceDays(.standard) }
    let facts = standing.facts(index.position)
    return Requests.presenceDays(services[policy].first { $0.when.holds(index, standing.snapshot, facts) }?.rule ?? .standard)
  }

  /// Position of the first route of the case's policy that holds for it.
  private func route(_ index: CaseIndex) -> Int? {
    let policy = Int(standing.coverage.policy[index.position])
    guard policy >= 0 else { return nil }
    return routes[policy].firstIndex { $0.holds(index, standing.snapshot, standing.facts(index.position)) }
  }

  func account(_ move: ProposedMove) -> AccountKey? {
    route(move.caseIndex).map {
      AccountBook.key(standing.coverage.policy[move.caseIndex.position], Int16($0), move.caseIndex, standing).named(standing.policies)
    }
  }

  private mutating func caps(_ move: ProposedMove) -> [MoveFinding] {
    let (c, loads, amount) = (move.to.position, standing.loads, standing.coverage.amount[move.caseIndex.position])
    var found: [MoveFinding] = []
    // Who is not there has no room; that is said already.
    guard loads.closedBy[c] == .open || loads.closedBy[c].rawValue > CloseReason.notPresent.rawValue else { return [] }
    var left = bounds[move.to] ?? standing.desks.bounds(c)
    // Each cap by itself: a portfolio that is full says nothing of the amount.
    var passed: [CloseReason] = []
    if left.cases <= 0 { passed.append(.caseLimit) }
    if left.newCases <= 0 { passed.append(.newPerDay) }
    if !passed.isEmpty || left.tonight <= 0 { found.append(.noRoom(room: Int64(loads.room[c]), passed: passed)) }
    if left.amount != .max, left.amount < amount { found.append(.noAmountRoom(room: max(0, left.amount))) }
    left.comes(amount: amount)
    bounds[move.to] = left
    return found
  }

  /// What speaks for the case to stay where it is, or against its going back.
  private func commitments(_ move: ProposedMove) -> [MoveFinding] {
    let (i, snapshot) = (move.caseIndex.position, standing.snapshot)
    var found: [MoveFinding] = []
    let pin = Pins.inForce(move.caseIndex, snapshot)
    if let pin, pin != move.to { found.append(.pinnedElsewhere(collector: snapshot.collectors.id[pin.position])) }
    switch standing.movement.moves[i] {
    case .holds(let reason, _, _): found.append(.stopped(by: reason))
    case .stays(.stayPinned), .keeps, .recalls, .deals: break
    case .stays(let reason): found.append(.commitment(by: reason))
    }
    let policy = Int(standing.coverage.policy[i])
    if move.to != .none, policy >= 0, let rules = standing.movement.rules[policy],
      rules.excludedFormerHolders(move.caseIndex, snapshot).contains(move.to)
    {
      found.append(.formerHolder)
    }
    return found
  }

  /// The debtor's cases under the same policy that would lie with somebody else.
  private func group(_ move: ProposedMove) -> [MoveFinding] {
    let (i, snapshot, coverage) = (move.caseIndex.position, standing.snapshot, standing.coverage)
    let policy = coverage.policy[i]
    guard policy >= 0, case .debtor = standing.policies.policies[Int(policy)].together, move.to != snapshot.cases.holder[i] else {
      return []
    }
    let elsewhere = debtorCases[snapshot.cases.debtor[i], default: []].count { other in
      guard other != move.caseIndex, coverage.policy[other.position] == policy else { return false }
      let holder = after[other] ?? snapshot.cases.holder[other.position]
      return holder != .none && holder != move.to
    }
    return elsewhere > 0 ? [.splitsGroup(others: Int64(elsewhere))] : []
  }
}
