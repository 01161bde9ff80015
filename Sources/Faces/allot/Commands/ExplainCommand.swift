import Answers
import ArgumentParser
import Desks
import Speech

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say how a case stands and why each run decided as it did.",
    usage: """
      allot explain <case> [<options>]
      allot explain --collector <code> [<options>]
      """,
    discussion: """
      Examples:
        allot explain AJ00000008
        allot explain AJ00000008 --client zx-finance --language zh
        allot explain --collector C0007              why so few, or so many
        allot explain --collector C0007 --run 2026-11-18 --json

      A cost of 900 is an ordinary case (15 minutes a week) at somebody whose load
      equals the working time; costs compare people for one case.
      """)
  @Argument(help: "Number of the case.") var caseNo: String?
  @Option(help: "Client, when several have a case of that number.") var client: String?
  @Option(help: ArgumentHelp("Latest decisions to show.", valueName: "number")) var decisions = 10
  @Option(help: ArgumentHelp("Instead of a case: what this person got of a run, and why.", valueName: "code")) var collector: String?
  @Option(help: ArgumentHelp("With --collector: latest, waiting, a run's number, or a slot's date.", valueName: "run")) var run = "latest"
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (caseNo == nil) != (collector == nil) else {
      throw ValidationError(Wording("name a case, or a person with --collector", "请写出案件，或用 --collector 指定人员"))
    }
  }

  func run() async throws {
    let language = global.spoken
    try await global.withSeat { seat in
      let desk = ReadingDesk(seat)
      if let collector { return global.terminal.say(.night(try await desk.night(of: collector, run: run), language)) }
      let story = try await desk.story(of: caseNo ?? "", client: client, decisions: decisions)
      let names = try await desk.names(for: story.reasons)
      global.terminal.say(.story(story, names, language, by: try await seat.clock()))
    }
  }
}
