import Figures
import HTML
import Portfolio
import Speech
import Words

/// Which share of the new cases which share of the people got.
enum LorenzChart {
  /// One currency and span: a curve each for number, amount and effort, against the diagonal of equality.
  static func figure(_ fairness: [Fairness], title: String, language: Language, id: String) -> HTML {
    let (left, right, top, bottom) = (52.0, 316.0, 12.0, 236.0)
    var drawing = Drawing(height: 276)
    for mark in stride(from: 0, through: 100, by: 25) {
      let share = Double(mark) / 100
      let y = bottom - share * (bottom - top)
      let x = left + share * (right - left)
      drawing.line(left, y, right, y, style: mark == 0 ? "axis" : "grid")
      drawing.text("\(mark)", x: left - 6, y: y + 4, anchor: .end, style: "t s")
      drawing.text("\(mark)", x: x, y: bottom + 15, anchor: .middle, style: "t s")
    }
    drawing.line(left, bottom, right, top, style: "diagonal")
    let steps = 20
    let curves = fairness.map { (measure: $0.measure, gini: $0.spread.gini, points: Spread.lorenz($0.values, steps: steps)) }
    for (index, curve) in curves.enumerated() {
      let points = curve.points.enumerated().map { step, perMille in
        (x: left + Double(step) / Double(steps) * (right - left), y: bottom - Double(perMille) / 1000 * (bottom - top))
      }
      drawing.path(points, style: "l\(index)")
      for (step, point) in points.enumerated() where step % 5 == 0 && step > 0 && step < steps {
        drawing.dot(
          x: point.x, y: point.y, radius: 3, style: "p\(index)", value: Int64(curve.points[step]),
          label: "\(Words.measure(curve.measure)[language]), \(step * 100 / steps) %: \(NumberText.percent(curve.points[step]))")
      }
      let y = top + 20 + Double(index) * 42
      drawing.line(right + 20, y, right + 40, y, style: "l\(index)")
      drawing.text(Words.measure(curve.measure)[language], x: right + 46, y: y + 4)
      drawing.text("Gini \(NumberText.ratio(curve.gini))", x: right + 46, y: y + 20, style: "t s num")
    }
    drawing.text(
      Wording("people, % from the one with least", "人员占比，%（由少到多）")[language], x: (left + right) / 2, y: bottom + 33, anchor: .middle,
      style: "t s")
    var table = DataTable(
      title, [.text(Wording("People", "人员占比")[language])] + curves.map { .number(Words.measure($0.measure)[language]) })
    for step in stride(from: 0, through: steps, by: 5) {
      table.rows.append(["\(step * 100 / steps) %"] + curves.map { "\(NumberText.percent($0.points[step]))" })
    }
    return ChartFigure.html(
      id: id, title: title,
      description: Wording(
        "Lorenz curves: the closer to the diagonal, the more equal. Gini coefficients: ", "洛伦兹曲线：越接近对角线越均等。基尼系数：")[language]
        + curves.map { "\(Words.measure($0.measure)[language]) \(NumberText.ratio($0.gini))" }.joined(separator: ", "),
      drawing: drawing, table: table.folded(Wording("Numbers", "数据")[language]))
  }
}
