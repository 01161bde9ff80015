import Answers
import ArgumentParser
import Desks
import Faults
import Intake
import Speech
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
    if repair, !verify { throw ValidationError(Wording("--repair goes with --verify", "--repair 须与 --verify 同用")) }
    if dryRun, remap == nil { throw ValidationError(Wording("--dry-run goes with --remap", "--dry-run 须与 --remap 同用")) }
    if verify, remap != nil { throw ValidationError(Wording("give --verify or --remap, not both", "--verify 与 --remap 只能给一个")) }
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
        global.terminal.say(.rejudged(try await Self.rejudge(desk, global.spoken)))
      }
    }
  }

  private static func mapping(_ path: String) throws -> Mapping {
    let file = FileAccess.exists(path) ? path : ShippedFiles.mapping(path) ?? path
    do {
      return try MappingFile.load(file)
    } catch {
      throw Self.unusable(error)
    }
  }

  /// A mapping file with problems, one line each.
  static func unusable(_ fault: MappingProblems) -> OperationError {
    OperationError(.dataError, Wording("the mapping cannot be used:\n\(fault.text(.en))", "映射无法使用：\n\(fault.text(.zh))"))
  }

  /// Judges again what is out of date, with progress on stderr.
  static func rejudge(_ desk: ToneDesk, _ language: Language) async throws -> ToneDesk.Rejudged {
    let bar = RejudgeProgress(language: language)
    let result = try await desk.rejudge { bar.advance($0, $1) }
    bar.finish()
    return result
  }
}

/// Conversations done, on stderr.
final class RejudgeProgress: Sendable {
  private let language: Language
  init(language: Language) { self.language = language }
  func advance(_ done: Int, _ total: Int) {
    let (done, total) = (Text.grouped(done), Text.grouped(total))
    if Output.error.isTerminal {
      Output.error.redraw(Wording("judging again  \(done) of \(total)", "重新判定  \(done) / \(total)")[language])
    } else {
      Output.error.line(Wording("judging again: \(done) of \(total)", "重新判定：\(done) / \(total)")[language])
    }
  }
  func finish() {
    if Output.error.isTerminal { Output.error.redraw() }
  }
}
