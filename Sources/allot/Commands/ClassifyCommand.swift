import ArgumentParser
import Intake
import Operations
import Portfolio
import Store

struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Judge conversations again, verify counters, read codes anew.",
    usage: "allot classify [<options>]",
    discussion: """
      Examples:
        allot classify                                        judge what lexicon or model has made out of date
        allot classify --verify                               count all attempts anew and compare
        allot classify --remap policies/mappings/asterisk-cdr.yaml --dry-run

      Classes of cases need none of this: every night computes them from the counters. Verdicts of conversations whose text is not kept stay as they
      were. --remap reads the codes on record of the mapping's source with it and corrects attempts and counters. --verify exits with 65 when
      anything differs.
      """)
  @Flag(help: "Count attempts and judge kept texts anew, and compare.") var verify = false
  @Flag(help: "With --verify: replace counters that differ.") var repair = false
  @Option(help: ArgumentHelp("Mapping file by which the codes of its source are read anew.", valueName: "mapping")) var remap: String?
  @Flag(help: "With --remap: only say what would change.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if repair, !verify { throw ValidationError("--repair goes with --verify") }
    if dryRun, remap == nil { throw ValidationError("--dry-run goes with --remap") }
    if verify, remap != nil { throw ValidationError("give --verify or --remap, not both") }
  }

  func run() async throws {
    let mapping = try remap.map(Self.mapping)
    try await global.withAgency(verify && !repair || dryRun ? .see : .run) { session, agency in
      let desk = ToneDesk(store: session.store, agency: agency)
      if let mapping {
        Self.show(try await desk.remap(mapping, isDry: dryRun), mapping, isDry: dryRun, global.terminal)
      } else if verify {
        try await check(desk)
      } else {
        Self.show(try await Self.rejudge(desk), global.terminal)
      }
    }
  }

  private static func mapping(_ path: String) throws -> Mapping {
    let file = FileAccess.exists(path) ? path : ShippedFiles.mapping(path) ?? path
    do {
      return try MappingFile.load(file)
    } catch {
      throw OperationError(.dataError, "the mapping cannot be used:\n\(error)")
    }
  }

  /// Judges again what is out of date, with progress on stderr.
  static func rejudge(_ desk: ToneDesk) async throws -> ToneDesk.Rejudged {
    let bar = RejudgeProgress()
    let result = try await desk.rejudge { bar.advance($0, $1) }
    bar.finish()
    return result
  }

  static func text(_ result: ToneDesk.Rejudged) -> String {
    var text = "judged again: \(Text.count(result.judged, "conversation")), \(Text.grouped(result.changed)) with another tone\n"
    if result.withoutText > 0 {
      text += "kept as they were, because the text is not: \(Text.count(result.withoutText, "conversation"))\n"
    }
    if !result.missing.isEmpty { text += "not in force, so without a say in it: \(result.missing.joined(separator: ", "))\n" }
    return text
  }

  private static func show(_ result: ToneDesk.Rejudged, _ terminal: Terminal) {
    terminal.result(
      [
        "judged": JSON(result.judged), "changed": JSON(result.changed), "without_text": JSON(result.withoutText),
        "not_in_force": .array(result.missing.map { .string($0) }),
      ], text(result))
  }

  private static func show(_ report: RemapReport, _ mapping: Mapping, isDry: Bool, _ terminal: Terminal) {
    let verb = isDry ? "would change" : "changed"
    terminal.result(
      [
        "source": .string(mapping.source ?? mapping.name), "readings": JSON(report.readings),
        "changed_readings": JSON(report.changedReadings),
        "attempts": JSON(report.attempts), "cases": JSON(report.cases), "dry_run": .bool(isDry),
      ],
      "\(mapping.source ?? mapping.name): \(Text.grouped(report.changedReadings)) of \(Text.count(report.readings, "reading")) (code and talk time) "
        + "\(verb), \(Text.count(report.attempts, "attempt"))\(isDry ? "" : " of \(Text.count(report.cases, "case"))")\n")
  }

  private func check(_ desk: ToneDesk) async throws {
    let result = try await desk.verify(repairing: repair)
    let counters = result.counters
    var text =
      "counters: \(Text.count(counters.cases, "case")), \(Text.count(counters.attempts, "attempt")) counted anew, "
      + "\(Text.grouped(counters.differences)) differ\(repair && counters.differences > 0 ? "; \(Text.grouped(counters.differing.count)) mended" : "")\n"
    if !counters.differing.isEmpty, !repair {
      text += "  first case ids: \(counters.differing.prefix(10).map(String.init).joined(separator: ", ")); mend them with --repair\n"
    }
    let tones = result.tones ?? ToneCensus()
    if result.tones != nil {
      text +=
        "verdicts: \(Text.grouped(tones.current)) current, \(Text.grouped(tones.outdated)) out of date with text, "
        + "\(Text.grouped(tones.outdatedWithoutText)) without; \(Text.grouped(result.unstable)) come out otherwise\n"
    }
    global.terminal.result(
      [
        "cases": JSON(counters.cases), "attempts": JSON(counters.attempts), "differences": JSON(counters.differences),
        "verdicts_current": JSON(tones.current), "verdicts_outdated": JSON(tones.outdated),
        "verdicts_without_text": JSON(tones.outdatedWithoutText), "verdicts_unstable": JSON(result.unstable),
      ], text)
    if (counters.differences > 0 && !repair) || result.unstable > 0 { throw Stop(status: .dataError) }
  }
}

/// Conversations done, on stderr.
final class RejudgeProgress: Sendable {
  func advance(_ done: Int, _ total: Int) {
    if Output.error.isTerminal {
      Output.error.write("\r\u{1B}[Kjudging again  \(Text.grouped(done)) of \(Text.grouped(total))")
    } else {
      Output.error.line("judging again: \(Text.grouped(done)) of \(Text.grouped(total))")
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.write("\r\u{1B}[K") }
  }
}
