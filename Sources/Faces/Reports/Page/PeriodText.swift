package import Figures
import Portfolio
package import Speech
package import Words

/// What a period is called, what it was in one sentence, and what must be known before its numbers are used.
package enum PeriodText {
  /// `week of 2026-11-16 to 2026-11-22`, `2026-11`, `2026-11-03 to 2026-11-20`.
  package static func name(_ period: Period) -> Wording {
    switch period.kind {
    case .week: Wording("week \(period.first) to \(period.last)", "\(period.first)至\(period.last)当周")
    case .month: Wording(same: String(period.first.description.prefix(7)))
    case .days: Wording("\(period.first) to \(period.last)", "\(period.first)至\(period.last)")
    }
  }

  /// What a part of the agency is called; nil for all of it.
  package static func part(_ scope: PeriodScope) -> Wording? {
    switch scope {
    case .agency: nil
    case .team(let name): Wording("team \(name)", "小组 \(name)")
    case .client(let name): Wording(same: name)
    }
  }

  /// What is shown of a part, in a few words; nil for all of the agency.
  package static func filter(_ scope: PeriodScope) -> Wording? {
    switch scope {
    case .agency: nil
    case .team: Wording("people of this team and their cases only", "仅该组人员及其案件")
    case .client: Wording("cases of this client only", "仅该委托方的案件")
    }
  }

  /// How the stock of a part comes about.
  static let countedBack = Wording(
    "Counted back from the cases as they are now; all cases, counted back in the same way, are what was counted at every position of the books, or a difference is told above.",
    "由现状倒推得出；以同样方式倒推的全部案件与每次账目清点一致，否则上方列出差异。")

  /// The period in one sentence.
  package static func sentence(_ figures: PeriodFigures) -> Wording {
    let runs = figures.runs
    guard !runs.isEmpty else { return Wording("No run was published in this period.", "本期没有已发布的运行。") }
    func sum(_ value: (NightFigures) -> Int64) -> String { NumberText.count(runs.reduce(Int64(0)) { $0 + value($1.counts) }) }
    let (nights, others) = (figures.nights.count, runs.count - figures.nights.count)
    let came = NumberText.count(figures.arrivals)
    return Wording(
      "In \(nights) \(nights == 1 ? "night" : "nights") and \(others) other \(others == 1 ? "run" : "runs") \(came) cases came in, \(sum { $0.assigned }) were assigned, \(sum { $0.moved }) moved and \(sum { $0.recalled }) recalled.",
      "共\(nights)晚及\(others)次其他运行：新增\(came)件，分出\(sum { $0.assigned })件，换手\(sum { $0.moved })件，收回\(sum { $0.recalled })件。")
  }

  /// What stands in the way of trusting the sums, grave ones first.
  package static func remarks(_ figures: PeriodFigures) -> [RedFlag] {
    var grave: [RedFlag] = []
    var look: [RedFlag] = []
    func list(_ days: [String]) -> String { days.prefix(10).joined(separator: ", ") + (days.count > 10 ? " …" : "") }
    if figures.differences > 0 {
      let count = figures.differences
      grave.append(RedFlag(grave: true, text: Wording("Stock and flow do not reconcile in \(count) places.", "库存与流量有\(count)处核对不平。")))
    }
    if !figures.missing.isEmpty {
      let (count, days) = (figures.missing.count, list(figures.missing.map(\.description)))
      grave.append(
        RedFlag(
          grave: true,
          text: Wording(
            "No night was published for \(count) \(count == 1 ? "day" : "days"): \(days).", "\(count)天没有已发布的夜间分案：\(days)。")))
    }
    if !figures.purged.isEmpty {
      let days = list(Set(figures.purged.map(\.slot)).sorted().map(\.description))
      look.append(
        RedFlag(
          grave: false,
          text: Wording(
            "The decisions of \(figures.purged.count) runs are no longer kept (\(days)): recalls by kind and league tables leave them out; stock and flow have them.",
            "\(figures.purged.count)次运行的决定已清除（\(days)）：收回类型与排名不含这些运行，库存与流量仍含。")))
    }
    if !figures.undone.isEmpty {
      let runs = list(figures.undone.map { "#\($0.run)" })
      let count = figures.undone.count
      look.append(
        RedFlag(
          grave: false,
          text: Wording(
            "Moves of \(count) \(count == 1 ? "run" : "runs") were taken back (\(runs)): sums have them and what took them back.",
            "\(count)次运行的变动被撤销（\(runs)）：合计同时含原变动与撤销。")))
    }
    if figures.strangers > 0 {
      look.append(
        RedFlag(
          grave: false,
          text: Wording(
            "\(figures.strangers) positions of other days lie between the first and the last of this period and are in its flows.",
            "期间内夹有\(figures.strangers)个其他日期的台账位置，已计入流量。")))
    }
    if figures.period.last > figures.readOn {
      look.append(
        RedFlag(
          grave: false, text: Wording("The period is not over: counted up to \(figures.readOn).", "本期尚未结束：统计至\(figures.readOn)。")))
    }
    return grave + look
  }
}
