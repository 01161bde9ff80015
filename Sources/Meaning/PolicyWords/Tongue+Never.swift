package import Policy
import Portfolio
package import Scopes
package import Speech

extension Tongue {
  /// Those who are kept away: `team “a”, collector “x*” or anybody who joined within 60 days`.
  static func whom(_ targets: [NeverTarget]) -> Wording { or(targets.map(whom)) }

  static func whom(_ target: NeverTarget) -> Wording {
    switch target {
    case .team(let pattern): Wording("team ", "小组") + quoted(pattern)
    case .collector(let pattern): Wording("collector ", "催收员") + quoted(pattern)
    case .joined(let days): Wording("anybody who joined within \(count(days, "day"))", "入职不满 \(days) 天的人")
    }
  }

  func never(_ rule: NeverRule) -> Wording {
    let (en, zh) = opening(rule.when, isFirst: true)
    let whom = Self.whom(NeverTarget.of(rule))
    return Self.sentence(Wording("\(en) does not go to \(whom.en), whatever the routes say", "\(zh)不分给\(whom.zh)，不论路由怎么写"))
  }

  /// From which cases somebody is kept away now.
  func said(_ difference: NeverDifference) -> Wording {
    let whom = Self.whom(difference.target)
    guard let verdict = difference.verdict else { return RelationWords.undecided }
    let what: Wording =
      switch verdict.relation {
      case .equal: Wording("the same cases", "相同的案件")
      case .narrower: Wording("fewer cases", "更少的案件")
      case .wider: Wording("more cases", "更多的案件")
      case .disjoint: Wording("entirely other cases", "完全不同的案件")
      case .crossing: Wording("some other cases and no longer from some", "另一些案件，有的不再限制")
      }
    let examples = [
      verdict.onlyNew.map { Wording(" New: \(told($0).en).", "新增：\(told($0).zh)。") },
      verdict.onlyOld.map { Wording(" No longer: \(told($0).en).", "不再限制：\(told($0).zh)。") },
    ].compactMap(\.self)
    let head = Wording(
      "\(whom.en.capitalisedFirst) is kept from \(what.en).", "对\(whom.zh)，不得分给的案件变为\(what.zh)。")
    return examples.reduce(head, +)
  }
}
