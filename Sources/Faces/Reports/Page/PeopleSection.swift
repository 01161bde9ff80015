import Figures
import HTML
import Portfolio
import Speech
import Words

/// Saturation, headroom, and one row per collector.
enum PeopleSection {
  /// Up to this many collectors all have a row; beyond it only the ends of the list do.
  static let rowsShown = 300
  /// Rows at either end of a list that is too long.
  static let rowsAtEnds = 100

  static func workload(_ figures: Figures, _ language: Language) -> HTML {
    let people = figures.collectors
    guard !people.isEmpty else { return OverviewSection.empty(Wording("There are no collectors.", "没有催收员。")[language]) }
    // Who has left, or is not active, is nobody's capacity.
    let here = people.filter(\.isHere)
    let open = people.filter(\.assignable)
    let headroom = people.reduce(Int64(0)) { $0 + ($1.assignable ? $1.headroom : 0) }
    let capacity = here.reduce(Int64(0)) { $0 + $1.capacitySeconds }
    let effort = people.reduce(Int64(0)) { $0 + $1.effortSeconds + $1.newEffortSeconds }
    let saturation = here.map { Int64($0.saturation) }.sorted()
    let tiles: [(Wording, String)] = [
      (Wording("assignable", "可分配人数"), "\(NumberText.count(open.count)) / \(NumberText.count(here.count))"),
      (Wording("places left", "剩余名额"), NumberText.count(headroom)),
      (Wording("capacity, hours", "产能（小时）"), NumberText.hours(capacity)),
      (Wording("effort of cases, hours", "案件工作量（小时）"), NumberText.hours(effort)),
      (Wording("at 90 % of capacity and more", "产能占用≥90%人数"), NumberText.count(here.count { ($0.loadPerMille ?? 0) >= 900 })),
      (Wording("at 100 % and more", "产能占用≥100%人数"), NumberText.count(here.count { ($0.loadPerMille ?? 0) >= 1000 })),
      (Wording("full, and little activity", "案件已满而活动少"), NumberText.count(here.count(where: \.isFullAndIdle))),
      (Wording("free capacity, and little activity", "有空余而活动少"), NumberText.count(here.count(where: \.isFreeAndIdle))),
      (Wording("median saturation", "饱满度中位数"), saturation.isEmpty ? "–" : NumberText.percent(saturation[(saturation.count - 1) / 2])),
    ]
    return HTML.ul([.class("tiles")]) {
      for (name, value) in tiles { HTML.li { [HTML.span([.class("name")], "\(name[language])"), HTML.strong("\(value)")] } }
    }
      + closed(people, language)
      + HTML.div([.class("charts")]) {
        HTML.div([.class("stack")]) {
          WorkloadCharts.saturation(people, language: language, id: "\(language.rawValue)-saturation")
          HTML.div([.class("card")]) {
            HTML.h3("\(Wording("By team", "按小组")[language])")
            teams(people, language)
          }
        }
        WorkloadCharts.beforeAfter(people, language: language, id: "\(language.rawValue)-before-after")
      }
  }

  private static func teams(_ people: [CollectorFigures], _ language: Language) -> HTML {
    var table = DataTable(
      Wording("People, cases and places left", "人员、案件与剩余名额")[language],
      [
        .text(Wording("Team", "小组")[language]), .number(Wording("People", "人数")[language]),
        .number(Wording("Assignable", "可分配")[language]), .number(Wording("Before", "分前")[language]),
        .number(Wording("New", "新增")[language]), .number(Wording("Gone", "离手")[language]), .number(Wording("After", "分后")[language]),
        .number(Wording("Places left", "剩余名额")[language]),
      ])
    func cells(_ name: String, _ people: [CollectorFigures]) -> [HTML] {
      let numbers = [
        Int64(people.count), Int64(people.count(where: \.assignable)), people.reduce(0) { $0 + $1.before },
        people.reduce(0) { $0 + $1.new },
        people.reduce(0) { $0 + $1.gone }, people.reduce(0) { $0 + $1.after }, people.reduce(0) { $0 + ($1.assignable ? $1.headroom : 0) },
      ]
      return ["\(name)"] + numbers.map { "\(NumberText.count($0))" }
    }
    let none = Wording("no team", "无小组")[language]
    for (team, members) in Dictionary(grouping: people, by: \.team).sorted(by: { $0.key < $1.key }) {
      table.rows.append(cells(team.isEmpty ? none : team, members))
    }
    table.total = cells(Wording("all", "合计")[language], people)
    return table.html
  }

  private static func closed(_ people: [CollectorFigures], _ language: Language) -> HTML {
    let reasons = CloseReason.allCases.compactMap { reason -> String? in
      guard reason != .open else { return nil }
      let count = people.count { $0.closedBy == reason }
      return count == 0 ? nil : "\(Words.closed(reason)[language]) \(NumberText.count(count))"
    }
    guard !reasons.isEmpty else { return .empty }
    return HTML.p(
      [.class("note")], "\(Wording("Not assignable: ", "不可分配：")[language])\(reasons.joined(separator: Wording(", ", "，")[language]))")
  }

