import Figures
import HTML
import Portfolio
import Speech
import Words

/// How evenly work was shared, per currency.
enum FairnessSection {
  static func html(_ figures: Figures, _ language: Language) -> HTML {
    let all = Fairness.all(figures)
    guard !all.isEmpty else { return OverviewSection.empty(Wording("Nobody to share among.", "没有可分配的催收员。")[language]) }
    let currencies = Array(Set(all.map(\.currency))).sorted()
    return HTML.p(
      [.class("note")],
      "\(Wording("Counted is everybody who could be dealt to tonight or got something. A part by hours ahead is what the hours of the coming days alone would give, whatever the span; everybody's share of the month, by the hours of the month, stands with the collectors.", "统计当晚可分配或已分得案件的人员；“按未来工时”指无论区间，仅按未来几天工时折算的份额；每人本月应得（按本月工时）见催收员一节。")[language])"
    )
      + wishes(figures, language)
      + table(all, figures, language)
      + HTML.div([.class("charts")]) {
        for currency in currencies {
          for span in FairSpan.allCases {
            LorenzChart.figure(
              all.filter { $0.currency == currency && $0.span == span },
              title: "\(Wording("Lorenz curve", "洛伦兹曲线")[language]) · \(currency) · \(Words.span(span)[language])", language: language,
              id: "\(language.rawValue)-lorenz-\(currency)-\(span.rawValue)")
          }
        }
      }
  }

  /// Whose hours were counted, and which wishes of the policies the plan does not keep.
  private static func wishes(_ figures: Figures, _ language: Language) -> HTML {
    let lines = FairnessText.lines(figures.fairness, figures.names, language)
    return lines.isEmpty ? .empty : HTML.ul([.class("note")]) { for line in lines { HTML.li { ["\(line)"] } } }
  }

  private static func table(_ all: [Fairness], _ figures: Figures, _ language: Language) -> HTML {
    var table = DataTable(
      Wording("New cases by person", "每人新增案件")[language],
      [
        .word(Wording("Currency", "币种")[language]), .word(Wording("Span", "区间")[language]), .word(Wording("Measure", "口径")[language]),
        .number(Wording("People", "人数")[language]), .number(Wording("Total", "合计")[language]), .number(Wording("Min", "最小")[language]),
        .number(Wording("Median", "中位数")[language]), .number(Wording("Max", "最大")[language]), .number("Gini"),
        .text(Wording("Farthest from a part by hours ahead", "偏离按未来工时份额最多")[language]),
      ])
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    for fairness in all {
      let spread = fairness.spread
      func value(_ number: Int64) -> HTML { "\(text(number, fairness))" }
      table.add(
        "\(fairness.currency.description)", "\(Words.span(fairness.span)[language])", "\(Words.measure(fairness.measure)[language])",
        "\(NumberText.count(spread.people))", value(spread.total), value(spread.minimum), value(spread.median), value(spread.maximum),
        "\(NumberText.ratio(spread.gini))", farthest(fairness, figures, sentence, language))
    }
    return table.html
  }

  private static func text(_ number: Int64, _ fairness: Fairness) -> String {
    switch fairness.measure {
    case .number: NumberText.count(number)
    case .amount: NumberText.major(number, fairness.currency)
    case .effort: NumberText.hours(number)
    }
  }

  private static func farthest(_ fairness: Fairness, _ figures: Figures, _ sentence: CollectorSentence, _ language: Language) -> HTML {
    guard let farthest = fairness.farthest, fairness.spread.total > 0 else { return "–" }
    let person = figures.collectors[Int(farthest.collector)]
    let head: HTML =
      "\(person.code): \(text(farthest.value, fairness)) \(Wording("against", "对")[language]) \(text(farthest.share, fairness))"
    // The sentence counts all currencies and, where the month is known, the month: beside one of several currencies or the night's share it would
    // seem to contradict the row.
    guard fairness.span == .tonight, fairness.measure == .number, Set(figures.shares.map(\.currency)).count <= 1, person.monthShare == nil
    else { return head }
    return head + HTML.small([.class("example")], "\(sentence.text(person, language))")
  }
}
