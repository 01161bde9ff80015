import Answers
import ArgumentParser
import Desks
import Portfolio

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Agree, as the second person, to moves that wait.", usage: "allot approve [<order>] [<options>]",
    discussion: """
      Examples:
        allot approve                  which orders wait
        allot approve <order>          look at an order, then agree
        allot approve <order> --yes

      The rules and loads are those of now, not of when it was asked for. Whoever asked cannot agree.
      """)
  @Argument(help: "Number of the order; without it the waiting ones are listed.") var order: Int64?
  @Flag(help: "Show what it would break and change, and stop.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let desk = MoveDesk(seat)
      guard let order else { return global.terminal.say(.waitingOrders(try await desk.waiting(), by: try await seat.clock())) }
      if let before = try await desk.agreedBefore(order) { return global.terminal.say(.agreedBefore(before)) }
      let dialogue = MoveDialogue(global: global, dryRun: dryRun, yes: yes)
      try await dialogue.confirm {
        try await desk.previewProposal(order)
      } carryOut: {
        try await desk.agree($0)
      }
    }
  }
}

struct RefuseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse", abstract: "End an order of moves that waits for a second person.",
    usage: "allot refuse <order> --reason <text> [<options>]")
  @Argument(help: "Number of the order.") var order: Int64
  @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      try await MoveDesk(seat).refuse(order, reason: reason)
      global.terminal.say(.refused(order: order))
    }
  }
}

struct MovesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moves", abstract: "Moves by hand: orders, their cases, and who overrides how many rules.",
    usage: "allot moves [<order>] [<options>]",
    discussion: """
      Examples:
        allot moves
        allot moves <order>
        allot moves --by-person --since 2026-11-01
      """)
  @Argument(help: "Number of an order, to see its cases.") var order: Int64?
  @Flag(help: "Count orders, cases and overridden rules by person.") var byPerson = false
  @Option(help: ArgumentHelp("First day to count (default: the month's first).", valueName: "date"), transform: Reading.day) var since: Day?
  @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let desk = ReadingDesk(seat)
      if byPerson {
        let found = try await desk.tallies(since: since)
        return global.terminal.say(.tallies(found.people, since: found.since))
      }
      if let order {
        let found = try await desk.order(order)
        return global.terminal.say(.order(found.order, found.moves))
      }
      global.terminal.say(.orders(try await desk.orders(limit: limit), by: try await seat.clock()))
    }
  }
}
