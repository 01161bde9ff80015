import Movement
package import Policy
package import Portfolio

/// A case that a person wants somewhere else.
package struct ProposedMove: Hashable, Sendable {
  package var caseIndex: CaseIndex
  /// `.none` sends it back to the pool.
  package var to: CollectorIndex
  package init(_ caseIndex: CaseIndex, to: CollectorIndex) {
    self.caseIndex = caseIndex
    self.to = to
  }
}

/// What moves by hand would break and change, by the rules a night would go by.
package struct Examination: Sendable {
  /// The load of one person the moves touch.
  package struct Effect: Sendable, Hashable {
    package var collector: CollectorIndex
    package var casesBefore: Int32
    package var casesAfter: Int32
    /// Base minor units.
    package var amountBefore: Int64
    package var amountAfter: Int64
    /// New cases he could still get by his caps before the moves.
    package var room: Int32
  }
  /// For each move, in the order given, each broken rule once, in order of `MoveRule`.
  package fileprivate(set) var findings: [[MoveFinding]] = []
  /// For each move, the account of fairness that its case counts in; nil when no route speaks for it.
  package fileprivate(set) var accounts: [AccountKey?] = []
  /// Ascending by collector.
  package fileprivate(set) var effects: [Effect] = []
}

extension Night {
  /// Examines moves without deciding anything: pure, like `decide`, and with the same parts. The snapshot must hold the cases, the other cases
  /// of their debtors and all cases of the people they go to; more changes nothing but the figures of others. Each case at most once.
  package static func examine(_ snapshot: Snapshot, _ policies: PolicySet, _ moves: [ProposedMove]) -> Examination {
    let coverage = Coverage(snapshot, policies)
    let reading = Reading(snapshot, policies, coverage)
    let movement = MovementPass(snapshot, policies, coverage, reading)
    let loads = WorkloadPass.loads(snapshot, policies, coverage, reading, movement)
    var examiner = Examiner(snapshot, policies, coverage, reading, movement, loads, moves)
    var result = Examination()
    result.findings = moves.map { examiner.findings($0) }
    result.accounts = moves.map { examiner.account($0) }
    result.effects = examiner.effects
    return result
  }
}

/// Walks through the moves in order; caps fill up as it goes.
private struct Examiner {
  private let snapshot: Snapshot
  private let policies: PolicySet
  private let coverage: Coverage
  private let reading: Reading
  private let movement: MovementPass
  private let loads: CollectorLoads
  private let routes: [[BoundCondition]]
  private var eligibility: Eligibility
  /// Who holds each moved case afterwards.
  private let after: [CaseIndex: CollectorIndex]
  /// Cases of each debtor with a moved case.
  private var debtorCases: [Int64: [CaseIndex]] = [:]
  private var room: [Int32]
  private var amountRoom: [Int64]
  private(set) var effects: [Examination.Effect] = []

  init(
    _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ reading: Reading, _ movement: MovementPass,
    _ loads: CollectorLoads,
    _ moves: [ProposedMove]
  ) {
    (self.snapshot, self.policies, self.coverage, self.reading, self.movement, self.loads) = (
      snapshot, policies, coverage, reading, movement, loads
    )
    routes = policies.policies.map { $0.routes.map { $0.when.bind(to: snapshot) } }
    eligibility = Eligibility(snapshot, policies)
    after = Dictionary(moves.map { ($0.caseIndex, $0.to) }, uniquingKeysWith: { $1 })
    (room, amountRoom) = (loads.room, loads.amountRoom)
    let debtors = Set(moves.map { snapshot.cases.debtor[$0.caseIndex.position] }).subtracting([0])
    for i in snapshot.cases.indices where debtors.contains(snapshot.cases.debtor[i]) {
      debtorCases[snapshot.cases.debtor[i], default: []].append(CaseIndex(i))
    }
    // What leaves a person makes room for what comes to him.
    for move in moves {
      let from = snapshot.cases.holder[move.caseIndex.position]
      guard from != .none, from != move.to, movement.countsAsLoad[move.caseIndex.position], loads.closedBy[from.position] == .open else {
        continue
      }
      room[from.position] += 1
      if amountRoom[from.position] != .max { amountRoom[from.position] += coverage.amount[move.caseIndex.position] }
    }
    effects = Self.effects(snapshot, coverage, loads, moves)
  }

