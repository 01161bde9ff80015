import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import Portfolio
import Speech

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: Wording("Who did what, and proof that nobody changed it afterwards.", "谁做了什么，并证明事后无人改动。"),
    discussion: Wording(
      """
      Examples:
        allot audit list --action moves. --since 2026-11-01
        allot audit verify
        allot audit verify --note <note>      as verify printed it: audit:4711:5f0c…

      The daemon numbers committed rows of audit and outbox, chains their digests, and gives each published run a root over its decisions. verify
      recomputes all of it. Keep the note it prints outside the database: with it, verify also finds a chain that was replaced as a whole.
      """,
      """
      示例：
        allot audit list --action moves. --since 2026-11-01
        allot audit verify
        allot audit verify --note <note>      照 verify 所打印的写：audit:4711:5f0c…

      守护进程为审计和外发消息中已提交的行编号，把摘要连成链，并为每次已发布的运行算出其全部决定的根。verify \
      把这些全部重算一遍。请把它打印的校验记录保存在数据库之外：有了它，即使整条链被替换，verify 也能发现。
      """),
    subcommands: [List.self, Verify.self, Seal.self, Seed.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("List what people and programs did, latest first.", "列出人员和程序的操作，最近的在前。"), usage: "allot audit list [<options>]")
    @Option(help: ArgumentHelp(Wording("Only this person's.", "只列此人的操作。"))) var actor: String?
    @Option(help: ArgumentHelp(Wording("Only this action, or all that begin so: moves.", "只列此操作，或以此开头的所有操作：moves."), valueName: "action"))
    var action: String?
    @Option(help: ArgumentHelp(Wording("First day.", "起始日。"), valueName: "date"), transform: Reading.day) var since: Day?
    @Option(help: ArgumentHelp(Wording("Rows at most.", "最多行数。"), valueName: "number")) var limit = 50
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let rows = try await AuditDesk(seat).rows(actor: actor, action: action, since: since, limit: limit)
        global.terminal.say(.audit(rows, by: try await seat.clock()))
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Recompute every chain and root; exit status 65 when anything was changed.", "重新计算每条链和每个根；有任何改动则以状态 65 退出。"),
      usage: "allot audit verify [<options>]")
    @Option(
      help: ArgumentHelp(
        Wording("An end noted before, as verify printed it: stream:position:digest.", "以前记下的校验记录，照 verify 所打印的写：流:位置:摘要。"),
        valueName: "note"),
      transform: AuditCommand.note)
    var note: [AuditDesk.Note] = []
    @Option(
      help: ArgumentHelp(Wording("Check the roots of runs from this slot on.", "检查自此日期起各次运行的根。"), valueName: "date"), transform: Reading.day
    ) var since: Day?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let found = try await AuditDesk(seat).verify(notes: note, since: since)
        global.terminal.say(.verified(found))
        if !found.faults.isEmpty { throw Stop(status: .dataError) }
      }
    }
  }

  struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Number and chain now what the daemon would within seconds.", "立即编号并入链；守护进程本会在几秒内完成。"),
      usage: "allot audit seal [<options>]")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        global.terminal.say(.sealed(rows: try await AuditDesk(seat).seal()))
      }
    }
  }

  struct Seed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Name the seed that draws the auditor's samples of the runs to come.", "约定抽取今后各次运行审计样本的种子。"),
      usage: "allot audit seed <text> [<options>]")
    @Argument(help: ArgumentHelp(Wording("A text; it stands in the audit from now on.", "一段文字；自此记入审计。"))) var text: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        try await AuditDesk(seat).nameSeed(text)
        global.terminal.say(.seedNamed)
      }
    }
  }

  static func note(_ text: String) throws -> AuditDesk.Note {
    guard let note = AuditDesk.Note(text) else {
      let shown = Quoted.typed(text)
      throw ValidationError(
        Wording(
          "\(shown.en) is no note; expected stream:position:digest as verify prints it, with a position of 0 or more and 64 hexadecimal digits: "
            + "audit:4711:5f0c…",
          "\(shown.zh)不是校验记录；应为 verify 打印的 流:位置:摘要，位置不小于 0，摘要为 64 位十六进制：audit:4711:5f0c…"))
    }
    return note
  }
}
