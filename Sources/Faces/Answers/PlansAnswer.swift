package import Desks
import Runs
package import Schema
import Wire

extension Answer {
  /// A plan that somebody refused.
  package static func discarded(_ run: RunID) -> Answer {
    Answer(["run": .integer(run), "state": "discarded"], "run \(run) discarded; nothing was published\n")
  }

  /// A run that was taken back, or that would be.
  package static func undone(_ run: RunID, _ report: UndoReport, isDry: Bool) -> Answer {
    let counts = report.counts
    return Answer([
      "undone": .integer(run), "run": JSON(report.run), "planned": JSON(counts.back), "touched": JSON(counts.touched),
      "holder_gone": JSON(counts.holderGone), "lost": report.published?.won.map { JSON($0.lost) } ?? .null,
      "reconciles": report.published?.isBalanced.map { .bool($0) } ?? .null,
      "unreconciled": .array((report.published?.imbalances ?? []).map { .string($0) }),
    ]) { _ in
      var lines = [
        isDry ? "run \(run) would be taken back; nothing was changed" : "run \(run) taken back by run \(report.run ?? 0)",
        "  \(Text.count(report.published?.won.map { $0.assigned + $0.moved + $0.recalled } ?? counts.back, "case")) back where they were",
        "  \(Text.count(counts.touched, "case")) touched since: left as they are",
        "  \(Text.count(counts.holderGone, "case")) whose holder is gone: left as they are",
      ]
      if let lost = report.published?.won?.lost, lost > 0 {
        lines.append("  \(Text.count(lost, "case")) changed just now: left as they are")
      }
      if let faults = report.published?.imbalances, !faults.isEmpty { lines += RunReport.unreconciled(faults, "  ") }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
