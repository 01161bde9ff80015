import Policy
import Portfolio

/// Everybody's new cases of the month after the plan, and his share of them by hours, over all accounts: those of tonight and those of routes without
/// a case tonight, what the plan dealt and what was placed before it. In 1/1024 case.
struct MonthCount {
  private struct Rule: Hashable {
    var policy: String
    var rule: String
  }
  private static let perCase: Int64 = 1024
  private(set) var after: [Int64]
  private(set) var share: [Int64]

  init(_ answer: Answer) {
    let (standing, month) = (answer.standing, answer.standing.snapshot.month)
    let (policies, minutes) = (standing.policies.policies, answer.question.month.minutes)
    let nobody = [Int64](repeating: 0, count: minutes.count)
    (after, share) = (nobody, nobody)
    // Rules that no policy has any more gave cases too.
    var given: [Rule: [Int64]] = [:]
    for entry in month.entries where entry.collector != .none {
      let key = month.keys[Int(entry.account)]
      given[Rule(policy: key.policy, rule: key.rule), default: nobody][entry.collector.position] += Int64(entry.cases)
    }
    for (position, request) in answer.offer.requests.requests.enumerated() {
      guard let receiver = answer.receiver(position) else { continue }
      let policy = policies[Int(request.policy)]
      given[Rule(policy: policy.name, rule: policy.routes[Int(request.route)].rule), default: nobody][receiver] += 1
    }
    var eligibility = answer.offer.requests.eligibility
    // Sums of whole numbers: the order of the rules decides nothing.
    for (rule, cases) in given {
      var people = minutes.indices.filter { minutes[$0] > 0 }
      if let p = policies.firstIndex(where: { $0.name == rule.policy }),
        let r = policies[p].routes.firstIndex(where: { $0.rule == rule.rule })
      {
        people = eligibility.people(Int16(p), Int16(r), standing).map { Int($0) }.filter { minutes[$0] > 0 }
      }
      let total = cases.reduce(0, +) * Self.perCase
      let hours = people.reduce(Int128(0)) { $0 + Int128(minutes[$1]) }
      for c in cases.indices { after[c] += cases[c] * Self.perCase }
      for c in people where hours > 0 { share[c] += Int64(clamping: Int128(total) * Int128(minutes[c]) / hours) }
    }
  }
}
