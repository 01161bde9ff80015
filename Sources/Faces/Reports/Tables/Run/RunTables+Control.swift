package import Figures
import Portfolio
package import Speech
import Words

extension RunTables {
  /// Spread of every measure, span and currency. Amounts in major units, effort in seconds.
  package static func fairness(_ figures: Figures) -> ReportTable {
    ReportTable(
      "fairness", Wording("Fairness", "公平性"),
      [
        currency,
        column(
          "measure", "Measure", "口径", .text, "What is counted: cases, their amount, or their effort in seconds.", "统计口径：件数、金额，或以秒计的工作量。"),
        column("span", "Span", "区间", .text, "Tonight, or the running thirty nights.", "当晚，或最近三十晚。"),
        column("people", "People", "人数", .count, "People among whom it was shared.", "参与分配的人数。"),
        column("total", "Total", "合计", .mixed, "All of it.", "合计。"),
        column("minimum", "Minimum", "最小", .mixed, "The least that one of them got.", "其中最少者。"),
        column("median", "Median", "中位数", .mixed, "The middle one of them.", "中位数。"),
        column("maximum", "Maximum", "最大", .mixed, "The most that one of them got.", "其中最多者。"),
        column("gini", "Gini", "基尼系数", .ratio, "0 when all got the same, towards 1 when one got everything.", "人人相同为0，一人独占趋近1。"),
        column("farthest", "Farthest", "偏离最多者", .identity, "Who is farthest from a part by hours ahead.", "偏离按未来工时份额最多的人。"),
        column("farthest_value", "Got", "实得", .mixed, "What that person got.", "该人实得。"),
        column("farthest_share", "By hours", "按工时应得", .mixed, "What the hours alone would have given.", "仅按工时折算的份额。"),
      ],
      rows: Fairness.all(figures).map { fairness in
        func value(_ number: Int64) -> ReportTable.Cell {
          fairness.measure == .amount ? .amount(number, fairness.currency) : .count(number)
        }
        let (spread, farthest) = (fairness.spread, fairness.farthest)
        return [
          .text(fairness.currency.description), .term(fairness.measure.rawValue, Words.measure(fairness.measure)),
          .term(fairness.span == .tonight ? "tonight" : "30_nights", Words.span(fairness.span)), .count(Int64(spread.people)),
          value(spread.total), value(spread.minimum), value(spread.median), value(spread.maximum), .perMille(Int64(spread.gini)),
          farthest.map { .text(code($0.collector, figures)) } ?? .empty, farthest.map { value($0.value) } ?? .empty,
          farthest.map { value($0.share) } ?? .empty,
        ]
      })
  }

  /// How often each rule matched, with its name and what it asks for in words.
  package static func rules(_ figures: Figures) -> ReportTable {
    ReportTable(
      "rules", Wording("Rules", "规则"),
      [
        column("policy", "Policy", "策略", .text, "Policy of the rule.", "规则所属策略。"),
        column("rule", "Rule", "规则", .text, "The rule as the record names it.", "记录中的规则名。"),
        column("matched", "Matched", "命中", .count, "Cases that the rule matched.", "命中的案件数。"),
        column("considered", "Looked at", "检查数", .count, "Cases at which it was looked.", "检查过的案件数。"),
        column("health", "Health", "状况", .text, "What these numbers suggest.", "由上述数字判断的状况。"),
        column("name", "Name", "名称", .text, "The rule in words.", "规则的名称。"),
        column("asks", "Asks for", "条件", .text, "What it asks for, in words.", "规则所要求的条件。"),
      ],
      rows: figures.rules.map { rule in
        let meaning = figures.ruleMeanings[rule.policy]?[rule.rule].flatMap { RuleText.meaning($0, figures.header.baseCurrency) }
        let verdict = RuleVerdict(rule)
        return [
          .text(rule.policy), .text(rule.rule), .count(Int64(rule.matched)), .count(Int64(rule.considered)),
          .term(verdict.rawValue, verdict.phrase),
          .words(RuleText.name(rule.rule)), .words(meaning ?? .none),
        ]
      })
  }

  /// The trend, one run a row.
  package static func nights(_ figures: Figures) -> ReportTable {
    ReportTable(
      "nights", Wording("Nights", "历晚数据"),
      [
        column("slot", "Day", "分案日", .day, "Day the run was for.", "运行对应的日期。"),
        column("run", "Run", "运行编号", .identity, "Number of the run.", "运行编号。"),
        column("open", "Open", "在案", .count, "Open cases.", "在案案件。"),
        column("entrusted", "New", "新委案", .count, "Cases that came in.", "新委托的案件。"),
        column("assigned", "Assigned", "分出", .count, "Dealt from the pool.", "由案池分出。"),
        column("moved", "Moved", "换手", .count, "Moved from one person to another.", "由一人换到另一人。"),
        column("recalled", "Recalled", "收回", .count, "Recalled to the pool.", "收回案池。"),
        column("held", "Held", "停催", .count, "Held back.", "停催。"),
        column("unassigned", "Unassigned", "未分出", .count, "Found nobody.", "未分出。"),
        column("class_changed", "Class changed", "类别变化", .count, "Cases whose class is another than at the run before.", "类别与上次不同的案件。"),
      ],
      rows: figures.trend.map { night in
        [.day(night.slot), .count(night.run)]
          + [night.open, night.entrusted, night.assigned, night.moved, night.recalled, night.held, night.unassigned, night.classChanged]
          .map { .count($0) }
      })
  }

  /// What was checked after the plan.
  package static func controls(_ figures: Figures) -> ReportTable {
    ReportTable(
      "controls", Wording("Controls", "控制结果"),
      [
        column("control", "Control", "控制项", .text, "What is true when nothing violates it; a code in CSV.", "无违规时成立的事项；CSV 中为代码。"),
        column("checked", "Checked", "检查数", .count, "Rows that were looked at again.", "复核的行数。"),
        column("violations", "Violations", "违规数", .count, "Rows that break it.", "违规的行数。"),
      ],
      rows: figures.controls.map {
        [.term($0.control.rawValue, Words.control($0.control)), .count(Int64($0.checked)), .count(Int64($0.violations))]
      })
  }
}
