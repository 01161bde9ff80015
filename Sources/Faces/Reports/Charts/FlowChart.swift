import Figures
import HTML
import Portfolio
import Speech
import Words

/// The waterfall from the opening stock to the closing one.
enum FlowChart {
  /// One account's chart with its table: number of cases drawn, cases and amounts listed, the difference always shown.
  static func figure(_ account: FlowAccount, name: Wording, currency: Currency, language: Language, id: String) -> HTML {
    let title = "\(name[language]) · \(currency)"
    let lines = FlowLineKind.allCases.compactMap { kind in account.lines.first { $0.kind == kind } }
    var steps: [(label: String, from: Int64, to: Int64, isStock: Bool)] = []
    steps.append((Wording("opening", "期初")[language], 0, account.opening.cases, true))
    var level = account.opening.cases
    for line in lines where line.change.cases != 0 {
      steps.append((Words.flow(line.kind)[language], level, level + line.change.cases, false))
      level += line.change.cases
    }
    steps.append((Wording("closing", "期末")[language], 0, account.closing.cases, true))

    // Beside thousands of cases a few dozen are invisible: then the axis starts below the lowest level, and the chart says so.
    let levels = steps.map(\.to)
    let (least, most) = (levels.min() ?? 0, levels.max() ?? 0)
    let isCut = least > 0 && (most - least) * 3 < most
    let rowHeight = 26.0
    let (left, right) = (118.0, 392.0)
    var drawing = Drawing(height: Double(steps.count) * rowHeight + (isCut ? 32 : 12))
    let scale = isCut ? Scale([max(0, least - max(1, (most - least) / 2)), most], isCut: true) : Scale(steps.flatMap { [$0.from, $0.to] })
    for (index, step) in steps.enumerated() {
      let y = 6 + Double(index) * rowHeight
      let (low, high) = (max(scale.low, min(step.from, step.to)), max(step.from, step.to))
      let x = left + scale.share(low) * (right - left)
      let width = (scale.share(high) - scale.share(low)) * (right - left)
      let change = step.to - step.from
      let style = step.isStock ? "f-stock" : change < 0 ? "f-out" : "f-in"
      let number = step.isStock ? NumberText.count(change) : NumberText.signed(change)
      drawing.text(step.label, x: left - 8, y: y + 15, anchor: .end)
      drawing.bar(x: x, y: y + 3, width: max(1, width), height: 16, style: style, value: change, label: "\(step.label): \(number)")
      drawing.text(number, x: x + max(1, width) + 6, y: y + 15.5, style: "t num")
      if index + 1 < steps.count {
        let edge = left + scale.share(step.to) * (right - left)
        drawing.line(edge, y + 19, edge, y + rowHeight + 3, style: "grid")
      }
    }
    if isCut {
      let start = NumberText.count(scale.low)
      let note = Wording("the axis starts at \(start)", "横轴自\(start)起")[language]
      drawing.line(left, 4, left, drawing.height - 22, style: "cut")
      drawing.text(note, x: left, y: drawing.height - 7, style: "t s")
    }
    return ChartFigure.html(
      id: id, title: title,
      description: Wording(
        "Cases from \(account.opening.cases) at the opening to \(account.closing.cases) at the closing, step by step. The numbers are in the table below.",
        "案件数由期初的\(account.opening.cases)件逐步变化至期末的\(account.closing.cases)件，数字见下表。")[language],
      drawing: drawing, table: table(account, lines, title: title, currency: currency, language: language))
  }

  private static func table(_ account: FlowAccount, _ lines: [FlowLine], title: String, currency: Currency, language: Language) -> HTML {
    var table = DataTable(
      title,
      [
        .text(Wording("Line", "项目")[language]), .number(Wording("Cases", "件数")[language]),
        .number(Wording("Amount", "金额")[language] + " (\(currency))"),
      ])
    func stock(_ label: String, _ stock: Stock) {
      table.add("\(label)", "\(NumberText.count(stock.cases))", "\(NumberText.amount(stock.amount, currency))")
    }
    stock(Wording("opening", "期初")[language], account.opening)
    for line in lines {
      table.add(
        "\(Words.flow(line.kind)[language])", "\(NumberText.signed(line.change.cases))",
        "\(NumberText.signedAmount(line.change.amount, currency))")
    }
    stock(Wording("closing", "期末")[language], account.closing)
    let difference = account.difference
    let style = difference == .zero ? "ok" : "bad"
    table.total = [
      HTML.span([.class(style)], "\(Wording("difference", "核对差额")[language])"),
      HTML.span([.class(style)], "\(difference.cases == 0 ? "0" : NumberText.signed(difference.cases))"),
      HTML.span(
        [.class(style)], "\(difference.amount == 0 ? NumberText.amount(0, currency) : NumberText.signedAmount(difference.amount, currency))"
      ),
    ]
    return table.html
  }
}
