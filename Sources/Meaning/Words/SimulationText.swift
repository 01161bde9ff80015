package import Figures
package import Portfolio
package import Speech

/// What a simulation shows, as people read it: on the terminal and on the page.
package enum SimulationText {
  /// What becomes of cases.
  package static func part(_ part: SimulatedPart) -> Wording {
    switch part {
    case .stopped: Wording("stopped", "停催")
    case .recalled: Wording("recalled", "收回")
    case .moved: Wording("moved", "换手")
    case .dealt: Wording("dealt", "分出")
    case .unassigned: Wording("left over", "未分出")
    }
  }

  /// What a plan is called beside others.
  package static func name(_ plan: SimulatedPlan, at position: Int) -> Wording {
    if !plan.name.isEmpty { return Wording(same: plan.name) }
    return position == 0 ? Wording("in force", "现行") : Wording("proposed", "拟议")
  }

  /// A rule in a few words: `route everyone`, `stop 2`, `held too long`.
  package static func rule(_ effect: RuleEffect) -> Wording {
    if effect.code == .holdRule, effect.number > 0 { return RuleText.name("stop \(effect.number)") }
    if effect.part == .dealt, effect.code == .assignedCheapest { return Wording("route \(effect.route)", "路由 \(effect.route)") }
    let why = Words.reason(effect.code)
    return effect.route.isEmpty ? why : Wording("\(why.en), route \(effect.route)", "\(why.zh)，路由 \(effect.route)")
  }

  /// The simulation in one sentence with its full stop.
  package static func sentence(_ simulation: Simulation) -> Wording {
    guard let plan = simulation.subject else { return .none }
    let (dealt, left) = (NumberText.count(plan.count(.dealt)), NumberText.count(plan.count(.unassigned)))
    let (recalled, moved) = (NumberText.count(plan.count(.recalled)), NumberText.count(plan.count(.moved)))
    let open = NumberText.count(plan.openCases)
    let waits = plan.brakes.isEmpty ? Wording.none : Wording("; it would wait for a person", "；方案将等待人工放行")
    guard simulation.plans.count > 1 else {
      return Wording(
        "The night of \(simulation.slot) would deal \(dealt) of \(open) open cases, move \(moved), recall \(recalled) and leave \(left) over\(waits.en).",
        "\(simulation.slot) 的夜间分案将在 \(open) 件在案案件中分出 \(dealt) 件，换手 \(moved) 件，收回 \(recalled) 件，未分出 \(left) 件\(waits.zh)。")
    }
    let (differ, name) = (NumberText.count(plan.differ), name(plan, at: 1))
    if plan.differ == 0, plan.openCases == simulation.plans[0].openCases {
      return Wording(
        "The night of \(simulation.slot) would end for every case as it does by the files in force\(waits.en).",
        "\(simulation.slot) 的夜间分案对每个案件的结果都与现行文件相同\(waits.zh)。")
    }
    return Wording(
      "In the night of \(simulation.slot), \(differ) of \(open) open cases would end otherwise (\(name.en)): dealt \(dealt), moved \(moved), recalled "
        + "\(recalled), left over \(left)\(waits.en).",
      "\(simulation.slot) 的夜间分案（\(name.zh)）在 \(open) 件在案案件中将有 \(differ) 件结果不同：分出 \(dealt) 件，换手 \(moved) 件，收回 \(recalled) 件，未分出 "
        + "\(left) 件\(waits.zh)。")
  }

  /// How much of the difference is a matter of lots; nil where nothing is compared.
  package static func noise(_ simulation: Simulation) -> Wording? {
    guard let noise = simulation.noise else { return nil }
    let (count, cases) = (NumberText.count(noise), noise == 1 ? "case" : "cases")
    return Wording(
      "Deciding twice gives the same plan, bit for bit. Were only the lots drawn anew by which ties are broken, \(count) \(cases) would end with somebody "
        + "else or otherwise by the files in force.",
      "同样的输入决策两次，方案逐位相同。若按现行文件只重抽打破平局的签，将有 \(count) 件案件结果不同或换了人。")
  }

  /// The clocks of first contacts after a plan.
  package static func contacts(_ contacts: FirstContacts) -> Wording {
    let (inTime, late) = (NumberText.count(contacts.inTime), NumberText.count(contacts.late))
    let (missed, waiting) = (NumberText.count(contacts.missed), NumberText.count(contacts.waiting))
    return Wording(
      "\(inTime) dealt in time, \(late) dealt late, \(missed) left over that cannot be kept any more, \(waiting) left over with time to go (in whole days)",
      "按时分出 \(inTime) 件，分出已迟 \(late) 件，未分出且已无法按时 \(missed) 件，未分出但尚有时间 \(waiting) 件（按整天计）")
  }

  /// A rule that says nothing, or speaks for everything.
  package static func odd(_ rule: RuleHealth) -> Wording {
    let (count, name) = (NumberText.count(rule.considered), RuleText.name(rule.rule))
    return rule.matched == 0
      ? Wording("\(rule.policy), \(name.en): matches none of \(count) cases", "\(rule.policy)，\(name.zh)：\(count) 件中未命中任何案件")
      : Wording("\(rule.policy), \(name.en): matches all of \(count) cases", "\(rule.policy)，\(name.zh)：\(count) 件全部命中")
  }

  /// Why a night cannot be decided again.
  package static func refusal(_ refusal: SimulatedNights.Refusal) -> Wording {
    switch refusal {
    case .notKept:
      Wording("its inputs are not kept, or not any more (agency file: replay)", "其输入未保存或已不再保存（机构文件：replay）")
    case .unknownRules(let number):
      Wording("it was decided by rules \(number) of the method, which this program does not know", "按方法规则第 \(number) 版决策，本程序不认识")
    case .unreadable(let why): Wording("its inputs cannot be read: \(why)", "其输入无法读取：\(why)")
    }
  }

  /// Nights decided again, in one sentence with its full stop.
  package static func sentence(_ nights: SimulatedNights) -> Wording {
    let decided = nights.nights.count { $0.refusal == nil }
    let (count, differ) = (NumberText.count(decided), NumberText.count(nights.differ))
    let several = decided == 1 ? "1 night" : "\(count) nights"
    if nights.files.isEmpty {
      return nights.differ == 0
        ? Wording(
          "\(several) decided again by their own files: every decision is the one published.", "按各自的文件重新决策 \(count) 晚：每项决定都与已发布的一致。")
        : Wording("\(several) decided again by their own files: \(differ) DIFFER.", "按各自的文件重新决策 \(count) 晚：有 \(differ) 处不一致。")
    }
    return Wording(
      "\(several) decided again: \(differ) \(nights.differ == 1 ? "case" : "cases") would have ended otherwise, all nights together.",
      "重新决策 \(count) 晚：各晚合计有 \(differ) 件案件的结果会不同。")
  }
}
