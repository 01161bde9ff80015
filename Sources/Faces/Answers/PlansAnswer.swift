package import Desks
import Runs
package import Schema
import Speech
import Wire

extension Answer {
  /// A plan that somebody refused.
  package static func discarded(_ run: RunID) -> Answer {
    Answer(
      ["run": .integer(run), "state": "discarded"],
      Wording("run \(run) discarded; nothing was published\n", "运行 \(run) 的方案已放弃；未发布任何内容\n"))
  }

  /// A run that was taken back, or that would be.
  package static func undone(_ run: RunID, _ report: UndoReport, isDry: Bool) -> Answer {
    let counts = report.counts
    return Answer([
      "undone": .integer(run), "run": JSON(report.run), "planned": JSON(counts.back), "touched": JSON(counts.touched),
      "holder_gone": JSON(counts.holderGone), "lost": report.published?.won.map { JSON($0.lost) } ?? .null,
      "reconciles": report.published?.isBalanced.map { .bool($0) } ?? .null,
      "unreconciled": .array((report.published?.imbalances ?? []).map { .string($0.en) }),
    ]) { style in
      let back = report.published?.won.map { $0.assigned + $0.moved + $0.recalled } ?? counts.back
      var lines = [
        isDry
          ? style.say("run \(run) would be taken back; nothing was changed", "将撤销运行 \(run)；未作任何改动")
          : style.say("run \(run) taken back by run \(report.run ?? 0)", "运行 \(run) 已由运行 \(report.run ?? 0) 撤销")
      ]
      func add(_ number: Int, _ en: String, _ zh: String) {
        lines.append(style.say("  \(Text.count(number, "case")) \(en)", "  \(Text.grouped(number)) 件\(zh)"))
      }
      add(back, "back where they were", isDry ? "将恢复原状" : "已恢复原状")
      add(counts.touched, "touched since: left as they are", "此后有变动：保持现状")
      add(counts.holderGone, "whose holder is gone: left as they are", "原持有人已离开：保持现状")
      if let lost = report.published?.won?.lost, lost > 0 { add(lost, "changed just now: left as they are", "刚有变动：保持现状") }
      if let faults = report.published?.imbalances, !faults.isEmpty { lines += RunReport.unreconciled(faults, "  ", style) }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
