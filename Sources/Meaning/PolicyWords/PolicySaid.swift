import Movement
package import Policy
import Portfolio
package import Scopes
package import Speech

/// What a policy does, in sentences: every key that its reader accepts is said, or what holds where it is missing.
package enum PolicySaid {
  /// Every part, in the order of the file.
  package static func sections(_ policy: CasePolicy, _ tongue: Tongue) -> [SaidSection] {
    [
      header(policy), segments(policy, tongue), covers(policy, tongue), list(.stay, policy, tongue), list(.stop, policy, tongue),
      classify(policy),
      list(.route, policy, tongue), never(policy, tongue), together(policy), notBackTo(policy), beforeReturn(policy),
      list(.service, policy, tongue),
      recall(policy),
      fair(policy, tongue), quotas(policy), runs(policy), ContractSaid.section(policy.contract), tests(policy),
    ]
  }

  private static func header(_ policy: CasePolicy) -> SaidSection {
    let (from, until) = (policy.valid.lowerBound, policy.valid.upperBound)
    let valid: Wording =
      switch (from == .none, until == .never) {
      case (true, true): Wording("It is valid on every day.", "任何日期都有效。")
      case (false, true): Wording("It is valid from \(from) on.", "自 \(from) 起有效。")
      case (true, false): Wording("It is valid until \(until).", "有效至 \(until)。")
      case (false, false): Wording("It is valid from \(from) until \(until).", "自 \(from) 至 \(until) 有效。")
      }
    return SaidSection(
      "policy", Wording("The policy", "策略"),
      [
        SaidLine("policy", "The policy is called “\(policy.name)”.", "策略名为“\(policy.name)”。"),
        SaidLine("version", "Its version is \(policy.version).", "版本号为 \(policy.version)。"), SaidLine("valid", valid),
        SaidLine(
          "effective",
          policy.effective.map {
            Wording("This text replaces the one before on the business day \($0), once it is agreed to.", "本文本经复核后，自营业日 \($0) 起取代前一文本。")
          } ?? Wording("This text replaces the one before as soon as it is agreed to.", "本文本经复核后即取代前一文本。")),
      ])
  }

  private static func segments(_ policy: CasePolicy, _ tongue: Tongue) -> SaidSection {
    let lines = policy.segments.map { segment in
      let clause = tongue.clause(segment.when) ?? .none
      return SaidLine(
        "segments.\(segment.name)", "A case is in segment “\(segment.name)” if \(clause.en).", "客群“\(segment.name)”包括这样的案件：\(clause.zh)。")
    }
    let none = SaidLine("segments", "There are no segments.", "没有客群。")
    return SaidSection("segments", Wording("Segments", "客群"), lines.isEmpty ? [none] : lines)
  }

  private static func never(_ policy: CasePolicy, _ tongue: Tongue) -> SaidSection {
    let lines = policy.never.enumerated().map { SaidLine("never \($0 + 1)", tongue.never($1)) }
    let none = SaidLine("never", "Nobody whom a route names is kept from a case.", "路由写到的人都可以分到案件。")
    return SaidSection("never", Wording("Who never gets which case", "不分给谁"), lines.isEmpty ? [none] : lines)
  }

  /// How many there are: what they ask is for whoever reads the file, and decides nothing.
  private static func tests(_ policy: CasePolicy) -> SaidSection {
    let count = policy.tests.count
    let text =
      count == 0
      ? Wording("The file does not test itself.", "文件不含测试。")
      : Wording("The file tests itself with \(Tongue.count(count, "case")).", "文件含 \(count) 个测试案件。")
    return SaidSection("tests", Wording("Tests", "测试"), [SaidLine("tests", text)])
  }

  private static func covers(_ policy: CasePolicy, _ tongue: Tongue) -> SaidSection {
    var asked = policy.covers
    // Every case has a client.
    if asked.clients == ["*"] { asked.clients = nil }
    let clause = tongue.clause(asked)
    return SaidSection(
      "covers", Wording("Which cases", "覆盖范围"),
      [
        SaidLine(
          "covers",
          clause.map { Wording("It covers a case if \($0.en).", "覆盖这样的案件：\($0.zh)。") } ?? Wording("It covers every case.", "覆盖所有案件。"))
      ])
  }

  /// Titles of the parts that are lists of rules.
  package static func title(_ section: RuleSection) -> Wording {
    switch section {
    case .stay: Wording("What stays with its holder", "留任")
    case .stop: Wording("What is stopped", "停催")
    case .route: Wording("Who may get which case", "路由")
    case .service: Wording("How soon, and what goes first", "首次联系与优先级")
    }
  }

  private static func list(_ section: RuleSection, _ policy: CasePolicy, _ tongue: Tongue) -> SaidSection {
    var lines = tongue.rules(section, of: policy).enumerated().map { SaidLine("\(section.rawValue) \($0 + 1)", $1) }
    switch section {
    case .stay where lines.isEmpty: lines.append(SaidLine("stay", "No rule keeps a case with its holder.", "没有规则让案件留在持有人手中。"))
    case .stop where lines.isEmpty: lines.append(SaidLine("stop", "No rule stops a case.", "没有停催规则。"))
    case .route where !policy.routes.contains { $0.when == .always }:
      lines.append(SaidLine("route", "A case that no route takes is dealt to nobody.", "没有路由可走的案件不分给任何人。"))
    case .service where !policy.service.contains { $0.when == .always }:
      let does = tongue.consequence(
        .firstContact(hours: ServiceRule.standard.firstContactHours, priority: ServiceRule.standard.priority))
      let which = policy.service.isEmpty ? Wording("Every case", "所有案件") : Wording("Every other case", "其余案件")
      lines.append(SaidLine("service", "\(which.en) \(does.en).", "\(which.zh)\(does.zh)。"))
    case .stay, .stop, .route, .service: break
    }
    return SaidSection(section.rawValue, title(section), lines)
  }

  private static func together(_ policy: CasePolicy) -> SaidSection {
    let text: Wording =
      switch policy.together {
      case .off: Wording("Every case is dealt for itself, whoever the debtor is.", "每个案件单独分，不看是否同一债务人。")
      case .debtor(.split):
        Wording(
          "The cases of one debtor go to one person; where nobody may take them all, they are divided by who may.",
          "同一债务人的案件分给同一人；无人可全部承接时，按授权拆分。")
      case .debtor(.wait):
        Wording(
          "The cases of one debtor go to one person; where nobody may take them all, none of them is dealt.",
          "同一债务人的案件分给同一人；无人可全部承接时，全部等待。")
      }
    return SaidSection("together", Wording("Several debts of one person", "共债"), [SaidLine("together", text)])
  }

  private static func notBackTo(_ policy: CasePolicy) -> SaidSection {
    let text =
      policy.movement.notBackTo.map {
        Wording(
          "A case does not go back to its last \(Tongue.count($0.holders, "holder")) within \(Tongue.count($0.days, "day")), unless nobody else is left.",
          "\($0.days) 天内不再分给最近 \($0.holders) 手前手，除非别无他人。")
      } ?? Wording("A case may go back to any former holder but the one it is taken from.", "除刚被收回的持有人外，案件可以回到任何前手。")
    return SaidSection("not_back_to", Wording("Former holders", "前手"), [SaidLine("not_back_to", text)])
  }

  private static func beforeReturn(_ policy: CasePolicy) -> SaidSection {
    let days = policy.movement.minimumDaysBeforeReturn
    return SaidSection(
      "not_dealt_before_return", Wording("Near the return", "临近退案"),
      [
        SaidLine(
          "not_dealt_before_return",
          days == 0
            ? Wording("Cases are dealt and recalled however near their return is.", "不论距退案多近，照常分案和收回。")
            : Wording(
              "A case that goes back to its client in fewer than \(Tongue.count(days, "day")) is neither dealt nor recalled.",
              "距退案不足 \(days) 天的案件不分出、不收回。"))
      ])
  }

  private static func recall(_ policy: CasePolicy) -> SaidSection {
    let recall = policy.movement.recall
    func line(_ key: String, _ text: Wording) -> SaidLine { SaidLine("recall.\(key)", text) }
    let rotations = recall.rotate.map { entry in
      Wording(
        "a case of class \(Tongue.classes([entry.caseClass]).en) after \(Tongue.count(entry.afterWorkingDays, "working day"))",
        "\(Tongue.classes([entry.caseClass]).zh)案件满 \(entry.afterWorkingDays) 个工作日")
    }
    let lines = [
      line(
        "forced",
        recall.forcedAfterWorkingDays.map {
          Wording("A case is recalled after \(Tongue.count($0, "working day")) with one holder.", "同一人持有满 \($0) 个工作日即强制收回。")
        } ?? Wording("No case is recalled for having been held long.", "不因持有时间长而收回。")),
      line(
        "early",
        recall.noFollowUpWorkingDays.map {
          Wording(
            "A case is recalled after \(Tongue.count($0, "working day")) without follow-up.", "无跟进满 \($0) 个工作日即提前收回。")
        } ?? Wording("No case is recalled for lack of follow-up.", "不因无跟进而收回。")),
      line(
        "rotate",
        rotations.isEmpty
          ? Wording("No class of cases changes hands by time.", "没有按类别的定期轮换。")
          : Wording("Changes hands: \(Tongue.and(rotations).en).", "轮换：\(Tongue.and(rotations).zh)。")),
      line(
        "not_in",
        recall.blackoutLastWorkingDaysOfMonth == 0
          ? Wording("These recalls happen on every day of the month.", "以上收回在每月任何一天都进行。")
          : Wording(
            "Neither these recalls nor that of an ended retention happens on the last \(Tongue.count(recall.blackoutLastWorkingDaysOfMonth, "working day")) of a month.",
            "每月最后 \(recall.blackoutLastWorkingDaysOfMonth) 个工作日不作以上收回，也不作留案到期收回。")),
      line(
        "retention_expired",
        recall.whenRetentionExpired
          ? Wording("A case is recalled when its retention has ended.", "留案到期即收回。")
          : Wording("The end of a retention recalls nothing.", "留案到期不收回。")),
      line(
        "holder_left",
        recall.whenHolderLeft
          ? Wording("A case is recalled when its holder has left.", "持有人离职即收回。")
          : Wording("That a holder has left is no recall of this policy.", "本策略不因持有人离职而收回。")),
      line(
        "not_authorised",
        recall.whenNotAuthorised
          ? Wording("A case is recalled when its holder lacks a skill that it requires.", "持有人缺少案件要求的技能即收回。")
          : Wording("A holder who lacks a required skill keeps the case.", "持有人缺少所需技能时仍保留案件。")),
    ]
    return SaidSection("recall", Wording("What comes back", "收回"), lines)
  }
}
