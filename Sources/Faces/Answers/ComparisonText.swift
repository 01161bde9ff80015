import Allocation
import Baselines
import Desks
import Terminal
import Wire

extension RunReport {
  /// The planners side by side, the best figure of a column is the smallest; allot first.
  func comparisonText(_ style: AnswerStyle) -> String {
    guard let own = comparison.first else { return "" }
    let table = Table(
      [
        .init("planner"), .init("cost", .right), .init("more than allot", .right), .init("new cases", .right), .init("Gini", .right),
        .init("new amount", .right), .init("Gini", .right), .init("load", .right), .init("Gini", .right), .init("month off by", .right),
        .init("quota off by", .right), .init("unassigned", .right), .init("moves", .right), .init("stopped", .right),
        .init("other place", .right),
      ],
      rows: comparison.map { figures in
        [
          figures.planner, Text.grouped(figures.objective.rawValue / Cost.perSecond), figures.more(than: own),
          figures.cases.range { Text.grouped($0) },
          Text.ratio(figures.cases.giniPermille), figures.amount.range { Text.grouped($0 / 100) }, Text.ratio(figures.amount.giniPermille),
          figures.load.range { "\(Text.grouped(($0 + 5) / 10)) %" }, Text.ratio(figures.load.giniPermille),
          "\(Text.grouped((figures.largestMiss.rawValue + 512) / 1024))",
          "\(figures.quotaMissPPM / 10_000).\(figures.quotaMissPPM / 1000 % 10) %",
          Text.grouped(figures.unassigned), Text.grouped(figures.moves), Text.grouped(figures.stopped), Text.grouped(figures.differing),
        ]
      })
    return """
      Plans for the same cases, people, rules and room. Cost: load and fairness, as the plan counts them; quotas and unassigned cases go before it.
      New cases, amount (major units) and load (effort in hand against working time): least..most of those with room, and Gini. Month: largest miss
      of a share of new cases. Stopped: units whose first choice was full or not allowed. Other place: units that go to another than in allot's plan.

      """ + style.table(table)
  }
}

extension PlanFigures {
  /// `+12.3 %`.
  fileprivate func more(than own: PlanFigures) -> String {
    if planner == own.planner { return "" }
    guard own.objective > .zero else { return objective == own.objective ? "same" : "" }
    let permille = Int64(clamping: (Int128(objective.rawValue) - Int128(own.objective.rawValue)) * 1000 / Int128(own.objective.rawValue))
    return "\(permille < 0 ? "-" : "+")\(Text.grouped(permille.magnitude / 10)).\(permille.magnitude % 10) %"
  }

  var json: JSON {
    .object([
      ("planner", .string(planner)), ("assigned", .integer(assigned)), ("unassigned", .integer(unassigned)),
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
