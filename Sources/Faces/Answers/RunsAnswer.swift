import Digest
import Figures
import Portfolio
import Schema
package import Speech
import Terminal
package import Views
import Wire
import Words

extension Answer {
  /// Runs, of which `limit` were asked for at most; sentences of the JSON are in `language`. Times are those of `clock`.
  package static func runs(_ runs: [ShownRun], _ language: Language, by clock: WallClock = .utc, limit: Int) -> Answer {
    return Answer(["runs": .array(runs.map { $0.json(language) })]) { style in
      let table = Table(
        [
          style.column("run", "运行", .right), style.column("slot", "日期"), style.column("kind", "类型"), style.column("state", "状态"),
          style.column("open", "在案", .right), style.column("assigned", "分出", .right), style.column("moved", "换手", .right),
          style.column("recalled", "收回", .right), style.column("held", "停催", .right), style.column("unassigned", "未分出", .right),
          style.column("lost", "未执行", .right), style.column("published (\(clock.name))", "发布时间（\(clock.name)）"),
          style.column("error", "错误"),
        ],
        rows: runs.map { run in
          let counts = [run.openCases, run.assigned, run.moved, run.recalled, run.held, run.unassigned, run.lost]
          let kind = style.say(run.key.kind.rawValue, Words.runKind(run.key.kind).zh)
          return [String(run.id), run.key.slot.description, kind, style.say(run.standing)]
            + counts.map { run.publishedAt == nil && run.state != .waiting ? "" : Text.grouped($0) } + [
              run.publishedAt.map { Text.time($0, by: clock) } ?? "", run.error ?? "",
            ]
        })
      return style.table(table, of: Wording("run", "运行记录"), limit: limit)
        + runs.filter { $0.state == .waiting }.map { $0.whyItWaits(style.language) }.joined()
        + runs.compactMap { $0.tellsEarlier(style) }.joined()
    }
  }
}

extension ShownRun {
  /// That the run's plan waits, not in force; which brakes, by how much; what to type.
  func whyItWaits(_ language: Language) -> String {
    let plan = WaitingPlan(brakes: tripped, stored: brakes, drivers: [])
    return WaitingPlanText(run: id, slot: key.slot, plan: plan).lines(language).joined(separator: "\n") + "\n"
  }

  /// What a run by day left of the cases that had come earlier: its row counts only those it was for.
  fileprivate func tellsEarlier(_ style: AnswerStyle) -> String? {
    guard state == .published, let earlier, earlier.assigned + earlier.waiting > 0 else { return nil }
    let told = Words.earlier(earlier)
    return style.say("run \(id): \(told.en)\n", "运行 \(id)：\(told.zh)\n")
  }

  fileprivate func json(_ language: Language) -> JSON {
    .object([
      ("run", .integer(id)), ("slot", .day(key.slot)), ("kind", .string(key.kind.rawValue)), ("seq", JSON(Int(key.seq))),
      ("state", .string(state.rawValue)), ("open_cases", JSON(openCases)), ("assigned", JSON(assigned)), ("moved", JSON(moved)),
      ("recalled", JSON(recalled)), ("held", JSON(held)), ("unassigned", JSON(unassigned)), ("lost", JSON(lost)),
      ("class_changed", JSON(classChanged)), ("earlier", earlier?.json ?? .null), ("policies", .array(policies.map { .string($0) })),
      ("input_digest", JSON(inputDigest.map { Hex.encode($0) })), ("as_of", .string(Text.time(asOf) + "Z")),
      ("published_at", JSON(publishedAt.map { Text.time($0) + "Z" })), ("error", JSON(error)), ("in_force", .bool(isInForce)),
      ("undoes", JSON(undoes)), ("taken_back_by", JSON(takenBackBy)),
      ("brakes", .array(BrakeText.sentences(tripped, stored: brakes, language).map { .string($0) })),
      ("tripped", .array(tripped.map { .brake($0, language) })),
    ])
  }
}
