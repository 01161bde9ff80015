import ArgumentParser
import Desks
import Faults
import Glibc
import Intake
import Night
import Portfolio
import Runs
import Schema
import Setup
import Terminal
import Wire

/// Preview, question, deed: how every move by hand goes.
struct MoveDialogue {
  let global: GlobalOptions
  let dryRun: Bool
  let yes: Bool
  var reason = ""
  var client: String?
  var file: String?

  init(global: GlobalOptions, dryRun: Bool, yes: Bool) {
    (self.global, self.dryRun, self.yes) = (global, dryRun, yes)
  }

  init(_ options: HandOptions) {
    self.init(global: options.global, dryRun: options.dryRun, yes: options.yes)
    (reason, client, file) = (options.reason, options.client, options.file)
  }

  func run(_ action: HandAction, cases: [String], to: String? = nil, until: Day? = nil) async throws {
    guard cases.isEmpty != (file == nil) else { throw ValidationError("name cases, or a file with --file; one of the two") }
    try await global.withAgency(.move) { session, agency in
      let rows = try rows(action, cases, agency)
      let desk = MoveDesk(store: session.store, agency: agency, actor: Process.actor, team: Process.current?.team)
      let request = MoveDesk.Request(action: action, reason: reason, rows: rows, to: to, until: until)
      try await confirm {
        try await desk.preview(request)
      } carryOut: {
        try await desk.carryOut($0)
      }
    }
  }

  private func rows(_ action: HandAction, _ cases: [String], _ agency: Agency) throws -> [MoveRow] {
    guard let file else {
      if action == .swap {
        return stride(from: 0, to: cases.count, by: 2).map { i in
          MoveRow(line: 0, key: CaseKey(client: client, caseNo: cases[i]), other: cases[i + 1])
        }
      }
      return cases.map { MoveRow(line: 0, key: CaseKey(client: client, caseNo: $0)) }
    }
    let reader = try MoveReader(
      .file(path: file), IntakeOptions(client: client, currency: agency.currency, identifierKey: agency.identifierKey))
    var rows: [MoveRow] = []
    var rejects: [Reject] = []
    while let batch = try reader.next() {
      rows += batch.rows
      rejects += batch.rejects
    }
    guard rejects.isEmpty else {
      let lines = rejects.prefix(20).map { "  \(file):\($0.position.line): \($0.column.isEmpty ? "" : $0.column + " ")\($0.reason)" }
      throw OperationError(
        .dataError, "\(Text.count(rejects.count, "row")) cannot be read, nothing was moved:\n" + lines.joined(separator: "\n"))
    }
    return rows
  }

  /// Shows, asks, does. What changed in between is shown and asked anew, unless the new preview breaks no more than the one confirmed.
  func confirm(preview: () async throws -> MovePreview, carryOut: (MovePreview) async throws -> MoveDesk.Ending) async throws {
    var shown = try await preview()
    if !global.json { Output.standard.write(shown.text(global.terminal)) }
    if dryRun { return finish(shown, state: "preview", nil, "nothing was changed\n") }
    guard shown.unlawful.isEmpty else {
      if global.json { finish(shown, state: "refused", nil, "") }
      throw OperationError(
        .dataError,
        "\(Text.count(shown.unlawful.count, "move")) \(shown.unlawful.count == 1 ? "breaks" : "break") what nobody can override; nothing was changed",
        remedy: "leave these cases out, or choose another collector")
    }
    try ask(shown)
    for _ in 0..<5 {
      switch try await carryOut(shown) {
      case .done(let order):
        let count = Text.count(shown.lines.count, "case")
        return finish(shown, state: "done", order, "order \(order): done, \(count)\n")
      case .proposed(let order):
        return finish(shown, state: "proposed", order, "order \(order): waits for a second person: allot approve \(order)\n")
      case .changed:
        let again = try await preview()
        guard !again.breaksNoMore(than: shown) else {
          shown = again
          continue
        }
        if !global.json { Output.standard.write("something changed meanwhile:\n" + again.text(global.terminal)) }
        shown = again
        if yes { break }
        try ask(shown)
      }
    }
    throw OperationError(
      .temporary, "the cases or loads kept changing; nothing was moved", remedy: "look at it again, then repeat the command")
  }

