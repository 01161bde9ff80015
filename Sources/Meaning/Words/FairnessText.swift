package import Figures
package import Portfolio
package import Speech

/// Which wishes for fairness a plan does not keep, and by whose hours it counted, as people read it.
package enum FairnessText {
  /// One sentence each: whose hours were counted where no roster is known, the quotas of teams that are missed, then the wishes that were not kept. Empty when all is as wished.
  package static func lines(_ record: FairnessRecord, _ names: ReasonNames, _ language: Language) -> [String] {
    ([hours(record), roster(record)] + record.quotas.map(quota) + record.misses.map { miss($0, names) }).compactMap { $0?[language] }
  }

  /// nil where the roster of the coming days names at least half of the people.
  package static func roster(_ record: FairnessRecord) -> Wording? {
    guard record.withoutRoster > 0 else { return nil }
    let count = NumberText.count(record.withoutRoster)
    return Wording(
      "The roster of the coming days names fewer than half of the people so far: \(count) not in it are counted as there by contract hours.",
      "未来几天的排班目前只有不到一半的人：其余\(count)人按合同工时视为在岗。")
  }

  /// nil where everybody's roster is known.
  package static func hours(_ record: FairnessRecord) -> Wording? {
    guard record.byContract > 0 else { return nil }
    let (some, all) = (NumberText.count(record.byContract), NumberText.count(record.people))
    guard record.byContract < record.people else {
      return Wording(
        "No roster of the month is known: everybody's share is by contract hours.", "本月无排班数据：每人应得按合同工时计算。")
    }
    return Wording(
      "No roster is known of \(some) of \(all) people: their share is by contract hours.", "\(all)人中\(some)人无排班数据：其应得按合同工时计算。")
  }

  /// One wish that was not kept: how far the plan is from it, at whom, and what came before.
  package static func miss(_ miss: FairnessMiss, _ names: ReasonNames) -> Wording {
    let (what, wort) = miss.measure == .newCases ? ("new cases", "新案件数") : ("new amount", "新案金额")
    let who = names.collector(miss.collector)
    let (side, seite) = miss.isBelow ? ("too few", "偏少") : ("too many", "偏多")
    let cause = cause(miss.cause)
    return Wording(
      "\(miss.policy), \(miss.rule): \(what) wished within \(value(miss.wished, miss.measure).en) of everybody's share, "
        + "reached within \(value(miss.reached, miss.measure).en) (\(who) got \(side)): \(cause.en) came before.",
      "\(miss.policy)，\(miss.rule)：要求每人\(wort)与应得相差不超过\(value(miss.wished, miss.measure).zh)，"
        + "实际为\(value(miss.reached, miss.measure).zh)（\(who)\(seite)）：\(cause.zh)在先。")
  }

  /// One quota that the month does not keep: what was wanted, what the team has after the night, and what came before.
  package static func quota(_ miss: QuotaMiss) -> Wording {
    let (what, wort) = miss.measure == .newCases ? ("new cases", "新案件数") : ("new amount", "新案金额")
    let (wanted, got) = (percent(miss.wantedPPM), percent(miss.gotPPM))
    let cause = cause(miss.cause)
    return Wording(
      "\(miss.policy), quotas: team \(miss.team) is to have \(wanted) of the month's \(what), after the night it has \(got): \(cause.en) came before.",
      "\(miss.policy)，配额：小组\(miss.team)应占本月\(wort)的\(wanted)，本次后实占\(got)：\(cause.zh)在先。")
  }

  /// Millionths, rounded to tenths of a per cent.
  private static func percent(_ ppm: Int64) -> String { NumberText.percent(PerMille.of(millionths: ppm)) }

  /// What came before a wish.
  package static func cause(_ value: FairnessMiss.Cause) -> Wording {
    switch value {
    case .earlier: Wording("what earlier nights of the month gave", "本月此前已分案件")
    case .limits: Wording("limits of people", "人员上限")
    case .routes: Wording("routes, skills and duty", "路由、技能与到岗")
    case .quotas: Wording("quotas of teams", "小组配额")
    case .together: Wording("one debtor's cases with one person", "共债案件归一人")
    case .load: Wording("an even load", "负荷均衡")
    case .pins: Wording("cases pinned by people", "人工指定的案件")
    }
  }

  private static func value(_ value: Int64, _ measure: FairnessMiss.Measure) -> Wording {
    measure == .newCases
      ? Wording("\(NumberText.count(value)) \(value == 1 ? "case" : "cases")", "\(NumberText.count(value))件")
      : Wording(NumberText.percent(value), NumberText.percent(value))
  }
}
