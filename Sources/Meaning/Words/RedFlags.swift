package import Figures
import Portfolio
package import Speech

/// Something a manager should look at before anything else.
package struct RedFlag: Sendable, Equatable {
  /// Must be stopped or repaired; otherwise it only deserves a look.
  package let grave: Bool
  /// What is wrong and how much of it: one sentence with its numbers.
  package let text: Wording
  /// Said of a night, or of a period.
  package init(grave: Bool, text: Wording) { (self.grave, self.text) = (grave, text) }

  /// All red flags of the figures, grave ones first.
  package static func all(_ figures: Figures) -> [RedFlag] {
    var flags: [RedFlag] = []
    func grave(_ en: String, _ zh: String) { flags.append(RedFlag(grave: true, text: Wording(en, zh))) }
    func look(_ en: String, _ zh: String) { flags.append(RedFlag(grave: false, text: Wording(en, zh))) }
    let count = { (value: Int64) in NumberText.count(value) }

    for flow in figures.flows where !flow.reconciles {
      let amount = NumberText.signedAmount(flow.difference.amount, flow.currency)
      grave(
        "\(flow.currency) does not reconcile: \(NumberText.signed(flow.difference.cases)) cases, \(amount).",
        "\(flow.currency)核对不平：\(NumberText.signed(flow.difference.cases))件，\(amount)。")
    }
    for control in figures.controls where control.violations > 0 {
      grave(
        "Control violated \(count(control.violations)) \(control.violations == 1 ? "time" : "times"): \(Words.control(control.control).en).",
        "控制项违规\(count(control.violations))次：\(Words.control(control.control).zh)。")
    }
    for stop in figures.header.stops {
      let told = Words.stop(stop)
      if stop.isOverdue {
        grave(
          "\(told.en); nobody has confirmed it for a day: allot policy stop --confirm \(stop.number).",
          "\(told.zh)；已满一天无人确认：allot policy stop --confirm \(stop.number)。")
      } else {
        look("\(told.en).", "\(told.zh)。")
      }
    }
    for feed in figures.morning.feeds where feed.isMissing {
      grave(
        "No file of \(Words.feed(feed.feed).en) came, though one usually does: the last was \(feed.lastAt).",
        "常到的\(Words.feed(feed.feed).zh)数据本晚未到：上次为\(feed.lastAt)。")
    }
    let tonight = figures.tonight
    // A run by day counts only what came: what had come earlier and found nobody is as undealt.
    let undealt = tonight.unassigned + Int64(figures.header.earlier?.unassigned ?? 0)
    if tonight.open > 0, undealt * 100 > tonight.open {
      let share = NumberText.percent(PerMille.of(undealt, tonight.open))
      look("\(share) of the open cases could not be dealt.", "在案中有\(share)未能分出。")
    }
    for (name, value) in Headline.values {
      let change = Headline.change(figures, value)
      if let change, change.unusual {
        let (now, usual) = (count(change.now), count(change.median))
        let others = Headline.others(figures.header, 7)
        look(
          "\(name.en.capitalizedFirst): \(now), unlike \(others.en) (median \(usual)).", "\(name.zh)\(now)件，与\(others.zh)差异明显（中位数\(usual)）。"
        )
      }
    }
    let crowded = figures.collectors.filter { $0.after > 500 }.sorted { ($1.after, $0.code) < ($0.after, $1.code) }.map(\.code)
    if !crowded.isEmpty {
      let names = NumberText.names(crowded)
      look(
        "\(crowded.count) \(crowded.count == 1 ? "collector holds" : "collectors hold") more than 500 cases: \(names.en).",
        "\(crowded.count)名催收员在手案件超过500件：\(names.zh)。")
    }
    let load = Spread(figures.collectors.filter { $0.capacitySeconds > 0 }.map(\.after))
    if load.gini > 500 {
      look("Cases in hand are very uneven: Gini \(NumberText.ratio(load.gini)).", "在手案件分布很不均：基尼系数\(NumberText.ratio(load.gini))。")
    }
    let idle = figures.collectors.filter(\.isFullAndIdle).map(\.code)
    if !idle.isEmpty {
      let names = NumberText.names(idle)
      look(
        "\(idle.count) \(idle.count == 1 ? "collector is" : "collectors are") full and used less than 30 % of the scheduled time: \(names.en).",
        "\(idle.count)名催收员案件已满，但工时使用不足30%：\(names.zh)。")
    }
    // By day a rule meets only what came.
    let silent = figures.header.isByDay ? 0 : figures.rules.count { $0.matched == 0 && $0.considered > 0 && !$0.isSegment }
    if silent > 0 { look("\(silent) \(silent == 1 ? "rule" : "rules") matched nothing.", "\(silent)条规则未命中任何案件。") }
    flags += talk(figures.talk)
    if figures.collectors.isEmpty { look("There are no collectors.", "没有催收员。") }
    return flags.filter(\.grave) + flags.filter { !$0.grave }
  }

  private static func talk(_ talk: TalkFigures) -> [RedFlag] {
    var flags: [RedFlag] = []
    if let drift = TalkDrift.of(talk.months).last ?? nil, drift.flag == .changed {
      let (index, month) = (NumberText.ratio(max(drift.tones, drift.groups)), talk.months[talk.months.count - 1].name)
      flags.append(
        RedFlag(
          grave: false,
          text: Wording(
            "What is heard in conversations has changed since the month before \(month): PSI \(index).",
            "\(month)沟通内容与上月相比变化显著：PSI \(index)。")))
    }
    if talk.unmapped * 100 > talk.attempts {
      let share = NumberText.percent(PerMille.of(talk.unmapped, talk.attempts))
      flags.append(
        RedFlag(
          grave: false,
          text: Wording(
            "\(share) of the week's contact attempts have a code that no mapping knows: they count for nothing.",
            "近一周\(share)的联系记录代码未映射，不计入任何依据。")))
    }
    if !talk.blocked.isEmpty {
      let calls = talk.blocked.reduce(0) { $0 + $1.calls }
      let sources = talk.blocked.map { Wording(same: "\($0.source) \(NumberText.count($0.calls))") }.joined(by: Wording(", ", "、"))
      let number = NumberText.count(calls)
      flags.append(
        RedFlag(
          grave: false,
          text: Wording(
            "Carriers refused \(number) \(calls == 1 ? "call" : "calls") of the week for the number that calls: \(sources.en). They say nothing of the debtors; have that number looked at.",
            "近一周有\(number)次呼叫因主叫号码被运营商拦截：\(sources.zh)。与债务人无关，请检查该外显号码。")))
    }
    return flags
  }
}

