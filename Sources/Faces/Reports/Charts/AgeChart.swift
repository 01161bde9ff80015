import Figures
import HTML
import Portfolio
import Speech
import Words

/// How long waiting cases have been here.
enum AgeChart {
  /// Names of the groups of `WaitingFigures.byAge`.
  static func groups(_ language: Language) -> [String] {
    ["≤1", "2–7", "8–30", "31–90", ">90"].map { $0 + "\u{202F}" + Wording("d", "天")[language] }
  }

  static func figure(_ waiting: [WaitingFigures], language: Language, id: String) -> HTML {
    let title = Wording("How long they have been here", "自委案以来天数")[language]
    let kinds: [(kind: DecisionKind, style: String)] = [(.held, "f-stock"), (.unassigned, "f-out")]
    func sum(_ kind: DecisionKind, _ group: Int) -> Int64 { waiting.reduce(0) { $0 + ($1.kind == kind ? $1.byAge[group] : 0) } }
    let names = groups(language)
    let (left, right, top, bottom) = (48.0, 452.0, 16.0, 168.0)
    var drawing = Drawing(height: 194)
    let scale = Scale(names.indices.flatMap { group in kinds.map { sum($0.kind, group) } })
    drawing.grid(scale, left: left, right: right, top: top, bottom: bottom, language: language)
    let width = (right - left) / Double(names.count)
    var table = DataTable(
      title, [.text(Wording("Days", "天数")[language])] + kinds.map { .number(Words.decision($0.kind)[language].capitalizedFirst) })
    for (group, name) in names.enumerated() {
      for (order, series) in kinds.enumerated() {
        let number = sum(series.kind, group)
        let height = scale.share(number) * (bottom - top)
        let x = left + Double(group) * width + 8 + Double(order) * (width / 2 - 8)
        drawing.bar(
          x: x, y: bottom - height, width: width / 2 - 10, height: height, style: series.style, value: number,
          label: "\(name), \(Words.decision(series.kind)[language]): \(NumberText.count(number))")
        if number > 0 {
          drawing.text(NumberText.short(number, language), x: x + width / 4 - 5, y: bottom - height - 4, anchor: .middle, style: "t s num")
        }
      }
      drawing.text(name, x: left + (Double(group) + 0.5) * width, y: bottom + 16, anchor: .middle, style: "t s")
      table.rows.append(["\(name)"] + kinds.map { "\(NumberText.count(sum($0.kind, group)))" })
    }
    return ChartFigure.html(
      id: id, title: title,
      description: Wording("Held and unassigned cases by days since they came in.", "停催与未分出案件按委案以来天数划分。")[language],
      drawing: drawing, legend: kinds.map { ($0.style, Words.decision($0.kind)[language]) },
      table: table.folded(Wording("Numbers", "数据")[language]))
  }
}