  private static func effects(
    _ snapshot: Snapshot, _ coverage: Coverage, _ loads: CollectorLoads, _ moves: [ProposedMove]
  ) -> [Examination.Effect] {
    var cases: [CollectorIndex: Int32] = [:]
    var amount: [CollectorIndex: Int64] = [:]
    for move in moves {
      let from = snapshot.cases.holder[move.caseIndex.position]
      guard from != move.to else { continue }
      let value = coverage.amount[move.caseIndex.position]
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
    let holder = snapshot.cases.holder[i]
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
    var found: [MoveFinding] = []
    if loads.closedBy[c] == .inactive || loads.closedBy[c] == .left { found.append(.receiverGone) }
    if snapshot.conflicts[move.caseIndex].contains(move.to) { found.append(.conflict) }
    var required = snapshot.cases.requiredSkills[i]
    let policy = Int(coverage.policy[i])
    if policy < 0 {
      found.append(.noPolicy)
    } else if let route = route(move.caseIndex) {
      for skill in policies.policies[policy].routes[route].skills {
        if let bit = snapshot.skills.find(skill) { required |= 1 << UInt64(bit) }
      }
      if !eligibility.members(Int16(policy), Int16(route), snapshot, policies).binarySearch(move.to.rawValue) {
        found.append(.outsideRoute(route: Int64(route) + 1))
      }
    } else {
      found.append(.noRoute)
    }
    let missing = required & ~snapshot.collectors.skills[c]
    if missing != 0 { found.append(.missingSkill(missing: missing)) }
    let caseClass = reading.verdicts[i].caseClass
    if loads.allowedClasses[c] & (1 << caseClass.rawValue) == 0 { found.append(.classNotAllowed(caseClass)) }
    if move.to != snapshot.cases.holder[i],
      loads.closedBy[c] == .notPresent || loads.nextPresent[c] > snapshot.slot + Requests.recallPresenceDays
    {
      found.append(.absent)
    }
    return found
  }

  /// Position of the first route of the case's policy that holds for it.
  private func route(_ index: CaseIndex) -> Int? {
    let policy = Int(coverage.policy[index.position])
    guard policy >= 0 else { return nil }
    return routes[policy].firstIndex { $0.holds(index, snapshot, reading.facts(index.position, coverage)) }
  }

  func account(_ move: ProposedMove) -> AccountKey? {
    route(move.caseIndex).map {
      AccountBook.key(coverage.policy[move.caseIndex.position], Int16($0), move.caseIndex, snapshot, policies, coverage).named(policies)
    }
  }

  private mutating func caps(_ move: ProposedMove) -> [MoveFinding] {
    let (i, c) = (move.caseIndex.position, move.to.position)
    var found: [MoveFinding] = []
    // Who is not there has no room; that is said already.
    guard loads.closedBy[c] == .open || loads.closedBy[c].rawValue > CloseReason.notPresent.rawValue else { return [] }
    if room[c] <= 0, loads.closedBy[c] != .amountLimit {
      found.append(.noRoom(room: Int64(loads.room[c]), closedBy: loads.closedBy[c]))
    }
    if amountRoom[c] != .max, amountRoom[c] < coverage.amount[i] { found.append(.noAmountRoom(room: max(0, loads.amountRoom[c]))) }
    room[c] = max(0, room[c] - 1)
    if amountRoom[c] != .max { amountRoom[c] = max(0, amountRoom[c] - coverage.amount[i]) }
    return found
  }

  /// What speaks for the case to stay where it is, or against its going back.
  private func commitments(_ move: ProposedMove) -> [MoveFinding] {
    let i = move.caseIndex.position
    var found: [MoveFinding] = []
    let pin = Pins.inForce(move.caseIndex, snapshot)
    if let pin, pin != move.to { found.append(.pinnedElsewhere(collector: snapshot.collectors.id[pin.position])) }
    switch movement.moves[i] {
    case .holds(let reason, _, _): found.append(.stopped(by: reason))
    case .stays(.stayPinned), .keeps, .recalls, .deals: break
    case .stays(let reason): found.append(.commitment(by: reason))
    }
    let policy = Int(coverage.policy[i])
    if move.to != .none, policy >= 0, let rules = movement.rules[policy],
      rules.excludedFormerHolders(move.caseIndex, snapshot).contains(move.to)
    {
      found.append(.formerHolder)
    }
    return found
  }

  /// The debtor's cases under the same policy that would lie with somebody else.
  private func group(_ move: ProposedMove) -> [MoveFinding] {
    let i = move.caseIndex.position
    let policy = coverage.policy[i]
    guard policy >= 0, case .debtor = policies.policies[Int(policy)].together, move.to != snapshot.cases.holder[i] else { return [] }
    let elsewhere = debtorCases[snapshot.cases.debtor[i], default: []].count { other in
      guard other != move.caseIndex, coverage.policy[other.position] == policy else { return false }
      let holder = after[other] ?? snapshot.cases.holder[other.position]
      return holder != .none && holder != move.to
    }
    return elsewhere > 0 ? [.splitsGroup(others: Int64(elsewhere))] : []
  }
}
