import Answers
import ArgumentParser
import Desks
import Faults
import Portfolio
import Setup
import Speech

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: Wording(
      "Personal data: how long it is kept, removing it, erasing one debtor, the key of identifiers.", "个人数据：保存期限、清除、抹除一名债务人、标识密钥。"),
    discussion: Wording(
      """
      Examples:
        allot data retention text 90
        allot data purge --dry-run
        allot data purge decision --before 2024-01-01 --yes
        allot data erase AJ00000012 --reason 'request of 2026-11-20' --even-open --yes
        ALLOT_KEY_FILE=<file> allot data key --move

      What is removed, by whom and how much stands in the audit.
      """,
      """
      示例：
        allot data retention text 90
        allot data purge --dry-run
        allot data purge decision --before 2024-01-01 --yes
        allot data erase AJ00000012 --reason 'request of 2026-11-20' --even-open --yes
        ALLOT_KEY_FILE=<file> allot data key --move

      清除了什么、由谁清除、清除多少，都记在审计里。
      """),
    subcommands: [Retain.self, Purge.self, Erase.self, Key.self])

  struct Retain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retention", abstract: Wording("Show or set after how many days data are removed.", "显示或设定多少天后清除数据。"),
      usage: "allot data retention [<what> <days>|<what> forever] [<options>]",
      discussion: Wording(
        """
        What: text (of conversations), attempt (single contacts; counters stay), extra (unknown columns and contract numbers of closed cases),
        decision (reasons of runs), outbox (sealed rows). The daemon removes text, attempt and extra by itself; the others: allot data purge.
        """,
        """
        数据种类：text（沟通文本）、attempt（单条联系记录；计数保留）、extra（附加字段，以及已结案件的合同号）、\
        decision（运行的决定及原因）、outbox（已封存的外发消息）。守护进程自行清除 text、attempt 和 \
        extra；其余请用：allot data purge。
        """))
    @Argument(help: ArgumentHelp(Wording("text, attempt, extra, decision or outbox.", "text、attempt、extra、decision 或 outbox。"))) var what:
      String?
    @Argument(help: ArgumentHelp(Wording("Days, or forever.", "天数，或 forever（永久）。"))) var days: String?
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
      abstract: Wording("Remove what is older than its retention, or than a day.", "清除超过保存期限的数据，或某日以前的数据。"),
      usage: "allot data purge [<what>] [<options>]")
    @Argument(
      help: ArgumentHelp(
        Wording(
          "text, attempt, extra, decision or outbox; everything with a retention if left out.",
          "text、attempt、extra、decision 或 outbox；不写则为所有设有保存期限的数据。"))) var what: String?
    @Option(
      help: ArgumentHelp(Wording("Remove what is older than this day (with <what>).", "清除此日以前的数据（须写明 <what>）。"), valueName: "date"),
      transform: Reading.day) var before: Day?
    @Flag(help: ArgumentHelp(Wording("Count, and remove nothing.", "只计数，不清除。"))) var dryRun = false
    @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Really remove.", "确认清除。"))) var yes = false
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
      abstract: Wording("Erase what ties a debtor to a person: all his cases, all clients.", "抹除能将债务人对应到本人的内容：其全部案件，所有委托方。"),
      usage: "allot data erase <case> --reason <text> [<options>]",
      discussion: Wording(
        """
        Removes reference, contact points, contract numbers, unknown columns and texts; decisions and their numbers stay. The audit keeps a proof.
        Backups and files of clients are not touched. Open cases need --even-open.
        """,
        """
        抹除标识、联系方式、合同号、附加字段和文本；决定及其数字保留。审计保留一份证明。备份和委托方的文件不受影响。有在案案件时须加 \
        --even-open。
        """))
    @Argument(help: ArgumentHelp(Wording("Number of one of his cases.", "其任一案件的编号。"))) var caseNo: String
    @Option(help: ArgumentHelp(Wording("Client, when several have a case of that number.", "委托方；多个委托方有同号案件时须写明。"))) var client: String?
    @Option(help: ArgumentHelp(Wording("Why; kept in the audit. No names.", "原因；记入审计。请勿写姓名。"), valueName: "text")) var reason: String
    @Flag(help: ArgumentHelp(Wording("Also when one of his cases is open.", "即使其有案件仍在案。"))) var evenOpen = false
    @Flag(help: ArgumentHelp(Wording("Show what would be erased, and stop.", "只显示将抹除什么，不执行。"))) var dryRun = false
    @Flag(name: .shortAndLong, help: ArgumentHelp(Wording("Really erase.", "确认抹除。"))) var yes = false
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
      abstract: Wording(
        "Say where the key of identifiers lies, move it from the database to the key file, or renew it.", "说明标识密钥存放在何处，将其从数据库移到密钥文件，或更换。"),
      usage: "allot data key [<options>]",
      discussion: Wording(
        """
        Examples:
          ALLOT_KEY_FILE=<file> allot data key --move
          ALLOT_KEY_FILE=<file> allot data key --renew

        Renewing digests every stored identifier once more, with a new key that is
        added to the file. The old lines stay: all keys are needed. Copy the file to
        every machine that imports.
        """,
        """
        示例：
          ALLOT_KEY_FILE=<file> allot data key --move
          ALLOT_KEY_FILE=<file> allot data key --renew

        更换时，用添加到文件中的新密钥把每个已存标识再做一次摘要。旧的各行须保留：所有密钥都要用到。请把文件复制到每台执行导入的机器。
        """))
    @Flag(help: ArgumentHelp(Wording("Move it to the key file.", "移到密钥文件。"))) var move = false
    @Flag(help: ArgumentHelp(Wording("Add a new key, and apply it to everything stored.", "添加新密钥，并用于所有已存数据。"))) var renew = false
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
