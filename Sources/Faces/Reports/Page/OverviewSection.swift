import Figures
import HTML
import Portfolio
import Speech
import Words

/// The night in one line, red flags, stock and flow, classes and trend.
enum OverviewSection {
  static func night(_ figures: Figures, _ language: Language) -> HTML {
    let flags = RedFlag.all(figures)
    let line = NightSentence.of(figures)
    return takenBack(figures.header, language) + HTML.p([.class("lead")], "\(line[language])")
      + HTML.ul([.class("tiles")]) {
        // Single arrivals look at nothing but what came.
        if !figures.header.isByDay || figures.tonight.open > 0 { tile(Wording("open cases", "在案"), figures, { $0.open }, language) }
        for (name, value) in Headline.values { tile(name, figures, value, language) }
      } + meanwhile(figures, language) + alerts(flags, isWaiting: figures.plan != nil, language)
  }

  /// What a run moved that was taken back is told as it was decided; that it no longer stands comes first.
  private static func takenBack(_ header: RunHeader, _ language: Language) -> HTML {
    guard header.takenBackBy != nil else { return .empty }
    let what = Words.runState(header)
    let text = Wording(
      "This run is \(what.en). What follows is what it decided then.", "本次运行\(what.zh)。以下为其当时的决定。")
    return HTML.p([.class("lead waiting")], "\(text[language])")
  }

  /// What happened between the decision and the count of the stock: a plan may have waited for a person for days.
  private static func meanwhile(_ figures: Figures, _ language: Language) -> HTML {
    guard let text = Words.meanwhile(figures) else { return .empty }
    return HTML.p([.class("note")], "\(text[language])")
  }

  /// A number of the night, against the median of the last seven and against the same weekday a week ago.
  private static func tile(_ name: Wording, _ figures: Figures, _ value: (NightFigures) -> Int64, _ language: Language) -> HTML {
    let change = Headline.change(figures, value)
    return HTML.li([change?.unusual == true ? .class("unusual") : nil]) {
      HTML.span([.class("name")], "\(name[language])")
      HTML.strong("\(NumberText.count(value(figures.tonight)))")
      if let change {
        let nights =
          figures.header.kind == .night
          ? Wording("vs last \(change.nights)", "较近\(change.nights)晚")
          : Wording("vs last \(change.nights) of its kind", "较近\(change.nights)次同类")
        HTML.span([.class("change")], "\(NumberText.signed(change.difference)) \(nights[language])")
      } else {
        HTML.span([.class("change")], "\(Wording("no earlier nights", "无历史")[language])")
      }
      if let week = Headline.aWeekAgo(figures) {
        let difference = NumberText.signed(value(figures.tonight) - value(week))
        HTML.span([.class("change")], "\(difference) \(Wording("vs the same weekday", "较上周同日")[language])")
      }
    }
  }

  private static func alerts(_ flags: [RedFlag], isWaiting: Bool, _ language: Language) -> HTML {
    guard !flags.isEmpty else {
      if isWaiting {
        return HTML.p(
          [.class("calm")],
          "\(Wording("No red flags besides the brakes: by its rows the plan breaks no control.", "除刹车外无预警：按方案内容，各项控制均通过。")[language])")
      }
      return HTML.p(
        [.class("calm")], "\(Wording("No red flags: the stock reconciles and every control held.", "无预警：库存核对相符，各项控制均通过。")[language])")
    }
    return HTML.h3("\(Wording("Red flags", "预警")[language])")
      + HTML.ul([.class("flags")]) {
        for flag in flags {
          HTML.li([.class(flag.grave ? "grave" : "look")]) {
            HTML.strong("\((flag.grave ? Wording("Stop", "严重") : Wording("Look", "关注"))[language])")
            " \(flag.text[language])"
          }
        }
      }
  }

