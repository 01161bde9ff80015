import Figures
import HTML
import Portfolio
import Speech
import Words

/// How full the collectors' time is.
enum WorkloadCharts {
  /// Collectors per tenth of saturation; the last bin is everything from 120 %.
  static func bins(_ collectors: [CollectorFigures]) -> [Int64] {
    collectors.reduce(into: [Int64](repeating: 0, count: 13)) { bins, collector in
      bins[min(12, Int(max(0, collector.saturation)) / 100)] += 1
    }
  }

  static func saturation(_ collectors: [CollectorFigures], language: Language, id: String) -> HTML {
    let title = Wording("Saturation of collectors", "催收员饱满度分布")[language]
    let bins = bins(collectors)
    func label(_ bin: Int) -> String { bin == 12 ? "≥ 120 %" : "\(bin * 10)–\(bin * 10 + 10) %" }
    let (left, right, top, bottom) = (40.0, 452.0, 14.0, 168.0)
    var drawing = Drawing(height: 206)
    let scale = Scale(bins)
    drawing.grid(scale, left: left, right: right, top: top, bottom: bottom, language: language)
    let width = (right - left) / Double(bins.count)
    for (bin, number) in bins.enumerated() {
      let height = scale.share(number) * (bottom - top)
      let x = left + Double(bin) * width
      drawing.bar(
        x: x + 2, y: bottom - height, width: width - 4, height: height, style: bin >= 10 ? "f-warn" : "f-main", value: number,
        label: "\(label(bin)): \(NumberText.count(number))")
      if number > 0 { drawing.text(NumberText.count(number), x: x + width / 2, y: bottom - height - 4, anchor: .middle, style: "t s num") }
      if bin % 2 == 0 {
        drawing.text(
          bin == 12 ? "120+" : String(bin * 10), x: x + (bin == 12 ? width / 2 : 0), y: bottom + 15, anchor: .middle, style: "t s")
      }
    }
    drawing.text(
      Wording("used of scheduled time, %", "已用工时占排班工时，%")[language], x: (left + right) / 2, y: bottom + 33, anchor: .middle, style: "t s")
    var table = DataTable(title, [.text(Wording("Saturation", "饱满度")[language]), .number(Wording("Collectors", "人数")[language])])
    for (bin, number) in bins.enumerated() { table.add("\(label(bin))", "\(NumberText.count(number))") }
    return ChartFigure.html(
      id: id, title: title,
      description: Wording(
        "Number of collectors in each tenth of saturation; from 100 % on the time is over-used.", "每10%饱满度区间的催收员人数，100%以上为超负荷。")[language],
      drawing: drawing, table: table.folded(Wording("Numbers", "数据")[language]))
  }

  /// At most this many people are drawn: the least and the most loaded halves.
  static let peopleDrawn = 40

  /// People in the chart, ascending by load after the plan, ties by code. Second: whether somebody was left out.
  static func drawn(_ collectors: [CollectorFigures]) -> (people: [CollectorFigures], isCut: Bool) {
    let sorted = collectors.filter { $0.before + $0.after + $0.capacitySeconds > 0 }.sorted { ($0.after, $0.code) < ($1.after, $1.code) }
    guard sorted.count > peopleDrawn else { return (sorted, false) }
    return (Array(sorted.prefix(peopleDrawn / 2) + sorted.suffix(peopleDrawn / 2)), true)
  }

  static func beforeAfter(_ collectors: [CollectorFigures], language: Language, id: String) -> HTML {
    let (people, isCut) = drawn(collectors)
    let all = Wording("Cases in hand before and after", "分案前后在手件数")[language]
    let title = isCut ? all + Wording(" (20 lowest and 20 highest)", "（最少与最多各20人）")[language] : all
    let rowHeight = 18.0
    let (left, right, top) = (96.0, 400.0, 24.0)
    var drawing = Drawing(height: top + Double(max(1, people.count)) * rowHeight + 10)
    let bottom = drawing.height - 8
    let scale = Scale(people.flatMap { [$0.before, $0.after] })
    func x(_ value: Int64) -> Double { left + scale.share(value) * (right - left) }
    for mark in scale.marks {
      drawing.line(x(mark), top - 6, x(mark), bottom, style: mark == 0 ? "axis" : "grid")
      drawing.text(NumberText.short(mark, language), x: x(mark), y: 13, anchor: .middle, style: "t s")
    }
    for (row, person) in people.enumerated() {
      let y = top + Double(row) * rowHeight + 8
      if isCut, row == peopleDrawn / 2 { drawing.line(8, y - rowHeight / 2, right, y - rowHeight / 2, style: "cut") }
      drawing.text(shortened(person.code, 12), x: left - 10, y: y + 4, anchor: .end, style: "t s")
      drawing.line(x(person.before), y, x(person.after), y, style: person.after >= person.before ? "up" : "down")
      drawing.dot(
        x: x(person.before), y: y, style: "d-before", value: person.before,
        label: "\(person.code), \(Wording("before", "分案前")[language]): \(NumberText.count(person.before))")
      drawing.dot(
        x: x(person.after), y: y, style: "d-after", value: person.after,
        label: "\(person.code), \(Wording("after", "分案后")[language]): \(NumberText.count(person.after))")
      drawing.text(NumberText.count(person.after), x: max(x(person.before), x(person.after)) + 8, y: y + 4, style: "t s num")
    }
    if people.isEmpty { drawing.text(Wording("no collectors", "无催收员")[language], x: left, y: top + 12) }
    var table = DataTable(
      title,
      [
        .text(Wording("Collector", "催收员")[language]), .number(Wording("Before", "分案前")[language]),
        .number(Wording("New", "新增")[language]), .number(Wording("Gone", "离手")[language]), .number(Wording("After", "分案后")[language]),
      ])
    for person in people {
      table.add(
        "\(person.code)", "\(NumberText.count(person.before))", "\(NumberText.count(person.new))", "\(NumberText.count(person.gone))",
        "\(NumberText.count(person.after))")
    }
    return ChartFigure.html(
      id: id, title: title,
      description: Wording("For each collector a dot for the cases before the run and one for those after it.", "每名催收员以两点表示分案前与分案后的在手件数。")[
        language],
      drawing: drawing,
      legend: [("d-before", Wording("before", "分案前")[language]), ("d-after", Wording("after", "分案后")[language])],
      table: table.folded(Wording("Numbers", "数据")[language]))
  }
}
