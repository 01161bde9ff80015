package import Figures
import HTML
import Portfolio
package import Speech
import Words

/// One run's report as a single page that needs nothing else: no script, no font, no picture from anywhere.
package enum ReportPage {
  /// The page in UTF-8. Both languages are in it; `language` is the one shown first.
  package static func html(_ figures: Figures, language: Language = .zh) -> [UInt8] {
    let mark = figures.plan == nil ? "" : "【\(WaitingPlanText.mark[language])】"
    let title = mark + Wording("Allocation report", "分案报告")[language] + " · \(figures.header.agencyName) · \(figures.header.slot)"
    return PageFrame.html(language, title: title) { body(figures, $0) }
  }

  private static func body(_ figures: Figures, _ language: Language) -> HTML {
    // What waits says so before anything else.
    var plan: [PageFrame.Section] = []
    if let content = PlanSection.html(figures, language) { plan.append(("plan", Wording("Waiting, not in force", "待放行，未生效"), content)) }
    let night: [PageFrame.Section] = [
      ("trust", Wording("Can I trust the night?", "这一晚可信吗"), TrustSection.html(figures, language)),
      ("night", Wording("The night in one line", "当晚概况"), OverviewSection.night(figures, language)),
      ("clocks", Wording("Clocks", "时限"), ClockSection.clocks(figures, language)),
      ("people", Wording("People today", "今日人员"), ClockSection.people(figures, language) + PickupSection.html(figures, language)),
      ("money", Wording("Money and promises", "还款与承诺"), MoneySection.html(figures, language)),
      ("flow", Wording("Stock and flow", "库存与流量"), OverviewSection.flows(figures, language)),
      ("classes", Wording("Classes", "案件类别"), OverviewSection.classes(figures, language)),
      ("talk", Wording("Talk and codes", "沟通识别"), TalkSection.html(figures, language)),
      ("waiting", Wording("Held and unassigned", "停催与未分出"), WaitingSection.html(figures, language)),
      ("workload", Wording("Workload", "工作量"), PeopleSection.workload(figures, language)),
      ("fairness", Wording("Fairness", "公平性"), FairnessSection.html(figures, language)),
      ("rules", Wording("Recalls and rules", "收回与规则"), WaitingSection.rules(figures, language)),
      ("collectors", Wording("Collectors", "催收员"), PeopleSection.collectors(figures, language)),
      ("trend", Wording("Thirty nights", "近三十晚"), OverviewSection.trend(figures, language)),
      ("audit", Wording("Audit", "审计"), AuditSection.html(figures, language)),
    ]
    return header(figures, language) + PageFrame.sections(plan + night, language) + footer(figures, language)
  }

  private static func header(_ figures: Figures, _ language: Language) -> HTML {
    let header = figures.header
    return PageFrame.top(
      Wording("Allocation report", "分案报告"), name: header.agencyName.isEmpty ? header.agencyCode : header.agencyName,
      day: header.slot.description,
      meta: [
        "\(Words.runKind(header.kind)[language]) #\(header.run) · <span class=\"status\">\(Words.runState(header)[language])</span>",
        header.asOf.isEmpty ? .empty : " · \(Wording("data as of", "数据截至")[language]) \(header.asOf)",
        header.publishedAt.isEmpty ? .empty : " · \(Wording("published", "发布")[language]) \(header.publishedAt)",
        header.timeZone.isEmpty ? .empty : " (\(header.timeZone))",
      ], language)
  }

  /// What a manager may look for here and not find.
  static let later = Wording(
    "Not on this page, since nothing is on record yet: when licences, skills and listings end; suggested covers and people whose intake is switched off; recalls that clients announce for tomorrow; clients' targets for their batches; steps done by a reduced method.",
    "本页未列（尚无相应数据）：授权、技能与名单的到期日；代管建议与已停止接案的人员；委托方预告的次日退案；委托方的批次目标；降级执行的步骤。")

  private static func footer(_ figures: Figures, _ language: Language) -> HTML {
    HTML.footer {
      HTML.p(
        "\(Wording("Amounts without a currency are in \(figures.header.baseCurrency) at the run's frozen rates. Saturation is used time by scheduled time; the score adds the weekly effort of open cases by capacity. Cases are named by masked references.", "未注明币种的金额按运行时冻结的汇率折算为\(figures.header.baseCurrency)。饱满度为已用工时与排班工时之比；评分值另计在手案件每周工作量与产能之比。案件编号已脱敏。")[language])"
      )
      HTML.p("\(later[language])")
      for remark in figures.header.calendar {
        HTML.p("\(Wording("Working days: ", "工作日：")[language])\(Words.calendar(remark)[language])\(Wording(".", "。")[language])")
      }
      HTML.p("allot \(figures.header.program)")
    }
  }
}
