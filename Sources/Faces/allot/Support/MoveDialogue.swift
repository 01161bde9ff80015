import Answers
import ArgumentParser
import Desks
import Faults
import Glibc
import Intake
import Portfolio
import Speech
import Tables
import Terminal

/// Preview, question, deed: how every move by hand goes.
struct MoveDialogue {
  let global: GlobalOptions
  let dryRun: Bool
  let yes: Bool
  var reason = ""
  var client: String?
  var file: String?
  var isReally = false

  init(global: GlobalOptions, dryRun: Bool, yes: Bool) {
    (self.global, self.dryRun, self.yes) = (global, dryRun, yes)
  }

  init(_ options: HandOptions) {
    self.init(global: options.global, dryRun: options.dryRun, yes: options.yes)
    (reason, client, file, isReally) = (options.reason, options.client, options.file, options.really)
  }

  func run(_ action: HandAction, cases: [String], to: String? = nil, until: Day? = nil) async throws {
    guard cases.isEmpty != (file == nil) else {
      throw ValidationError(Wording("name cases, or a file with --file; one of the two", "请写出案件，或用 --file 指定文件；两者取一"))
    }
    try await global.withSeat { seat in
      let desk = MoveDesk(seat)
      let rows = try rows(action, cases, try desk.reading(client: client))
      var request = MoveDesk.Request(action: action, reason: reason, rows: rows, to: to, until: until)
      request.isReally = isReally
      try await confirm {
        try await desk.preview(request)
      } carryOut: {
        try await desk.carryOut($0)
      }
    }
  }

  private func rows(_ action: HandAction, _ cases: [String], _ options: IntakeOptions) throws -> [MoveRow] {
    guard let file else {
      if action == .swap {
        return stride(from: 0, to: cases.count, by: 2).map { i in
          MoveRow(line: 0, key: CaseKey(client: client, caseNo: cases[i]), other: cases[i + 1])
        }
      }
      return cases.map { MoveRow(line: 0, key: CaseKey(client: client, caseNo: $0)) }
    }
    let reader = try MoveReader(.file(path: file), options)
    var rows: [MoveRow] = []
    var rejects: [Reject] = []
    while let batch = try reader.next() {
      rows += batch.rows
      rejects += batch.rejects
    }
    guard rejects.isEmpty else {
      let lines = rejects.prefix(20).map { reject -> Wording in
        let place = "  \(file):\(reject.position.place): \(reject.column.isEmpty ? "" : reject.column + " ")"
        return place + reject.why
      }
      throw OperationError(
        .dataError,
        Wording(
          "\(Text.count(rejects.count, "row")) cannot be read, nothing was moved:\n",
          "\(Text.grouped(rejects.count)) 行无法读取，未作任何调动：\n") + lines.joined(by: Wording(same: "\n")))
    }
    return rows
  }

  /// Shows, asks, does. What changed in between is shown and asked anew, unless the new preview breaks no more than the one confirmed.
  func confirm(preview: () async throws -> MovePreview, carryOut: (MovePreview) async throws -> MoveDesk.Ending) async throws {
    let shown = try await preview()
    if !global.json { global.terminal.say(.preview(shown)) }
    if dryRun { return global.terminal.say(.moved(shown, .preview)) }
    guard shown.unlawful.isEmpty else {
      if global.json { global.terminal.say(.moved(shown, .refused)) }
      let count = shown.unlawful.count
      throw OperationError(
        .dataError,
        Wording(
          "\(Text.count(count, "move")) \(count == 1 ? "breaks" : "break") what nobody can override; nothing was changed",
          "\(Text.grouped(count)) 件调案违反任何人都不能越过的规则；未作任何更改"),
        remedy: Wording("leave these cases out, or choose another collector", "请去掉这些案件，或另选催收员"))
    }
    try ask(shown)
    let settled = try await MoveDesk.settle(shown, preview: preview, carryOut: carryOut) { again in
      if !global.json {
        Output.standard.line(Wording("something changed meanwhile:", "其间情况有变：")[global.spoken])
        global.terminal.say(.preview(again))
      }
      try ask(again)
    }
    switch settled {
    case (.done(let order), let done)?: return global.terminal.say(.moved(done, .done(order: order)))
    case (.proposed(let order), let proposed)?: return global.terminal.say(.moved(proposed, .proposed(order: order)))
    case (.changed, _)?, nil: break
    }
    throw OperationError(
      .temporary, Wording("the cases or loads kept changing; nothing was moved", "案件或负荷一直在变；未作任何调动"),
      remedy: Wording("look at it again, then repeat the command", "请重新查看，再执行一次"))
  }

  private func ask(_ shown: MovePreview) throws {
    if yes { return }
    guard isatty(0) == 1, isatty(2) == 1, !global.json else {
      if global.json { global.terminal.say(.moved(shown, .preview)) }
      throw OperationError(
        .temporary, Wording("nothing was changed: nobody is there to confirm it", "未作任何更改：无人在场确认"),
        remedy: Wording("look at the preview, then repeat with --yes", "请查看预览，再加 --yes 执行"))
    }
    let question =
      shown.needsSecondPerson && shown.proposal == nil
      ? Wording("ask a second person for this?", "是否提交另一人复核？") : Wording("do this?", "是否执行？")
    Output.error.write("\(question[global.spoken]) [y/N] ")
    guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" || answer == "是" else {
      throw OperationError(.temporary, Wording("nothing was changed", "未作任何更改"))
    }
  }
}
