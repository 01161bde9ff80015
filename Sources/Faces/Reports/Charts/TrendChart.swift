import Figures
import HTML
import Portfolio
import Speech
import Words

/// Thirty nights, one small picture a number.
enum TrendChart {
  static func figure(_ nights: [NightFigures], name: Wording, value: (NightFigures) -> Int64, language: Language, id: String) -> HTML {
    let title = name[language].capitalizedFirst
    let values = nights.map(value)
    let (left, right, top, bottom) = (42.0, 252.0, 14.0, 92.0)
    var drawing = Drawing(width: 262, height: 118)
    let scale = Scale(values, marks: 2)
    drawing.grid(scale, left: left, right: right, top: top, bottom: bottom, language: language)
    let points = values.enumerated().map { index, number in
      (
        x: nights.count == 1 ? right : left + Double(index) / Double(nights.count - 1) * (right - left),
        y: bottom - scale.share(number) * (bottom - top)
      )
    }
    if let first = points.first, let last = points.last {
      drawing.area([(first.x, bottom)] + points + [(last.x, bottom)], style: "a-main")
      drawing.path(points, style: "l0")
    }
    for (night, point) in zip(nights, points) {
      let isLast = night == nights.last
      drawing.dot(
        x: point.x, y: point.y, radius: isLast ? 4 : 2, style: isLast ? "d-after" : "p0", value: value(night),
        label: "\(night.slot): \(NumberText.count(value(night)))")
    }
    if let first = nights.first?.slot, let last = nights.last?.slot {
      drawing.text(String(first.description.suffix(5)), x: left, y: bottom + 16, style: "t s")
      drawing.text(String(last.description.suffix(5)), x: right, y: bottom + 16, anchor: .end, style: "t s")
    }
    return ChartFigure.html(
      id: id, title: title + (values.last.map { " · " + NumberText.count($0) } ?? ""),
      description: Wording("\(title) in each of the last \(nights.count) runs.", "最近\(nights.count)次运行的\(title)件数。")[language],
      drawing: drawing, table: .empty)
  }

  /// The numbers of all small pictures.
  static func table(_ nights: [NightFigures], language: Language) -> HTML {
    var table = DataTable(
      Wording("The last nights, in cases", "近期各晚件数")[language],
      [.text(Wording("Night", "日期")[language]), .number(Wording("Open", "在案")[language])]
        + Headline.values.map { .number($0.name[language].capitalizedFirst) })
    for night in nights.reversed() {
      table.rows.append(
        [
          "\(night.slot.description)\(night.isTakenBack ? Wording(" (taken back)", "（已撤销）")[language] : "")",
          "\(NumberText.count(night.open))",
        ] + Headline.values.map { "\(NumberText.count($0.value(night)))" })
    }
    return table.html
  }
}
