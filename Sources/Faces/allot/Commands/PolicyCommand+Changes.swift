import Answers
import ArgumentParser
import Desks
import Policy
import Portfolio
import Speech
import Terminal

extension PolicyCommand {
  struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Propose files together, for others to agree to.", "把若干文件作为一个变更提出，供他人复核。"),
      usage: "allot policy submit <file> ... [<options>]",
      discussion: Wording(
        """
        Examples:
          allot policy submit <file> --reason "fairer weekends"
          allot policy submit <file> <file> --effective 2026-12-07
          allot policy submit <file> --change <number>

        The files come in force together or not at all. Nothing is in force until enough people have agreed, or, where one is enough, until:
        allot policy activate NUMBER. Files of the same names by the same person are another round of his open change; so is --change. What people
        agreed to before is void then. What is in force already is left out.
        """,
        """
        示例：
          allot policy submit <file> --reason "fairer weekends"
          allot policy submit <file> <file> --effective 2026-12-07
          allot policy submit <file> --change <number>

        这些文件一起生效，或都不生效。同意的人数足够之前不会生效；只需一人时请执行：allot policy activate 编号。同一人再次提交同名文件，或写明 \
        --change，即为该变更的新一轮，此前的同意随之失效。已生效的内容会被略去。
        """))
    @Argument(help: ArgumentHelp(Wording("Agency, policy, lexicon, model, mapping or calendar files.", "机构文件、策略、词库、模型、映射或日历文件。")))
    var files: [String]
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String = ""
    @Option(
      help: ArgumentHelp(Wording("Business day from which it is to be in force.", "自哪个业务日起生效。"), valueName: "date"), transform: Reading.day)
    var effective: Day?
    @Option(help: ArgumentHelp(Wording("The open change that these files edit.", "要修改的待定变更的编号。"), valueName: "number")) var change: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let reading = try PolicyCommand.reading(files)
      guard reading.check.errors.isEmpty else { throw PolicyDoor.refusal(reading.check.errors) }
      try await global.withEntrance { _, entrance in
        var terms = PolicyDoor.Terms()
        (terms.reason, terms.effective, terms.change) = (reason, effective, change)
        let seat = try await entrance.seat(reading.check.agency?.code ?? global.agency)
        let submission = try await PolicyDoor(entrance).submit(reading, at: seat, terms)
        for warning in submission.warnings { Output.error.line(warning[global.spoken]) }
        global.terminal.say(.submitted(submission, by: try await seat.clock()))
      }
    }
  }

  struct Activate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Put a change in force that needs nobody else.", "使无需他人复核的变更生效。"),
      usage: "allot policy activate <change> [<options>]")
    @Argument(help: ArgumentHelp(changeHelp)) var change: String
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String = ""
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat, watch: RejudgeProgress(global.terminal).watch)
        let shown = try await desk.activate(change: try await desk.openChange(change), reason: reason)
        global.terminal.say(.change(shown, by: try await seat.clock()))
      }
    }
  }

  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Turn an open change down, or take one's own back.", "驳回待定的变更，或撤回自己提出的变更。"),
      usage: "allot policy reject <change> --reason <text> [<options>]")
    @Argument(help: ArgumentHelp(changeHelp)) var change: String
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat)
        let shown = try await desk.reject(change: try await desk.openChange(change), reason: reason)
        global.terminal.say(.change(shown, by: try await seat.clock()))
      }
    }
  }

  struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Go back to what was in force before.", "恢复到此前生效的内容。"),
      usage: "allot policy rollback [<what>] --reason <text> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot policy rollback --reason <text>                          the change that came in force last, all its files
          allot policy rollback <name> --reason <text>                   one file
          allot policy rollback <number> --reason <text>                 a change, all its files

        A change like any other: it needs the same people. For what cannot wait see: allot policy stop
        """,
        """
        示例：
          allot policy rollback --reason <text>                          最近生效的变更，其全部文件
          allot policy rollback <name> --reason <text>                   一个文件
          allot policy rollback <number> --reason <text>                 一个变更，其全部文件

        回退也是变更，所需复核人数相同。不能等待的情况请用：allot policy stop
        """))
    @Argument(
      help: ArgumentHelp(
        Wording("Name of a file, or number of a change in force; the last change if left out.", "文件名称或生效变更的编号；不写则为最近一次变更。")))
    var what: String?
    @Option(help: ArgumentHelp(Wording("agency, policy, lexicon, model or mapping.", "agency、policy、lexicon、model 或 mapping。"))) var kind:
      String?
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let wanted = try kind.map(PolicyCommand.kind)
      try await global.withSeat { seat in
        let shown = try await PolicyDesk(seat, watch: RejudgeProgress(global.terminal).watch).rollback(what, kind: wanted, reason: reason)
        global.terminal.say(.change(shown, by: try await seat.clock()))
      }
    }
  }

  struct Retire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Take a policy out of force with nothing in its place.", "停用一个策略，不以其他内容代替。"),
      usage: "allot policy retire <name> --reason <text> [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name of the policy.", "策略名称。"))) var name: String
    @Option(help: ArgumentHelp(Wording("policy, lexicon, model or mapping.", "policy、lexicon、model 或 mapping。"))) var kind: String?
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let wanted = try kind.map(PolicyCommand.kind)
      try await global.withSeat { seat in
        let shown = try await PolicyDesk(seat, watch: RejudgeProgress(global.terminal).watch).retire(wanted, name: name, reason: reason)
        global.terminal.say(.change(shown, by: try await seat.clock()))
      }
    }
  }

  struct Comment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Write a remark beside a change.", "给变更加备注。"), usage: "allot policy comment <change> <text> [<options>]")
    @Argument(help: ArgumentHelp(changeHelp)) var change: String
    @Argument(help: ArgumentHelp(Wording("What you want to say.", "备注内容。"))) var text: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat)
        let shown = try await desk.comment(change: try await desk.openChange(change), text: text)
        global.terminal.say(.change(shown, by: try await seat.clock()))
      }
    }
  }

  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Who changed what, when and why.", "何人何时因何改动了什么。"), usage: "allot policy history [<name>] [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name of a file; everything if left out.", "文件名称；不写则为全部。"))) var name: String?
    @Option(help: ArgumentHelp(Wording("agency, policy, lexicon, model or mapping.", "agency、policy、lexicon、model 或 mapping。"))) var kind:
      String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let wanted = try kind.map(PolicyCommand.kind)
      try await global.withSeat { seat in
        global.terminal.say(.history(try await PolicyDesk(seat).history(wanted, name: name), by: try await seat.clock()))
      }
    }
  }

  static var changeHelp: Wording {
    Wording("Number of the change, or the name of a file with one open change.", "变更编号，或只有一个待定变更的文件名称。")
  }
}
