import Policy
import Portfolio

/// The rules of `never`, bound to one night: which hold for a case, and whom they keep away.
struct Barring {
  private let rules: [[BoundCondition]]

  init(_ standing: Standing) {
    rules = standing.policies.policies.map { policy in
      policy.never.map { $0.when.bind(to: standing.snapshot, debtors: standing.debtors) }
    }
  }

  /// A bit for each rule of the policy that holds for the case.
  func holding(_ policy: Int, _ index: CaseIndex, _ standing: Standing, _ facts: CaseFacts) -> UInt64 {
    var bits: UInt64 = 0
    for (place, rule) in rules[policy].enumerated() where rule.holds(index, standing.snapshot, facts) { bits |= 1 << UInt64(place) }
    return bits
  }

  /// Those rules that hold for every case.
  static func unconditional(_ policy: CasePolicy) -> UInt64 {
    policy.never.indices.reduce(0) { policy.never[$1].when == .always ? $0 | 1 << UInt64($1) : $0 }
  }

  /// By collector: whether one of the rules keeps him away on the snapshot's slot.
  static func barred(_ policy: CasePolicy, _ bits: UInt64, _ snapshot: Snapshot) -> [Bool] {
    let people = snapshot.collectors
    var barred = [Bool](repeating: false, count: people.count)
    for (place, rule) in policy.never.enumerated() where bits & (1 << UInt64(place)) != 0 {
      let teams = snapshot.teams.names.map { name in rule.teams.contains { Glob.matches($0, name) } }
      for c in people.indices where !barred[c] {
        let joined = people.joinedOn[c]
        let isNew = rule.joinedWithinDays.map { joined.isKnown && snapshot.slot - joined < $0 } ?? false
        let isInTeam = people.team[c] >= 0 && teams[Int(people.team[c])]
        barred[c] = isNew || isInTeam || rule.collectors.contains { Glob.matches($0, people.code[c]) }
      }
    }
    return barred
  }
}
