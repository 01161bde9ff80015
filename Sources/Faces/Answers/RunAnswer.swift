package import Desks
import Figures
import Portfolio
import Runs
import Schema
package import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// What became of one run.
  package static func run(_ report: RunReport) -> Answer { Answer(report.json) { report.text($0) } }
}

extension RunReport {
  private var slotText: Wording { Wording("\(kind.rawValue) of \(slot)", "\(slot) \(Words.runKind(kind).zh)") }

  fileprivate func text(_ style: AnswerStyle) -> String {
    let (id, what, notes) = (run ?? 0, slotText, notes.map { "  \(style.say($0))" })
    switch status {
    case .alreadyPublished:
      let head = style.say(
        "slot \(what.en): already published by run \(id); nothing was changed", "\(what.zh)：已由运行 \(id) 发布；未作任何改动")
      return ([head] + notes).joined(separator: "\n") + "\n"
    case .lacking:
      let head = style.say("\(what.en): nothing was decided, the slot is still free", "\(what.zh)：未作任何决定，该日仍可运行")
      return ([head] + lacks.map { "  \(style.say($0.sentence))" }).joined(separator: "\n") + "\n"
    case .discarded:
      return style.say(
        "slot \(what.en): a person discarded the plan of run \(id); nothing was changed\n",
        "\(what.zh)：运行 \(id) 的方案已由人工放弃；未作任何改动\n")
    case .published, .dryRun, .waiting: break
    }
    var lines = [style.say(head)] + notes
    lines += trippedBrakes(style)
    if status == .waiting {
      let text = WaitingPlanText(run: id, slot: slot, plan: WaitingPlan(brakes: tripped, stored: brakes, drivers: []))
      lines += (text.looks + text.actions).map { "  \($0.command)\n      \(style.say($0.effect))" }
    }
    lines += numbers.map { line($0.name, $0.value, style) }
    if let earlier { lines.append("  " + style.say(Words.earlier(earlier))) }
    let reasons = waitingReasons.prefix(6).map { "\(ReasonText.title($0.code, style.language)) \(Text.grouped($0.cases))" }
    if !reasons.isEmpty { lines.append("  " + style.say("not dealt because: ", "未分出原因：") + style.list(reasons)) }
    lines += fairnessLines(style)
    if dealtUnits > 0 { lines.append("  " + style.say(certificate)) }
    if let isBalanced {
      lines +=
        isBalanced ? [style.say("  stocks and flows reconcile", "  库存与流量核对相符")] : RunReport.unreconciled(imbalances, "  ", style)
    }
    if !comparison.isEmpty { lines.append("\n" + comparisonText(style)) }
    lines.append("  " + Text.phases(timings, style))
    return lines.joined(separator: "\n") + "\n"
  }

  /// Which run it is, how it ended and how much it looked at.
  private var head: Wording {
    let (id, what) = (run ?? 0, slotText)
    // Only who decided anew has counted the people.
    let people = collectors == 0 ? .none : Wording(", \(Text.count(collectors, "collector"))", "，催收员 \(Text.grouped(collectors)) 人")
    let counts = Wording(Text.count(openCases, "open case"), "在案 \(Text.grouped(openCases)) 件") + people
    return switch status {
    case .dryRun: Wording("dry run, \(what.en): \(counts.en); nothing was changed", "试运行，\(what.zh)：\(counts.zh)；未作任何改动")
    case .waiting:
      Wording(
        "run \(id), \(what.en): \(counts.en); the plan waits for a person, nothing was published",
        "运行 \(id)，\(what.zh)：\(counts.zh)；方案待人工放行，未发布任何内容")
    default: Wording("run \(id) published, \(what.en): \(counts.en)", "运行 \(id) 已发布，\(what.zh)：\(counts.zh)")
    }
  }

  /// How good the plan is, or that this was not proved.
  private var certificate: Wording {
    guard let gapPPM else {
      return Wording("how near the plan is to the cheapest was not proved", "方案与成本最低方案的差距未经证明")
    }
    // More than twice the bound says nothing: where nearly nothing need be paid, every part of it is many times the whole.
    if gapPPM > 1_000_000 {
      return Wording(
        "how near the plan is to the cheapest that deals the same is not known: the proof found no useful bound",
        "方案与同样分案的最低成本相差多少无法得知：证明未得出有用的界")
    }
    // Rounded up, in hundredths of a percent.
    let hundredths = (max(0, gapPPM) + 99) / 100
    let percent = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    return Wording("the plan costs at most \(percent) % more than the cheapest that deals the same", "成本比同样分案的最低方案至多高 \(percent)%")
  }

  private func trippedBrakes(_ style: AnswerStyle) -> [String] {
    let name = status == .published ? style.say("brake overridden: ", "已越过刹车：") : style.say("brake: ", "刹车：")
    return BrakeText.sentences(style.language == .en ? [] : tripped, stored: brakes, style.language).map { "  \(name)\($0)" }
  }

  private func line(_ name: Wording, _ value: Int, _ style: AnswerStyle) -> String {
    let (name, figure) = (style.say(name), Text.grouped(value))
    let padding = String(repeating: " ", count: max(1, 16 - DisplayWidth.of(name)))
    return "  \(name)\(padding)\(String(repeating: " ", count: max(0, 9 - figure.count)))\(figure)"
  }

