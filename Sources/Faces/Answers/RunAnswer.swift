package import Desks
import Figures
import Portfolio
import Runs
import Schema
import Wire
import Words

extension Answer {
  /// What became of one run.
  package static func run(_ report: RunReport) -> Answer { Answer(report.json) { report.text($0) } }
}

extension RunReport {
  fileprivate func text(_ style: AnswerStyle) -> String {
    let slotText = "\(kind.rawValue) of \(slot)"
    if status == .alreadyPublished {
      return (["slot \(slotText): already published by run \(run ?? 0); nothing was changed"] + notes.map { "  \($0)" }).joined(
        separator: "\n")
        + "\n"
    }
    if status == .lacking {
      return (["\(slotText): nothing was decided, the slot is still free"] + lacks.map { "  \($0.sentence)" }).joined(separator: "\n")
        + "\n"
    }
    if status == .discarded {
      return "slot \(slotText): a person discarded the plan of run \(run ?? 0); nothing was changed\n"
    }
    let counts = "\(Text.count(openCases, "open case")), \(Text.count(collectors, "collector"))"
    var lines: [String] = []
    switch status {
    case .dryRun: lines.append("dry run, \(slotText): \(counts); nothing was changed")
    case .waiting: lines.append("run \(run ?? 0), \(slotText): \(counts); the plan waits for a person, nothing was published")
    default: lines.append("run \(run ?? 0) published, \(slotText): \(counts)")
    }
    lines += notes.map { "  \($0)" }
    lines += brakes.map { status == .published ? "  brake overridden: \($0)" : "  brake: \($0)" }
    if status == .waiting {
      let text = WaitingPlanText(run: run ?? 0, slot: slot, plan: WaitingPlan(brakes: tripped, stored: brakes, drivers: []))
      lines += (text.looks + text.actions).map { "  \($0.command)\n      \($0.effect.en)" }
    }
    lines += numbers.map { name, value in
      let padding = String(repeating: " ", count: max(1, 16 - name.count))
      let figure = Text.grouped(value)
      return "  \(name)\(padding)\(String(repeating: " ", count: max(0, 9 - figure.count)))\(figure)"
    }
    let reasons = waitingReasons.prefix(6).map { "\(ReasonText.title($0.code, .en)) \(Text.grouped($0.cases))" }
    if !reasons.isEmpty { lines.append("  not dealt because: " + reasons.joined(separator: ", ")) }
    if let hours = FairnessText.hours(fairness) { lines.append("  " + hours.en) }
    if let first = fairness.misses.first {
      let others = fairness.misses.count - 1
      let more = others > 0 ? " \(Text.grouped(others)) more \(others == 1 ? "wish is" : "wishes are") not kept: see the report." : ""
      lines.append("  " + FairnessText.miss(first, ReasonNames(collectors: names)).en + more)
    }
    if let isBalanced {
      lines += isBalanced ? ["  stocks and flows reconcile"] : RunReport.unreconciled(imbalances, "  ")
    }
    if !comparison.isEmpty { lines.append("\n" + comparisonText(style)) }
    lines.append("  " + timings.map { "\($0.phase) \(Text.seconds($0.duration))" }.joined(separator: ", "))
    return lines.joined(separator: "\n") + "\n"
  }

  private var numbers: [(String, Int)] {
    var result: [(String, Int)] = []
    if let won {
      result = [
        ("assigned", won.assigned), ("moved", won.moved), ("recalled", won.recalled), ("held", won.held), ("unassigned", won.unassigned),
      ]
      let lost = won.placeTaken + won.caseChanged + won.groupChanged
      if lost > 0 { result.append(("changed since", lost)) }
    } else {
      result = [DecisionKind.assigned, .moved, .recalled, .held, .unassigned].map { ($0.word, planned($0)) }
    }
    return result + [("class changed", classChanged)]
  }

  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("status", .string(statusWord)), ("run", JSON(run)), ("slot", .string(slot.description)), ("kind", .string(kind.rawValue)),
      ("open_cases", JSON(openCases)), ("collectors", JSON(collectors)),
    ]
    members += numbers.map { ($0.0.replacing(" ", with: "_"), JSON($0.1)) }
    members.append(("not_dealt", .object(waitingReasons.map { (ReasonText.word($0.code), JSON($0.cases)) })))
    if !comparison.isEmpty { members.append(("comparison", .array(comparison.map(\.json)))) }
    members.append(("fairness", fairness.json(names)))
    members.append(("lacks", .array(lacks.map { .string($0.rawValue) })))
    members.append(("notes", .array(notes.map { .string($0) })))
    members.append(("brakes", .array(brakes.map { .string($0) })))
    members.append(("tripped", .array(tripped.map { .brake($0, .en) })))
    members.append(("reconciles", isBalanced.map { .bool($0) } ?? .null))
    if !imbalances.isEmpty { members.append(("unreconciled", .array(imbalances.map { .string($0) }))) }
    members.append(("milliseconds", .object(timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })))
    return .object(members)
  }

  /// What people read when the books do not fit, as lines.
  static func unreconciled(_ faults: [String], _ indent: String) -> [String] {
    ["\(indent)STOCKS AND FLOWS DO NOT RECONCILE:"] + faults.map { "\(indent)  \($0)" } + [
      "\(indent)  all of it: allot doctor --invariants"
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
  package var sentence: String {
    switch self {
    case .cases: "no case is open: bring some with: allot import cases FILE.csv"
    case .people: "nobody works on that day or later: bring people with: allot import collectors FILE.csv"
    }
  }
}

extension FairnessRecord {
  /// For machines; `names`: codes of the people named.
  fileprivate func json(_ names: [Int64: String]) -> JSON {
    .object([
      ("people", JSON(people)), ("by_contract", JSON(byContract)),
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
    ])
  }
}
