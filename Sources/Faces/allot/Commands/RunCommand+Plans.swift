import Answers
import ArgumentParser
import Desks
import Faults

extension RunCommand {
  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Publish a plan that a brake holds back.", usage: "allot run release <run> --reason <text>",
      discussion: """
        Examples:
          allot show runs                              which plans wait
          allot run release <run> --reason "month end"    publish it as it was kept

        The kept plan is published; cases and people that changed since are left
        out and reported. Who did it and why is in the audit.
        """)
    @Argument(help: "The run's number.") var run: Int64
    @Option(help: "Why; kept in the audit.") var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
        let report = try await Stopping.onSignal { try await desk.release(run, reason: reason) }
        global.terminal.say(.run(report))
        if report.isBalanced == false { throw Stop(status: .software) }
      }
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Refuse a plan that a brake holds back.", usage: "allot run discard <run> --reason <text>",
      discussion: """
        Examples:
          allot run discard <run> --reason "half the payments are missing"
          allot run --slot 2026-11-18                  decide the night anew

        The daemon does not decide a discarded night again by itself: by day it
        deals new cases only.
        """)
    @Argument(help: "The run's number.") var run: Int64
    @Option(help: "Why; kept in the audit.") var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
        try await desk.discard(run, reason: reason)
        global.terminal.say(.discarded(run))
      }
    }
  }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a published run back.", usage: "allot undo <run> --reason <text> [<options>]",
    discussion: """
      Examples:
        allot undo 1 --dry-run --reason "wrong file"
        allot undo <run> --client cmb --reason "wrong file"
        allot undo <date> --team a --reason "team a is moving house"

      Every case that nobody has touched since goes back to where it was, by
      moves of its own run: the history keeps both. Cases that were changed, moved
      or called since stay, and are counted. Classes are facts and stay.
      """)
  @Argument(help: "The run's number, its slot's date, or latest.") var run: String
  @Option(help: "Only cases of this client.") var client: String?
  @Option(help: ArgumentHelp("Only cases that the run gave to this team.", valueName: "name")) var team: String?
  @Option(help: "Why; kept in the audit.") var reason: String
  @Flag(help: "Show what would go back; change nothing.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
      let found = try await desk.find(run)
      let report = try await Stopping.onSignal {
        try await desk.undo(found, client: client, team: team, reason: reason, isDry: dryRun)
      }
      global.terminal.say(.undone(found, report, isDry: dryRun))
      if report.published?.isBalanced == false { throw Stop(status: .software) }
    }
  }
}
