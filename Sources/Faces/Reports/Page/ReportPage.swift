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
    return HTML.page(language: language.tag, title: title, head: head) {
      // The switches stand before what they switch: no script is needed then.
      for choice in Language.allCases {
        HTML.input([
          .type("radio"), .name("language"), .id("show-\(choice.rawValue)"), .class("switch"), .other("aria-label", choice.ownName),
          .flag("checked", if: choice == language),
        ])
      }
      for choice in Language.allCases {
        HTML.div([.class("page page-\(choice.rawValue)"), .lang(choice.tag)], body(figures, choice))
      }
    }.bytes
  }

  static var head: HTML {
    """
    <meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">\
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>\(raw: ReportStyle.css)</style>
    """
  }

  private static func body(_ figures: Figures, _ language: Language) -> HTML {
    // What waits says so before anything else.
    typealias Section = (id: String, title: Wording, content: HTML)
    var plan: [Section] = []
    if let content = PlanSection.html(figures, language) { plan.append(("plan", Wording("Waiting, not in force", "待放行，未生效"), content)) }
    let night: [Section] = [
      ("night", Wording("The night in one line", "当晚概况"), OverviewSection.night(figures, language)),
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
    let sections = plan + night
    return [header(figures, language), navigation(sections.map { ($0.id, $0.title) }, language)].reduce(.empty, +)
      + HTML.main {
        for section in sections {
          HTML.section([.id("\(language.rawValue)-\(section.id)")]) {
            HTML.h2("\(section.title[language])")
            section.content
          }
        }
      } + footer(figures, language)
  }

  private static func header(_ figures: Figures, _ language: Language) -> HTML {
    let header = figures.header
    return HTML.header([.class("top")]) {
      HTML.div {
        HTML.p([.class("kicker")], "\(Wording("Allocation report", "分案报告")[language])")
        HTML.h1(
          "\(header.agencyName.isEmpty ? header.agencyCode : header.agencyName) <span class=\"day\">\(header.slot.description)</span>")
        HTML.p([.class("meta")]) {
          [
            "\(Words.runKind(header.kind)[language]) #\(header.run) · <span class=\"status\">\(Words.runState(header)[language])</span>",
            header.asOf.isEmpty ? .empty : " · \(Wording("data as of", "数据截至")[language]) \(header.asOf)",
            header.publishedAt.isEmpty ? .empty : " · \(Wording("published", "发布")[language]) \(header.publishedAt)",
            header.timeZone.isEmpty ? .empty : " (\(header.timeZone))",
          ]
        }
      }
      HTML.p([.class("languages")]) {
        for choice in Language.allCases {
          HTML.label([.for("show-\(choice.rawValue)"), .lang(choice.tag), choice == language ? .class("on") : nil], "\(choice.ownName)")
        }
      }
    }
  }

  private static func navigation(_ entries: [(id: String, title: Wording)], _ language: Language) -> HTML {
    HTML.nav([.other("aria-label", Wording("Sections", "目录")[language])]) {
      for entry in entries { HTML.a([.href("#\(language.rawValue)-\(entry.id)")], "\(entry.title[language])") }
    }
  }

  private static func footer(_ figures: Figures, _ language: Language) -> HTML {
    HTML.footer {
      HTML.p(
        "\(Wording("Amounts without a currency are in \(figures.header.baseCurrency) at the run's frozen rates. Saturation is used time by scheduled time; the score adds the weekly effort of open cases by capacity. Cases are named by masked references.", "未注明币种的金额按运行时冻结的汇率折算为\(figures.header.baseCurrency)。饱满度为已用工时与排班工时之比；评分值另计在手案件每周工作量与产能之比。案件编号已脱敏。")[language])"
      )
      for remark in figures.header.calendar {
        HTML.p("\(Wording("Working days: ", "工作日：")[language])\(Words.calendar(remark)[language])\(Wording(".", "。")[language])")
      }
      HTML.p("allot \(figures.header.program)")
    }
  }
}
