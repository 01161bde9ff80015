import Allocation
import Baselines
import Desks
import Portfolio
import Terminal
import Wire

extension RunReport {
  /// The planners side by side, the best figure of a column is the smallest; allot first.
  func comparisonText(_ style: AnswerStyle) -> String {
    guard let own = comparison.first else { return "" }
    let table = Table(
      [
        style.column("planner", "方法"), style.column("cost", "成本", .right), style.column("more than allot", "高于 allot", .right),
        style.column("new cases", "新案件数", .right), style.column("Gini", "基尼系数", .right),
        style.column("new amount", "新案金额", .right), style.column("Gini", "基尼系数", .right), style.column("load", "负荷", .right),
        style.column("Gini", "基尼系数", .right), style.column("month off by", "本月偏差", .right),
        style.column("quota off by", "配额偏差", .right), style.column("unassigned", "未分出", .right), style.column("put off", "暂缓收回", .right),
        style.column("moves", "换手", .right),
        style.column("stopped", "受阻", .right), style.column("other place", "去向不同", .right),
      ],
      rows: comparison.map { figures in
        [
          figures.planner, Text.grouped(figures.objective.rawValue / Cost.perSecond), figures.more(than: own, style),
          figures.cases.range { Text.grouped($0) },
          Text.ratio(figures.cases.giniPermille), figures.amount.range { Text.grouped($0 / 100) }, Text.ratio(figures.amount.giniPermille),
          figures.load.range { "\(Text.grouped(($0 + 5) / 10)) %" }, Text.ratio(figures.load.giniPermille),
          "\(Text.grouped((figures.largestMiss.rawValue + 512) / 1024))",
          quotaMiss(figures.quotaMissPPM), Text.grouped(figures.unassigned), Text.grouped(figures.putOff), Text.grouped(figures.moves),
          Text.grouped(figures.stopped), Text.grouped(figures.differing),
        ]
      })
    return style.say(
      """
      Plans for the same cases, people, rules and room. Cost: load and fairness, as the plan counts them; quotas and unassigned cases go before it.
      New cases, amount (major units) and load (effort in hand against working time): least..most of those with room, and Gini. Month: largest miss
      of a share of new cases. Put off: recalls that find nobody else, so that the case stays. Stopped: units whose first choice was full or not
      allowed. Other place: units that go to another than in allot's plan.

      """,
      """
      以下方案的案件、人员、规则和余量均相同。成本：方案所计的负荷与公平性；配额和未分出案件优先于成本。
      新案件数、新案金额（主币单位）和负荷（在手工作量比可用工时）：有余量人员中的最小..最大值，以及基尼系数。本月偏差：新案件数偏离应得的最大值。
      暂缓收回：应收回但无人接手、案件留在原持有人处的件数。受阻：首选人员已满额或不被允许的单元数。去向不同：与 allot 方案去向不同的单元数。

      """) + style.table(table)
  }
}

/// `12.3 %`, of millionths.
private func quotaMiss(_ ppm: Int64) -> String {
  let permille = PerMille.of(millionths: ppm)
  return "\(permille / 10).\(permille % 10) %"
}

extension PlanFigures {
  /// `+12.3 %`.
  fileprivate func more(than own: PlanFigures, _ style: AnswerStyle) -> String {
    if planner == own.planner { return "" }
    guard own.objective > .zero else { return objective == own.objective ? style.say("same", "相同") : "" }
    let permille = PerMille.of(Int128(objective.rawValue) - Int128(own.objective.rawValue), own.objective.rawValue)
    return "\(permille < 0 ? "-" : "+")\(Text.grouped(permille.magnitude / 10)).\(permille.magnitude % 10) %"
  }

  var json: JSON {
    .object([
      ("planner", .string(planner)), ("assigned", .integer(assigned)), ("unassigned", .integer(unassigned)), ("put_off", .integer(putOff)),
      ("objective", .integer(objective.rawValue)),
      ("load_cost", .integer(loadCost.rawValue)), ("fairness_cost", .integer(fairnessCost.rawValue)),
      ("quota_cost", .integer(quotaCost.rawValue)),
      ("new_cases", cases.json), ("new_amount", amount.json), ("load_permille", load.json),
      ("month_off_by_1024ths", .integer(largestMiss.rawValue)),
      ("quota_off_by_ppm", .integer(quotaMissPPM)), ("moves", JSON(moves)), ("stopped", JSON(stopped)), ("other_place", JSON(differing)),
    ])
  }
}

extension PlanFigures.Evenness {
  fileprivate func range(_ text: (Int64) -> String) -> String { "\(text(least))..\(text(most))" }
  fileprivate var json: JSON { ["least": .integer(least), "most": .integer(most), "gini_permille": .integer(giniPermille)] }
}
