import Portfolio
package import Scopes
package import Speech
import Words

extension Tongue {
  /// What an aspect is called.
  package static func aspect(_ value: Aspect) -> Wording {
    switch value {
    case .covers: Wording("covers", "覆盖")
    case .classify: Wording("class", "类别")
    case .stop: Wording("stop", "停催")
    case .stay: Wording("stay", "留任")
    case .recall: Wording("recall", "收回")
    case .route: Wording("route", "路由")
    case .never: Wording("never", "不分给")
    case .service: Wording("service", "首次联系与优先级")
    }
  }

  /// What a policy makes of a case, behind “it” and “该案”.
  package func fate(_ value: CaseFate) -> Wording {
    switch value {
    case .covered(let isCovered): return isCovered ? Wording("is covered", "在覆盖范围内") : Wording("is not covered", "不在覆盖范围内")
    case .caseClass(let value):
      let word = Words.caseClass(value)
      return Wording("is \(word.en)", "类别为\(word.zh)")
    case .rule(let consequence, let rule):
      let does = self.consequence(consequence)
      return rule.map { Wording("\(does.en) (rule \($0 + 1))", "\(does.zh)（第 \($0 + 1) 条）") } ?? does
    case .keptFrom(let targets):
      return targets.isEmpty
        ? Wording("is kept from nobody", "没有不得分给的人") : Wording("does not go to \(Self.whom(targets).en)", "不分给\(Self.whom(targets).zh)")
    case .recalled(nil): return Wording("is not recalled", "不收回")
    case .recalled(let reason?):
      let word = Words.reason(reason)
      return Wording("is recalled (\(word.en))", "收回（\(word.zh)）")
    }
  }
}
