package import Policy
import Portfolio

/// Somebody whom a rule of `never` keeps away; any of the three of a rule is enough, so that each is compared by itself.
package enum NeverTarget: Hashable, Sendable {
  /// Pattern of teams.
  case team(String)
  /// Pattern of codes.
  case collector(String)
  /// Whoever joined fewer days before the slot.
  case joined(withinDays: Int)

  /// Whom a rule names, as the file has them.
  package static func of(_ rule: NeverRule) -> [NeverTarget] {
    rule.teams.map { .team($0) } + rule.collectors.map { .collector($0) } + (rule.joinedWithinDays.map { [.joined(withinDays: $0)] } ?? [])
  }

  /// Whom several rules keep away together, ascending: of the days since joining the longest says all.
  package static func whole(_ rules: [NeverRule]) -> [NeverTarget] {
    let teams = Set(rules.flatMap(\.teams)).sorted().map { NeverTarget.team($0) }
    let collectors = Set(rules.flatMap(\.collectors)).sorted().map { NeverTarget.collector($0) }
    return teams + collectors + (rules.compactMap(\.joinedWithinDays).max().map { [.joined(withinDays: $0)] } ?? [])
  }

  /// Whether a rule keeps these people away; a rule for longer holds for whoever joined later, too.
  func isKeptAway(by rule: NeverRule) -> Bool {
    switch self {
    case .team(let pattern): rule.teams.contains(pattern)
    case .collector(let pattern): rule.collectors.contains(pattern)
    case .joined(let days): rule.joinedWithinDays.map { $0 >= days } ?? false
    }
  }
}

/// Somebody who is kept away from other cases than before.
package struct NeverDifference: Sendable {
  package let target: NeverTarget
  /// How the cases lie to each other from which he is kept away; nil: it would take too long to tell.
  package let verdict: ScopeVerdict?

  /// Everybody whom one of the policies keeps away from a case of `shared` from which the other does not. Every rule that matches counts, whatever its
  /// place, so that somebody is kept away from the cases of all his rules together.
  static func all(_ old: CasePolicy, _ new: CasePolicy, shared: Scope) -> [NeverDifference] {
    var targets: [NeverTarget] = []
    for target in (new.never + old.never).flatMap(NeverTarget.of) where !targets.contains(target) { targets.append(target) }
    return targets.compactMap { target in
      func scope(_ policy: CasePolicy) -> Scope {
        .every([shared, .any(policy.never.filter { target.isKeptAway(by: $0) }.map { Scope($0.when) })])
      }
      let verdict = try? ScopeVerdict(scope(old), scope(new))
      return verdict?.relation == .equal ? nil : NeverDifference(target: target, verdict: verdict)
    }
  }
}
