package import Figures
package import Portfolio
package import Speech

/// Why somebody got so few or so many: against the others who could get something, what is unlike them comes first.
package struct CollectorNightText: Sendable {
  /// The person and numbers told about.
  package let night: CollectorNight
  private let others: [CollectorNight]
  private let offered: Int64?
  private let currency: Currency
  private let sentence: CollectorSentence
  private let isPlanned: Bool

  /// - Parameters:
  ///   - all: everybody of the run.
  ///   - offered: cases offered in it; nil where unknown.
  ///   - fairness: by whose hours the run counted.
  ///   - isPlanned: nothing of it is in force; the plan waits.
  package init(
    _ night: CollectorNight, among all: [CollectorNight], offered: Int?, fairness: FairnessRecord = FairnessRecord(), currency: Currency,
    isPlanned: Bool = false
  ) {
    self.night = night
    others = all.filter(\.assignable)
    sentence = CollectorSentence(all, fairness: fairness)
    self.offered = offered.map { Int64($0) }
    self.currency = currency
    self.isPlanned = isPlanned
  }

  /// The middle one of the others' values; 0 for nobody.
  package func median(_ value: (CollectorNight) -> Int64?) -> Int64 {
    Median.of(others.compactMap(value).sorted())
  }

  /// The cases that hours alone would have given; nil when closed, or when nobody has hours.
  package var share: Int64? { sentence.share(night) }

  /// What the report says of the person.
  package func reason(_ language: Language) -> String { sentence.text(night, language) }

  /// One sentence a line: the result, what the report says of the person, and what sets him apart.
  package func lines(_ language: Language) -> [String] {
    let apart = night.assignable ? [room, time, load, authorisation, second].compactMap { $0 } : []
    return [headline[language], reason(language)] + apart.map { $0[language] }
  }

  private var headline: Wording {
    let (got, usual) = (NumberText.count(night.got), NumberText.count(median(\.got)))
    let amount = NumberText.amount(night.gotAmount, currency)
    let moved = night.ofThemMoved > 0 ? (", \(night.ofThemMoved) of them from other people", "（其中\(night.ofThemMoved)件换手而来）") : ("", "")
    let taken = night.taken > 0 ? ("; \(night.taken) \(isPlanned ? "would go" : "went") away", "，另有\(night.taken)件离手") : ("", "")
    let verb = isPlanned ? Wording("Would get", "拟得新案") : Wording("Got", "新案")
    return Wording(
      "\(verb.en) \(got) new \(night.got == 1 ? "case" : "cases")\(moved.0) (\(amount) \(currency))\(taken.0); the median of the \(NumberText.count(others.count)) who had room is \(usual).",
      "\(verb.zh)\(got)件\(moved.1)，金额\(amount)\(currency)\(taken.1)；有余量的\(NumberText.count(others.count))人中位数为\(usual)件。")
  }

  private var room: Wording? {
    guard night.got >= night.room else { return nil }
    let places = NumberText.count(night.room)
    let missed =
      (night.missed ?? 0) > 0
      ? (
        " \(NumberText.count(night.missed ?? 0)) more would have been cheaper here; one more place would have saved up to \(PlacementText.cost(night.placeWorth ?? 0)) seconds of work.",
        "另有\(NumberText.count(night.missed ?? 0))件分给此人更合适；多一个名额最多可省\(PlacementText.cost(night.placeWorth ?? 0))秒工作量。"
      ) : ("", "")
    return Wording("All \(places) places of the night are filled.\(missed.0)", "当晚\(places)个名额已全部用完。\(missed.1)")
  }

  private var time: Wording? {
    let usual = median(\.capacitySeconds)
    guard usual > 0, abs(night.capacitySeconds - usual) * 100 > usual * 15 else { return nil }
    let word = night.capacitySeconds < usual ? ("Less", "少于") : ("More", "多于")
    let (own, others) = (NumberText.hours(night.capacitySeconds), NumberText.hours(usual))
    return Wording(
      "\(word.0) working time ahead than the others: \(own) h, the median is \(others) h.", "未来可用工时\(own)小时，\(word.1)中位数\(others)小时。")
  }

  private var load: Wording? {
    guard let own = night.loadBeforePerMille else { return nil }
    let usual = median(\.loadBeforePerMille)
    guard abs(own - usual) > max(50, usual / 10) else { return nil }
    let word = own > usual ? ("heavier", "高于") : ("lighter", "低于")
    return Wording(
      "The load before was \(word.0) than the others': \(NumberText.percent(own)) of the working time, the median is \(NumberText.percent(usual)).",
      "分案前负荷为可用工时的\(NumberText.percent(own))，\(word.1)中位数\(NumberText.percent(usual))。")
  }

  private var authorisation: Wording? {
    guard let own = night.eligibleFor, let offered, offered > 0 else { return nil }
    let usual = median(\.eligibleFor)
    guard abs(own - usual) * 10 > max(1, usual) || own * 4 < offered * 3 else { return nil }
    return Wording(
      "Could take \(NumberText.count(own)) of the \(NumberText.count(offered)) cases offered, by routes, skills, duty and history; the median is \(NumberText.count(usual)).",
      "按路由、技能、到岗与经手记录，可承接\(NumberText.count(offered))件待分案件中的\(NumberText.count(own))件；中位数为\(NumberText.count(usual))件。")
  }

  private var second: Wording? {
    guard let second = night.second, second > 0 else { return nil }
    return Wording(
      "Came second for \(NumberText.count(second)) \(second == 1 ? "case" : "cases").", "另有\(NumberText.count(second))件案件排名第二。")
  }
}