  /// Whether every currency reconciles, and both accounts of each as pictures.
  static func flows(_ flows: [StockFlow], _ language: Language) -> HTML {
    verdict(flows, language)
      + HTML.div([.class("charts")]) {
        for flow in flows {
          FlowChart.figure(
            flow.pool, name: Wording("Pool", "案池"), currency: flow.currency, language: language,
            id: "\(language.rawValue)-pool-\(flow.currency)")
          FlowChart.figure(
            flow.people, name: Wording("With people", "在催收员手中"), currency: flow.currency, language: language,
            id: "\(language.rawValue)-people-\(flow.currency)")
        }
      }
  }

  static func flows(_ figures: Figures, _ language: Language) -> HTML {
    guard !figures.flows.isEmpty else { return empty(Wording("No stock on record.", "无库存记录。")[language]) }
    return HTML([
      flows(figures.flows, language), counted(figures, language),
      HTML.p([.class("note")]) {
        for flow in figures.flows {
          "\(Wording("Of which held", "其中停催")[language]) (\(flow.currency.description)): \(NumberText.count(flow.held.cases))\(Wording(" cases", "件")[language]), \(NumberText.amount(flow.held.amount, flow.currency)). "
        }
      },
    ])
  }

  /// A badge a currency: whether it reconciles.
  static func verdict(_ flows: [StockFlow], _ language: Language) -> HTML {
    HTML.p([.class("verdict")]) {
      for flow in flows {
        HTML.span([.class(flow.reconciles ? "badge ok" : "badge bad")]) {
          "\(flow.currency.description) · \(Wording("difference", "核对差额")[language]) \(flow.difference.cases == 0 ? "0" : NumberText.signed(flow.difference.cases)) \(Wording("cases", "件")[language]), \(flow.difference.amount == 0 ? NumberText.amount(0, flow.currency) : NumberText.signedAmount(flow.difference.amount, flow.currency))"
        }
      }
    }
  }

  /// Of when the stock is, and why it may be another number than that of the open cases above.
  private static func counted(_ figures: Figures, _ language: Language) -> HTML {
    guard !figures.header.stockAt.isEmpty else { return .empty }
    let stock = figures.flows.reduce(Int64(0)) { $0 + $1.pool.closing.cases + $1.people.closing.cases }
    let (all, open) = (NumberText.count(stock), NumberText.count(figures.tonight.open))
    let day = figures.header.slot
    let other =
      stock == figures.tonight.open || figures.header.kind != .night
      ? Wording.none
      : Wording(
        " The night looked at \(open) of them: those entrusted by \(day) and open when it began.", "其中夜间分案处理\(open)件：截至\(day)已委案且开始时在案者。")
    let text =
      Wording(
        "Stock of all open cases as counted at \(figures.header.stockAt): \(all).", "库存为\(figures.header.stockAt)清点的全部在案案件：\(all)件。")
      + other
    return HTML.p([.class("note")], "\(text[language])")
  }

  static func classes(_ figures: Figures, _ language: Language) -> HTML {
    HTML.div([.class("charts")]) {
      ClassChart.figure(figures.classes, currency: figures.header.baseCurrency, language: language, id: "\(language.rawValue)-class-chart")
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Previous run → tonight", "上次 → 当晚")[language])")
        ClassChart.transitions(figures.classes, language: language)
        HTML.p([.class("note")], "\(Wording("The diagonal kept its class.", "对角线为类别未变的案件。")[language])")
      }
    }
  }

  static func trend(_ figures: Figures, _ language: Language) -> HTML {
    guard !figures.trend.isEmpty else { return empty(Wording("No earlier nights.", "无历史数据。")[language]) }
    return HTML.div([.class("charts small")]) {
      for (index, entry) in Headline.values.enumerated() {
        TrendChart.figure(
          figures.trend, name: entry.name, value: entry.value, language: language, id: "\(language.rawValue)-trend-\(index)")
      }
    }
      + HTML.details { [HTML.summary("\(Wording("Numbers", "数据")[language])"), TrendChart.table(figures.trend, language: language)] }
  }

  /// What stands where there is nothing to show.
  static func empty(_ text: String) -> HTML { HTML.p([.class("empty")], "\(text)") }
}
