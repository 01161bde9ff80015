import Classification
package import Policy
import Portfolio
import Speech
import Words

/// What an agency file says, in sentences: every key that its reader accepts is said, or what holds where it is missing.
package enum AgencySaid {
  /// Every part, in the order of the documentation.
  package static func sections(_ agency: AgencyPolicy) -> [SaidSection] {
    let tongue = Tongue(agency.currency)
    return [
      header(agency), calendar(agency), workload(agency, tongue), saturation(agency), limits(agency, tongue), ramp(agency), brakes(agency),
      approval(agency), data(agency), contact(agency), bounds(agency), ContractSaid.section(agency.contract), conversations(agency),
      replay(agency), ReportSaid.section(agency.report),
    ]
  }

  private static func header(_ agency: AgencyPolicy) -> SaidSection {
    let rates = agency.rates.map { rate in
      Wording(same: "1 \(rate.currency) = \(sixths(rate.millionths)) \(agency.currency)")
    }
    return SaidSection(
      "agency", Wording("The agency", "机构"),
      [
        SaidLine("agency", "The agency's code is “\(agency.code)”.", "机构代码为“\(agency.code)”。"),
        SaidLine("name", "It is called “\(agency.name)”.", "机构名称为“\(agency.name)”。"),
        SaidLine("version", "The version of its file is \(agency.version).", "文件版本号为 \(agency.version)。"),
        SaidLine("timezone", "Its clock is that of \(agency.timezone).", "时区为 \(agency.timezone)。"),
        SaidLine(
          "country", "Telephone numbers without a calling code are from “\(agency.country.rawValue)”.",
          "未写国际区号的电话号码属于“\(agency.country.rawValue)”。"),
        SaidLine("currency", "Limits and fairness count in \(agency.currency).", "上限与公平性按 \(agency.currency) 计算。"),
        SaidLine(
          "rates",
          rates.isEmpty
            ? Wording("Cases in another currency are rejected.", "其他币种的案件不予导入。")
            : Wording("Other currencies: ", "其他币种：") + rates.joined(by: Wording(", ", "、")) + Wording(".", "。")),
      ])
  }

  /// Millionths as a number with as many decimals as it has.
  private static func sixths(_ millionths: Int64) -> String {
    var rest = String(millionths % 1_000_000 + 1_000_000).dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return "\(millionths / 1_000_000)\(rest.isEmpty ? "" : ".\(rest)")"
  }

  private static func brakes(_ agency: AgencyPolicy) -> SaidSection {
    let brakes = agency.brakes
    func line(_ key: String, _ limit: Int?, _ what: Wording) -> SaidLine {
      SaidLine(
        "brakes.\(key)",
        limit.map {
          Wording(
            "A night waits for a person when more than \(Tongue.percent($0)) \(what.en).", "\(what.zh)超过 \(Tongue.percent($0)) 时，当晚方案等人放行。")
        } ?? Wording("However many \(what.en), no night waits for it.", "\(what.zh)再多，也不因此等待。"))
    }
    return SaidSection(
      "brakes", Wording("When a plan waits for a person", "刹车"),
      [
        line("recalled", brakes.recalledAbovePermille, Wording("of the open cases leave their holder", "离开持有人的案件占在案")),
        line("moved", brakes.movedAbovePermille, Wording("of the open cases go from one person to another", "换手的案件占在案")),
        line("unassigned", brakes.unassignedAbovePermille, Wording("of the open cases find nobody", "未分出的案件占在案")),
        line("class_changed", brakes.classChangedAbovePermille, Wording("of the open cases change class", "类别变化的案件占在案")),
        SaidLine(
          "brakes.inputs",
          brakes.inputsBeyondPermille.map {
            Wording(
              "A night waits when a figure of its inputs lies more than \(Tongue.percent($0)) outside the range of the last seven nights.",
              "输入数据超出最近七晚范围 \(Tongue.percent($0)) 以上时等人放行。")
          } ?? Wording("No night waits for unusual inputs.", "不因输入数据异常而等待。")),
        SaidLine(
          "brakes.first_night",
          brakes.firstNightWaits
            ? Wording("The first night waits for a person.", "首晚等人放行。") : Wording("The first night is published at once.", "首晚直接发布。")),
      ])
  }

  private static func approval(_ agency: AgencyPolicy) -> SaidSection {
    let lines = agency.approval.policies
    return SaidSection(
      "approval", Wording("Who must agree", "复核"),
      lines.enumerated().map { approvalLine($1, $0 + 1, of: lines.count) } + [
        SaidLine(
          "approval.moves_above",
          agency.approval.movesAbove.map {
            Wording(
              "A move by hand of more than \(Tongue.count($0, "case")) waits for a second person.", "一次人工调案超过 \($0) 件须另一人复核。")
          } ?? Wording("Moves by hand never wait for a second person.", "人工调案不须复核。"))
      ])
  }

  /// The rule for policies: the last line asks nothing.
  private static func approvalLine(_ line: Approval.Line, _ number: Int, of count: Int) -> SaidLine {
    let people = line.people
    guard !line.asksNothing else {
      let (en, zh) = count == 1 ? ("agency and policy files", "机构文件和策略") : ("anything else, and any agency file,", "其他变更及机构文件")
      return SaidLine(
        count == 1 ? "approval.policies" : "approval.policies \(number)",
        people == 1
          ? Wording("One person puts \(en) in force.", "一人即可使\(zh)生效。")
          : Wording("It takes \(people) people to put \(en) in force, the author included.", "使\(zh)生效须 \(people) 人，含提交人。"))
    }
    var asked: [Wording] = []
    if let moved = line.movedAtMost {
      asked.append(Wording("its simulation moves at most \(Tongue.count(moved, "case"))", "模拟显示至多 \(moved) 件换手"))
    }
    if !line.unchanged.isEmpty {
      let parts = Tongue.and(names: line.unchanged.map(\.rawValue))
      asked.append(Wording("it leaves the meaning of \(parts.en) as it is", "\(parts.zh)的含义不变"))
    }
    let when = asked.joined(by: Wording(" and ", "，且"))
    return SaidLine(
      "approval.policies \(number)",
      people == 1
        ? Wording("One person puts a change of policies in force if \(when.en).", "\(when.zh)的策略变更，一人即可使其生效。")
        : Wording(
          "It takes \(people) people to put a change of policies in force, the author included, if \(when.en).",
          "\(when.zh)的策略变更，须 \(people) 人使其生效，含提交人。"))
  }

  private static func data(_ agency: AgencyPolicy) -> SaidSection {
    let rules = agency.readiness.rules
    return SaidSection(
      "data", Wording("How fresh data must be", "数据时效"),
      rules.isEmpty
        ? [SaidLine("data", "No source is ever late.", "不检查数据时效。")]
        : rules.map { rule in
          let feed = Words.feed(rule.feed)
          let late: Wording =
            switch rule.ifLate {
            case .stop: Wording("the run waits for a person", "运行等人处理")
            case .skipThatClient: Wording("that client's cases are left as they are", "该委托方的案件保持原状")
            case .newCasesOnly: Wording("only new cases are dealt", "只分新案")
            case .goOn: Wording("the night goes on", "照常运行")
            }
          let within =
            rule.maximumAgeDays == 0
            ? Wording("of the same day", "当天") : Wording("within \(Tongue.count(rule.maximumAgeDays, "day"))", " \(rule.maximumAgeDays) 天内")
          return SaidLine(
            "data.\(rule.feed.rawValue)",
            "\(rule.feed.rawValue.capitalisedFirst) must be \(within.en); else \(late.en). Kept only: no run asks for it yet.",
            "\(feed.zh)须为\(within.zh)的数据，否则\(late.zh)。目前仅保存，运行时尚不检查。")
        })
  }

  private static func contact(_ agency: AgencyPolicy) -> SaidSection {
    let rules = agency.contact
    var lines: [SaidLine] = []
    if let from = rules.quietFrom, let until = rules.quietUntil {
      lines.append(SaidLine("contact.quiet", "Nobody is contacted from \(from) to \(until).", "\(from) 至 \(until) 不联系。"))
    } else {
      lines.append(SaidLine("contact.quiet", "There are no quiet hours.", "没有禁止联系的时段。"))
    }
    let rest = rules.restAfterConversationDays
    lines.append(
      SaidLine(
        "contact.rest_after_conversation",
        rest == 0
          ? Wording("There is no rest after a conversation.", "沟通后没有间隔要求。")
          : Wording("After a conversation there is rest for \(Tongue.count(rest, "day")).", "沟通后间隔 \(rest) 天。")))
    for (number, limit) in rules.limits.enumerated() {
      let counted: Wording =
        switch limit.counted {
        case .calls: Wording("calls", "呼叫")
        case .connected: Wording("connected calls", "接通的呼叫")
        case .unanswered: Wording("unanswered calls", "未接通的呼叫")
        }
      let per: Wording =
        switch limit.per {
        case .debtor: Wording("debtor", "债务人")
        case .debt: Wording("case", "案件")
        case .contactPoint: Wording("contact point", "联系方式")
        }
      lines.append(
        SaidLine(
          "contact.limits \(number + 1)", "At most \(limit.atMost) \(counted.en) a \(per.en) in \(Tongue.count(limit.days, "day")).",
          "每个\(per.zh) \(limit.days) 天内最多 \(limit.atMost) 次\(counted.zh)。"))
    }
    lines.append(SaidLine("contact.rest", "Kept only: nothing counts contacts yet.", "以上目前仅保存，尚不计数。"))
    return SaidSection("contact", Wording("How often a debtor is contacted", "联系频次"), lines)
  }

  private static func bounds(_ agency: AgencyPolicy) -> SaidSection {
    let bounds = agency.bounds
    var lines: [SaidLine] = []
    func add(_ key: String, _ en: String, _ zh: String) { lines.append(SaidLine("bounds.\(key)", en, zh)) }
    if !bounds.mustStop.isEmpty {
      let flags = Tongue.or(Tongue.flags(bounds.mustStop))
      add("must_stop", "Every policy stops cases flagged \(flags.en).", "每个策略都须停催带有\(flags.zh)标记的案件。")
    }
    let stay =
      (bounds.mustStayPlan ? [Wording("a running plan", "履行中的分期")] : [])
      + (bounds.mustStayPromise ? [Wording("an open promise", "未到期的承诺")] : [])
    if !stay.isEmpty {
      add("must_stay", "Every policy lets the holder keep a case with \(Tongue.or(stay).en).", "每个策略都须让有\(Tongue.or(stay).zh)的案件留任。")
    }
    if let days = bounds.forcedNotBefore {
      add(
        "forced_recall_not_before", "No policy recalls a case before \(Tongue.count(days, "working day")) with one holder.",
        "强制收回不得早于持有 \(days) 个工作日。")
    }
    if let days = bounds.notBackToDays {
      add(
        "not_back_to_at_least", "Every policy keeps a case from its former holders for \(Tongue.count(days, "day")) at least.",
        "不回前手的期限不得少于 \(days) 天。")
    }
    if let hours = bounds.firstContactHours {
      let within = Tongue.hours(hours)
      add("first_contact_within", "Every policy wants the first contact within \(within.en).", "首次联系期限不得超过 \(within.zh)。")
    }
    if lines.isEmpty { lines.append(SaidLine("bounds", "Policies are bound to nothing.", "对策略没有底线要求。")) }
    return SaidSection("bounds", Wording("What no policy may loosen", "策略的底线"), lines)
  }

  private static func conversations(_ agency: AgencyPolicy) -> SaidSection {
    let by: Wording =
      switch agency.toneBy {
      case .keywords: Wording("the keywords", "关键词")
      case .model: Wording("the model", "模型")
      case .both: Wording("keywords and model together", "关键词与模型一起")
      }
    return SaidSection(
      "conversations", Wording("Conversations", "沟通识别"),
      [
        SaidLine(
          "conversations.keep_text",
          agency.keepText
            ? Wording("The text of conversations is kept.", "保存沟通原文。") : Wording("The text of conversations is not kept.", "不保存沟通原文。")),
        SaidLine(
          "conversations.lexicons",
          agency.lexicons.isEmpty
            ? Wording("All lexicons in force judge.", "由所有生效的词库判断。")
            : Wording(
              "The lexicons \(Tongue.and(names: agency.lexicons).en) judge, in this order.",
              "依次由词库\(Tongue.and(names: agency.lexicons).zh)判断。")),
        SaidLine(
          "conversations.model",
          agency.toneModel.map { Wording("The model “\($0)” judges beside them.", "模型“\($0)”一并判断。") }
            ?? Wording("No model judges beside them.", "不用模型。")),
        SaidLine("conversations.decided_by", "\(by.en) decide.".capitalisedFirst, "以\(by.zh)的判断为准。"),
        SaidLine(
          "conversations.spoken_promises",
          agency.hearsPromises
            ? Wording("Promises with a day are heard in the debtor's words.", "识别债务人话中带日期的承诺。")
            : Wording("No promises are heard in the debtor's words.", "不识别话中的承诺。")),
      ])
  }

  private static func replay(_ agency: AgencyPolicy) -> SaidSection {
    SaidSection(
      "replay", Wording("Replay", "复算"),
      [
        SaidLine(
          "replay.keep",
          agency.replayDays == 0
            ? Wording("The inputs of a run are not kept.", "不保留运行的输入。")
            : Wording("The inputs of a run are kept for \(Tongue.count(agency.replayDays, "day")).", "运行的输入保留 \(agency.replayDays) 天。"))
      ])
  }
}

extension String {
  /// The first letter large: at the beginning of an English sentence.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
