import Answers
import ArgumentParser
import Desks
import Portfolio
import Speech

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: Wording("Agree, as the second person, to moves that wait.", "以复核人身份同意待复核的调案。"),
    usage: "allot approve [<order>] [<options>]",
    discussion: Wording(
      """
      Examples:
        allot approve                  which orders wait
        allot approve <order>          look at an order, then agree
        allot approve <order> --yes

      The rules and loads are those of now, not of when it was asked for. Whoever asked cannot agree.
      """,
      """
      示例：
        allot approve                  有哪些调案单待复核
        allot approve <order>          先看一张调案单，再决定是否同意
        allot approve <order> --yes

      规则和负荷以现在为准，而不是提出时的。提出人自己不能同意。
      """))
  @Argument(help: ArgumentHelp(Wording("Number of the order; without it the waiting ones are listed.", "调案单编号；不写则列出待复核的调案单。"))) var order:
    Int64?
  @Flag(help: ArgumentHelp(Wording("Show what it would break and change, and stop.", "只显示将违反哪些规则、带来哪些变化，不执行。"))) var dryRun = false
  @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Do not ask.", "不再询问，直接执行。"))) var yes = false
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
    commandName: "refuse", abstract: Wording("End an order of moves that waits for a second person.", "驳回一张待复核的调案单。"),
    usage: "allot refuse <order> --reason <text> [<options>]")
  @Argument(help: ArgumentHelp(Wording("Number of the order.", "调案单编号。"))) var order: Int64
  @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String
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
    commandName: "moves",
    abstract: Wording("Moves by hand: orders, their cases, and who overrides how many rules.", "人工调案：调案单、所含案件，以及谁越过了多少条规则。"),
    usage: "allot moves [<order>] [<options>]",
    discussion: Wording(
      """
      Examples:
        allot moves
        allot moves <order>
        allot moves --by-person --since 2026-11-01
      """,
      """
      示例：
        allot moves
        allot moves <order>
        allot moves --by-person --since 2026-11-01
      """))
  @Argument(help: ArgumentHelp(Wording("Number of an order, to see its cases.", "调案单编号，用于查看其中的案件。"))) var order: Int64?
  @Flag(help: ArgumentHelp(Wording("Count orders, cases and overridden rules by person.", "按人统计调案单、案件和被越过的规则。"))) var byPerson = false
  @Option(
    help: ArgumentHelp(Wording("First day to count (default: the month's first).", "统计起始日（默认：本月一日）。"), valueName: "date"),
    transform: Reading.day) var since: Day?
  @Option(help: ArgumentHelp(Wording("Rows at most.", "最多行数。"), valueName: "number")) var limit = 50
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
