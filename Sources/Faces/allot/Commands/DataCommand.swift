import Answers
import ArgumentParser
import Desks
import Faults
import Portfolio
import Setup
import Speech

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Personal data: how long it is kept, removing it, erasing one debtor, the key of identifiers.",
    discussion: """
      Examples:
        allot data retention text 90
        allot data purge --dry-run
        allot data purge decision --before 2024-01-01 --yes
        allot data erase AJ00000012 --reason 'request of 2026-11-20' --even-open --yes
        ALLOT_KEY_FILE=<file> allot data key --move

      What is removed, by whom and how much stands in the audit.
      """,
    subcommands: [Retain.self, Purge.self, Erase.self, Key.self])

  struct Retain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retention", abstract: "Show or set after how many days data are removed.",
      usage: "allot data retention [<what> <days>|<what> forever] [<options>]",
      discussion: """
        What: text (of conversations), attempt (single contacts; counters stay), extra (unknown columns and contract numbers of closed cases),
        decision (reasons of runs), outbox (sealed rows). The daemon removes text, attempt and extra by itself; the others: allot data purge.
        """)
    @Argument(help: "text, attempt, extra, decision or outbox.") var what: String?
    @Argument(help: "Days, or forever.") var days: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let what else {
        return try await global.withSeat { seat in global.terminal.say(.retention(try await DataDesk(seat).retentions())) }
      }
      let retained = try DataCommand.retained(what)
      guard let days, days == "forever" || (1...36_500).contains(Int(days) ?? 0) else {
        throw ValidationError(Wording("expected a number of days from 1 to 36500, or forever", "应为 1 到 36500 的天数，或 forever"))
      }
      try await global.withSeat { seat in
        try await DataDesk(seat).setRetention(retained, days: Int(days))
        global.terminal.say(.retained(retained, days: Int(days)))
      }
    }
  }

  struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove what is older than its retention, or than a day.", usage: "allot data purge [<what>] [<options>]")
    @Argument(help: "text, attempt, extra, decision or outbox; everything with a retention if left out.") var what: String?
    @Option(help: ArgumentHelp("Remove what is older than this day (with <what>).", valueName: "date"), transform: Reading.day) var before:
      Day?
    @Flag(help: "Count, and remove nothing.") var dryRun = false
    @Flag(name: .shortAndLong, help: "Really remove.") var yes = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if before != nil, what == nil { throw ValidationError(Wording("--before needs to be told what to remove", "--before 须写明清除什么")) }
    }

    func run() async throws {
      let chosen = try what.map(DataCommand.retained)
      try await global.withSeat { seat in
        let isDone = yes && !dryRun
        let removed = try await DataDesk(seat).purge(chosen, before: before, isDry: !isDone)
        global.terminal.say(.purged(removed, isDone: isDone))
        if !isDone, !dryRun {
          throw OperationError(.temporary, Wording("nothing was removed", "未清除任何内容"), remedy: DataCommand.yes)
        }
      }
    }
  }

  struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase what ties a debtor to a person: all his cases, all clients.",
      usage: "allot data erase <case> --reason <text> [<options>]",
      discussion: """
        Removes reference, contact points, contract numbers, unknown columns and texts; decisions and their numbers stay. The audit keeps a proof.
        Backups and files of clients are not touched. Open cases need --even-open.
        """)
    @Argument(help: "Number of one of his cases.") var caseNo: String
    @Option(help: "Client, when several have a case of that number.") var client: String?
    @Option(help: ArgumentHelp("Why; kept in the audit. No names.", valueName: "text")) var reason: String
    @Flag(help: "Also when one of his cases is open.") var evenOpen = false
    @Flag(help: "Show what would be erased, and stop.") var dryRun = false
    @Flag(name: .shortAndLong, help: "Really erase.") var yes = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let isDone = yes && !dryRun
        let erasure = try await DataDesk(seat).erase(
          CaseKey(client: client, caseNo: caseNo), reason: reason, evenOpen: evenOpen, isDry: !isDone)
        global.terminal.say(.erased(erasure, isDone: isDone))
        if !isDone, !dryRun {
          throw OperationError(.temporary, Wording("nothing was erased", "未清除任何内容"), remedy: DataCommand.yes)
        }
      }
    }
  }

  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say where the key of identifiers lies, move it from the database to the key file, or renew it.",
      usage: "allot data key [<options>]",
      discussion: """
        Examples:
          ALLOT_KEY_FILE=<file> allot data key --move
          ALLOT_KEY_FILE=<file> allot data key --renew

        Renewing digests every stored identifier once more, with a new key that is
        added to the file. The old lines stay: all keys are needed. Copy the file to
        every machine that imports.
        """)
    @Flag(help: "Move it to the key file.") var move = false
    @Flag(help: "Add a new key, and apply it to everything stored.") var renew = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let file = KeyFile.locate(try global.location(), environment: Process.environment)
      try await global.withSeat { seat in
        let desk = DataDesk(seat)
        if move {
          global.terminal.say(.keyMoved(try await desk.moveKey(), of: seat.agency, file: file?.path))
        } else if renew {
          global.terminal.say(.keyRenewed(try await desk.renewKey(), of: seat.agency, file: file?.path))
        } else {
          global.terminal.say(.key(of: seat.agency, isInDatabase: try await desk.keyIsInDatabase(), file: file?.path))
        }
      }
    }
  }

  private static let yes = Wording("repeat with --yes", "请加 --yes 再执行一次")

  static func retained(_ word: String) throws -> DataDesk.What {
    guard let what = DataDesk.what(word) else {
      throw Reading.unknown(word, "is nothing that can be removed; write ", "不是可清除的数据；请写以下之一：", among: DataDesk.whatWords)
    }
    return what
  }
}
