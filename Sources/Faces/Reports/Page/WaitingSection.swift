import Figures
import HTML
import Portfolio
import Speech
import Words

/// Held and unassigned cases, recalls and rules.
enum WaitingSection {
  static func html(_ figures: Figures, _ language: Language) -> HTML {
    holds(figures, language)
      + HTML.div([.class("charts")]) {
        ParetoChart.figure(figures.waiting, language: language, id: "\(language.rawValue)-pareto")
        AgeChart.figure(figures.waiting, language: language, id: "\(language.rawValue)-age")
      } + table(figures, language)
  }

  /// Which share is held, for how long, and how often again.
  private static func holds(_ figures: Figures, _ language: Language) -> HTML {
    let (tonight, holds) = (figures.tonight, figures.morning.holds)
    let usual = Headline.change(figures) { $0.open > 0 ? PerMille.of($0.held, $0.open) : 0 }
    // A run by day holds some of what came: no share of the stock.
    let share =
      figures.header.isByDay
      ? Wording("of those that came by day", "日间新到案件中")
      : Wording(
        "of the open cases: \(NumberText.percent(PerMille.of(tonight.held, max(1, tonight.open))))\(usual.map { ", usually \(NumberText.percent($0.median))" } ?? "")",
        "占在案\(NumberText.percent(PerMille.of(tonight.held, max(1, tonight.open))))\(usual.map { "，平时\(NumberText.percent($0.median))" } ?? "")"
      )
    let long =
      holds.longSince.map { Wording("held on \($0), too", "\($0)亦停催") }
      ?? Wording("no night is so old yet", "尚无30天前的夜间记录")
    return Tile.list(
      [
        Tile(Wording("held", "停催"), tonight.held, isBad: false, share),
        Tile(Wording("held for more than 30 days", "停催超过30天"), holds.long, isBad: holds.long > 0, long),
        Tile(
          Wording("held and freed again and again", "反复停催"), holds.again, isBad: holds.again > 0,
          Wording("\(HoldHistory.often) times or more in 90 days", "90天内\(HoldHistory.often)次及以上")),
      ], language)
  }

  private static func table(_ figures: Figures, _ language: Language) -> HTML {
    let earlier = others(figures, language)
    guard !figures.waiting.isEmpty else {
      let none =
        figures.header.isByDay ? Wording("None of those that came by day waits.", "日间新到案件均已分出。") : Wording("No case waits.", "没有等待中的案件。")
      return OverviewSection.empty(none[language]) + earlier
    }
    let currency = figures.header.baseCurrency
    var table = DataTable(
      Wording("By reason and days since the case came in", "按原因与委案以来天数")[language],
      [.text(Wording("Reason", "原因")[language]), .word(Wording("State", "状态")[language]), .number(Wording("Cases", "件数")[language])]
        + AgeChart.groups(language).map { .number($0) } + [.number("\(currency)")])
    for group in figures.waiting.sorted(by: { ($1.cases, $0.code.rawValue) < ($0.cases, $1.code.rawValue) }) {
      let example = group.example.map {
        (group.differs ? Wording("One of them: ", "其中一件：")[language] : "") + ReasonText.sentence($0, figures.names, language)
      }
      table.rows.append(
        [
          HTML.span("\(ReasonText.title(group.code, language))") + (example.map { HTML.small([.class("example")], "\($0)") } ?? .empty),
          "\(Words.decision(group.kind)[language])", "\(NumberText.count(group.cases))",
        ] + group.byAge.map { $0 == 0 ? HTML.span([.class("zero")], "0") : "\(NumberText.count($0))" }
          + ["\(NumberText.major(group.amount, currency))"])
    }
    return table.html + earlier
  }

  /// A run by day lists only those of what came: what had come earlier is said below.
  private static func others(_ figures: Figures, _ language: Language) -> HTML {
    guard figures.header.isByDay else { return .empty }
    let told =
      figures.header.earlier.map { Words.earlier($0) } ?? Wording("what had come earlier is not among them", "更早到达的案件不在其内")
    return HTML.p([.class("note")], "\(told.en.isEmpty ? "" : language == .en ? told.en.capitalizedFirst + "." : told.zh + "。")")
  }

  static func rules(_ figures: Figures, _ language: Language) -> HTML {
    HTML.div([.class("charts")]) {
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Recalls by kind", "收回类型")[language])")
        recalls(figures.recalls, language)
      }
      if figures.rules.isEmpty {
        HTML.div([.class("card")]) {
          HTML.h3("\(Wording("Rule health", "规则状况")[language])")
          OverviewSection.empty(Wording("No rules on record.", "无规则记录。")[language])
        }
      }
      // In the order of the record; one card each, so that a policy reads as a whole.
      for policy in figures.rules.map(\.policy).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
        HTML.div([.class("card")]) {
          HTML.h3("\(Wording("Rule health", "规则状况")[language]) · \(policy)")
          health(figures.rules.filter { $0.policy == policy }, figures.ruleMeanings[policy] ?? [:], figures.header.baseCurrency, language)
        }
      }
    }
  }

  /// Cases that left their holder, by kind of recall.
  static func recalls(_ kinds: [RecallFigures], _ language: Language) -> HTML {
    guard !kinds.isEmpty else { return OverviewSection.empty(Wording("Nothing was recalled.", "无收回案件。")[language]) }
    var table = DataTable(
      Wording("Cases that left their holder", "离开原持有人的案件")[language],
      [
        .text(Wording("Kind", "类型")[language]), .number(Wording("To a colleague", "换手")[language]),
        .number(Wording("To the pool", "回池")[language]),
      ])
    for recall in kinds {
      table.add("\(ReasonText.title(recall.code, language))", "\(NumberText.count(recall.moved))", "\(NumberText.count(recall.recalled))")
    }
    let (moved, recalled) = kinds.reduce((Int64(0), Int64(0))) { ($0.0 + $1.moved, $0.1 + $1.recalled) }
    table.total = ["\(Wording("all", "合计")[language])", "\(NumberText.count(moved))", "\(NumberText.count(recalled))"]
    return table.html
  }

  private static func health(
    _ rules: [RuleHealth], _ meanings: [String: RuleMeaning], _ currency: Currency, _ language: Language
  ) -> HTML {
    var table = DataTable(
      Wording("How often each rule matched", "各规则命中次数")[language],
      [
        .text(Wording("Rule", "规则")[language]), .number(Wording("Matched", "命中")[language]), .number(Wording("Of", "总数")[language]),
        .text(Wording("Health", "状况")[language]),
      ])
    for rule in rules {
      let verdict = RuleVerdict(rule)
      let style = verdict == .normal ? "badge ok" : verdict == .notConsidered ? "badge" : "badge warn"
      let meaning = meanings[rule.rule].flatMap { RuleText.meaning($0, currency) }
      table.add(
        "\(RuleText.name(rule.rule)[language])\(meaning.map { HTML.small([.class("example")], "\($0[language])") } ?? HTML.empty)",
        "\(NumberText.count(rule.matched))", "\(NumberText.count(rule.considered))",
        HTML.span([.class(style)], "\(verdict.phrase[language])"))
    }
    return table.html
  }
}
