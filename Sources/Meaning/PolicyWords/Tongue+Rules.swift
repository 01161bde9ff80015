import Movement
package import Policy
import Portfolio
package import Scopes
package import Speech

extension Tongue {
  /// `if … , ` and `…时，`; what no condition narrows is every case, behind others every other case.
  func opening(_ condition: Condition, isFirst: Bool) -> (en: String, zh: String) {
    guard let clause = clause(condition) else {
      return isFirst ? ("every case", "所有案件") : ("every other case", "其余案件")
    }
    return ("if \(clause.en), \(clause.en.contains("the case") ? "it" : "the case")", "\(clause.zh)时，案件")
  }

  func stay(_ rule: StayRule, _ number: Int) -> Wording {
    let until: Wording =
      switch rule.until {
      case .always: Wording("as long as that is so", "条件成立期间一直如此")
      case .missedInstalments(let count):
        Wording("until \(Self.count(count, "instalment")) \(count == 1 ? "is" : "are") missed", "直至失约 \(count) 期")
      case .workingDaysAfterDue(let count):
        count == 0
          ? Wording("until the due day has passed", "直至到期日过后")
          : Wording("until \(Self.count(count, "working day")) after the due day", "直至到期日后第 \(count) 个工作日")
      }
    let (en, zh) = opening(rule.when, isFirst: true)
    return Self.sentence(Wording("\(en) stays with its holder, \(until.en)", "\(zh)留在持有人手中，\(until.zh)"))
  }

  func stop(_ rule: StopRule, _ number: Int) -> Wording {
    let (en, zh) = opening(rule.when, isFirst: number == 1)
    let does = consequence(.stops(ownerKeeps: rule.ownerKeeps, countsAsLoad: rule.countsAsLoad))
    return Self.sentence(Wording("\(en) \(does.en)", "\(zh)\(does.zh)"))
  }

  func route(_ route: Route, _ number: Int) -> Wording {
    let (en, zh) = opening(route.when, isFirst: number == 1)
    let does = consequence(.goes(teams: route.teams, collectors: route.collectors, skills: route.skills))
    return Wording("“\(route.rule)”: ", "“\(route.rule)”：") + Wording("\(en) \(does.en).", "\(zh)\(does.zh)。")
  }

  func service(_ rule: ServiceRule, _ number: Int) -> Wording {
    let (en, zh) = opening(rule.when, isFirst: number == 1)
    let does = consequence(.firstContact(hours: rule.firstContactHours, priority: rule.priority))
    return Self.sentence(Wording("\(en) \(does.en)", "\(zh)\(does.zh)"))
  }

  /// What a rule does, behind “the case” and “案件”.
  package func consequence(_ value: Consequence) -> Wording {
    switch value {
    case .nothing: return Wording("is taken by no rule", "不归任何规则")
    case .stays: return Wording("stays with its holder", "留在持有人手中")
    case .stops(let ownerKeeps, let countsAsLoad):
      let owner =
        ownerKeeps
        ? Wording("its holder keeps it", "由持有人保管") : Wording("it leaves its holder and waits in the pool", "离开持有人，在案件池中等待")
      let load =
        countsAsLoad ? Wording("it counts in the load", "计入工作量") : Wording("it does not count in the load", "不计入工作量")
      return Wording("is stopped (neither dealt nor recalled): \(owner.en), \(load.en)", "停催（不分出、不收回）：\(owner.zh)，\(load.zh)")
    case .goes(let teams, let collectors, let skills):
      var who: [Wording] = []
      if teams == ["*"] {
        who.append(Wording("anybody of any team", "任何小组的任何人"))
      } else if !teams.isEmpty {
        who.append(Wording("team ", "小组") + Self.or(names: teams))
      }
      if !collectors.isEmpty { who.append(Wording("collector ", "催收员") + Self.or(names: collectors)) }
      let to = who.isEmpty ? Wording("anybody", "任何人") : Self.or(who)
      let with = skills.isEmpty ? Wording.none : Wording(" with the skill ", "，须具备技能") + Self.and(names: skills)
      return Wording("goes to \(to.en)\(with.en)", "分给\(to.zh)\(with.zh)")
    case .firstContact(let hours, let priority):
      let within = Self.hours(hours)
      return Wording(
        "has its first contact within \(within.en) and priority \(priority) (1 goes first)",
        "应在 \(within.zh)内首次联系，优先级 \(priority)（1 最先）")
    }
  }

  /// The rules of a section, as sentences.
  package func rules(_ section: RuleSection, of policy: CasePolicy) -> [Wording] {
    switch section {
    case .stay: policy.movement.stay.enumerated().map { stay($1, $0 + 1) }
    case .stop: policy.movement.stop.enumerated().map { stop($1, $0 + 1) }
    case .route: policy.routes.enumerated().map { route($1, $0 + 1) }
    case .service: policy.service.enumerated().map { service($1, $0 + 1) }
    }
  }
}
