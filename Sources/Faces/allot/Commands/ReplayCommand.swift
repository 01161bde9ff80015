import Answers
import ArgumentParser
import Desks
import Faults
import Speech
import Terminal
import Words

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: Wording("Decide a run again from its frozen inputs and compare, bit for bit.", "用冻结的输入重新决策一次运行，并逐位比较。"),
    usage: "allot replay [<run>] [<options>]",
    discussion: Wording(
      """
      Examples:
        allot replay                     the last run published
        allot replay 1                   run 1
        allot replay 2026-11-18 --json   the run of that night

      Classes, reasons, decisions, working time and the plan's figures are
      compared by digest, and the decisions with what was published, row by row.
      Exits 70 when anything differs; a run made by another program says so. How
      long inputs are kept stands in the agency file: replay: { keep: 30 days }.
      """,
      """
      示例：
        allot replay                     最近一次已发布的运行
        allot replay 1                   运行 1
        allot replay 2026-11-18 --json   该日夜间分案的运行

      类别、原因、决定、工时和方案的各项数字按摘要比较，决定还与已发布的逐行比较。有任何不同则以状态 70 退出；\
      由其他版本的程序所作的运行会加以说明。输入保存多久由机构文件规定：replay: { keep: 30 days }。
      """))
  @Argument(help: ArgumentHelp(Wording("latest, a run's number, or a slot's date.", "latest、运行编号，或分案日期。"))) var run = "latest"
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let language = global.spoken
      let progress = Output.error.isTerminal && !global.json
      let report = try await Replay.run(run, seat) { phase in
        if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
      }
      if progress { Output.error.redraw() }
      global.terminal.say(.replay(report, try await ReadingDesk(seat).names(), language))
      if !report.isIdentical { throw Stop(status: .software) }
    }
  }
}