  private func ask(_ shown: MovePreview) throws {
    if yes { return }
    guard isatty(0) == 1, isatty(2) == 1, !global.json else {
      if global.json { finish(shown, state: "preview", nil, "") }
      throw OperationError(
        .temporary, "nothing was changed: nobody is there to confirm it", remedy: "look at the preview, then repeat with --yes")
    }
    let question = shown.needsSecondPerson && shown.proposal == nil ? "ask a second person for this?" : "do this?"
    Output.error.write("\(question) [y/N] ")
    guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" else {
      throw OperationError(.temporary, "nothing was changed")
    }
  }

  private func finish(_ shown: MovePreview, state: String, _ order: Int64?, _ text: String) {
    if global.json { Output.standard.line(shown.json(state: state, order: order).text) } else { Output.standard.write(text) }
  }
}

extension MovePreview {
  func text(_ terminal: Terminal) -> String {
    let most = 40
    let table = Table(
      [.init("client"), .init("case"), .init("from"), .init("to"), .init("also"), .init("breaks")],
      rows: lines.prefix(most).map { line in
        [
          line.client, line.caseNo, line.from ?? "pool", line.to ?? "pool", also(line),
          line.findings.map { MoveText.sentence($0, self) }.joined(separator: "; "),
        ]
      })
    var text = terminal.table(table)
    if lines.count > most { text += "… and \(Text.count(lines.count - most, "case")) more\n" }
    if !effects.isEmpty {
      text += terminal.table(
        Table(
          [
            .init("collector"), .init("cases", .right), .init("after", .right), .init("amount", .right), .init("after", .right),
            .init("room before", .right),
          ],
          rows: effects.map { one in
            [
              one.collector, Text.grouped(one.effect.casesBefore), Text.grouped(one.effect.casesAfter),
              Text.amount(one.effect.amountBefore, digits: amountDigits),
              Text.amount(one.effect.amountAfter, digits: amountDigits), Text.grouped(one.effect.room),
            ]
          }))
    }
    text += "\(Text.count(lines.count, "case")), \(overridden) of them against a rule; reason: \(order.reason)\n"
    if let limit, needsSecondPerson, proposal == nil { text += "more than \(limit) cases: a second person has to agree\n" }
    return text
  }

  private func also(_ line: Line) -> String {
    var parts: [String] = []
    if let pinned = line.pinnedTo { parts.append("pinned to \(pinned) until \(line.pinnedUntil)") }
    if line.clearsPin { parts.append("pin lifted") }
    if let other = line.other { parts.append(order.action == .include ? "\(other) no longer excluded" : "\(other) excluded") }
    return parts.joined(separator: ", ")
  }

  func json(state: String, order number: Int64?) -> JSON {
    .object([
      ("state", .string(state)), ("order", JSON(number ?? proposal?.id)), ("action", .string(order.action.rawValue)),
      ("reason", .string(order.reason)), ("cases", JSON(lines.count)), ("overriding", JSON(overridden)),
      ("needs_second_person", .bool(needsSecondPerson)),
      (
        "moves",
        .array(
          lines.map { line in
            [
              "case_no": .string(line.caseNo), "client": .string(line.client), "from": JSON(line.from), "to": JSON(line.to),
              "pinned_to": JSON(line.pinnedTo), "pinned_until": .day(line.pinnedUntil), "pin_lifted": .bool(line.clearsPin),
              "collector": JSON(line.other),
              "breaks": .array(
                line.findings.map { finding in
                  [
                    "rule": .string(finding.rule.word), "override": .bool(!finding.rule.isLaw),
                    "text": .string(MoveText.sentence(finding, self)),
                  ]
                }),
            ]
          })
      ),
      (
        "loads",
        .array(
          effects.map { one in
            [
              "collector": .string(one.collector), "cases_before": JSON(Int(one.effect.casesBefore)),
              "cases_after": JSON(Int(one.effect.casesAfter)),
              "amount_before": .integer(one.effect.amountBefore), "amount_after": .integer(one.effect.amountAfter),
              "room_before": JSON(Int(one.effect.room)),
            ]
          })
      ),
    ])
  }
}
