import Answers
import ArgumentParser
import Desks
import Portfolio
import Speech
import Words

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: Wording("List cases, collectors, runs or what a run decided.", "列出案件、催收员、运行，或一次运行的决定。"),
    discussion: Wording(
      """
      Examples:
        allot show cases --class abnormal --in-pool
        allot show collectors --team a
        allot show collectors --score --collector C0007
        allot show runs
        allot show assignments --collector C0007
        allot show assignments 2026-11-18 --kind unassigned --json
        allot show collectors --run latest           what it gave everybody

      A plan that waits for a person is shown like a published one, marked as
      waiting, not in force: write waiting, or its number, in place of the run.
      """,
      """
      示例：
        allot show cases --class abnormal --in-pool
        allot show collectors --team a
        allot show collectors --score --collector C0007
        allot show runs
        allot show assignments --collector C0007
        allot show assignments 2026-11-18 --kind unassigned --json
        allot show collectors --run latest           该次运行分给各人什么

      待人工放行的方案与已发布的同样显示，并标明“待放行，未生效”：在运行编号处写 waiting，或其编号。
      """),
    subcommands: [Cases.self, Collectors.self, Runs.self, Assignments.self])

  struct Limit: ParsableArguments {
    @Option(help: ArgumentHelp(Wording("Rows at most.", "最多行数。"), valueName: "number")) var limit = 50

    func validate() throws {
      guard (1...1_000_000).contains(limit) else {
        throw ValidationError(Wording("--limit is from 1 to 1,000,000", "--limit 为 1 到 1,000,000"))
      }
    }
  }

  struct Cases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Cases as they stand.", "案件现状。"), usage: "allot show cases [<options>]")
    @Option(help: ArgumentHelp(Wording("Only this client.", "只限此委托方。"))) var client: String?
    @Option(help: ArgumentHelp(Wording("Only this stage.", "只限此阶段。"))) var stage: String?
    @Option(help: ArgumentHelp(Wording("Only this batch.", "只限此批次。"))) var batch: String?
    @Option(help: ArgumentHelp(Wording("Only cases held in this team.", "只限此小组持有的案件。"))) var team: String?
    @Option(help: ArgumentHelp(Wording("Only cases of this collector.", "只限此催收员的案件。"), valueName: "code")) var holder: String?
    @Option(
      name: .customLong("class"),
      help: ArgumentHelp(
        Wording(
          "unknown, normal, abnormal, cooperative or uncooperative.",
          "unknown（待判定）、normal（正常）、abnormal（非正常）、cooperative（配合）或 uncooperative（非配合）。"))) var caseClass: String?
    @Option(
      help: ArgumentHelp(
        Wording(
          "open, settled, returned, withdrawn, deceased, or all.", "open（在案）、settled（结清）、returned（退案）、withdrawn（撤案）、deceased（身故），或 all（全部）。"
        ))) var status = "open"
    @Option(
      help: ArgumentHelp(
        Wording("Only cases with this flag, dispute for example; several with commas.", "只限带此标记的案件，例如 dispute；多个用逗号隔开。"), valueName: "flags"
      )) var flag: String?
    @Flag(help: ArgumentHelp(Wording("Only cases nobody holds.", "只限无人持有的案件。"))) var inPool = false
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let (caseClass, status, flags) = (try chosenClass(), try chosenStatus(), try chosenFlags())
      try await global.withSeat { seat in
        let cases = try await ReadingDesk(seat).cases(
          client: client, stage: stage, batch: batch, team: team, holder: holder, caseClass: caseClass, status: status, flags: flags,
          isInPool: inPool, limit: limit.limit)
        global.terminal.say(.cases(cases, limit: limit.limit))
      }
    }

    private func chosenClass() throws -> CaseClass? {
      guard let caseClass else { return nil }
      return try Reading.word(
        caseClass, "is no class; write one of: ", "不是案件类别；请写以下之一：", among: CaseClass.allCases.map { ($0.word, Words.caseClass($0), $0) })
    }

    private func chosenStatus() throws -> CaseStatus? {
      if status == "all" { return nil }
      return try Reading.word(
        status, "is no status; write one of: ", "不是案件状态；请写以下之一：", among: CaseStatus.allCases.map { ($0.word, Words.status($0), $0) },
        more: ["all"])
    }

    private func chosenFlags() throws -> CaseFlags? {
      guard let flag else { return nil }
      var flags: CaseFlags = []
      for word in flag.split(whereSeparator: { ",，、".contains($0) }) {
        flags.insert(
          try Reading.word(
            String(word), "is no flag; write some of: ", "不是标记；请写以下几个：",
            among: CaseFlags.words.map { ($0.word, Words.flag($0.flag) ?? Wording(same: $0.word), $0.flag) }))
      }
      return flags
    }
  }

  struct Collectors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording(
        "Collectors and what they hold; with --score every part of score and room, with --run what a run gave them.",
        "催收员及其持有的案件；加 --score 显示评分值和余量的每个部分，加 --run 显示一次运行分给了什么。"),
      usage: "allot show collectors [<options>]")
    @Option(help: ArgumentHelp(Wording("Only this team.", "只限此小组。"))) var team: String?
    @Option(help: ArgumentHelp(Wording("With --score or --run: only this collector.", "与 --score 或 --run 同用：只限此催收员。"), valueName: "code"))
    var collector: String?
    @Flag(
      help: ArgumentHelp(
        Wording(
          "Time used and scheduled, saturation, effort, score, caps and room, with every part, as tonight's run would see them.",
          "已用和排班工时、饱满度、工作量、评分值、上限和余量及其每个部分，与今晚的运行所见相同。")))
    var score = false
    @Option(
      help: ArgumentHelp(
        Wording(
          "What that run gave and took, or would by a plan that waits; with --score: as it saw them (latest, waiting, a number, a slot's date).",
          "该次运行分出和收回了什么，或待放行的方案将会如何；与 --score 同用：该次运行所见（latest、waiting、编号或分案日期）。"),
        valueName: "run"))
    var run: String?
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard score || run != nil || collector == nil else {
        throw ValidationError(
          Wording("--collector belongs to --score or --run; add one of them", "--collector 须与 --score 或 --run 同用；请加上其中一个"))
      }
    }

    func run() async throws {
      try await global.withSeat { seat in
        if score {
          let desk = ScoreDesk(seat, logger: global.logger())
          let scores = try await desk.scores(run: run, team: team, collector: collector)
          return global.terminal.say(.scores(scores, limit: limit.limit))
        }
        if let run {
          let (found, nights) = try await ReadingDesk(seat).collectorNights(of: run, team: team, collector: collector, limit: limit.limit)
          return global.terminal.say(.collectors(nights, of: found, in: seat.agency, limit: limit.limit))
        }
        let people = try await ReadingDesk(seat).collectors(team: team, limit: limit.limit)
        global.terminal.say(.collectors(people, of: seat.agency, limit: limit.limit))
      }
    }
  }

  struct Runs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Runs, latest first.", "各次运行，最近的在前。"), usage: "allot show runs [<options>]")
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withSeat { seat in
        let runs = try await ReadingDesk(seat).runs(limit: limit.limit)
        global.terminal.say(.runs(runs, global.spoken, by: try await seat.clock(), limit: limit.limit))
      }
    }
  }

  struct Assignments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("What a run decided about its cases.", "一次运行对案件的决定。"), usage: "allot show assignments [<run>] [<options>]")
    @Argument(help: ArgumentHelp(Wording("latest, waiting, a run's number, or a slot's date.", "latest、waiting、运行编号，或分案日期。"))) var run =
      "latest"
    @Option(help: ArgumentHelp(Wording("Only decisions that give to or take from this collector.", "只限分给此催收员或从其收回的决定。"), valueName: "code"))
    var collector: String?
    @Option(
      help: ArgumentHelp(
        Wording(
          "assigned, moved, recalled, taken (moved or recalled), held, unassigned, left_out (at the publish), or all.",
          "assigned（分案）、moved（换手）、recalled（收回）、taken（换手或收回）、held（停催）、unassigned（未分出）、left_out（发布时略去），或 all（全部）。")
      )) var kind: String?
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let kinds = try chosenKinds()
      try await global.withSeat { seat in
        let desk = ReadingDesk(seat)
        let found = try await desk.run(run)
        let decisions = try await desk.decisions(
          of: found, kinds: kinds, collector: collector, isLost: kind == "left_out", limit: limit.limit)
        let plan = try await desk.plan(of: found)
        global.terminal.say(
          .decisions(
            decisions, of: found, plan, try await desk.names(for: decisions.map(\.reason)), global.spoken, limit: limit.limit))
      }
    }

    private func chosenKinds() throws -> [DecisionKind]? {
      guard let kind, kind != "all", kind != "left_out" else { return nil }
      if kind == "taken" { return [.moved, .recalled] }
      return [
        try Reading.word(
          kind, "is no decision; write one of: ", "不是决定种类；请写以下之一：", among: DecisionKind.allCases.map { ($0.word, Words.decision($0), $0) },
          more: ["taken", "left_out", "all"])
      ]
    }
  }
}
