import Policy
import Portfolio
import Scopes
import Speech

/// Sentences about rules that have changed.
struct RelationWords {
  let list: RuleListDifference
  let difference: PolicyDifference
  let tongue: Tongue

  private var before: [Wording] { tongue.rules(list.section, of: difference.old) }
  private var after: [Wording] { tongue.rules(list.section, of: difference.new) }

  static let undecided = Wording(
    "The rules are too intertwined to be compared in reasonable time; compare the texts.", "规则彼此交错，无法在合理时间内比较；请对照文本。")

  /// What the list as a whole does otherwise.
  var summary: [Wording] {
    var sentences: [Wording] = []
    if !difference.shareCases {
      sentences.append(
        Wording("The two cover no case in common; the rules are compared as if both covered every case.", "两者没有共同覆盖的案件；以下按都覆盖全部案件来比较。"))
    }
    guard let otherwise = list.decidedOtherwise else { return sentences + [Self.undecided] }
    if otherwise.isEmpty {
      let names = list.pairs.contains(where: \.isRenamed)
      sentences.append(
        names
          ? Wording(
            "Every case is decided as before; names are others, and accounts of fairness start anew under them.",
            "每个案件的结果不变；规则改名，公平账按新名重新起算。")
          : Wording("Written otherwise, and no case is decided otherwise.", "写法不同，但没有案件的结果因此不同。"))
    }
    for meeting in otherwise.prefix(Self.shown) {
      let made = tongue.told(meeting.made)
      sentences.append(
        Wording(
          "For example \(made.en): before, it \(does(meeting.old, old: true).en); now, it \(does(meeting.new, old: false).en).",
          "例如\(made.zh)：原来\(does(meeting.old, old: true).zh)；现在\(does(meeting.new, old: false).zh)。"))
    }
    if otherwise.count > Self.shown {
      let more = otherwise.count - Self.shown
      sentences.append(Wording("And \(Tongue.count(more, "more kind")) of case.", "另有 \(more) 类这样的案件。"))
    }
    for rule in list.idle {
      sentences.append(
        Wording(
          "Rule \(rule + 1) of the new file never decides a case: rules before it take them all.", "新文件的第 \(rule + 1) 条从不起作用：它的案件都由前面的规则取走。"
        ))
    }
    return sentences
  }

  private static let shown = 5

  private func does(_ rule: Int?, old: Bool) -> Wording {
    let policy = old ? difference.old : difference.new
    let value = consequence(rule, policy)
    guard let rule else { return tongue.consequence(value) }
    let name =
      list.section == .route
      ? Wording(" (“\(policy.routes[rule].rule)”)", "（“\(policy.routes[rule].rule)”）") : Wording(" (rule \(rule + 1))", "（第 \(rule + 1) 条）")
    return tongue.consequence(value) + name
  }

  private func consequence(_ rule: Int?, _ policy: CasePolicy) -> Consequence {
    guard let rule else { return policy.otherwise(list.section) }
    return policy.consequence(list.section, rule)
  }

  /// A case that shows what is different about the rule.
  func witness(_ pair: RulePair) -> MadeCase? {
    if let asks = pair.asks, asks.relation != .equal { return asks.witness }
    return pair.gets?.witness
  }

  func sentence(_ pair: RulePair) -> Wording {
    guard let new = pair.new else {
      let old = pair.old ?? 0
      return Wording("Rule \(old + 1) is gone: \(before[old].en)", "第 \(old + 1) 条已删除：\(before[old].zh)")
    }
    guard let old = pair.old else { return Wording("Rule \(new + 1) is new: \(after[new].en)", "第 \(new + 1) 条为新增：\(after[new].zh)") }
    var parts: [Wording] = []
    if pair.isRenamed { parts.append(Wording("it has another name", "改了名称")) }
    if pair.isMoved { parts.append(Wording("it stood at \(old + 1)", "原在第 \(old + 1) 条")) }
    if let asks = pair.asks, asks.relation != .equal { parts.append(Self.asks(asks.relation)) }
    if pair.asks == nil { parts.append(Wording("what it asks for cannot be compared in reasonable time", "所问条件无法在合理时间内比较")) }
    if let gets = pair.gets, gets.relation != pair.asks?.relation { parts.append(Self.gets(gets.relation)) }
    if pair.doesOtherwise {
      let (was, now) = (consequence(old, difference.old), consequence(new, difference.new))
      parts.append(
        Wording(
          "before, the case \(tongue.consequence(was).en); now, it \(tongue.consequence(now).en)",
          "原来案件\(tongue.consequence(was).zh)；现在\(tongue.consequence(now).zh)"))
    }
    let shown = witness(pair).map { tongue.told($0) }
    let example = shown.map { Wording(" It shows in \($0.en).", "例如\($0.zh)。") } ?? .none
    let name = list.section == .route ? Wording(" “\(difference.new.routes[new].rule)”", "“\(difference.new.routes[new].rule)”") : .none
    let what = parts.joined(by: Wording("; ", "；"))
    return Wording("Rule \(new + 1)\(name.en): \(what.en).", "第 \(new + 1) 条\(name.zh)：\(what.zh)。") + example
  }

  private static func asks(_ relation: Relation) -> Wording {
    switch relation {
    case .equal: Wording("it asks for the same cases", "所问案件不变")
    case .narrower: Wording("it asks for fewer cases", "所问案件变窄")
    case .wider: Wording("it asks for more cases", "所问案件变宽")
    case .disjoint: Wording("it asks for entirely other cases", "所问案件完全不同")
    case .crossing: Wording("it asks for some other cases and no longer for some", "所问案件有增有减")
    }
  }

  private static func gets(_ relation: Relation) -> Wording {
    switch relation {
    case .equal: Wording("behind the rules before it, it gets the same cases", "在前面的规则之后，所得案件不变")
    case .narrower: Wording("behind the rules before it, it gets fewer cases", "在前面的规则之后，所得案件变少")
    case .wider: Wording("behind the rules before it, it gets more cases", "在前面的规则之后，所得案件变多")
    case .disjoint: Wording("behind the rules before it, it gets entirely other cases", "在前面的规则之后，所得案件完全不同")
    case .crossing: Wording("behind the rules before it, it gets some other cases and loses some", "在前面的规则之后，所得案件有增有减")
    }
  }

  /// What the policies cover.
  static func covers(_ verdict: ScopeVerdict, _ tongue: Tongue) -> Wording {
    func example(_ made: MadeCase?) -> Wording { made.map { tongue.told($0) } ?? .none }
    let (gained, lost) = (example(verdict.onlyNew), example(verdict.onlyOld))
    return switch verdict.relation {
    case .equal: Wording("The same cases are covered.", "覆盖的案件不变。")
    case .narrower: Wording("Fewer cases are covered. No longer: \(lost.en).", "覆盖的案件变少。不再覆盖：\(lost.zh)。")
    case .wider: Wording("More cases are covered. New: \(gained.en).", "覆盖的案件变多。新增：\(gained.zh)。")
    case .disjoint:
      Wording(
        "Entirely other cases are covered. New: \(gained.en). No longer: \(lost.en).", "覆盖的案件完全不同。新增：\(gained.zh)。不再覆盖：\(lost.zh)。")
    case .crossing:
      Wording(
        "Some other cases are covered, and some no longer. New: \(gained.en). No longer: \(lost.en).",
        "覆盖的案件有增有减。新增：\(gained.zh)。不再覆盖：\(lost.zh)。")
    }
  }
}
