import Answers
import ArgumentParser
import Desks
import Faults
import Speech

extension RunCommand {
  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Publish a plan that a brake holds back.", "发布被刹车拦下的方案。"), usage: "allot run release <run> --reason <text>",
      discussion: Wording(
        """
        Examples:
          allot show runs                              which plans wait
          allot run release <run> --reason "month end"    publish it as it was kept

        The kept plan is published; cases and people that changed since are left
        out and reported. Who did it and why is in the audit.
        """,
        """
        示例：
          allot show runs                              有哪些方案待放行
          allot run release <run> --reason "month end"    照所保存的方案发布

        发布所保存的方案；此后有变动的案件和人员不包括在内，并会报告。谁放行、为什么，记在审计里。
        """))
    @Argument(help: ArgumentHelp(Wording("The run's number.", "运行编号。"))) var run: Int64
    @Option(help: ArgumentHelp(Wording("Why; kept in the audit.", "原因；记入审计。"))) var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
        let report = try await Stopping.onSignal { try await desk.release(run, reason: reason) }
        global.terminal.say(.run(report))
        if report.isBalanced == false { throw Stop(status: .software) }
      }
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Refuse a plan that a brake holds back.", "放弃被刹车拦下的方案。"), usage: "allot run discard <run> --reason <text>",
      discussion: Wording(
        """
        Examples:
          allot run discard <run> --reason "half the payments are missing"
          allot run --slot 2026-11-18                  decide the night anew

        The daemon does not decide a discarded night again by itself: by day it
        deals new cases only.
        """,
        """
        示例：
          allot run discard <run> --reason "half the payments are missing"
          allot run --slot 2026-11-18                  重新决策这一夜

        守护进程不会自行重新决策已放弃的一夜：白天只分新案。
        """))
    @Argument(help: ArgumentHelp(Wording("The run's number.", "运行编号。"))) var run: Int64
    @Option(help: ArgumentHelp(Wording("Why; kept in the audit.", "原因；记入审计。"))) var reason: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
        try await desk.discard(run, reason: reason)
        global.terminal.say(.discarded(run))
      }
    }
  }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: Wording("Take a published run back.", "撤销一次已发布的运行。"),
    usage: "allot undo <run> --reason <text> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot undo 1 --dry-run --reason "wrong file"
        allot undo <run> --client cmb --reason "wrong file"
        allot undo <date> --team a --reason "team a is moving house"

      Every case that nobody has touched since goes back to where it was, by
      moves of its own run: the history keeps both. Cases that were changed, moved
      or called since stay, and are counted. Classes are facts and stay.
      """,
      """
      示例：
        allot undo 1 --dry-run --reason "wrong file"
        allot undo <run> --client cmb --reason "wrong file"
        allot undo <date> --team a --reason "team a is moving house"

      此后无人动过的案件都退回原处，作为另一次运行的调动：两者都留在历史中。此后有变动、换手或联系过的案件保持不动，并会计数。\
      类别是事实，不作改动。
      """))
  @Argument(help: ArgumentHelp(Wording("The run's number, its slot's date, or latest.", "运行编号、分案日期，或 latest。"))) var run: String
  @Option(help: ArgumentHelp(Wording("Only cases of this client.", "只限此委托方的案件。"))) var client: String?
  @Option(help: ArgumentHelp(Wording("Only cases that the run gave to this team.", "只限该次运行分给此小组的案件。"), valueName: "name")) var team: String?
  @Option(help: ArgumentHelp(Wording("Why; kept in the audit.", "原因；记入审计。"))) var reason: String
  @Flag(help: ArgumentHelp(Wording("Show what would go back; change nothing.", "只显示会退回什么，不作改动。"))) var dryRun = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withSeat { seat in
      let desk = PlanDesk(seat, lease: try global.leaseTerms(), logger: global.logger())
      let found = try await desk.find(run)
      let report = try await Stopping.onSignal {
        try await desk.undo(found, client: client, team: team, reason: reason, isDry: dryRun)
      }
      global.terminal.say(.undone(found, report, isDry: dryRun))
      if report.published?.isBalanced == false { throw Stop(status: .software) }
    }
  }
}
