package import Figures
package import Portfolio
package import Speech

/// Why one person got so few or so many cases: against his share by hours, tonight and in the month. Report and explanation say it in these words.
package struct CollectorSentence: Sendable {
  private let medianLoad: Int64
  private let shares: HourShares
  private let hours: Wording

  /// Looks once at everybody of the run, with whom each is compared. `fairness`: by whose hours the night counted.
  package init<Person: DealtPerson>(_ people: [Person], fairness: FairnessRecord) {
    let loads = people.filter(\.assignable).compactMap(\.loadBeforePerMille).sorted()
    medianLoad = loads.isEmpty ? 0 : loads[(loads.count - 1) / 2]
    shares = HourShares(people, values: people.map(\.new))
    let byContract = fairness.people > 0 && fairness.byContract == fairness.people
    hours = byContract ? Wording("contract hours", "合同工时") : Wording("hours", "工时")
  }

  /// The cases that hours alone would have given the person; nil when closed, or when nobody has hours.
  package func share(_ person: some DealtPerson) -> Int64? {
    person.assignable && shares.seconds > 0 ? shares.share(of: person) : nil
  }

  /// The sentence; with the month, where it is known, two.
  package func text(_ person: some DealtPerson, _ language: Language) -> String {
    phrase(person)[language] + (month(person).map { (language == .en ? " " : "") + $0[language] } ?? "")
  }

  private func phrase(_ person: some DealtPerson) -> Wording {
    let new = NumberText.count(person.new)
    if !person.assignable { return closed(person) }
    guard let share = share(person), let load = person.loadBeforePerMille else {
      return Wording("\(new) new \(cases(person)); no scheduled hours to compare with.", "新案\(new)件；无排班工时可比。")
    }
    let usual = NumberText.count(share)
    let tolerance = max(1, share / 10)
    if person.new > share + tolerance {
      let why = tooMany(person, share, load)
      return Wording(
        "\(new) new \(cases(person)), more than the \(usual) by \(hours.en): \(why.en).", "新案\(new)件，多于按\(hours.zh)应得的\(usual)件：\(why.zh)。")
    }
    if person.new < share - tolerance || (person.new == 0 && shares.total > 0) {
      let why = tooFew(person, share, load)
      return Wording(
        "\(new) new \(cases(person)), less than the \(usual) by \(hours.en): \(why.en).", "新案\(new)件，少于按\(hours.zh)应得的\(usual)件：\(why.zh)。")
    }
    return Wording(
      "\(new) new \(cases(person)), about the \(usual) that the \(hours.en) give.", "新案\(new)件，与按\(hours.zh)应得的\(usual)件相当。")
  }

  private func cases(_ person: some DealtPerson) -> String { person.new == 1 ? "case" : "cases" }

  private func tooMany(_ person: some DealtPerson, _ share: Int64, _ load: Int64) -> Wording {
    if let owed = owed(person), owed > (share + 1) * 1024 { return Wording("the month was behind its share", "本月此前低于应得") }
    if load < medianLoad { return loads(load) }
    return Wording("routes, skills or one debtor's other cases left fewer people to choose from", "受路由、技能或共债限制，可选人员较少")
  }

  private func tooFew(_ person: some DealtPerson, _ share: Int64, _ load: Int64) -> Wording {
    if person.headroom == 0 { return Wording("all places are filled", "名额已用完") }
    if let owed = owed(person), owed < (share - 1) * 1024 { return Wording("the month was ahead of its share", "本月此前超过应得") }
    if load > medianLoad { return loads(load) }
    if owed(person) != nil { return Wording("few cases allowed this person", "适合其承接的案件较少") }
    return Wording("few cases allowed this person, or earlier nights gave more than the share", "适合其承接的案件较少，或此前所得已多于应得")
  }

  private func loads(_ load: Int64) -> Wording {
    let (own, median) = (NumberText.percent(load), NumberText.percent(medianLoad))
    return Wording("the load was \(own) of capacity, the median is \(median)", "负荷为产能的\(own)，中位数为\(median)")
  }

  /// What the night would have to give for an even month, in 1/1024 case; nil where the month is not known.
  private func owed(_ person: some DealtPerson) -> Int64? {
    guard let after = person.monthAfter, let share = person.monthShare, share > 0 else { return nil }
    return share - (after - person.new * 1024)
  }

  private func month(_ person: some DealtPerson) -> Wording? {
    guard person.isHere, let after = person.monthAfter, let share = person.monthShare, share > 0 else { return nil }
    func cases(_ value: Int64) -> String { "\(NumberText.count(value / 1024)).\(value.magnitude % 1024 * 10 / 1024)" }
    let word = after - share > 1024 ? ("ahead of", "超过") : share - after > 1024 ? ("behind", "低于") : ("level with", "持平于")
    return Wording(
      "This month \(cases(after)) new cases after the night, \(word.0) the share of \(cases(share)) by \(hours.en).",
      "本月累计新案\(cases(after))件，\(word.1)按\(hours.zh)应得的\(cases(share))件。")
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
