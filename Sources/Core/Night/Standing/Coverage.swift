import Policy
import Portfolio

/// Which policy covers each case, and the case's amount in the base currency.
struct Coverage {
  /// Position in `PolicySet.policies` by case, −1 when none covers it.
  private(set) var policy: [Int16]
  /// Base minor units by case; 0 without exchange rate.
  private(set) var amount: [Int64]
  /// Cases whose currency has no exchange rate.
  private(set) var withoutRate: [Bool]
  private var matched: [Int]

  /// The first active policy, in order of name, whose `covers` holds has the case.
  init(_ snapshot: Snapshot, _ policies: PolicySet, _ debtors: DebtorCounts? = nil) {
    let count = snapshot.cases.count
    let active = policies.active(on: snapshot.slot)
    let bound = active.map { policies.policies[$0].covers.bind(to: snapshot, debtors: debtors) }
    policy = [Int16](repeating: -1, count: count)
    amount = [Int64](repeating: 0, count: count)
    withoutRate = [Bool](repeating: false, count: count)
    matched = [Int](repeating: 0, count: policies.policies.count)
    for i in 0..<count {
      if let value = policies.agency.inBase(snapshot.cases.outstanding[i], snapshot.cases.currency[i]) {
        amount[i] = value
      } else {
        withoutRate[i] = true
      }
      let found = bound.firstIndex { $0.holdsForColumns(CaseIndex(i), snapshot, amount: amount[i]) }
      guard let found else { continue }
      policy[i] = Int16(active[found])
      matched[active[found]] += 1
    }
  }

  func health(_ policies: PolicySet) -> [RuleHealth] {
    policies.policies.indices.map {
      RuleHealth(policy: policies.policies[$0].name, rule: "covers", matched: matched[$0], considered: policy.count)
    }
  }
}
