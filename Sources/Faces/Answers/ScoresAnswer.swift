package import Desks
import Policy
import Portfolio
import Wire
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
    ) { _ in
      let head =
        "as \(scores.isNow ? "a run now" : "the run") sees \(Text.count(scores.shown.count, "collector")), slot \(snapshot.slot), mode \(workload.mode.rawValue)\n"
        + "effort of a case a week, by the agency file and by the log of \(EffortEstimate.days) days: "
        + CaseClass.allCases.map { kind in
          let k = Int(kind.rawValue)
          return "\(kind.word) \(Text.minutes(workload.effortSeconds[k])) / \(scores.effortByLog[k].map(Text.minutes) ?? "-")"
        }.joined(separator: ", ") + "\n"
      let more = scores.shown.count > limit ? "the first \(Text.count(limit, "collector")); more with --limit\n" : ""
      return head + first.map { printer.text($0, scores.parts[$0]) }.joined() + more
    }
  }
}
