package import Figures
package import Portfolio
import Speech
import Words

/// The tables of a period: what stands on its page, whole.
package enum PeriodTables {
  /// Every table, in the order of the page.
  package static func all(_ figures: PeriodFigures) -> [ReportTable] {
    [days(figures), nights(figures), money(figures.money), recalls(figures)]
      + leagues(figures).map { league($0.league, $0.rows, figures.baseCurrency) }
  }

  /// League tables that a reader of this part of the agency gets.
  static func leagues(_ figures: PeriodFigures) -> [(league: League, rows: [LeagueRow])] {
    switch figures.scope {
    case .agency:
      [(.people, figures.people), (.teams, figures.teams), (.clients, figures.clients), (.batches, figures.batches)]
    case .team: [(.people, figures.people)]
    case .client: [(.batches, figures.batches)]
    }
  }

  /// Both accounts of every day and currency with opening, lines, closing and difference; the whole period last, without a day.
  static func days(_ figures: PeriodFigures) -> ReportTable {
    var table = ReportTable(
      "days", Wording("Stock and flow by day", "逐日库存与流量"),
      [
        .init("day", Wording("Day", "日期"), .day, Wording("The day; empty for the whole period.", "日期；空为整个期间。")),
        .init("currency", Wording("Currency", "币种"), .text, Wording("Currency of the amounts.", "金额的币种。")),
        .init(
          "account", Wording("Account", "账户"), .text,
          Wording("The pool, or cases with people; of a client all his open cases.", "案池或在催收员手中；委托方为其全部在案案件。")),
        .init(
          "line", Wording("Line", "项目"), .text,
          Wording("Opening, what changed it, closing, and the difference, which is 0.", "期初、各变动、期末及核对差额（应为0）。")),
        .init("cases", Wording("Cases", "件数"), .count, Wording("Cases; what leaves is negative.", "件数；流出为负。")),
        .init("amount", Wording("Amount", "金额"), .amount, Wording("What is owed on them; what leaves is negative.", "欠款；流出为负。")),
      ])
    func add(_ day: Day, _ flows: [StockFlow]) {
      for flow in flows {
        for (account, side, lines) in figures.scope.accounts(of: flow) {
          func row(_ line: String, _ name: Wording, _ stock: Stock) {
            table.rows.append([
              .day(day), .text(flow.currency.description), .term(account, side), .term(line, name), .count(stock.cases),
              .amount(stock.amount, flow.currency),
            ])
          }
          row("opening", Wording("opening", "期初"), lines.opening)
          for line in lines.lines { row(line.kind.rawValue, Words.flow(line.kind), line.change) }
          row("closing", Wording("closing", "期末"), lines.closing)
          row("difference", Wording("difference", "核对差额"), lines.difference)
        }
      }
    }
    for day in figures.days { add(day.day, day.flows) }
    add(.none, figures.flows)
    return table
  }

  static func nights(_ figures: PeriodFigures) -> ReportTable {
    func count(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column { .init(key, title, .count, meaning) }
    var table = ReportTable(
      "runs", Wording("Runs", "运行"),
      [
        .init("slot", Wording("Day", "日期"), .day, Wording("Day the run was for.", "运行对应的日期。")),
        .init("run", Wording("Run", "运行"), .count, Wording("Its number.", "运行编号。")),
        .init("kind", Wording("Kind", "类型"), .text, Wording("Night, batch, arrivals or by hand.", "夜间、批次、即时或人工。")),
        .init("state", Wording("State", "状态"), .text, Wording("Whether its moves stand.", "其变动是否仍然有效。")),
        count("open", Wording("Open", "在案"), Wording("Open cases that it looked at.", "处理时在案件数。")),
        count("assigned", Wording("Assigned", "分出"), Wording("From the pool to a person.", "由案池分给人员。")),
        count("moved", Wording("Moved", "换手"), Wording("From a person to another.", "由一人转给另一人。")),
        count("recalled", Wording("Recalled", "收回"), Wording("From a person to the pool.", "由人员收回案池。")),
        count("held", Wording("Held", "停催"), Wording("Must not be dealt.", "不得分案。")),
        count("unassigned", Wording("Unassigned", "未分出"), Wording("Found nobody.", "未找到可接手的人。")),
      ])
    let isTeam = if case .team = figures.scope { true } else { false }
    // Nobody's cases are left over in a team.
    if isTeam { table.columns.removeLast() }
    for run in figures.runs {
      let state: (String, Wording) =
        run.isPurged
        ? ("decisions_gone", Wording("decisions are gone", "决定已清除"))
        : run.takenBackBy != nil
          ? ("taken_back", Wording("taken back", "已撤销"))
          : run.takesBack ? ("takes_back", Wording("takes another back", "撤销其他运行")) : ("stands", Wording("stands", "有效"))
      let counts = run.counts
      table.rows.append(
        [.day(run.slot), .count(run.run), .term(run.kind.rawValue, Words.runKind(run.kind)), .term(state.0, state.1)]
          + [counts.open, counts.assigned, counts.moved, counts.recalled, counts.held].map { .count($0) }
          + (isTeam ? [] : [.count(counts.unassigned)]))
    }
    return table
  }

  static func money(_ money: [MoneyDay]) -> ReportTable {
    var table = ReportTable(
      "money", Wording("Promises and payments", "承诺与还款"),
      [
        .init(
          "what", Wording("What", "项目"), .text,
          Wording("Due; what became of promises that fell due; payments.", "到期承诺及其结果；还款。")),
        .init("currency", Wording("Currency", "币种"), .text, Wording("Currency of the amount.", "金额的币种。")),
        .init("number", Wording("Number", "笔数"), .count, Wording("Promises or payments.", "承诺或还款笔数。")),
        .init("amount", Wording("Amount", "金额"), .amount, Wording("Promised or paid.", "承诺或还款金额。")),
      ])
    for entry in money {
      for (code, name, stock) in [
        ("kept", Wording("kept", "履约"), entry.kept), ("broken", Wording("broken", "失约"), entry.broken),
        ("open", Wording("may still come", "宽限期内"), entry.open), ("paid", Wording("paid", "还款"), entry.paidWeek),
      ] {
        table.rows.append([
          .term(code, name), .text(entry.currency.description), .count(stock.cases), .amount(stock.amount, entry.currency),
        ])
      }
    }
    return table
  }

  static func recalls(_ figures: PeriodFigures) -> ReportTable {
    ReportTable(
      "recalls", Wording("Recalls by kind", "收回类型"),
      [
        .init("reason", Wording("Kind", "类型"), .text, Wording("Why cases left their holder.", "离开原持有人的原因。")),
        .init("moved", Wording("To a colleague", "换手"), .count, Wording("Went to another person at once.", "直接转给他人。")),
        .init("recalled", Wording("To the pool", "回池"), .count, Wording("Went back to the pool.", "回到案池。")),
      ],
      rows: figures.recalls.map { [.term(ReasonText.word($0.code), Words.reason($0.code)), .count($0.moved), .count($0.recalled)] })
  }
}

extension PeriodScope {
  /// The accounts of a currency with their code and name.
  func accounts(of flow: StockFlow) -> [(code: String, name: Wording, account: FlowAccount)] {
    switch self {
    case .agency:
      [("pool", Wording("pool", "案池"), flow.pool), ("people", Wording("with people", "在催收员手中"), flow.people)]
    case .team: [("people", Wording("with the team", "本组持有"), flow.people)]
    case .client: [("open", Wording("open cases", "在案"), flow.pool)]
    }
  }

  /// The one account of a part.
  func account(of flow: StockFlow) -> FlowAccount {
    if case .team = self { flow.people } else { flow.pool }
  }

  /// What a day's row has, in order.
  var dayLines: [FlowLineKind] {
    let gone: [FlowLineKind] = [.settled, .returned, .withdrawn, .deceased]
    return switch self {
    case .agency: [.entrusted, .reopened, .assigned, .recalled] + gone
    case .team: [.fromPool, .movedIn, .toPool, .movedOut] + gone
    case .client: [.entrusted, .reopened] + gone
    }
  }
}
