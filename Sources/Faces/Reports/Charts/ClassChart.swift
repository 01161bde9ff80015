import Figures
import HTML
import Portfolio
import Speech
import Words

/// The five classes by stage: one bar a stage, as long as its cases.
enum ClassChart {
  /// More stages than this are drawn as one; the table has them all.
  static let stagesDrawn = 14

  static func figure(_ classes: ClassFigures, currency: Currency, language: Language, id: String) -> HTML {
    let title = Wording("Classes by stage", "各阶段类别分布")[language]
    let names = CaseClass.allCases.map { Words.caseClass($0)[language] }
    let noStage = Wording("no stage", "无阶段")[language]
    var drawn = classes.stages.map { (label: $0.stage.isEmpty ? noStage : $0.stage, cases: $0.cases) }
    if drawn.count > stagesDrawn {
      let rest = drawn[(stagesDrawn - 1)...].reduce([0, 0, 0, 0, 0]) { sum, stage in zip(sum, stage.cases).map { $0 + $1 } }
      drawn = drawn.prefix(stagesDrawn - 1) + [(Wording("other", "其他")[language], rest)]
    }
    let rowHeight = 28.0
    let (left, right) = (84.0, 400.0)
    var drawing = Drawing(height: max(1, Double(drawn.count)) * rowHeight + 12)
    let scale = Scale(drawn.map { $0.cases.reduce(0, +) })
    for (index, stage) in drawn.enumerated() {
      let y = 6 + Double(index) * rowHeight
      drawing.text(shortened(stage.label, 10), x: left - 8, y: y + 16, anchor: .end)
      var x = left
      for (position, cases) in stage.cases.enumerated() where cases > 0 {
        let width = scale.share(cases) * (right - left)
        drawing.bar(
          x: x, y: y + 2, width: max(0.6, width - 0.6), height: 20, style: "c\(position)", value: cases,
          label: "\(stage.label), \(names[position]): \(NumberText.count(cases))")
        let number = NumberText.count(cases)
        if width > Double(number.count) * 7 + 8 {
          drawing.text(number, x: x + width / 2, y: y + 16, anchor: .middle, style: "t on\(position)")
        }
        x += width
      }
      drawing.text(NumberText.count(stage.cases.reduce(0, +)), x: x + 6, y: y + 16, style: "t num")
    }
    if drawn.isEmpty { drawing.text(Wording("no open cases", "无在案案件")[language], x: left, y: 22) }

    var table = DataTable(
      title,
      [.text(Wording("Stage", "阶段")[language])] + names.map { .number($0) }
        + [.number(Wording("Cases", "件数")[language]), .number("\(currency)")])
    func cells(_ label: String, _ cases: [Int64], _ amount: Int64) -> [HTML] {
      ["\(label)"] + cases.map { "\(NumberText.count($0))" } + [
        "\(NumberText.count(cases.reduce(0, +)))", "\(NumberText.major(amount, currency))",
      ]
    }
    for stage in classes.stages {
      table.rows.append(cells(stage.stage.isEmpty ? noStage : stage.stage, stage.cases, stage.amounts.reduce(0, +)))
    }
    let amounts = CaseClass.allCases.reduce(Int64(0)) { $0 + classes.amount($1) }
    table.total = cells(Wording("all", "合计")[language], CaseClass.allCases.map(classes.cases), amounts)
    return ChartFigure.html(
      id: id, title: title,
      description: Wording("Open cases of each stage, divided into the five classes.", "各阶段在案件数，按五个类别划分。")[language],
      drawing: drawing, legend: names.enumerated().map { ("c\($0.offset)", $0.element) }, table: table.html)
  }

  /// Yesterday's class against today's, shaded by number.
  static func transitions(_ classes: ClassFigures, language: Language) -> HTML {
    let names = CaseClass.allCases.map { Words.caseClass($0)[language] }
    var table = DataTable(
      Wording("Class at the previous run (rows) → tonight (columns)", "上次类别（行）→ 当晚类别（列）")[language],
      [.text(Wording("From", "由")[language])] + names.map { .number($0) })
    for from in CaseClass.allCases {
      table.rows.append(
        ["\(names[Int(from.rawValue)])"]
          + CaseClass.allCases.map { to in
            let number = classes.moved(from, to)
            if number == 0 { return HTML.span([.class("zero")], "0") }
            return from == to ? HTML.span([.class("same")], "\(NumberText.count(number))") : HTML.strong("\(NumberText.count(number))")
          })
    }
    if classes.new.contains(where: { $0 > 0 }) {
      table.rows.append(["\(Wording("new", "新案")[language])"] + classes.new.map { "\(NumberText.count($0))" })
    }
    return table.html
  }
}

/// At most `length` characters, the last one `…` when something is missing.
func shortened(_ text: String, _ length: Int) -> String { text.count <= length ? text : text.prefix(length - 1) + "…" }