  static func collectors(_ figures: Figures, _ language: Language) -> HTML {
    let people = figures.collectors
    guard !people.isEmpty else { return OverviewSection.empty(Wording("There are no collectors.", "没有催收员。")[language]) }
    let sorted = people.sorted { ($0.team, $0.code, $0.id) < ($1.team, $1.code, $1.id) }
    guard sorted.count > rowsShown else { return table(sorted, figures, Wording("All collectors", "全部催收员")[language], language) }
    let byNew = people.sorted { ($1.new, $0.code, $0.id) < ($0.new, $1.code, $1.id) }
    return HTML.p(
      [.class("note")],
      "\(Wording("\(NumberText.count(people.count)) collectors: shown are the \(rowsAtEnds) with most and the \(rowsAtEnds) with fewest new cases; all are in collectors.csv.", "共\(NumberText.count(people.count))名催收员：此处列出新增最多与最少的各\(rowsAtEnds)人，完整名单见collectors.csv。")[language])"
    )
      + table(Array(byNew.prefix(rowsAtEnds)), figures, Wording("Most new cases", "新增最多")[language], language)
      + table(Array(byNew.suffix(rowsAtEnds)), figures, Wording("Fewest new cases", "新增最少")[language], language)
  }

  private static func table(_ people: [CollectorFigures], _ figures: Figures, _ caption: String, _ language: Language) -> HTML {
    let currency = figures.header.baseCurrency
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    var table = DataTable(
      caption,
      [
        .text(Wording("Collector", "催收员")[language]), .word(Wording("Team", "小组")[language]), .number(Wording("Hours", "工时")[language]),
        .number(Wording("Before", "分前")[language]), .number(Wording("New", "新增")[language]), .number(Wording("Gone", "离手")[language]),
        .number(Wording("After", "分后")[language]), .number("\(currency)"), .text(Wording("Classes", "类别")[language]),
        .number(Wording("Effort, h", "工作量h")[language]), .number(Wording("Saturation", "饱满度")[language]),
        .number(Wording("Score", "评分值")[language]), .number(promises(figures.header)[language]),
        .text(Wording("Assignable", "可分配")[language]), .text(Wording("Why", "说明")[language]),
      ])
    for person in people {
      let parts = Wording(
        "\(NumberText.hours(person.usedSeconds)) of \(NumberText.hours(person.scheduledSeconds)) h; talk \(NumberText.hours(person.talkSeconds)) h, \(NumberText.count(person.calls)) calls, \(NumberText.count(person.messages)) messages",
        "\(NumberText.hours(person.usedSeconds))/\(NumberText.hours(person.scheduledSeconds))小时；通话\(NumberText.hours(person.talkSeconds))小时，呼叫\(NumberText.count(person.calls))次，信息\(NumberText.count(person.messages))条"
      )
      table.add(
        "\(person.code)\(person.name.isEmpty ? HTML.empty : HTML.small([.class("example")], "\(person.name)"))", "\(person.team)",
        "\(NumberText.hours(person.capacitySeconds))", "\(NumberText.count(person.before))", HTML.strong("\(NumberText.count(person.new))"),
        "\(NumberText.count(person.gone))", "\(NumberText.count(person.after))", "\(NumberText.major(person.amountAfter, currency))",
        mix(person, language), "\(NumberText.hours(person.effortSeconds))",
        HTML.span([.title(parts[language])], "\(NumberText.percent(person.saturation))"),
        "\(NumberText.score(person.score, language))", "\(NumberText.count(person.promisesDue))",
        HTML.span(
          [.class(person.assignable ? "badge ok" : "badge warn")],
          "\((person.assignable ? Wording("yes", "是") : person.closedBy == .open ? Wording("no place", "无名额") : Words.closed(person.closedBy))[language])"
        ),
        "\(sentence.text(person, language))")
    }
    return table.html
  }

  /// Promises due in the week from the run's day; of an earlier night with whoever holds the case on the day of the report.
  private static func promises(_ header: RunHeader) -> Wording {
    guard header.readOn.isKnown, header.readOn > header.slot else { return Wording("Promises", "承诺") }
    return Wording("Promises (holders of \(header.readOn))", "承诺（按\(header.readOn)持有人）")
  }

  /// A narrow bar of the five classes; the numbers are its text for those who do not see it.
  private static func mix(_ person: CollectorFigures, _ language: Language) -> HTML {
    let total = person.classes.reduce(0, +)
    guard total > 0 else { return "–" }
    let text = zip(CaseClass.allCases, person.classes).filter { $1 > 0 }.map { "\(Words.caseClass($0)[language]) \($1)" }.joined(
      separator: ", ")
    var x: Int64 = 0
    var bars = HTML.empty
    for (position, cases) in person.classes.enumerated() where cases > 0 {
      let end = x + cases
      bars += "<rect class=\"c\(position)\" x=\"\(x * 60 / total)\" y=\"0\" width=\"\(end * 60 / total - x * 60 / total)\" height=\"10\"/>"
      x = end
    }
    return "<svg class=\"mix\" role=\"img\" viewBox=\"0 0 60 10\" aria-label=\"\(text)\"><title>\(text)</title>\(bars)</svg>"
  }
}
