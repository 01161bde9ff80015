import Figures
import HTML
import Portfolio
import Speech
import Words

/// Why cases wait: reasons by number, with their running share.
enum ParetoChart {
  /// Reasons of the chart, most cases first, ties by code; those beyond the tenth are one row with the code nil.
  static func rows(_ waiting: [WaitingFigures]) -> [(kind: DecisionKind, code: ReasonCode?, cases: Int64)] {
    let sorted = waiting.sorted { ($1.cases, $0.kind.rawValue, $0.code.rawValue) < ($0.cases, $1.kind.rawValue, $1.code.rawValue) }
    var rows: [(kind: DecisionKind, code: ReasonCode?, cases: Int64)] = sorted.prefix(10).map { ($0.kind, $0.code, $0.cases) }
    let rest = sorted.dropFirst(10).reduce(Int64(0)) { $0 + $1.cases }
    if rest > 0 { rows.append((.unassigned, nil, rest)) }
    return rows
  }

  static func figure(_ waiting: [WaitingFigures], language: Language, id: String) -> HTML {
    let title = Wording("Why cases wait", "案件未分配原因")[language]
    let rows = rows(waiting)
    let total = rows.reduce(Int64(0)) { $0 + $1.cases }
    let rowHeight = 27.0
    let (left, right) = (176.0, 372.0)
    var drawing = Drawing(height: max(1, Double(rows.count)) * rowHeight + 26)
    let scale = Scale(rows.map(\.cases))
    var running: Int64 = 0
    var curve: [(x: Double, y: Double)] = []
    var table = DataTable(
      title,
      [
        .text(Wording("Reason", "原因")[language]), .word(Wording("State", "状态")[language]), .number(Wording("Cases", "件数")[language]),
        .number(Wording("Running share", "累计占比")[language]),
      ])
    for (index, row) in rows.enumerated() {
      let y = 4 + Double(index) * rowHeight
      let label = row.code.map { ReasonText.title($0, language) } ?? Wording("other reasons", "其他原因")[language]
      running += row.cases
      let share = PerMille.of(running, max(1, total))
      let width = scale.share(row.cases) * (right - left)
      drawing.text(shortened(label, language == .zh ? 12 : 25), x: left - 8, y: y + 16, anchor: .end, style: "t s")
      drawing.bar(
        x: left, y: y + 3, width: max(1, width), height: 18, style: row.kind == .held ? "f-stock" : "f-out", value: row.cases,
        label: "\(label): \(NumberText.count(row.cases))")
      drawing.text("\(NumberText.count(row.cases)) · \(NumberText.percent(share))", x: right + 8, y: y + 16, style: "t s num")
      curve.append((left + Double(share) / 1000 * (right - left), y + 12))
      table.add(
        "\(label)", "\(row.code == nil ? "" : Words.decision(row.kind)[language])", "\(NumberText.count(row.cases))",
        "\(NumberText.percent(share))")
    }
    if curve.count > 1 { drawing.path(curve, style: "running") }
    drawing.text(
      rows.isEmpty
        ? Wording("no case waits", "没有等待中的案件")[language] : Wording("bars: cases · line: running share", "条：件数 · 线：累计占比")[language],
      x: left, y: drawing.height - 7, style: "t s")
    return ChartFigure.html(
      id: id, title: title,
      description: Wording(
        "Held and unassigned cases by reason, most frequent first, with the running share.", "停催与未分出案件按原因由多到少排列，并示累计占比。")[
          language],
      drawing: drawing,
      legend: [("f-out", Words.decision(.unassigned)[language]), ("f-stock", Words.decision(.held)[language])],
      table: table.folded(Wording("Numbers", "数据")[language]))
  }
}
