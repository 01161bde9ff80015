import Movement
import Policy
import Portfolio

/// Stay, recall, hold or deal, for every case, by the rules of its policy.
struct MovementPass {
  private(set) var moves: [Move] = []
  /// Whether the case counts in its holder's load.
  private(set) var countsAsLoad: [Bool] = []
  private(set) var rules: [MovementRules?]
  private var counts: [[Int]]
  private static let kinds = ["stay", "recall", "hold", "deal"]

  init(_ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ reading: Reading) {
    let active = Set(policies.active(on: snapshot.slot))
    rules = policies.policies.indices.map { active.contains($0) ? MovementRules(policies.policies[$0].movement, snapshot, policies.agency.calendar) : nil }
    counts = policies.policies.map { _ in [Int](repeating: 0, count: 5) }
    moves.reserveCapacity(snapshot.cases.count)
    countsAsLoad.reserveCapacity(snapshot.cases.count)
    for i in snapshot.cases.indices {
      let move = decide(i, snapshot, coverage, reading)
      moves.append(move)
      if case .holds(_, _, let counts) = move { countsAsLoad.append(counts) } else { countsAsLoad.append(true) }
    }
  }

  /// A case nobody covers stays where it is; in the pool it waits for a policy.
  private mutating func decide(_ i: Int, _ snapshot: Snapshot, _ coverage: Coverage, _ reading: Reading) -> Move {
    let policy = Int(coverage.policy[i])
    guard policy >= 0, let rules = rules[policy] else { return snapshot.cases.holder[i] == .none ? .deals : .keeps }
    let move: Move
    if coverage.withoutRate[i] {
      move = .holds(Reason(.holdNoRate, Int64(snapshot.cases.currency[i].packed)), ownerKeeps: true, countsAsLoad: true)
    } else {
      move = rules.decide(CaseIndex(i), snapshot, reading.facts(i, coverage))
    }
    counts[policy][4] += 1
    switch move {
    case .stays: counts[policy][0] += 1
    case .recalls: counts[policy][1] += 1
    case .holds: counts[policy][2] += 1
    case .deals: counts[policy][3] += 1
    case .keeps: break
    }
    return move
  }

  func health(_ policies: PolicySet) -> [RuleHealth] {
    policies.policies.indices.flatMap { p in
      Self.kinds.indices.map { RuleHealth(policy: policies.policies[p].name, rule: Self.kinds[$0], matched: counts[p][$0], considered: counts[p][4]) }
    }
  }
}
