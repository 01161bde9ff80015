import HTML
import Speech
import Words

/// An inline picture in the making. Units are pixels of the view box; marks carry their exact number as `data-value`.
struct Drawing {
  let width: Double
  let height: Double
  private var marks = HTML.empty

  init(width: Double = 460, height: Double) {
    self.width = width
    self.height = height
  }

  /// A bar. `label` is what a pointer resting on it shows.
  mutating func bar(x: Double, y: Double, width: Double, height: Double, style: String, value: Int64, label: String) {
    marks += """
      <rect class="\(style)" x="\(p(x))" y="\(p(y))" width="\(p(max(0, width)))" height="\(p(max(0, height)))" data-value="\(value)">\
      <title>\(label)</title></rect>
      """
  }

  /// A dot. `label` is what a pointer resting on it shows.
  mutating func dot(x: Double, y: Double, radius: Double = 4, style: String, value: Int64, label: String) {
    marks += """
      <circle class="\(style)" cx="\(p(x))" cy="\(p(y))" r="\(p(radius))" data-value="\(value)"><title>\(label)</title></circle>
      """
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
    marks += "<line class=\"\(style)\" x1=\"\(p(x1))\" y1=\"\(p(y1))\" x2=\"\(p(x2))\" y2=\"\(p(y2))\"/>"
  }

  /// A line through points.
  mutating func path(_ points: [(x: Double, y: Double)], style: String) {
    let list = points.map { "\(p($0.x)),\(p($0.y))" }.joined(separator: " ")
    marks += "<polyline class=\"\(style)\" points=\"\(list)\"/>"
  }

  /// A surface within points.
  mutating func area(_ points: [(x: Double, y: Double)], style: String) {
    let list = points.map { "\(p($0.x)),\(p($0.y))" }.joined(separator: " ")
    marks += "<polygon class=\"\(style)\" points=\"\(list)\"/>"
  }

  enum Anchor: String { case start, middle, end }

  /// A line of text with its baseline at `y`.
  mutating func text(_ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "t") {
    marks += "<text class=\"\(style)\" x=\"\(p(x))\" y=\"\(p(y))\" text-anchor=\"\(anchor.rawValue)\">\(text)</text>"
  }

  /// The picture, named and described for those who do not see it.
  func svg(id: String, title: String, description: String) -> HTML {
    """
    <svg role="img" viewBox="0 0 \(p(width)) \(p(height))" aria-labelledby="\(id)-t \(id)-d">\
    <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\(marks)</svg>
    """
  }

  /// A coordinate with at most one decimal.
  private func p(_ value: Double) -> String {
    let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}

/// A scale from numbers to lengths with round marks.
struct Scale {
  let low: Int64
  let high: Int64
  let step: Int64

  /// Covers 0 and every value with about `marks` round steps. `isCut`: covers the values only, for changes too small to be seen beside a stock.
  init(_ values: some Sequence<Int64>, marks: Int64 = 4, isCut: Bool = false) {
    let least = isCut ? values.min() ?? 0 : min(0, values.min() ?? 0)
    let most = max(values.max() ?? 0, least + 1)
    let rough = max(1, (most - least) / marks)
    var unit: Int64 = 1
    while unit <= rough / 10 { unit *= 10 }
    let step = [1, 2, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? unit * 10
    self.step = step
    low = least / step * step - (least % step < 0 ? step : 0)
    high = most / step * step + (most % step > 0 ? step : 0)
  }

  /// The round marks, ascending.
  var marks: [Int64] { Array(stride(from: low, through: high, by: Int64.Stride(step))) }
  /// Share of the way from `low` to `high`, 0…1 for covered values.
  func share(_ value: Int64) -> Double { Double(value - low) / Double(high - low) }
}

extension Drawing {
  /// Horizontal grid lines with their numbers at the left of a plot that spans `left…right` and `top…bottom`.
  mutating func grid(_ scale: Scale, left: Double, right: Double, top: Double, bottom: Double, language: Language, unit: String = "") {
    for mark in scale.marks {
      let y = bottom - scale.share(mark) * (bottom - top)
      line(left, y, right, y, style: mark == 0 ? "axis" : "grid")
      text(NumberText.short(mark, language) + unit, x: left - 6, y: y + 4, anchor: .end, style: "t s")
    }
  }
}
