package import Desks
import Policy
import Portfolio
import Speech
import Wire
import Words
import Workload

extension Answer {
  /// Where everybody's score and room come from; at most `limit` people.
  package static func scores(_ scores: Scores, limit: Int) -> Answer {
    let (snapshot, workload) = (scores.snapshot, scores.policies.agency.workload)
    let printer = PartsPrinter(snapshot: snapshot, policies: scores.policies.policies.map(\.name), currency: scores.currency)
    let first = Array(scores.shown.prefix(limit))
    return Answer(
      [
        "slot": .day(snapshot.slot), "mode": .string(workload.mode.rawValue),
        "effort_seconds_by_log": .object(CaseClass.allCases.map { ($0.word, JSON(scores.effortByLog[Int($0.rawValue)])) }),
        "collectors": .array(first.map { printer.json($0, scores.parts[$0]) }),
      ]
    ) { style in
      let (shown, slot, mode) = (scores.shown.count, snapshot.slot, workload.mode.rawValue)
      let efforts = CaseClass.allCases.map { kind in
        let k = Int(kind.rawValue)
        let byLog = scores.effortByLog[k].map { style.say(Text.minutes($0)) } ?? "-"
        return "\(style.say(kind.word, Words.caseClass(kind).zh)) \(style.say(Text.minutes(workload.effortSeconds[k]))) / \(byLog)"
      }
      let head =
        style.say(
          "as \(scores.isNow ? "a run now" : "the run") sees \(Text.count(shown, "collector")), slot \(slot), mode \(mode)\n"
            + "effort of a case a week, by the agency file and by the log of \(EffortEstimate.days) days: ",
          "\(scores.isNow ? "此刻运行" : "该次运行")所见催收员 \(Text.grouped(shown)) 人，日期 \(slot)，模式 \(mode)\n"
            + "每件案件每周工作量（机构文件 / 近 \(EffortEstimate.days) 天记录）：") + style.clauses(efforts) + "\n"
      return head + first.map { printer.text($0, scores.parts[$0], style) }.joined()
        + (shown > limit ? style.more(limit, Wording("collector", "催收员")) : "")
    }
  }
}
