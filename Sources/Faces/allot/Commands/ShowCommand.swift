import Answers
import ArgumentParser
import Desks
import Portfolio
import Speech

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List cases, collectors, runs or what a run decided.",
    discussion: """
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
    subcommands: [Cases.self, Collectors.self, Runs.self, Assignments.self])

  struct Limit: ParsableArguments {
    @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50

    func validate() throws {
      guard (1...1_000_000).contains(limit) else {
        throw ValidationError(Wording("--limit is from 1 to 1,000,000", "--limit 为 1 到 1,000,000"))
      }
    }
  }

  struct Cases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Cases as they stand.", usage: "allot show cases [<options>]")
    @Option(help: "Only this client.") var client: String?
    @Option(help: "Only this stage.") var stage: String?
    @Option(help: "Only this batch.") var batch: String?
    @Option(help: "Only cases held in this team.") var team: String?
    @Option(help: ArgumentHelp("Only cases of this collector.", valueName: "code")) var holder: String?
    @Option(name: .customLong("class"), help: "unknown, normal, abnormal, cooperative or uncooperative.") var caseClass: String?
    @Option(help: "open, settled, returned, withdrawn, deceased, or all.") var status = "open"
    @Option(help: ArgumentHelp("Only cases with this flag, dispute for example; several with commas.", valueName: "flags")) var flag:
      String?
    @Flag(help: "Only cases nobody holds.") var inPool = false
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
      guard let found = CaseClass.allCases.first(where: { $0.word == caseClass }) else {
        throw Reading.unknown(caseClass, "is no class; write one of: ", "不是案件类别；请写以下之一：", among: CaseClass.allCases.map(\.word))
      }
      return found
    }

    private func chosenStatus() throws -> CaseStatus? {
      if status == "all" { return nil }
      guard let found = CaseStatus.allCases.first(where: { $0.word == status }) else {
        throw Reading.unknown(
          status, "is no status; write one of: ", "不是案件状态；请写以下之一：", among: CaseStatus.allCases.map(\.word), more: ["all"])
      }
      return found
    }

    private func chosenFlags() throws -> CaseFlags? {
      guard let flag else { return nil }
      var flags: CaseFlags = []
      for word in flag.split(separator: ",") {
        guard let found = CaseFlags(word: String(word)) else {
          throw Reading.unknown(String(word), "is no flag; write some of: ", "不是标记；请写以下几个：", among: CaseFlags.words.map(\.word))
        }
        flags.insert(found)
      }
      return flags
    }
  }

  struct Collectors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Collectors and what they hold; with --score every part of score and room, with --run what a run gave them.",
      usage: "allot show collectors [<options>]")
    @Option(help: "Only this team.") var team: String?
    @Option(help: ArgumentHelp("With --score or --run: only this collector.", valueName: "code")) var collector: String?
    @Flag(help: "Time used and scheduled, saturation, effort, score, caps and room, with every part, as tonight's run would see them.")
    var score = false
    @Option(
      help: ArgumentHelp(
        "What that run gave and took, or would by a plan that waits; with --score: as it saw them (latest, waiting, a number, a slot's date).",
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
    static let configuration = CommandConfiguration(abstract: "Runs, latest first.", usage: "allot show runs [<options>]")
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
      abstract: "What a run decided about its cases.", usage: "allot show assignments [<run>] [<options>]")
    @Argument(help: "latest, waiting, a run's number, or a slot's date.") var run = "latest"
    @Option(help: ArgumentHelp("Only decisions that give to or take from this collector.", valueName: "code")) var collector: String?
    @Option(help: "assigned, moved, recalled, held, unassigned, or all.") var kind: String?
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let kind = try chosenKind()
      try await global.withSeat { seat in
        let desk = ReadingDesk(seat)
        let found = try await desk.run(run)
        let decisions = try await desk.decisions(of: found, kind: kind, collector: collector, limit: limit.limit)
        let plan = try await desk.plan(of: found)
        global.terminal.say(
          .decisions(
            decisions, of: found, plan, try await desk.names(for: decisions.map(\.reason)), global.spoken, limit: limit.limit))
      }
    }

    private func chosenKind() throws -> DecisionKind? {
      guard let kind, kind != "all" else { return nil }
      guard let found = DecisionKind.allCases.first(where: { $0.word == kind }) else {
        throw Reading.unknown(
          kind, "is no decision; write one of: ", "不是决定种类；请写以下之一：", among: DecisionKind.allCases.map(\.word), more: ["all"])
      }
      return found
    }
  }
}
