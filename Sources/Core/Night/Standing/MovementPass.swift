import Movement
import Policy
import Portfolio

/// Stay, recall, hold or deal, for every case, by the rules of its policy.
struct MovementPass {
  private(set) var moves: [Move] = []
  /// Whether the case counts in its holder's load.
  private(set) var countsAsLoad: [Bool] = []
  /// By policy; nil when the policy is not in force on the slot.
  private(set) var rules: [MovementRules?]
  private var tallies: [MovementTally]

  /// `gone`: those with whom no case stays, by position; nobody by day and by earlier rules.
  init(
    _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage, _ reading: Reading, _ debtors: DebtorCounts?, gone: Gone,
    _ method: Night.Rules
  ) {
    let active = Set(policies.active(on: snapshot.slot))
    let days = HolderDays(snapshot, policies.agency.calendar)
    let clients = snapshot.clients.names.map { name in policies.agency.clientCalendars.first { $0.client == name }?.calendar }
    rules = policies.policies.indices.map {
      active.contains($0)
        ? MovementRules(
          policies.policies[$0].movement, snapshot, policies.agency.calendar, clients: clients, days: days, debtors: debtors,
          tellsPromiseDays: method.tellsPromiseDays) : nil
    }
    tallies = policies.policies.map { MovementTally($0.movement) }
    moves.reserveCapacity(snapshot.cases.count)
    countsAsLoad.reserveCapacity(snapshot.cases.count)
    for i in snapshot.cases.indices {
      // Before every rule, those about leavers too: nothing is dealt, and nothing taken. It counts as before, so that nothing else moves for it.
      let move =
        snapshot.cases.hold[i] == .emergency
        ? .holds(
          method.namesEmergencyStops ? .emergencyStop : .holdEntered(kind: .emergency, daysLeft: nil), ownerKeeps: true, countsAsLoad: true)
        : gone.leaving(decide(i, snapshot, coverage, reading), i, snapshot, policies, coverage)
      moves.append(move)
      if case .holds(_, _, let counts) = move { countsAsLoad.append(counts) } else { countsAsLoad.append(true) }
    }
  }

  /// A case nobody covers stays where it is; in the pool it waits for a policy.
  private mutating func decide(_ i: Int, _ snapshot: Snapshot, _ coverage: Coverage, _ reading: Reading) -> Move {
    let policy = Int(coverage.policy[i])
    guard policy >= 0, rules[policy] != nil else { return snapshot.cases.holder[i] == .none ? .deals : .keeps }
    if coverage.withoutRate[i] {
      return .holds(.holdNoRate(currency: snapshot.cases.currency[i]), ownerKeeps: true, countsAsLoad: true)
    }
    // Through the array: a copy of the rules for each case would cost more than the rules.
    return rules[policy]?.decide(CaseIndex(i), snapshot, reading.facts(i, coverage), tally: &tallies[policy]) ?? .keeps
  }

  func health(_ policies: PolicySet) -> [RuleHealth] {
    policies.policies.indices.flatMap { tallies[$0].health(policy: policies.policies[$0].name, policies.policies[$0].movement) }
  }
}