/// The night in one line, and how unlike the last seven it was.
package enum Headline {
  /// What the line says, in order.
  package static let values: [(name: Wording, value: @Sendable (NightFigures) -> Int64)] = [
    (Wording("assigned", "分出"), { $0.assigned }), (Wording("moved", "换手"), { $0.moved }), (Wording("recalled", "收回"), { $0.recalled }),
    (Wording("held", "停催"), { $0.held }), (Wording("unassigned", "未分出"), { $0.unassigned }),
    (Wording("class changed", "类别变化"), { $0.classChanged }),
  ]

  /// A number against the median of up to seven nights before that stand; nil when there are none.
  package static func change(_ figures: Figures, _ value: (NightFigures) -> Int64) -> Change? {
    let before = figures.trend.dropLast().filter { !$0.isTakenBack }.suffix(7).map(value).sorted()
    guard !before.isEmpty else { return nil }
    let now = value(figures.tonight)
    let median = Median.of(before)
    // Fewer than four nights say little about what is usual.
    let spread = max(before[before.count - 1] - median, median - before[0])
    let unusual = before.count >= 4 && abs(now - median) > max(20, max(2 * spread, median / 2))
    return Change(now: now, median: median, nights: before.count, unusual: unusual)
  }

  /// The runs that `change` compares with: nights with nights, others with those of their kind.
  package static func others(_ header: RunHeader, _ number: Int) -> Wording {
    header.kind == .night
      ? Wording("the last \(number == 7 ? "seven" : String(number)) nights", "近\(number == 7 ? "七" : String(number))晚")
      : Wording("the last \(number) runs of its kind", "近\(number)次\(Words.runKind(header.kind).zh)")
  }

  /// The night of the same weekday a week before; nil when there was none, or where this is no night.
  package static func aWeekAgo(_ figures: Figures) -> NightFigures? {
    figures.trend.dropLast().last { $0.slot == figures.header.slot - 7 }
  }

  /// Tonight's number and the usual one.
  package struct Change: Sendable, Equatable {
    /// Tonight's number.
    package let now: Int64
    /// Median of up to seven nights before, as `Median` counts it.
    package let median: Int64
    /// How many nights that is the median of, 1…7.
    package let nights: Int
    /// Whether `now` is farther from the median than usual: more than 20, half the median and twice the widest gap
    /// of those nights; never with fewer than four of them.
    package let unusual: Bool
    /// Signed: above 0 is more than usual.
    package var difference: Int64 { now - median }
  }
}

extension String {
  /// With its first letter as a capital.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
