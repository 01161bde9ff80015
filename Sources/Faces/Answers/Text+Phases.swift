import Speech

extension Text {
  /// The phases of a run or a replay with their times, in a row; in English the words that JSON has.
  static func phases(_ timings: [(phase: String, duration: Duration)], _ style: AnswerStyle) -> String {
    style.clauses(timings.map { "\(style.say($0.phase, chinese($0.phase))) \(seconds($0.duration, style.language))" })
  }

  private static func chinese(_ phase: String) -> String {
    switch phase {
    case "freeze": "冻结"
    case "decide": "决策"
    case "decide and compare": "决策与比较"
    case "decide again": "再次决策"
    case "draw again": "重抽平局"
    case "stage": "暂存"
    case "publish": "发布"
    case "ledger": "记账"
    case "read": "读取"
    case "compare": "比对"
    case "published": "与已发布的比对"
    default: phase
    }
  }

  /// A part of what a run decided, whose digests a replay compares; in English the word that JSON has.
  static func part(_ name: String) -> Wording {
    switch name {
    case "accounts": Wording(name, "账目")
    case "decisions": Wording(name, "决定")
    case "explanations": Wording(name, "说明")
    case "holders": Wording(name, "持有人")
    case "loads": Wording(name, "负荷")
    case "rules": Wording(name, "规则命中")
    case "totals": Wording(name, "合计")
    case "verdicts": Wording(name, "类别判定")
    default: Wording(same: name)
    }
  }
}
