import Answers
import ArgumentParser
import Baselines
import Desks
import Faults
import Portfolio
import Speech
import Terminal
import Words

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: Wording("Decide and publish one night.", "决策并发布一次夜间分案。"),
    usage: "allot run [<options>]",
    discussion: Wording(
      """
      Examples:
        allot run                                   tonight, as the daemon would
        allot run --slot 2026-11-18                   the night of that day, knowing what was known at its night time
        allot run --slot <date> --really              a night after the agency's next
        allot run --slot <date> --again "half file"   once more, after it was taken back
        allot run --dry-run --json                    decide, show, change nothing
        allot run --dry-run --baseline all            the plan beside other ways of dealing
        allot run --print-sql > night.sql             the statements, for psql

      A slot is published once: running it again says which run did it, changes nothing and exits 0.
      A plan that a brake holds back waits: release it, or discard it and run again.
      A night that was taken back, or had no open case, is run again with --again.
      Without open cases or people nothing is decided and the slot stays free: status 75.
      """,
      """
      示例：
        allot run                                   今晚的分案，与守护进程所做相同
        allot run --slot 2026-11-18                   该日的夜间分案，只用当夜时刻已知的事实
        allot run --slot <date> --really              晚于机构下一次的夜间分案
        allot run --slot <date> --again "half file"   撤销之后再运行一次
        allot run --dry-run --json                    只决策和显示，不作改动
        allot run --dry-run --baseline all            把方案与其他分法并列
        allot run --print-sql > night.sql             输出语句，供 psql 使用

      每个分案日只发布一次：再次运行会说明由哪次运行发布，不作改动，以状态 0 退出。
      被刹车拦下的方案等待人工处理：放行，或放弃后重新运行。
      已撤销或没有在案案件的一夜，须加 --again 重新运行。
      没有在案案件或人员时不作决策，该分案日仍可使用：状态 75。
      """),
    subcommands: [Release.self, Discard.self])
  @Option(
    help: ArgumentHelp(
      Wording("Business day that begins (default: today in the agency's zone).", "分案所属的工作日（默认：机构时区的今天）。"), valueName: "date"),
    transform: Reading.slot)
  var slot: Day?
  @Option(
    help: ArgumentHelp(
      Wording(
        "Facts after this moment are ignored (default: now, or the night's time of another day).", "不计此刻之后的事实（默认：现在；若为另一日，则为该日的夜间分案时刻）。"),
      valueName: "time"),
    transform: Reading.moment)
  var asOf: Reading.Moment?
  @Flag(help: ArgumentHelp(Wording("Change nothing.", "不作任何改动。"))) var dryRun = false
  @Option(
    help: ArgumentHelp(
      Wording(
        "With --dry-run: compare with round-robin, least-loaded, snake, score, rating, or all; several with commas.",
        "与 --dry-run 同用：与 round-robin、least-loaded、snake、score、rating 或 all 比较；多个用逗号隔开。"), valueName: "names"),
    transform: Reading.baselines)
  var baseline: [Baseline] = []
  @Flag(help: ArgumentHelp(Wording("Print the SQL of freeze and publish and stop.", "只输出冻结和发布的 SQL。"))) var printSql = false
  @Flag(help: ArgumentHelp(Wording("Keep the staging tables for a look.", "保留暂存表以便查看。"))) var keepStage = false
  @Flag(help: ArgumentHelp(Wording("Publish although a brake of the agency file trips.", "即使触发机构文件的刹车也发布。"))) var despiteBrakes = false
  @Flag(
    help: ArgumentHelp(
      Wording("The night of --slot is meant although it lies after the agency's next one.", "确实要运行 --slot 那一夜，尽管它晚于机构的下一次夜间分案。")))
  var really = false
  // Not --reason: release and discard have one, and a command's option would take it from them.
  @Option(
    help: ArgumentHelp(
      Wording("Why a night is run again that was taken back, or had no open case; kept in the audit.", "已撤销或没有在案案件的一夜为何重新运行；记入审计。"),
      valueName: "reason"))
  var again: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !really || slot != nil else {
      throw ValidationError(
        Wording("--really is about a night you name; add --slot 2026-12-24", "--really 针对写明的一夜；请加 --slot 2026-12-24"))
    }
    guard again.map({ !$0.allSatisfy(\.isWhitespace) }) ?? true else {
      throw ValidationError(
        Wording("--again is empty; write why, as --again \"the file was half\"", "--again 为空；请写明原因，如 --again \"文件只到了一半\""))
    }
    guard baseline.isEmpty || dryRun else {
      throw ValidationError(Wording("--baseline compares plans, it publishes none; add --dry-run", "--baseline 只比较方案，不发布；请加 --dry-run"))
    }
  }

  func run() async throws {
    try await global.withSeat { seat in
      var request = RunShell.Request()
      request.slot = slot
      if let asOf {
        let day = if let slot { slot } else { try await ReadingDesk(seat).today() }
        request.asOf = asOf.on(day)
      }
      request.isDry = dryRun
      request.baselines = baseline
      request.keepsStage = keepStage
      request.despiteBrakes = despiteBrakes
      request.isByHand = true
      request.isReally = really
      request.reason = again
      let language = global.spoken
      let progress = Output.error.isTerminal && !global.json
      let shell = RunShell(seat, logger: global.logger(), lease: try global.leaseTerms()) { phase in
        if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
      }
      if printSql { return Output.standard.write(try await shell.statements(request)) }
      defer { if progress { Output.error.redraw() } }
      let report = try await Stopping.onSignal { [request] in try await shell.run(request) }
      if progress { Output.error.redraw() }
      global.terminal.say(.run(report))
      if report.isBalanced == false { throw Stop(status: .software) }
      if [.waiting, .discarded, .lacking].contains(report.status) { throw Stop(status: .temporary) }
    }
  }
}
