package import Figures
import HTML
import Portfolio
package import Speech
import Words

/// A week, a month or any days as one page, in the order of the page of a night.
package enum PeriodPage {
  /// Rows of a league table beyond this are only in the file.
  static let rowsShown = 60

  /// The page in UTF-8. Both languages are in it; `language` is the one shown first.
  package static func html(_ figures: PeriodFigures, language: Language = .zh) -> [UInt8] {
    let part = PeriodText.part(figures.scope).map { " · \($0[language])" } ?? ""
    let title =
      Wording("Allocation report", "分案报告")[language] + " · \(figures.agencyName)\(part) · \(PeriodText.name(figures.period)[language])"
    return PageFrame.html(language, title: title) { body(figures, $0) }
  }

  private static func body(_ figures: PeriodFigures, _ language: Language) -> HTML {
    var sections: [PageFrame.Section] = [
      ("period", Wording("The period in one line", "本期概况"), overview(figures, language)),
      ("flow", Wording("Stock and flow", "库存与流量"), flows(figures, language)),
      ("days", Wording("Day by day", "逐日流量"), days(figures, language)),
      ("money", Wording("Money and promises", "还款与承诺"), money(figures, language)),
      ("nights", Wording("The nights", "各晚"), nights(figures, language)),
      ("recalls", Wording("Recalls by kind", "收回类型"), recalls(figures, language)),
    ]
    for (name, rows) in PeriodTables.leagues(figures) {
      sections.append((name.rawValue, name.title, league(rows, name, figures, language)))
    }
    let top = PageFrame.top(
      Wording("Allocation report", "分案报告"), name: heading(figures, language), day: PeriodText.name(figures.period)[language],
      meta: [
        "\(Wording("as of", "截至")[language]) \(figures.readOn.description)", figures.timeZone.isEmpty ? .empty : " (\(figures.timeZone))",
        PeriodText.filter(figures.scope).map { " · \($0[language])" } ?? .empty,
      ],
      language)
    return top + PageFrame.sections(sections, language) + footer(figures, language)
  }

  private static func heading(_ figures: PeriodFigures, _ language: Language) -> String {
    let name = figures.agencyName.isEmpty ? figures.agencyCode : figures.agencyName
    return name + (PeriodText.part(figures.scope).map { " · \($0[language])" } ?? "")
  }

  private static func overview(_ figures: PeriodFigures, _ language: Language) -> HTML {
    let remarks = PeriodText.remarks(figures)
    func sum(_ value: (NightFigures) -> Int64) -> String { NumberText.count(figures.runs.reduce(Int64(0)) { $0 + value($1.counts) }) }
    var tiles: [(Wording, String)] = [
      (Wording("nights", "夜间分案"), NumberText.count(figures.nights.count)), (Wording("assigned", "分出"), sum { $0.assigned }),
      (Wording("moved", "换手"), sum { $0.moved }), (Wording("recalled", "收回"), sum { $0.recalled }),
    ]
    if figures.scope == .agency { tiles.append((Wording("class changed", "类别变化"), sum { $0.classChanged })) }
    return HTML.p([.class("lead")], "\(PeriodText.sentence(figures)[language])")
      + HTML.ul([.class("tiles")]) {
        for (name, value) in tiles { HTML.li { [HTML.span([.class("name")], "\(name[language])"), HTML.strong("\(value)")] } }
      }
      + (remarks.isEmpty
        ? HTML.p([.class("calm")], "\(Wording("Every day has its night, and stock and flow reconcile.", "每日均有夜间分案，库存与流量核对相符。")[language])")
        : HTML.ul([.class("flags")]) {
          for remark in remarks {
            HTML.li([.class(remark.grave ? "grave" : "look")]) {
              HTML.strong("\((remark.grave ? Wording("Stop", "严重") : Wording("Look", "关注"))[language])")
              " \(remark.text[language])"
            }
          }
        })
  }

  private static func flows(_ figures: PeriodFigures, _ language: Language) -> HTML {
    guard !figures.flows.isEmpty else { return OverviewSection.empty(Wording("No stock on record.", "无库存记录。")[language]) }
    let name: Wording
    switch figures.scope {
    case .agency: return OverviewSection.flows(figures.flows, language)
    case .team: name = Wording("With the team", "本组持有")
    case .client: name = Wording("Open cases", "在案")
    }
    return OverviewSection.verdict(figures.flows, language)
      + HTML.div([.class("charts")]) {
        for flow in figures.flows {
          FlowChart.figure(
            figures.scope.account(of: flow), name: name, currency: flow.currency, language: language,
            id: "\(language.rawValue)-part-\(flow.currency)")
        }
      }
      + HTML.p([.class("note")], "\(PeriodText.countedBack[language])")
  }

  private static func days(_ figures: PeriodFigures, _ language: Language) -> HTML {
    guard !figures.days.isEmpty else { return OverviewSection.empty(Wording("No stock on record.", "无库存记录。")[language]) }
    let dayLines = figures.scope.dayLines
    let caption =
      figures.scope == .agency
      ? Wording("Cases of pool and people together; amounts of every day are in days.csv", "案池与人员合计件数；逐日金额见days.csv")
      : Wording("Cases; amounts of every day are in days.csv", "件数；逐日金额见days.csv")
    var table = DataTable(
      caption[language],
      [.word(Wording("Day", "日期")[language]), .word(Wording("Currency", "币种")[language]), .number(Wording("Opening", "期初")[language])]
        + dayLines.map { .number(Words.flow($0)[language]) }
        + [.number(Wording("Closing", "期末")[language]), .number(Wording("Difference", "核对差额")[language])])
    for day in figures.days {
      for flow in day.flows {
        let difference = flow.difference
        table.rows.append(
          [
            "\(day.day.description)", "\(flow.currency.description)",
            "\(NumberText.count(flow.pool.opening.cases + flow.people.opening.cases))",
          ]
            + dayLines.map { kind in
              // What goes between pool and people is told once, as the pool gives or gets it.
              let value =
                kind == .assigned
                ? flow.people[kind].cases : kind == .recalled ? flow.pool[kind].cases : (flow.pool[kind] + flow.people[kind]).cases
              return value == 0 ? HTML.span([.class("zero")], "0") : "\(NumberText.signed(value))"
            } + [
              "\(NumberText.count(flow.pool.closing.cases + flow.people.closing.cases))",
              HTML.span(
                [.class(flow.reconciles ? "ok" : "bad")],
                "\(NumberText.count(difference.cases)) / \(NumberText.amount(difference.amount, flow.currency))"),
            ])
      }
    }
    return table.html
  }

  private static func money(_ figures: PeriodFigures, _ language: Language) -> HTML {
    guard !figures.money.isEmpty else {
      return OverviewSection.empty(Wording("Nothing was promised and nothing was paid.", "无承诺，无还款。")[language])
    }
    return MoneySection.money(figures.money, nil, language)
      + HTML.p(
        [.class("note")],
        "\(Wording("Single promises that fell due in the period; payments of its days.", "统计本期到期的单笔承诺与本期还款。")[language])")
  }

  private static func nights(_ figures: PeriodFigures, _ language: Language) -> HTML {
    let nights = figures.nights.map(\.counts)
    guard !nights.isEmpty else { return OverviewSection.empty(Wording("No night was published.", "没有已发布的夜间分案。")[language]) }
    let isWhole = figures.scope == .agency
    // Nobody's cases are left over in a team; how classes changed is told of the agency only.
    var values = Headline.values
    if !isWhole { values.removeLast() }
    if case .team = figures.scope { values.removeLast() }
    return HTML.div([.class("charts small")]) {
      for (index, entry) in values.enumerated() {
        TrendChart.figure(nights, name: entry.name, value: entry.value, language: language, id: "\(language.rawValue)-trend-\(index)")
      }
    } + (isWhole ? TrendChart.table(nights, language: language) : ReportTableView.html(PeriodTables.nights(figures), language))
  }

  private static func recalls(_ figures: PeriodFigures, _ language: Language) -> HTML {
    WaitingSection.recalls(figures.recalls, language)
  }

  private static func league(_ rows: [LeagueRow], _ league: PeriodTables.League, _ figures: PeriodFigures, _ language: Language) -> HTML {
    guard !rows.isEmpty else { return OverviewSection.empty(Wording("There is nobody and nothing to rank.", "无可排名的对象。")[language]) }
    let full = PeriodTables.league(league, rows, figures.baseCurrency)
    var table = full
    table.rows = Array(full.rows.prefix(rowsShown))
    let (shown, all) = (table.rows.count, full.rows.count)
    let cut =
      shown < all
      ? HTML.p(
        [.class("note")],
        "\(Wording("The first \(shown) of \(all); all are in \(full.name).csv.", "列出前\(shown)行，共\(all)行，全部见\(full.name).csv。")[language])")
      : .empty
    return ReportTableView.html(table, language) + cut
  }

  private static func footer(_ figures: PeriodFigures, _ language: Language) -> HTML {
    let text: Wording
    switch figures.scope {
    case .agency:
      text = Wording(
        "Amounts without a currency are in \(figures.baseCurrency) at today's rates. Teams, clients and batches are those of \(figures.readOn). To whom a payment is credited is not on record: payments are told by client and batch.",
        "未注明币种的金额按现行汇率折算为\(figures.baseCurrency)。小组、委托方与批次按\(figures.readOn)的归属。还款的个人归属尚无记录，仅按委托方与批次列示。")
    case .team:
      text = Wording(
        "Amounts without a currency are in \(figures.baseCurrency) at today's rates. The team is its people of \(figures.readOn); promises and payments are those of cases that they hold on that day.",
        "未注明币种的金额按现行汇率折算为\(figures.baseCurrency)。小组成员按\(figures.readOn)；承诺与还款为其当日持有案件的。")
    case .client:
      text = Wording(
        "Amounts without a currency are in \(figures.baseCurrency) at today's rates. Batches are those of \(figures.readOn).",
        "未注明币种的金额按现行汇率折算为\(figures.baseCurrency)。批次按\(figures.readOn)的归属。")
    }
    return HTML.footer {
      HTML.p("\(text[language])")
      HTML.p("\(figures.program)")
    }
  }
}
