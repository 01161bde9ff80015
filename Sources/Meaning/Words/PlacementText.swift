package import Figures
package import Portfolio
package import Speech

/// A place as people read it: the filters, the cost, who came next, who would have been cheaper.
package enum PlacementText {
  /// One sentence a line. `reason`: of the decision; `isPlaced`: whether the case got somebody.
  package static func lines(_ numbers: PlacementNumbers, _ reason: Reason, isPlaced: Bool, _ names: ReasonNames, _ language: Language)
    -> [String]
  {
    var lines = [filters(numbers, names)[language]]
    if let shortage = shortage(numbers, reason, names) { lines.append(shortage[language]) }
    if numbers.together > 1 {
      let others = numbers.together - 1
      lines.append(
        Wording("Went together with \(others) other \(others == 1 ? "case" : "cases") of the debtor.", "与同一债务人的其他\(others)件案件一并分配。")[
          language])
    }
    guard isPlaced else { return lines }
    lines.append(
      Wording(
        "Cost here \(cost(numbers.cost.total)) seconds of work at a full desk: \(parts(numbers.cost, .en)).",
        "此处边际成本\(cost(numbers.cost.total))（单位：满负荷人员的工作秒数）：\(parts(numbers.cost, .zh))。")[
          language])
    if let id = numbers.runnerUp {
      let (who, total) = (names.collector(id), cost(numbers.runnerUpCost.total))
      lines.append(
        Wording(
          "Next: \(who) at \(total) (\(parts(numbers.runnerUpCost, .en))).", "次优：\(who)，\(total)（\(parts(numbers.runnerUpCost, .zh))）。")[
            language])
      lines.append(decided(numbers, who)[language])
    } else {
      lines.append(Wording("Nobody else had room.", "其他人均无余量。")[language])
    }
    if let id = numbers.full {
      let (who, there, worth) = (names.collector(id), cost(numbers.fullCost), cost(numbers.placeWorth))
      lines.append(
        Wording(
          "Cheaper but full: \(who) at \(there); one more place there would have saved up to \(worth).",
          "更合适但已满额：\(who)，\(there)；其多一个名额最多可省\(worth)。")[language])
    }
    return lines
  }

  /// What told the place from the next one: the quotas, which come before all else, or the part of the cost that spared most here.
  private static func decided(_ numbers: PlacementNumbers, _ who: String) -> Wording {
    let (here, there) = (numbers.cost, numbers.runnerUpCost)
    if here.quota < there.quota { return decided(Wording("the quotas of teams", "小组配额"), there.quota - here.quota, who) }
    // By itself the case would have been cheaper there; others would have had to give way.
    guard here.quota == there.quota, here.total <= there.total else {
      return Wording("The plan as a whole is cheaper this way, although this case alone is not.", "单看此案并非最省，但整体方案更省。")
    }
    if here.total == there.total { return Wording("Both cost the same: the run's lot decided.", "两处成本相同：由本次运行抽签决定。") }
    let parts: [(Wording, Int64)] = [
      (Wording("the load", "负荷"), there.load - here.load), (Wording("the share of new cases", "新案件数"), there.number - here.number),
      (Wording("the share of new amount", "新案金额"), there.amount - here.amount),
    ]
    var most = parts[0]
    for part in parts where part.1 > most.1 { most = part }
    return decided(most.0, most.1, who)
  }

  private static func decided(_ what: Wording, _ less: Int64, _ who: String) -> Wording {
    Wording("What decided against \(who): \(what.en), \(cost(less)) less here.", "相对\(who)的决定因素：\(what.zh)，此处少\(cost(less))。")
  }

  /// For a case that needs skills and found no place: who competes for what.
  private static func shortage(_ numbers: PlacementNumbers, _ reason: Reason, _ names: ReasonNames) -> Wording? {
    let bits = numbers.funnel.requiredSkills
    guard case .noRoom(let eligible, let open, let competing, 0) = reason, bits != 0 else { return nil }
    let (people, places, wanted) = (NumberText.count(eligible), NumberText.count(open), NumberText.count(competing))
    return Wording(
      "The case needs \(names.skillList(bits, .en)): \(wanted) \(competing == 1 ? "case competes" : "cases compete") for the \(places) \(open == 1 ? "place" : "places") of the \(people) who may take them.",
      "该案需要\(names.skillList(bits, .zh))：\(wanted)件案件争\(people)名可承接人员的\(places)个名额。")
  }

  private static func filters(_ numbers: PlacementNumbers, _ names: ReasonNames) -> Wording {
    let funnel = numbers.funnel
    let bits = funnel.requiredSkills
    let (skills, techniques) = bits == 0 ? ("", "") : (" (\(names.skillList(bits, .en)))", "（\(names.skillList(bits, .zh))）")
    func c(_ value: Int32) -> String { NumberText.count(value) }
    if numbers.together > 1 {
      let all = c(numbers.together)
      return Wording(
        "Of \(c(funnel.inTeams)) in the teams of the routes of all \(all) cases, \(c(funnel.withSkills)) may work all of them\(skills), \(c(funnel.present)) are there within "
          + "every service time, \(c(numbers.eligible)) are left without former holders and conflicts, \(c(numbers.withRoom)) have room for all.",
        "\(all)件案件的路由小组共有\(c(funnel.inTeams))人→可承接全部案件\(techniques)\(c(funnel.withSkills))人→各服务时限内均到岗\(c(funnel.present))人→排除前手与冲突后\(c(numbers.eligible))人→可容纳全部案件\(c(numbers.withRoom))人。"
      )
    }
    return Wording(
      "Of \(c(funnel.inTeams)) in the teams of the route, \(c(funnel.withSkills)) may work such cases\(skills), \(c(funnel.present)) are there within the service time, "
        + "\(c(numbers.eligible)) are left without former holders and conflicts, \(c(numbers.withRoom)) have room.",
      "路由小组\(c(funnel.inTeams))人→可承接此类案件\(techniques)\(c(funnel.withSkills))人→服务时限内到岗\(c(funnel.present))人→排除前手与冲突后\(c(numbers.eligible))人→有余量\(c(numbers.withRoom))人。"
    )
  }

  /// Costs in seconds of effort at somebody whose load equals the working time: an ordinary case is 900.
  package static func cost(_ units: Int64) -> String {
    let seconds = (units.magnitude + 512) / 1024
    return (units < 0 && seconds > 0 ? "−" : "") + NumberText.count(seconds)
  }

  /// A cost and its parts: `1,200 (load 1,100, share of new cases 100)`.
  package static func whole(_ cost: Explanations.Cost) -> Wording {
    let total = self.cost(cost.total)
    return Wording("\(total) (\(parts(cost, .en)))", " \(total)（\(parts(cost, .zh))）")
  }

  /// `load 780, new cases 101`; the parts that are 0 are left out.
  private static func parts(_ cost: Explanations.Cost, _ language: Language) -> String {
    let parts: [(Wording, Int64)] = [
      (Wording("load", "负荷"), cost.load), (Wording("share of new cases", "新案件数"), cost.number),
      (Wording("share of new amount", "新案金额"), cost.amount),
      (Wording("quotas", "配额"), cost.quota),
    ]
    let told = parts.filter { $0.1 != 0 }.map { "\($0.0[language]) \(self.cost($0.1))" }
    return told.isEmpty ? Wording("nothing to weigh", "无需权衡")[language] : told.joined(separator: language == .zh ? "、" : ", ")
  }
}