  private func fairnessLines(_ style: AnswerStyle) -> [String] {
    var lines: [String] = []
    for said in [FairnessText.hours(fairness), FairnessText.roster(fairness)] { if let said { lines.append("  " + style.say(said)) } }
    lines += fairness.quotas.map { "  " + style.say(FairnessText.quota($0)) }
    if let first = fairness.misses.first {
      let others = fairness.misses.count - 1
      let more = style.say(
        " \(Text.grouped(others)) more \(others == 1 ? "wish is" : "wishes are") not kept: see the report.",
        "另有 \(Text.grouped(others)) 项要求未达成：见报告。")
      lines.append("  " + style.say(FairnessText.miss(first, ReasonNames(collectors: names))) + (others > 0 ? more : ""))
    }
    return lines
  }

  private var numbers: [(key: String, name: Wording, value: Int)] {
    var result: [(key: String, name: Wording, value: Int)] = []
    if let won {
      result = [
        ("assigned", Wording("assigned", "分出"), won.assigned), ("moved", Wording("moved", "换手"), won.moved),
        ("recalled", Wording("recalled", "收回"), won.recalled), ("held", Wording("held", "停催"), won.held),
        ("unassigned", Wording("unassigned", "未分出"), won.unassigned),
      ]
      let lost = won.placeTaken + won.caseChanged + won.groupChanged
      if lost > 0 { result += [("changed_since", Wording("changed since", "此后有变动"), lost)] }
    } else {
      result = [DecisionKind.assigned, .moved, .recalled, .held, .unassigned].map {
        ($0.word, Wording($0.word, $0 == .assigned ? "分出" : Words.decision($0).zh), planned($0))
      }
    }
    return result + [("class_changed", Wording("class changed", "类别变化"), classChanged)]
  }

  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("status", .string(statusWord)), ("run", JSON(run)), ("slot", .string(slot.description)), ("kind", .string(kind.rawValue)),
      ("open_cases", JSON(openCases)), ("collectors", JSON(collectors)),
    ]
    members += numbers.map { ($0.key, JSON($0.value)) }
    if let earlier { members.append(("earlier", earlier.json)) }
    members.append(("not_dealt", .object(waitingReasons.map { (ReasonText.word($0.code), JSON($0.cases)) })))
    if !comparison.isEmpty { members.append(("comparison", .array(comparison.map(\.json)))) }
    if dealtUnits > 0 { members.append(("gap_ppm", JSON(gapPPM))) }
    members.append(("fairness", fairness.json(names)))
    members.append(("lacks", .array(lacks.map { .string($0.rawValue) })))
    members.append(("notes", .array(notes.map { .string($0.en) })))
    members.append(("brakes", .array(brakes.map { .string($0) })))
    members.append(("tripped", .array(tripped.map { .brake($0, .en) })))
    members.append(("reconciles", isBalanced.map { .bool($0) } ?? .null))
    if !imbalances.isEmpty { members.append(("unreconciled", .array(imbalances.map { .string($0.en) }))) }
    members.append(("milliseconds", .object(timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })))
    return .object(members)
  }

  /// What people read when the books do not fit, as lines.
  static func unreconciled(_ faults: [Wording], _ indent: String, _ style: AnswerStyle) -> [String] {
    [indent + style.say("STOCKS AND FLOWS DO NOT RECONCILE:", "库存与流量核对不符：")] + faults.map { "\(indent)  \(style.say($0))" } + [
      indent + style.say("  all of it: allot doctor --invariants", "  查看全部：allot doctor --invariants")
    ]
  }

  private var statusWord: String {
    switch status {
    case .published: "published"
    case .alreadyPublished: "already_published"
    case .dryRun: "dry_run"
    case .waiting: "waiting"
    case .discarded: "discarded"
    case .lacking: "lacking"
    }
  }
}

extension NightNeed {
  /// What is missing, and the command that brings it.
  package var sentence: Wording {
    switch self {
    case .cases:
      Wording(
        "no case is open that was entrusted by that day: bring some with: allot import cases FILE.csv",
        "没有截至当日已委案的在案案件；请导入：allot import cases FILE.csv")
    case .people:
      Wording(
        "nobody works on that day or later: bring people with: allot import collectors FILE.csv",
        "当日及以后无人在岗；请导入人员：allot import collectors FILE.csv")
    }
  }
}

extension EarlierCases {
  /// For machines.
  var json: JSON { .object([("assigned", JSON(assigned)), ("held", JSON(held)), ("unassigned", JSON(unassigned))]) }
}

extension FairnessRecord {
  /// For machines; `names`: codes of the people named.
  fileprivate func json(_ names: [Int64: String]) -> JSON {
    .object([
      ("people", JSON(people)), ("by_contract", JSON(byContract)), ("without_roster", JSON(withoutRoster)),
      (
        "not_kept",
        .array(
          misses.map { miss in
            .object([
              ("policy", .string(miss.policy)), ("rule", .string(miss.rule)), ("measure", .string(miss.measure.rawValue)),
              ("wished", .integer(miss.wished)), ("reached", .integer(miss.reached)), ("collector", JSON(names[miss.collector])),
              ("got", .string(miss.isBelow ? "too_few" : "too_many")), ("came_before", .string(miss.cause.rawValue)),
            ])
          })
      ),
      (
        "quotas_missed",
        .array(
          quotas.map { miss in
            .object([
              ("policy", .string(miss.policy)), ("team", .string(miss.team)), ("measure", .string(miss.measure.rawValue)),
              ("wanted_ppm", .integer(miss.wantedPPM)), ("got_ppm", .integer(miss.gotPPM)), ("came_before", .string(miss.cause.rawValue)),
            ])
          })
      ),
    ])
  }
}
