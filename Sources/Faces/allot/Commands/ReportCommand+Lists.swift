import Answers
import ArgumentParser
import Desks
import Discretion
import Faults
import HandoutDesks
import Portfolio
import Speech
import Tables

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
      let returned = try files.map { (path: $0, list: try ReturnedList(path: $0)) }
      try await global.withSeat { seat in
        var (noted, all) = (0, 0)
        var byRun: [String: Set<String>] = [:]
        for one in returned { byRun[one.list.run, default: []].formUnion(one.list.collectors) }
        if !collector.isEmpty { byRun[run ?? "latest"] = Set(collector) }
        for (name, codes) in byRun.sorted(by: { $0.key < $1.key }) {
          let found = try await ReadingDesk(seat).run(name)
          noted += try await ListDesk(seat).acknowledge(codes, run: found)
          all += codes.count
        }
        global.terminal.say(.acknowledged(noted, of: all))
      }
    }
  }
}

/// What a list that came back says of itself.
struct ReturnedList {
  var run: String
  var collectors: Set<String>

  /// Throws `FileFault` for a file that is no list, or of several runs.
  init(path: String) throws {
    let table = try TextTable(path: path, known: ["run", "collector", "case_id"])
    let (run, collector) = (try table.required("run"), try table.required("collector"))
    let runs = Set(table.rows.map { $0[run] })
    collectors = Set(table.rows.map { $0[collector] }.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 })
    guard let only = runs.first, runs.count == 1, Int64(only) != nil, !collectors.contains("") else {
      throw FileFault(
        .header, file: path, line: 2,
        Wording("the file does not say in every row of one run and whose it is", "文件没有在每一行写明同一次运行与催收员"),
        hint: Wording(
          "hand back the list as it was written; for an empty list write --collector CODE", "请交回原样的清单；空清单请写 --collector 工号"))
    }
    self.run = only
  }
}
