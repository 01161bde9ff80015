import Answers
import ArgumentParser
import Desks
import Faults
import Glibc
import Intake
import Portfolio
import Terminal

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
    try await global.withSeat { seat in
      let desk = MoveDesk(seat)
      let rows = try rows(action, cases, try desk.reading(client: client))
      let request = MoveDesk.Request(action: action, reason: reason, rows: rows, to: to, until: until)
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
      let lines = rejects.prefix(20).map { "  \(file):\($0.position.line): \($0.column.isEmpty ? "" : $0.column + " ")\($0.reason)" }
      throw OperationError(
        .dataError, "\(Text.count(rejects.count, "row")) cannot be read, nothing was moved:\n" + lines.joined(separator: "\n"))
    }
    return rows
  }

  /// Shows, asks, does. What changed in between is shown and asked anew, unless the new preview breaks no more than the one confirmed.
  func confirm(preview: () async throws -> MovePreview, carryOut: (MovePreview) async throws -> MoveDesk.Ending) async throws {
    var shown = try await preview()
    if !global.json { global.terminal.say(.preview(shown)) }
    if dryRun { return global.terminal.say(.moved(shown, .preview)) }
    guard shown.unlawful.isEmpty else {
      if global.json { global.terminal.say(.moved(shown, .refused)) }
      throw OperationError(
        .dataError,
        "\(Text.count(shown.unlawful.count, "move")) \(shown.unlawful.count == 1 ? "breaks" : "break") what nobody can override; nothing was changed",
        remedy: "leave these cases out, or choose another collector")
    }
    try ask(shown)
    for _ in 0..<5 {
      switch try await carryOut(shown) {
      case .done(let order): return global.terminal.say(.moved(shown, .done(order: order)))
      case .proposed(let order): return global.terminal.say(.moved(shown, .proposed(order: order)))
      case .changed:
        let again = try await preview()
        guard !again.breaksNoMore(than: shown) else {
          shown = again
          continue
        }
        if !global.json {
          Output.standard.line("something changed meanwhile:")
          global.terminal.say(.preview(again))
        }
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
      if global.json { global.terminal.say(.moved(shown, .preview)) }
      throw OperationError(
        .temporary, "nothing was changed: nobody is there to confirm it", remedy: "look at the preview, then repeat with --yes")
    }
    let question = shown.needsSecondPerson && shown.proposal == nil ? "ask a second person for this?" : "do this?"
    Output.error.write("\(question) [y/N] ")
    guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" else {
      throw OperationError(.temporary, "nothing was changed")
    }
  }
}
