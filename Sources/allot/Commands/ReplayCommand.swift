import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Decide a run again from its frozen inputs and compare, bit for bit.",
    usage: "allot replay [<run>] [<options>]",
    discussion: """
      Examples:
        allot replay                     the last run published
        allot replay 1                   run 1
        allot replay 2026-11-18 --json   the run of that night

      Classes, reasons, decisions, working time and the plan's figures are
      compared by digest, and the decisions with what was published, row by row.
      Exits 70 when anything differs; a run made by another program says so. How
      long inputs are kept stands in the agency file: replay: { keep: 30 days }.
      """)
  @Argument(help: "latest, a run's number, or a slot's date.") var run = "latest"
  @Option(help: "Language of the reasons: en or zh.") var language: Language = .en
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withAgency { session, agency in
      let progress = Output.error.isTerminal && !global.json
      let report = try await Replay.run(run, store: session.store, agency: agency) { phase in
        if progress { Output.error.write("\r\u{1B}[K\(phase) …") }
      }
      if progress { Output.error.write("\r\u{1B}[K") }
      let names = try await Names.load(session.store, agency)
      global.terminal.result(json(report, names), text(report, names))
      if !report.isIdentical { throw Stop(status: .software) }
    }
  }

  private func text(_ report: ReplayReport, _ names: ReasonNames) -> String {
    let counts = "\(Text.count(report.openCases, "open case")), \(Text.count(report.collectors, "collector"))"
    var lines = [
      "run \(report.run.id), \(report.run.key.kind.rawValue) of \(report.run.key.slot): \(counts); decided again from its frozen inputs"
    ]
    func add(_ name: String, _ value: String) { lines.append("  \(name)\(String(repeating: " ", count: max(1, 14 - name.count)))\(value)") }
    add("made by", report.input.software)
    add("this is", report.software + (report.isSameSoftware ? "" : ": another program"))
    add(
      "inputs",
      "\(Text.grouped(report.input.bytes)) bytes, \(Text.grouped(report.input.storedBytes)) as stored; their digest is the one the run wrote"
    )
    for part in report.parts { add(part.name, part.isIdentical.map { $0 ? "identical" : "DIFFERENT" } ?? "the run noted none") }
    if let published = report.published {
      let differing = published.differing == 0 ? "identical" : "\(Text.grouped(published.differing)) DIFFERENT"
      add("published", "\(Text.count(published.compared, "decision")): \(differing)")
      for difference in published.first {
        lines.append("    case \(difference.caseNo)")
        lines.append("      published: \(side(difference.published, names))")
        lines.append("      replayed:  \(side(difference.replayed, names))")
      }
    }
    lines.append("  " + report.timings.map { "\($0.phase) \(Text.seconds($0.duration))" }.joined(separator: ", "))
    lines.append(verdict(report))
    return lines.joined(separator: "\n") + "\n"
  }

  private func verdict(_ report: ReplayReport) -> String {
    if report.isIdentical { return "identical, bit for bit" }
    return report.isSameSoftware
      ? "NOT identical although the program is the same: this is a fault of allot, please report it"
      : "not identical; another program made the run, so the difference may be the program's: replay it with \(report.input.software)"
  }

  private func side(_ decision: StoredDecision?, _ names: ReasonNames) -> String {
    guard let decision else { return "nothing" }
    let people = [decision.from.map { "from \($0)" }, decision.to.map { "to \($0)" }].compactMap { $0 }.joined(separator: " ")
    let why = [decision.recallReason, decision.reason].compactMap { $0 }.map { ReasonText.sentence($0, names, language) }
    return ([decision.kind.word + (people.isEmpty ? "" : " " + people), decision.caseClass.word] + why).joined(separator: "; ")
  }

  private func json(_ report: ReplayReport, _ names: ReasonNames) -> JSON {
    .object([
      ("run", .integer(report.run.id)), ("slot", .day(report.run.key.slot)), ("kind", .string(report.run.key.kind.rawValue)),
      ("identical", .bool(report.isIdentical)), ("made_by", .string(report.input.software)), ("software", .string(report.software)),
      ("same_software", .bool(report.isSameSoftware)), ("open_cases", JSON(report.openCases)), ("collectors", JSON(report.collectors)),
      ("input_bytes", .integer(report.input.bytes)), ("stored_bytes", .integer(report.input.storedBytes)),
      ("parts", .object(report.parts.map { ($0.name, $0.isIdentical.map { .bool($0) } ?? .null) })),
      ("published_decisions", report.published.map { JSON($0.compared) } ?? .null),
      ("differing", report.published.map { JSON($0.differing) } ?? .null),
      (
        "differences",
        .array(
          (report.published?.first ?? []).map {
            ["case_no": .string($0.caseNo), "published": .string(side($0.published, names)), "replayed": .string(side($0.replayed, names))]
          })
      ),
      ("milliseconds", .object(report.timings.map { ($0.phase, JSON(Text.milliseconds($0.duration))) })),
    ])
  }
}
