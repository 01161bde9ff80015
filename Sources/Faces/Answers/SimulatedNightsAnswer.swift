package import Desks
import Figures
import Portfolio
package import Simulations
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// Nights decided again by their own files and by others.
  package static func simulated(_ report: SimulationDesk.NightsReport, page: String? = nil) -> Answer {
    Answer(report.json) { report.text($0) + written(page, $0) }
  }
}

extension SimulationDesk.NightsReport {
  fileprivate func text(_ style: AnswerStyle) -> String {
    let isCompared = !nights.files.isEmpty
    var table = Table([
      style.column("night", "分案日"), style.column("run", "运行", .right), style.column("open", "在案", .right),
      style.column("dealt", "分出", .right), style.column("moved", "换手", .right), style.column("recalled", "收回", .right),
      style.column("left over", "未分出", .right), style.column("brakes", "刹车", .right), style.column("differ", "不同", .right),
    ])
    if nights.carries { table.columns.append(style.column("by others", "他人所动", .right)) }
    var refused: [String] = []
    for night in nights.nights {
      guard let plan = night.after, let before = night.before else {
        if let refusal = night.refusal {
          refused.append("\(night.slot): " + style.say(SimulationText.refusal(refusal)))
          table.rows.append(["\(night.slot)", "\(night.run)"] + Array(repeating: "–", count: table.columns.count - 2))
        }
        continue
      }
      func both(_ part: SimulatedPart) -> String {
        let (was, becomes) = (Text.grouped(before.count(part)), Text.grouped(plan.count(part)))
        return isCompared && was != becomes ? "\(was) → \(becomes)" : becomes
      }
      var row = ["\(night.slot)", "\(night.run)", Text.grouped(plan.openCases)]
      row += [SimulatedPart.dealt, .moved, .recalled, .unassigned].map(both)
      row += [Text.grouped(plan.brakes.count), Text.grouped(night.differ)]
      if nights.carries { row.append(Text.grouped(night.byOthers)) }
      table.rows.append(row)
    }
    var parts = [style.say(SimulationText.sentence(nights)) + "\n", style.table(table)]
    if !refused.isEmpty { parts.append(style.say("not decided again:\n", "未能重新决策：\n") + refused.map { "  \($0)\n" }.joined()) }
    parts += notes.map { "  \(style.say($0))\n" }
    parts.append(Text.phases(timings, style) + "\n")
    return parts.joined()
  }

  fileprivate var json: JSON {
    .object([
      ("differ", JSON(nights.differ)), ("carried", .bool(nights.carries)), ("files", .array(nights.files.map(\.json))),
      (
        "nights",
        .array(
          nights.nights.map { night in
            .object([
              ("run", .integer(night.run)), ("slot", .day(night.slot)),
              ("refused", night.refusal.map { .string(SimulationText.refusal($0).en) } ?? .null), ("identical", .bool(night.isSame)),
              ("differ", JSON(night.differ)), ("differing", night.differing.map { JSON($0) } ?? .null), ("by_others", JSON(night.byOthers)),
              ("in_force", night.before?.json ?? .null), ("then", night.after?.json ?? .null),
            ])
          })
      ),
      ("notes", .array(notes.map { .string($0.en) })),
      ("milliseconds", .object(timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })),
    ])
  }
}
