package import Figures
import Portfolio
package import Speech
import Words

extension RunTables {
  private static let cases = column("cases", "Cases", "件数", .count, "Number of cases.", "案件数。")

  /// Cases and base amount by stage and class.
  package static func classes(_ figures: Figures) -> ReportTable {
    let base = figures.header.baseCurrency
    return ReportTable(
      "classes", Wording("Classes", "案件类别"),
      [
        column("stage", "Stage", "阶段", .text, "Stage of the cases, as their policies name it.", "案件所处阶段，按策略命名。"),
        column("class", "Class", "类别", .text, "Class the run gave the cases.", "本次运行判定的类别。"), cases,
        column("amount", "Amount", "金额", .amount, "Outstanding amount, in the base currency.", "未偿金额，按本位币。"), currency,
      ],
      rows: figures.classes.stages.flatMap { stage in
        CaseClass.allCases.map { value in
          let position = Int(value.rawValue)
          return [
            .text(stage.stage), term(value), .count(stage.cases[position]), .amount(stage.amounts[position], base), .text(base.description),
          ]
        }
      })
  }

  /// The same cases with a column per class, to be drawn; only in the workbook.
  package static func stages(_ figures: Figures) -> ReportTable {
    var table = ReportTable(
      "stages", Wording("Stages by class", "阶段与类别"),
      [column("stage", "Stage", "阶段", .text, "Stage of the cases, as their policies name it.", "案件所处阶段，按策略命名。")]
        + CaseClass.allCases.map {
          let name = Words.caseClass($0)
          return ReportTable.Column(
            $0.word, name.map { $0.prefix(1).uppercased() + $0.dropFirst() }, .count,
            Wording("Cases of the class \(name.en).", "\(name.zh)案件数。"))
        },
      rows: figures.classes.stages.map { [.text($0.stage)] + $0.cases.map { .count($0) } })
    table.isFile = false
    return table
  }

  /// Class at the previous run and now.
  package static func classChanges(_ figures: Figures) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for from in CaseClass.allCases {
      for to in CaseClass.allCases { rows.append([term(from), term(to), .count(figures.classes.moved(from, to))]) }
    }
    for to in CaseClass.allCases where figures.classes.new[Int(to.rawValue)] > 0 {
      rows.append([.term("new", Wording("new", "新委案")), term(to), .count(figures.classes.new[Int(to.rawValue)])])
    }
    return ReportTable(
      "class_changes", Wording("Class changes", "类别变化"),
      [
        column("from", "From", "由", .text, "Class at the previous run; “new” for cases that it did not have.", "上次运行时的类别；上次没有的案件为“新委案”。"),
        column("to", "To", "至", .text, "Class now.", "现类别。"), cases,
      ], rows: rows)
  }

  /// Both accounts of every currency with opening, lines, closing and difference.
  package static func flows(_ figures: Figures) -> ReportTable {
    var rows: [[ReportTable.Cell]] = []
    for flow in figures.flows {
      func add(_ account: ReportTable.Cell, _ line: String, _ name: Wording, _ stock: Stock) {
        rows.append([
          .text(flow.currency.description), account, .term(line, name), .count(stock.cases), .amount(stock.amount, flow.currency),
          .count(stock.amount),
        ])
      }
      for (name, side, account) in [("pool", LedgerSide.pool, flow.pool), ("people", .people, flow.people)] {
        let name = ReportTable.Cell.term(name, Words.ledgerSide(side))
        add(name, "opening", Wording("opening", "期初"), account.opening)
        for line in account.lines { add(name, line.kind.rawValue, Words.flow(line.kind), line.change) }
        add(name, "closing", Wording("closing", "期末"), account.closing)
        add(name, "difference", Wording("difference", "核对差额"), account.difference)
      }
      add(.term("all", Wording("all", "合计")), "held", Wording("of which held", "其中停催"), flow.held)
    }
    return ReportTable(
      "flows", Wording("Stock and flows", "库存与流量"),
      [
        currency,
        column("account", "Account", "科目", .text, "Cases in the pool, or with people.", "案件池中或催收员手中的案件。"),
        column(
          "line", "Line", "项目", .text, "Opening, what came and went, closing, and the difference, which is 0.", "期初、流入流出、期末，以及应为零的差额。"),
        cases,
        column("amount", "Amount", "金额", .amount, "Outstanding amount; negative for what leaves.", "未偿金额；流出为负。"),
        column("amount_minor", "Minor units", "最小单位金额", .count, "The amount in minor units (fen, cents).", "以最小货币单位（分）计的金额。"),
      ], rows: rows)
  }

  /// Held and unassigned cases by reason and age; amounts in the base currency.
  package static func waiting(_ figures: Figures, _ language: Language) -> ReportTable {
    let base = figures.header.baseCurrency
    return ReportTable(
      "held_unassigned", Wording("Held and unassigned", "停催与未分出"),
      [
        column("kind", "State", "状态", .text, "Held, or found nobody.", "停催，或未分出。"),
        column("reason", "Reason", "原因", .text, "Why the cases wait; a code in CSV.", "案件等待的原因；CSV 中为代码。"), cases,
        column("amount", "Amount", "金额", .amount, "Outstanding amount, in the base currency.", "未偿金额，按本位币。"), currency,
        column("days_0_1", "0–1 days", "0–1天", .count, "Of these, entrusted up to one day ago.", "其中委案不超过1天。"),
        column("days_2_7", "2–7 days", "2–7天", .count, "Entrusted two to seven days ago.", "委案2至7天。"),
        column("days_8_30", "8–30 days", "8–30天", .count, "Entrusted eight to thirty days ago.", "委案8至30天。"),
        column("days_31_90", "31–90 days", "31–90天", .count, "Entrusted 31 to 90 days ago.", "委案31至90天。"),
        column("days_over_90", "Over 90 days", "90天以上", .count, "Entrusted longer ago.", "委案超过90天。"),
        column("title", "In words", "原因名称", .text, "The reason as people call it.", "原因的名称。"),
        column("example", "Example", "示例", .text, "The reason of one of the cases, in one sentence.", "其中一件案件的原因说明。"),
      ],
      rows: figures.waiting.map { group in
        [
          .term(group.kind.word, Words.decision(group.kind)), term(group.code), .count(group.cases), .amount(group.amount, base),
          .text(base.description),
        ] + group.byAge.map { .count($0) } + [
          .text(ReasonText.title(group.code, language)),
          group.example.map { .text(ReasonText.sentence($0, figures.names, language)) } ?? .empty,
        ]
      })
  }
}
