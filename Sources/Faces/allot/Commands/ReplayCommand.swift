import Answers
import ArgumentParser
import Desks
import Faults
import Speech
import Terminal

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
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let language = global.spoken
      let progress = Output.error.isTerminal && !global.json
      let report = try await Replay.run(run, seat) { phase in
        if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
      }
      if progress { Output.error.redraw() }
      global.terminal.say(.replay(report, try await ReadingDesk(seat).names(), language))
      if !report.isIdentical { throw Stop(status: .software) }
    }
  }
}
