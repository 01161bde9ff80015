import ArgumentParser
import Digest
import Operations
import Portfolio
import Store

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, and proof that nobody changed it afterwards.",
    discussion: """
      Examples:
        allot audit list --action moves. --since 2026-11-01
        allot audit verify
        allot audit verify --note <note>      as verify printed it: audit:4711:5f0c…

      The daemon numbers committed rows of audit and outbox, chains their digests, and gives each published run a root over its decisions. verify
      recomputes all of it. Keep the note it prints outside the database: with it, verify also finds a chain that was replaced as a whole.
      """,
    subcommands: [List.self, Verify.self, Seal.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what people and programs did, latest first.", usage: "allot audit list [<options>]")
    @Option(help: "Only this person's.") var actor: String?
    @Option(help: ArgumentHelp("Only this action, or all that begin so: moves.", valueName: "action")) var action: String?
    @Option(help: ArgumentHelp("First day.", valueName: "date"), transform: Reading.day) var since: Day?
    @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var filter = AuditFilter()
      (filter.actor, filter.action, filter.since) = (actor, action, since)
      try await global.withAgency(.audit) { [filter] session, agency in
        let rows = try await session.store.showAudit(filter, limit: limit, agency: agency)
        let table = Table(
          [.init("position", .right), .init("at (UTC)"), .init("who"), .init("did"), .init("to"), .init("details")],
          rows: rows.map {
            [$0.position.map(String.init) ?? "", Text.time($0.at), $0.actor, $0.action, $0.subject, $0.detail == "{}" ? "" : $0.detail]
          })
        global.terminal.result(
          [
            "audit": .array(
              rows.map { row in
                [
                  "position": JSON(row.position), "at": .string(Text.time(row.at) + "Z"), "actor": .string(row.actor),
                  "action": .string(row.action),
                  "subject": .string(row.subject), "detail": .string(row.detail),
                ]
              })
          ], rows.isEmpty ? "no audit rows\n" : global.terminal.table(table))
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recompute every chain and root; exit status 65 when anything was changed.", usage: "allot audit verify [<options>]")
    @Option(
      help: ArgumentHelp("An end noted before, as verify printed it: stream:position:digest.", valueName: "note"),
      transform: AuditCommand.note)
    var note: [(stream: SealStream, note: SealNote)] = []
    @Option(help: ArgumentHelp("Check the roots of runs from this slot on.", valueName: "date"), transform: Reading.day) var since: Day?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.audit) { session, agency in
        var reports: [SealReport] = []
        for stream in SealStream.allCases {
          let notes = note.filter { $0.stream == stream }.map(\.note)
          var report = try await session.store.verifySeals(stream, note: notes.first, agency: agency)
          for more in notes.dropFirst() { report.faults += try await session.store.verifySeals(stream, note: more, agency: agency).faults }
          reports.append(report)
        }
        let runs = try await session.store.verifyRuns(since: since ?? .none, agency: agency)
        let faults = reports.flatMap { report in report.faults.map { (report.stream.rawValue, $0) } } + runs.faults.map { ("runs", $0) }
        global.terminal.result(json(reports, runs.checked, runs.purged, faults), text(reports, runs.checked, runs.purged, faults))
        if !faults.isEmpty { throw Stop(status: .dataError) }
      }
    }

    private func text(_ reports: [SealReport], _ runs: Int, _ purged: Int, _ faults: [(String, SealFault)]) -> String {
      var text = ""
      for report in reports {
        text +=
          "\(report.stream.rawValue): \(Text.count(report.checked, "row")) checked"
        if report.position > report.base { text += ", positions \(report.base + 1) to \(report.position)" }
        text += report.unsealed > 0 ? ", \(Text.grouped(report.unsealed)) not sealed yet (allot audit seal)\n" : "\n"
      }
      text += "runs: \(Text.count(runs, "root")) checked" + (purged > 0 ? ", \(purged) removed by retention\n" : "\n")
      for (place, fault) in faults { text += "\(place): \(fault.text)\n" }
      text += faults.isEmpty ? "nothing was changed\n" : "\(Text.count(faults.count, "fault"))\n"
      for report in reports where report.position > 0 { text += "note: \(report.note)\n" }
      return text
    }

    private func json(_ reports: [SealReport], _ runs: Int, _ purged: Int, _ faults: [(String, SealFault)]) -> JSON {
      [
        "intact": .bool(faults.isEmpty),
        "streams": .array(
          reports.map { report in
            [
              "stream": .string(report.stream.rawValue), "checked": JSON(report.checked), "unsealed": JSON(report.unsealed),
              "position": .integer(report.position), "note": .string(report.note),
            ]
          }),
        "runs_checked": JSON(runs), "runs_removed_by_retention": JSON(purged),
        "faults": .array(
          faults.map { place, fault in
            ["where": .string(place), "kind": .string(fault.kind.rawValue), "position": .integer(fault.place), "text": .string(fault.text)]
          }),
      ]
    }
  }

  struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Number and chain now what the daemon would within seconds.", usage: "allot audit seal [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency(.audit) { session, agency in
        let rows = try await SealService.seal(session.store, agency)
        global.terminal.result(["sealed": JSON(rows)], "\(Text.count(rows, "row")) sealed\n")
      }
    }
  }

  /// `audit:4711:5f0c…`.
  static func note(_ text: String) throws -> (stream: SealStream, note: SealNote) {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let stream = SealStream(rawValue: String(parts[0])), let position = Int64(parts[1]),
      let digest = Hex.decode(String(parts[2])),
      digest.count == 32
    else { throw ValidationError("“\(text)” is no note; expected stream:position:digest as verify prints it") }
    return (stream, SealNote(position: position, digest: digest))
  }
}

extension SealReport {
  /// What to keep outside the database.
  var note: String { "\(stream.rawValue):\(position):\(Hex.encode(digest))" }
}
