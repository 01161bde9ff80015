import Policy
import Portfolio

/// How many of the cases that a policy covers are in each of its segments.
enum SegmentCount {
  /// `segment big late`, by policy in the order of the file.
  static func health(_ standing: Standing) -> [RuleHealth] {
    let (snapshot, policies) = (standing.snapshot, standing.policies.policies)
    guard policies.contains(where: { !$0.segments.isEmpty }) else { return [] }
    let bound = policies.map { $0.segments.map { $0.when.bind(to: snapshot, debtors: standing.debtors) } }
    var matched = policies.map { [Int](repeating: 0, count: $0.segments.count) }
    var covered = [Int](repeating: 0, count: policies.count)
    for i in snapshot.cases.indices where standing.coverage.policy[i] >= 0 {
      let (p, index, facts) = (Int(standing.coverage.policy[i]), CaseIndex(i), standing.facts(i))
      covered[p] += 1
      for s in bound[p].indices where bound[p][s].holds(index, snapshot, facts) { matched[p][s] += 1 }
    }
    return policies.indices.flatMap { p in
      policies[p].segments.indices.map { s in
        RuleHealth(
          policy: policies[p].name, rule: "segment " + policies[p].segments[s].name, matched: matched[p][s], considered: covered[p])
      }
    }
  }
}
