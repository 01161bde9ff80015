import ArgumentParser
import Operations
import Portfolio
import Reports
import Store

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
      """,
    subcommands: [Cases.self, Collectors.self, Runs.self, Assignments.self])

  struct Limit: ParsableArguments {
    @Option(help: ArgumentHelp("Rows at most.", valueName: "number")) var limit = 50

    func validate() throws {
      guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit is from 1 to 1,000,000") }
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
      let filter = try filter()
      try await global.withAgency { session, agency in
        let cases = try await session.store.showCases(filter, limit: limit.limit, agency: agency)
        let table = Table(
          [
            .init("client"), .init("case"), .init("stage"), .init("outstanding", .right), .init("currency"), .init("class"), .init("since"),
            .init("holder"), .init("held since"), .init("remarks"),
          ],
          rows: cases.map { shown in
            [
              shown.client, shown.caseNo, shown.stage ?? "", Text.amount(shown.outstanding, digits: shown.currency.minorDigits),
              shown.currency.description, shown.caseClass.word, shown.classSince.description, shown.holder ?? "-",
              shown.heldSince.description,
              remarks(shown),
            ]
          })
        global.terminal.result(["cases": .array(cases.map(json))], Show.text(table, "case", limit.limit, global.terminal))
      }
    }

    private func filter() throws -> CaseFilter {
      var filter = CaseFilter()
      (filter.client, filter.stage, filter.batch, filter.team, filter.holder) = (client, stage, batch, team, holder)
      if inPool { filter.inPool = true }
      if let caseClass {
        guard let found = CaseClass.allCases.first(where: { $0.word == caseClass }) else {
          throw ValidationError("“\(caseClass)” is no class; write one of: \(CaseClass.allCases.map(\.word).joined(separator: ", "))")
        }
        filter.caseClass = found
      }
      if status == "all" {
        filter.status = nil
      } else {
        guard let found = CaseStatus.allCases.first(where: { $0.word == status }) else {
          throw ValidationError("“\(status)” is no status; write one of: \(CaseStatus.allCases.map(\.word).joined(separator: ", ")), all")
        }
        filter.status = found
      }
      if let flag {
        var flags: CaseFlags = []
        for word in flag.split(separator: ",") {
          guard let found = CaseFlags(word: String(word)) else {
            throw ValidationError("“\(word)” is no flag; write some of: \(CaseFlags.words.map(\.word).joined(separator: ", "))")
          }
          flags.insert(found)
        }
        filter.flags = flags
      }
      return filter
    }

    private func remarks(_ shown: ShownCase) -> String {
      var remarks = shown.flags.wordList
      if shown.hold != .none { remarks.append("hold: \(shown.hold.word)") }
      if shown.status != .open { remarks.append(shown.status.word) }
      return remarks.joined(separator: ", ")
    }

    private func json(_ shown: ShownCase) -> JSON {
      .object([
        ("client", .string(shown.client)), ("case_no", .string(shown.caseNo)), ("batch", JSON(shown.batch)), ("stage", JSON(shown.stage)),
        ("outstanding", .integer(shown.outstanding)), ("currency", .string(shown.currency.description)),
        ("status", .string(shown.status.word)),
        ("class", .string(shown.caseClass.word)), ("class_since", .day(shown.classSince)), ("holder", JSON(shown.holder)),
        ("held_since", .day(shown.heldSince)), ("flags", .array(shown.flags.wordList.map { .string($0) })),
        ("hold", .string(shown.hold.word)),
      ])
    }
  }

  struct Collectors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Collectors and what they hold; with --score every part of score and room.", usage: "allot show collectors [<options>]")
    @Option(help: "Only this team.") var team: String?
    @Option(help: ArgumentHelp("With --score: only this collector.", valueName: "code")) var collector: String?
    @Flag(help: "Time used and scheduled, saturation, effort, score, caps and room, with every part, as tonight's run would see them.")
    var score = false
    @Option(help: ArgumentHelp("With --score: as that run saw them (latest, a number, a slot's date).", valueName: "run")) var run: String?
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard score || (collector == nil && run == nil) else { throw ValidationError("--collector and --run belong to --score; add it") }
    }

    func run() async throws {
      if score { return try await ScoreView(team: team, collector: collector, run: run, limit: limit.limit, global: global).show() }
      try await global.withAgency { session, agency in
        let people = try await session.store.showCollectors(team: team, limit: limit.limit, agency: agency)
        let table = Table(
          [
            .init("code"), .init("name"), .init("team"), .init("cases", .right), .init("amount (\(agency.currency))", .right),
            .init("skills"), .init("state"),
          ],
          rows: people.map { person in
            [
              person.code, person.name ?? "", person.team ?? "", Text.grouped(person.openCases),
              Text.amount(person.openAmount, digits: agency.currency.minorDigits), person.skills.joined(separator: ", "), state(person),
            ]
          })
        global.terminal.result(
          [
            "collectors": .array(
              people.map { person in
                .object([
                  ("code", .string(person.code)), ("team", JSON(person.team)), ("skills", .array(person.skills.map { .string($0) })),
                  ("active", .bool(person.isActive)), ("leaves_on", .day(person.leavesOn)), ("open_cases", JSON(person.openCases)),
                  ("open_amount", .integer(person.openAmount)),
                ])
              })
          ], Show.text(table, "collector", limit.limit, global.terminal))
      }
    }

    private func state(_ person: ShownCollector) -> String {
      !person.isActive ? "inactive" : person.leavesOn.isKnown ? "leaves \(person.leavesOn)" : ""
    }
  }

  struct Runs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs, latest first.", usage: "allot show runs [<options>]")
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withAgency { session, agency in
        let runs = try await session.store.showRuns(limit: limit.limit, agency: agency)
        let numbers = ["open", "assigned", "moved", "recalled", "held", "unassigned", "lost"]
        let table = Table(
          [.init("run", .right), .init("slot"), .init("kind"), .init("state")] + numbers.map { .init($0, .right) } + [
            .init("published (UTC)"), .init("error"),
          ],
          rows: runs.map { run in
            let counts = [run.openCases, run.assigned, run.moved, run.recalled, run.held, run.unassigned, run.lost]
            return [String(run.id), run.key.slot.description, run.key.kind.rawValue, run.state.rawValue]
              + counts.map { run.publishedAt == nil ? "" : Text.grouped($0) } + [run.publishedAt.map(Text.time) ?? "", run.error ?? ""]
          })
        global.terminal.result(["runs": .array(runs.map(json))], Show.text(table, "run", limit.limit, global.terminal))
      }
    }

    private func json(_ run: ShownRun) -> JSON {
      .object([
        ("run", .integer(run.id)), ("slot", .day(run.key.slot)), ("kind", .string(run.key.kind.rawValue)), ("seq", JSON(Int(run.key.seq))),
        ("state", .string(run.state.rawValue)), ("open_cases", JSON(run.openCases)), ("assigned", JSON(run.assigned)),
        ("moved", JSON(run.moved)),
        ("recalled", JSON(run.recalled)), ("held", JSON(run.held)), ("unassigned", JSON(run.unassigned)), ("lost", JSON(run.lost)),
        ("class_changed", JSON(run.classChanged)), ("policies", .array(run.policies.map { .string($0) })),
        ("input_digest", JSON(run.inputDigest.map(PolicyCommand.hex))), ("as_of", .string(Text.time(run.asOf) + "Z")),
        ("published_at", JSON(run.publishedAt.map { Text.time($0) + "Z" })), ("error", JSON(run.error)),
      ])
    }
  }

  struct Assignments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a run decided about its cases.", usage: "allot show assignments [<run>] [<options>]")
    @Argument(help: "latest, a run's number, or a slot's date.") var run = "latest"
    @Option(help: ArgumentHelp("Only decisions that give to or take from this collector.", valueName: "code")) var collector: String?
    @Option(help: "assigned, moved, recalled, held, unassigned, or all.") var kind: String?
    @Option(help: "Language of the reasons: en or zh.") var language: Language = .en
    @OptionGroup var limit: Limit
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var filter = DecisionFilter()
      filter.collector = collector
      if let kind, kind != "all" {
        guard let found = DecisionKind.allCases.first(where: { $0.word == kind }) else {
          throw ValidationError("“\(kind)” is no decision; write one of: \(DecisionKind.allCases.map(\.word).joined(separator: ", ")), all")
        }
        filter.kind = found
      }
      try await global.withAgency { [filter] session, agency in
        let found = try await session.store.findRun(run, agency: agency)
        let decisions = try await session.store.showDecisions(run: found.id, filter, limit: limit.limit, agency: agency)
        let names = try await Names.load(session.store, agency)
        let table = Table(
          [.init("client"), .init("case"), .init("amount", .right), .init("class"), .init("decision"), .init("because")],
          rows: decisions.map { decision in
            [
              decision.client, decision.caseNo, Text.amount(decision.amount, digits: decision.currency.minorDigits),
              decision.caseClass.word,
              ExplainCommand.what(decision), ReasonText.sentence(decision.reason, names, language),
            ]
          })
        global.terminal.result(
          [
            "run": .integer(found.id), "slot": .day(found.key.slot), "decisions": .array(decisions.map { .decision($0, names, language) }),
          ],
          "run \(found.id), \(found.key.kind.rawValue) of \(found.key.slot)\n" + Show.text(table, "decision", limit.limit, global.terminal))
      }
    }
  }
}

private enum Show {
  /// The table, and a word when it may not be all.
  static func text(_ table: Table, _ noun: String, _ limit: Int, _ terminal: Terminal) -> String {
    if table.rows.isEmpty { return "no \(noun)s\n" }
    return terminal.table(table) + (table.rows.count == limit ? "the first \(Text.count(limit, noun)); more with --limit\n" : "")
  }
}
