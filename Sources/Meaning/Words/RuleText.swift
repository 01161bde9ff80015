package import Figures
package import Portfolio
package import Speech

/// The rules of policies as people read them. What the manager named keeps its name; what only has a place in the file is told by its place and by
/// what it asks for.
package enum RuleText {
  /// `stay rule 2`, `route legal desk`, `recall: held too long`.
  package static func name(_ rule: String) -> Wording {
    let parts = rule.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case "covers": return Wording("cases of the policy", "策略覆盖的案件")
    case "stay": return Wording("stay rule \(rest)", "第\(rest)条留任规则")
    case "stop": return Wording("stop rule \(rest)", "第\(rest)条停催规则")
    case "route": return Wording("route \(rest)", "路由 \(rest)")
    case "recall":
      if rest == "put off" { return Wording("recall put off: no new holder", "暂缓收回：无接手人") }
      return recalls[rest].map { Wording("recall: ", "收回：") + Words.reason($0) } ?? Wording(same: rule)
    default: return Wording(same: rule)
    }
  }

  private static let recalls: [String: ReasonCode] = [
    "left": .recallHolderLeft, "not authorised": .recallNotAuthorised, "retention": .recallRetentionExpired, "forced": .recallForced,
    "early": .recallNoFollowUp, "rotate": .recallRotated,
  ]

  /// What the rule asks for; nil where its name says all.
  package static func meaning(_ meaning: RuleMeaning, _ currency: Currency) -> Wording? {
    var parts: [Wording] = []
    if let when = meaning.when { parts.append(ConditionText.words(when, currency)) }
    if let missed = meaning.missedInstalments {
      parts.append(Wording("until \(missed) \(missed == 1 ? "instalment is" : "instalments are") missed", "直至逾期\(missed)期"))
    }
    if let days = meaning.workingDaysAfterDue {
      parts.append(Wording("until \(days) working \(days == 1 ? "day" : "days") after it is due", "直至到期后\(days)个工作日"))
    }
    if let days = meaning.workingDays { parts.append(Wording("after \(days) working \(days == 1 ? "day" : "days")", "满\(days)个工作日")) }
    parts += meaning.rotations.map {
      let kind = Words.caseClass($0.caseClass)
      return Wording("\(kind.en) after \($0.workingDays) working days", "\(kind.zh)满\($0.workingDays)个工作日")
    }
    return parts.isEmpty ? nil : parts.joined(by: Wording("; ", "；"))
  }
}
