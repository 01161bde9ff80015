package import Figures
package import Portfolio
package import Speech

/// A plan that waits, for people: that it is not in force, why, what drove it, and what can be done.
package struct WaitingPlanText: Sendable {
  private let run: Int64
  private let slot: Day
  private let plan: WaitingPlan

  /// Of run `run`, the night of `slot`.
  package init(run: Int64, slot: Day, plan: WaitingPlan) {
    self.run = run
    self.slot = slot
    self.plan = plan
  }

  /// The mark that stands wherever something of the plan is shown.
  package static let mark = Wording("waiting, not in force", "待放行，未生效")

  /// That nothing of the plan is in force.
  package var headline: Wording {
    Wording(
      "The plan of run \(run) for the night of \(slot) is waiting, not in force: nothing of it was published.",
      "运行\(run)（\(slot)夜间分案）的方案待放行，未生效：尚未发布任何内容。")
  }

  /// Which brakes, by how much; one sentence each.
  package func brakes(_ language: Language) -> [String] { BrakeText.sentences(plan.brakes, stored: plan.stored, language) }

  /// What the cases behind a brake have in common, one line a brake.
  package func drivers(_ language: Language) -> [String] {
    plan.drivers.map { driver in
      let parts: [String?] = [
        list(
          Wording("policies", "策略"), driver.policies.map { ($0.name.isEmpty ? Wording("none", "无")[language] : $0.name, $0.cases) },
          language),
        list(Wording("because", "原因"), driver.rules.map { (ReasonText.title($0.code, language), $0.cases) }, language),
        list(
          driver.kind == .firstNight ? Wording("to", "分给") : Wording("from", "原持有人"),
          driver.collectors.filter { !$0.name.isEmpty }.map { ($0.name, $0.cases) }, language),
      ]
      return Self.name(driver.kind)[language] + Wording(": ", "：")[language]
        + parts.compactMap { $0 }.joined(separator: Wording("; ", "；")[language])
    }
  }

  private func list(_ name: Wording, _ rows: [(String, Int64)], _ language: Language) -> String? {
    guard !rows.isEmpty else { return nil }
    return name[language] + " " + rows.map { "\($0.0) \(NumberText.count($0.1))" }.joined(separator: Wording(", ", "、")[language])
  }

  /// What a brake counts, in a word or two.
  package static func name(_ kind: TrippedBrake.Kind) -> Wording {
    switch kind {
    case .recalled: Wording("recalled or moved", "收回或换手")
    case .moved: Wording("moved", "换手")
    case .unassigned: Wording("unassigned", "未分出")
    case .classChanged: Wording("class changed", "类别变化")
    case .inputs: Wording("inputs", "输入数据")
    case .firstNight: Wording("first night", "首次分案")
    case .contract: Wording("contract", "委托合同")
    }
  }

  /// What a person can do: a command, and what it does.
  package struct Action: Sendable, Equatable {
    /// `look_at_decisions`, `report`, `release`, `discard` or `change_limit`.
    package let word: String
    /// To type as it stands, but for the reason.
    package let command: String
    /// What it does.
    package let effect: Wording
  }

  /// What can be looked at.
  package var looks: [Action] {
    [
      Action(
        word: "look_at_decisions", command: "allot show assignments \(run)\(kinds)",
        effect: Wording("case by case, with reasons", "逐案查看及原因")),
      Action(
        word: "report", command: "allot report \(run) --output DIR", effect: Wording("the morning page of this plan", "本方案的报告")),
    ]
  }

  /// Only the decisions that tripped the brake, where one kind did.
  private var kinds: String {
    switch plan.brakes.first?.kind {
    case .recalled where plan.brakes.count == 1: " --kind taken"
    case .moved where plan.brakes.count == 1: " --kind moved"
    case .unassigned where plan.brakes.count == 1: " --kind unassigned"
    default: ""
    }
  }

  /// What ends the waiting.
  package var actions: [Action] {
    var found = [
      Action(
        word: "release", command: "allot run release \(run) --reason \"…\"",
        effect: Wording(
          "publishes this plan as it is kept; cases and people that changed since are left out and reported", "按保存的方案发布；此后有变化的案件和人员除外并列出")),
      Action(
        word: "discard", command: "allot run discard \(run) --reason \"…\"",
        effect: Wording(
          "refuses it: nobody's cases move, and by day new cases only are dealt; allot run --slot \(slot) then decides anew",
          "放弃本方案：存量案件不动，日间只分新案；之后可用 allot run --slot \(slot) 重新决定")),
    ]
    let limits = plan.brakes.compactMap(BrakeText.limitThatPasses)
    if !limits.isEmpty {
      found.append(
        Action(
          word: "change_limit", command: "brakes: { …, \(limits.joined(separator: ", ")) }",
          effect: Wording(
            "in the agency file, its other brakes left as they are, lets such a night through; this plan was made under the old file, so after allot policy apply discard it and decide anew",
            "写入机构文件（其余刹车保持不变）即可放行此类夜间分案；本方案按旧文件生成，执行 allot policy apply 后须放弃并重新决定")))
    }
    return found
  }

  /// All of it, a line each: headline, brakes, drivers, what to look at, what to do.
  package func lines(_ language: Language) -> [String] {
    var lines = [headline[language]]
    lines += brakes(language).map { "  " + Wording("brake: ", "刹车：")[language] + $0 }
    lines += drivers(language).map { "    " + $0 }
    lines += (looks + actions).map { "  \($0.command)\n      \($0.effect[language])" }
    return lines
  }
}
