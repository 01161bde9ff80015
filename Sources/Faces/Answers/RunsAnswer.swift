import Digest
import Portfolio
import Schema
import Terminal
package import Views
import Wire

extension Answer {
  /// Runs, of which `limit` were asked for at most.
  package static func runs(_ runs: [ShownRun], limit: Int) -> Answer {
    Answer(["runs": .array(runs.map(\.json))]) { style in
      let numbers = ["open", "assigned", "moved", "recalled", "held", "unassigned", "lost"]
      let table = Table(
        [.init("run", .right), .init("slot"), .init("kind"), .init("state")] + numbers.map { .init($0, .right) } + [
          .init("published (UTC)"), .init("error"),
        ],
        rows: runs.map { run in
          let counts = [run.openCases, run.assigned, run.moved, run.recalled, run.held, run.unassigned, run.lost]
          return [String(run.id), run.key.slot.description, run.key.kind.rawValue, run.state.rawValue]
            + counts.map { run.publishedAt == nil ? "" : Text.grouped($0) } + [run.publishedAt.map(Text.time) ?? "", run.error ?? ""]
        })
      return style.table(table, of: "run", limit: limit)
    }
  }
}

extension ShownRun {
  fileprivate var json: JSON {
    .object([
      ("run", .integer(id)), ("slot", .day(key.slot)), ("kind", .string(key.kind.rawValue)), ("seq", JSON(Int(key.seq))),
      ("state", .string(state.rawValue)), ("open_cases", JSON(openCases)), ("assigned", JSON(assigned)), ("moved", JSON(moved)),
      ("recalled", JSON(recalled)), ("held", JSON(held)), ("unassigned", JSON(unassigned)), ("lost", JSON(lost)),
      ("class_changed", JSON(classChanged)), ("policies", .array(policies.map { .string($0) })),
      ("input_digest", JSON(inputDigest.map { Hex.encode($0) })), ("as_of", .string(Text.time(asOf) + "Z")),
      ("published_at", JSON(publishedAt.map { Text.time($0) + "Z" })), ("error", JSON(error)),
    ])
  }
}
