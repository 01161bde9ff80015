package import Figures
package import Portfolio
package import Speech

/// What the numbers of a rule suggest.
package enum RuleVerdict: String, Sendable {
  case normal = "ok", matchedNothing = "matched_nothing", matchedEverything = "matched_everything", notConsidered = "not_considered"

  /// By counts alone: not considered, never matched, always matched, else normal. A segment is only counted.
  package init(_ rule: RuleHealth) {
    self =
      rule.considered == 0
      ? .notConsidered
      : rule.isSegment ? .normal : rule.matched == 0 ? .matchedNothing : rule.matched >= rule.considered ? .matchedEverything : .normal
  }

  /// The verdict as the page says it; files show `rawValue`.
  package var phrase: Wording {
    switch self {
    case .normal: Wording("in use", "正常")
    case .matchedNothing: Wording("matched nothing", "未命中")
    case .matchedEverything: Wording("matched everything", "全部命中")
    case .notConsidered: Wording("nothing to match", "无可匹配案件")
    }
  }
}
