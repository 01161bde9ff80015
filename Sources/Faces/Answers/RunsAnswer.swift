import Digest
import Figures
import Portfolio
import Schema
import Terminal
package import Views
import Wire
package import Words
package import Speech

extension Answer {
  /// Runs, of which `limit` were asked for at most.
  package static func runs(_ runs: [ShownRun], _ language: Language, limit: Int) -> Answer {
    Answer(["runs": .array(runs.map { $0.json(language) })]) { style in
      let numbers = ["open", "assigned", "moved", "recalled", "held", "unassigned", "lost"]
      let table = Table(
        [.init("run", .right), .init("slot"), .init("kind"), .init("state")] + numbers.map { .init($0, .right) } + [
          .init("published (UTC)"), .init("error"),
        ],
        rows: runs.map { run in
          let counts = [run.openCases, run.assigned, run.moved, run.recalled, run.held, run.unassigned, run.lost]
          return [String(run.id), run.key.slot.description, run.key.kind.rawValue, run.state.rawValue]
            + counts.map { run.publishedAt == nil && run.state != .waiting ? "" : Text.grouped($0) } + [
              run.publishedAt.map(Text.time) ?? "", run.error ?? "",
            ]
        })
      return style.table(table, of: "run", limit: limit) + runs.filter { $0.state == .waiting }.map { $0.whyItWaits(language) }.joined()
    }
  }
}

extension ShownRun {
  /// That the run's plan waits, not in force; which brakes, by how much; what to type.
  func whyItWaits(_ language: Language) -> String {
    let plan = WaitingPlan(brakes: tripped, stored: brakes, drivers: [])
    return WaitingPlanText(run: id, slot: key.slot, plan: plan).lines(language).joined(separator: "\n") + "\n"
  }

  fileprivate func json(_ language: Language) -> JSON {
    .object([
      ("run", .integer(id)), ("slot", .day(key.slot)), ("kind", .string(key.kind.rawValue)), ("seq", JSON(Int(key.seq))),
      ("state", .string(state.rawValue)), ("open_cases", JSON(openCases)), ("assigned", JSON(assigned)), ("moved", JSON(moved)),
      ("recalled", JSON(recalled)), ("held", JSON(held)), ("unassigned", JSON(unassigned)), ("lost", JSON(lost)),
      ("class_changed", JSON(classChanged)), ("policies", .array(policies.map { .string($0) })),
      ("input_digest", JSON(inputDigest.map { Hex.encode($0) })), ("as_of", .string(Text.time(asOf) + "Z")),
      ("published_at", JSON(publishedAt.map { Text.time($0) + "Z" })), ("error", JSON(error)), ("in_force", .bool(isInForce)),
      ("brakes", .array(BrakeText.sentences(tripped, stored: brakes, language).map { .string($0) })),
      ("tripped", .array(tripped.map { .brake($0, language) })),
    ])
  }
}
