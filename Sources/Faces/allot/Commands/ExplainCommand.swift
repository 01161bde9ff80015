import Answers
import ArgumentParser
import Desks
import Inquiries
import Speech
import Terminal
import Words

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: Wording("Say how a case stands and why each run decided as it did.", "说明案件的现状，以及每次运行为何如此决定。"),
    usage: """
      allot explain <case> [<options>]
      allot explain --collector <code> [<options>]
      """,
    discussion: Wording(
      """
      Examples:
        allot explain AJ00000008
        allot explain AJ00000008 --client zx-finance --language zh
        allot explain --collector C0007              why so few, or so many
        allot explain --collector C0007 --run 2026-11-18 --json
        allot explain AJ00000008 --why-not C0007     why he did not get it, and what would have done

      A cost of 900 is an ordinary case (15 minutes a week) at somebody whose load
      equals the working time; costs compare people for one case.
      """,
      """
      示例：
        allot explain AJ00000008
        allot explain AJ00000008 --client zx-finance --language zh
        allot explain --collector C0007              为何这么少，或这么多
        allot explain --collector C0007 --run 2026-11-18 --json
        allot explain AJ00000008 --why-not C0007     为何没有分给此人，怎样才会

      成本 900 相当于一件普通案件（每周 15 分钟）分给负荷等于工时的人；成本用于就同一案件比较各人。
      """))
  @Argument(help: ArgumentHelp(Wording("Number of the case.", "案件编号。"))) var caseNo: String?
  @Option(help: ArgumentHelp(Wording("Client, when several have a case of that number.", "委托方；多个委托方有同号案件时须写明。"))) var client: String?
  @Option(help: ArgumentHelp(Wording("Latest decisions to show.", "显示最近多少次决定。"), valueName: "number")) var decisions = 10
  @Option(
    help: ArgumentHelp(
      Wording("Instead of a case: what this person got of a run, and why.", "不写案件而写人员：此人在一次运行中分得什么，为什么。"), valueName: "code"))
  var collector: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "With a case: why this person did not get it, and the smallest change that would have sent it there; the night is decided again.",
        "与案件同用：为何没有分给此人，以及何种最小改变会使其分得；将重新决策该晚。"), valueName: "code"))
  var whyNot: String?
  @Option(
    help: ArgumentHelp(
      Wording(
        "With --collector or --why-not: latest, waiting, a run's number, or a slot's date.",
        "与 --collector 或 --why-not 同用：latest、waiting、运行编号，或分案日期。"),
      valueName: "run")) var run = "latest"
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (caseNo == nil) != (collector == nil) else {
      throw ValidationError(Wording("name a case, or a person with --collector", "请写出案件，或用 --collector 指定人员"))
    }
    guard whyNot == nil || caseNo != nil else {
      throw ValidationError(
        Wording("--why-not is about a case: allot explain CASE --why-not CODE", "--why-not 须写明案件：allot explain 案件 --why-not 工号"))
    }
  }

  func run() async throws {
    let language = global.spoken
    try await global.withSeat { seat in
      let desk = ReadingDesk(seat)
      if let collector { return global.terminal.say(.night(try await desk.night(of: collector, run: run), language)) }
      if let whyNot {
        let progress = Output.error.isTerminal && !global.json
        let story = try await WhyNotDesk(seat).ask(caseNo ?? "", client: client, collector: whyNot, run: run) { phase in
          if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
        }
        if progress { Output.error.redraw() }
        return global.terminal.say(.whyNot(story, language))
      }
      let story = try await desk.story(of: caseNo ?? "", client: client, decisions: decisions)
      let names = try await desk.names(for: story.reasons)
      global.terminal.say(.story(story, names, language, by: try await seat.clock()))
    }
  }
}
