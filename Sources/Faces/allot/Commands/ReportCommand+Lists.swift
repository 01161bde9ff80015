import Answers
import ArgumentParser
import Desks
import HandoutDesks
import Imports
import Speech

extension ReportCommand {
  /// Who has picked up his list.
  struct Lists: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lists", abstract: Wording("Say who has picked up today's list and who has not.", "列出谁已领取当天清单，谁尚未领取。"),
      usage: "allot report lists [<run>] [--team <name>] [<options>]")
    @Argument(help: ArgumentHelp(Wording("latest, a run's number, or a slot's date.", "latest、运行编号，或分案日期。"))) var run = "latest"
    @Option(help: ArgumentHelp(Wording("Only this team.", "只列该组。"), valueName: "name")) var team: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let found = try await ReadingDesk(seat).run(run)
        global.terminal.say(.lists(try await ListDesk(seat).receipts(team: team, run: found), of: found))
      }
    }
  }

  /// Lists that came back.
  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "acknowledge", abstract: Wording("Note that people have their lists.", "登记清单已被领取。"),
      usage: """
        allot report acknowledge <file> … [<options>]
        allot report acknowledge --collector <code> … [--run <run>] [<options>]
        """,
      discussion: Wording(
        """
        Examples:
          allot report acknowledge <lists/c1.csv>       the list itself, as it was handed out
          allot report acknowledge --collector <code> --run latest

        A file says of itself of which run and of whom it is; several may be named at once. Who leads a team acknowledges for that team only.
        """,
        """
        示例：
          allot report acknowledge <lists/c1.csv>       即发出的清单文件本身
          allot report acknowledge --collector <code> --run latest

        文件自身载明属于哪次运行、归谁所有；可一次给出多个。组长只能为本组登记。
        """))
    @Argument(help: ArgumentHelp(Wording("Lists as they were handed out.", "发出的清单文件。"), valueName: "file")) var files: [String] = []
    @Option(help: ArgumentHelp(Wording("Code of somebody who has his list; may be repeated.", "已领取清单者的工号，可重复。"), valueName: "code"))
    var collector: [String] = []
    @Option(
      help: ArgumentHelp(Wording("With --collector: whose day (default: latest).", "配合 --collector：哪次运行（默认：latest）。"), valueName: "run"))
    var run: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard files.isEmpty == collector.isEmpty else { return }
      throw ValidationError(
        Wording("write either lists or --collector, one of the two", "请写清单文件或 --collector，二者取其一"))
    }

    func run() async throws {
      let returned = try files.map { try ReturnedList(path: $0) }
      try await global.withSeat { seat in
        var byRun = ReturnedList.byRun(returned)
        if !collector.isEmpty { byRun[run ?? "latest"] = Set(collector) }
        let (noted, all) = try await ListDesk(seat).acknowledge(byRun)
        global.terminal.say(.acknowledged(noted, of: all))
      }
    }
  }
}
