package import Figures
package import Portfolio
package import Speech

/// Why one person got so few or so many cases, against his share by hours: that of the month, where the run tells it, else that of the night alone.
/// One paragraph knows one share. Report and explanation say it in these words.
package struct CollectorSentence: Sendable {
  private let medianLoad: Int64
  private let shares: HourShares
  private let hours: Wording

  /// Looks once at everybody of the run, with whom each is compared. `fairness`: by whose hours the night counted.
  package init<Person: DealtPerson>(_ people: [Person], fairness: FairnessRecord) {
    let loads = people.filter(\.assignable).compactMap(\.loadBeforePerMille).sorted()
    medianLoad = Median.of(loads)
    shares = HourShares(people, values: people.map(\.new))
    let byContract = fairness.people > 0 && fairness.byContract == fairness.people
    hours = byContract ? Wording("contract hours", "合同工时") : Wording("hours", "工时")
  }

  /// The cases that hours alone would have given the person this night; nil when closed, or when nobody has hours.
  package func share(_ person: some DealtPerson) -> Int64? {
    person.assignable && shares.seconds > 0 ? shares.share(of: person) : nil
  }

  /// The night's cases; then the month against its share, where it is known, or the night against its own.
  package func text(_ person: some DealtPerson, _ language: Language) -> String {
    if let month = Month(person) {
      let night = person.assignable ? got(person) + Wording(".", "。") : closed(person)
      return night[language] + (language == .en ? " " : "") + sentence(month, person)[language]
    }
    if !person.assignable { return closed(person)[language] }
    return alone(person)[language]
  }

  private func got(_ person: some DealtPerson) -> Wording {
    let new = NumberText.count(person.new)
    return Wording("\(new) new \(person.new == 1 ? "case" : "cases")", "新案\(new)件")
  }

  // MARK: The month

  /// A person's month in 1/1024 case; nil where the run does not tell it, or the person has no part in it.
  private struct Month {
    let after: Int64
    let share: Int64
    /// What earlier nights of the month gave.
    let before: Int64

    init?(_ person: some DealtPerson) {
      guard person.isHere, let after = person.monthAfter, let share = person.monthShare, share > 0 else { return nil }
      (self.after, self.share, before) = (after, share, after - person.new * 1024)
    }
  }

  private func sentence(_ month: Month, _ person: some DealtPerson) -> Wording {
    let (after, share) = (Self.cases(month.after), Self.cases(month.share))
    let head = Wording("This month \(after) new cases after the night", "本月累计新案\(after)件")
    let usual = Wording("\(share) by \(hours.en)", "按\(hours.zh)应得的\(share)件")
    if month.after - month.share > 1024 {
      let why = person.assignable ? ahead(month, person) : nil
      return Wording(
        "\(head.en), more than the \(usual.en)\(why.map { ": \($0.en)" } ?? "").",
        "\(head.zh)，多于\(usual.zh)\(why.map { "：\($0.zh)" } ?? "")。")
    }
    if month.share - month.after > 1024 {
      let why = person.assignable ? behind(person) : nil
      return Wording(
        "\(head.en), fewer than the \(usual.en)\(why.map { ": \($0.en)" } ?? "").",
        "\(head.zh)，少于\(usual.zh)\(why.map { "：\($0.zh)" } ?? "")。")
    }
    return Wording("\(head.en), about the \(usual.en).", "\(head.zh)，与\(usual.zh)相当。")
  }

  /// `17.5`, of 1/1024 case, rounded.
  private static func cases(_ value: Int64) -> String {
    let tenths = (value.magnitude * 10 + 512) / 1024
    return "\(value < 0 && tenths > 0 ? "-" : "")\(NumberText.count(tenths / 10)).\(tenths % 10)"
  }

  private func ahead(_ month: Month, _ person: some DealtPerson) -> Wording {
    // Only what was there before the night can have been ahead of it.
    if month.before > month.share { return Wording("earlier nights had given more than that", "此前各次分得已超过应得") }
    if let load = person.loadBeforePerMille, load < medianLoad { return loads(load) }
    return fewPeople
  }

  private func behind(_ person: some DealtPerson) -> Wording {
    if person.headroom == 0 { return Wording("all places of the night are filled", "当晚名额已用完") }
    if let load = person.loadBeforePerMille, load > medianLoad { return loads(load) }
    return Wording("few cases allowed this person", "适合其承接的案件较少")
  }

  // MARK: The night alone

  private func alone(_ person: some DealtPerson) -> Wording {
    let got = got(person)
    guard let share = share(person), let load = person.loadBeforePerMille else {
      return Wording("\(got.en); no scheduled hours to compare with.", "\(got.zh)；无排班工时可比。")
    }
    let usual = NumberText.count(share)
    let tolerance = max(1, share / 10)
    if person.new > share + tolerance {
      let why = load < medianLoad ? loads(load) : fewPeople
      return Wording("\(got.en), more than the \(usual) by \(hours.en): \(why.en).", "\(got.zh)，多于按\(hours.zh)应得的\(usual)件：\(why.zh)。")
    }
    if person.new < share - tolerance || (person.new == 0 && shares.total > 0) {
      let why = tooFew(person, load)
      return Wording("\(got.en), fewer than the \(usual) by \(hours.en): \(why.en).", "\(got.zh)，少于按\(hours.zh)应得的\(usual)件：\(why.zh)。")
    }
    return Wording("\(got.en), about the \(usual) by \(hours.en).", "\(got.zh)，与按\(hours.zh)应得的\(usual)件相当。")
  }

  private func tooFew(_ person: some DealtPerson, _ load: Int64) -> Wording {
    if person.headroom == 0 { return Wording("all places of the night are filled", "当晚名额已用完") }
    if load > medianLoad { return loads(load) }
    return Wording("few cases allowed this person, or earlier nights gave more than the share", "适合其承接的案件较少，或此前所得已多于应得")
  }

  private var fewPeople: Wording {
    Wording("routes, skills or one debtor's other cases left fewer people to choose from", "受路由、技能或共债限制，可选人员较少")
  }

  private func loads(_ load: Int64) -> Wording {
    let (own, median) = (NumberText.percent(load), NumberText.percent(medianLoad))
    return Wording("the load was \(own) of capacity, the median is \(median)", "负荷为产能的\(own)，中位数为\(median)")
  }

  private func closed(_ person: some DealtPerson) -> Wording {
    let back = person.nextPresent.isKnown && person.nextPresent != .never ? person.nextPresent.description : nil
    let cases = NumberText.count(person.before)
    switch person.closedBy {
    case .inactive: return Wording("No new cases: the person is not active.", "无新案：该人员未启用。")
    case .left: return Wording("No new cases: the person has left.", "无新案：该人员已离职。")
    case .notPresent:
      return Wording(
        "No new cases: not on duty" + (back.map { ", next on \($0)." } ?? ", and no day is scheduled."),
        "无新案：不在岗" + (back.map { "，下次在岗\($0)。" } ?? "，且无排班。"))
    case .caseLimit: return Wording("No new cases: the case limit is reached with \(cases) cases.", "无新案：在手\(cases)件，已达件数上限。")
    case .amountLimit: return Wording("No new cases: the amount limit is reached.", "无新案：已达金额上限。")
    case .newPerDay: return Wording("No new cases: the daily limit of new cases is reached.", "无新案：已达当日新案上限。")
    case .open: return Wording("No new cases: no place was left.", "无新案：没有剩余名额。")
    }
  }
}
