import Answers
import ArgumentParser
import Desks
import Faults
import Intake
import Terminal

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
    try await global.withSeat { seat in
      let desk = ToneDesk(seat)
      if let mapping {
        global.terminal.say(.remapped(try await desk.remap(mapping, isDry: dryRun), mapping, isDry: dryRun))
      } else if verify {
        let found = try await desk.verify(repairing: repair)
        global.terminal.say(.counted(found, repaired: repair))
        if !found.isSound(repaired: repair) { throw Stop(status: .dataError) }
      } else {
        global.terminal.say(.rejudged(try await Self.rejudge(desk)))
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
}

/// Conversations done, on stderr.
final class RejudgeProgress: Sendable {
  func advance(_ done: Int, _ total: Int) {
    if Output.error.isTerminal {
      Output.error.redraw("judging again  \(Text.grouped(done)) of \(Text.grouped(total))")
    } else {
      Output.error.line("judging again: \(Text.grouped(done)) of \(Text.grouped(total))")
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.redraw() }
  }
}
