import Logging
import Testing

@testable import Portfolio
@testable import PrivateCluster

/// docs/json.md has every shape that is printed, and nothing else. `Tool` compares the answers of all other tests of the executable with it, too.
@Suite struct JSONTests {
  private func expectSame(
    _ what: String, documented: some Sequence<String>, inCode: some Sequence<String>, _ place: SourceLocation = #_sourceLocation
  ) {
    let (documented, inCode) = (Set(documented), Set(inCode))
    #expect(documented.subtracting(inCode).sorted() == [], "\(what): on the page and not in code", sourceLocation: place)
    #expect(inCode.subtracting(documented).sorted() == [], "\(what): in code and not on the page", sourceLocation: place)
  }

  @Test func thePageExplainsAllThatItUses() throws {
    let page = try JSONPage.shared.get()
    #expect(page.problems == [])
    expectSame("kinds", documented: page.kinds, inCode: JSONCheck.isKind.keys)
    let commands = page.sections.flatMap(\.commands)
    #expect(Set(commands).count == commands.count, "a command has two sections")
    // The daemon answers over HTTP.
    #expect(page.sections.filter { !$0.commands.isEmpty && $0.templates.isEmpty }.map(\.title) == ["allot serve"])
  }

  @Test func everyCommandWithTheOptionHasASectionAndTheOtherWayRound() async throws {
    let having = try await CommandTree.shared.value.all().filter { _, command in
      (command.arguments ?? []).contains { $0.names?.contains { $0.name == "json" } == true }
    }
    #expect(having.count > 50)
    // It prints its line of JSON unasked.
    let unasked = ["solve"]
    expectSame(
      "commands", documented: try JSONPage.shared.get().sections.flatMap(\.commands).map { $0.joined(separator: " ") },
      inCode: having.map { $0.path.dropFirst().joined(separator: " ") } + unasked)
  }

  @Test func keysAreThoseOfTheSources() throws {
    var keys: Set<String> = []
    for (file, text) in try Repository.sources.get()
    where file.hasPrefix("Sources/Faces/Answers/") || file.hasPrefix("Sources/Faces/HookAnswers/")
      || file.hasSuffix("/Exchange/PlanSummary.swift") || file.hasSuffix("/Reception/SignInResetAnswer.swift")
    {
      // Words for the details of the audit, which are told as they were kept.
      if file.hasSuffix("/AuditWords.swift") { continue }
      // `"key": value` of a literal, without the blank that a choice has before its colon; `("key", value)` of a list of members, which no function's
      // name stands before.
      let text = text.replacing(#/case "[a-z_]+":/#, with: "")
      keys.formUnion(text.matches(of: #/"([a-z][a-z0-9_]*)": /#).map { String($0.1) })
      keys.formUnion(text.matches(of: #/[\s\[(]\(\s*"([a-z][a-z0-9_ ]*)",/#).map { String($0.1).replacing(" ", with: "_") })
    }
    #expect(keys.count > 250)
    // What no command says has its shape beside its route.
    var routes: Set<String> = []
    for (file, text) in try Repository.sources.get() where file.hasPrefix("Sources/Faces/API/") {
      for line in text.split(separator: "\n") where line.contains("#\"") {
        routes.formUnion(line.matches(of: #/"([a-z_]+)\??": /#).map { String($0.1) })
      }
    }
    let page = try JSONPage.shared.get().keys
    expectSame("keys", documented: Set(page).union(routes.intersection(keys)), inCode: keys)
  }

  @Test func wordsAreThoseOfTheCode() throws {
    func words(_ file: String, _ pattern: Regex<(Substring, Substring)>) throws -> [String] {
      try Repository.source(file).matches(of: pattern).map { String($0.1) }
    }
    let groups = try #require(Repository.source("KeywordGroup.swift").firstMatch(of: #/var word: String \{\s*\[([^\]]*)\]/#)).1
    let kinds = try #require(Repository.source("PolicyFile.swift").firstMatch(of: /enum PolicyFileKind.*\n\s*case (.*)/)).1
    let planners = try #require(Repository.source("Baseline.swift").firstMatch(of: /enum Baseline\b[^}]*?\n\n/)).0
      .matches(of: /case (\w+)(?: = "([^"]+)")?/).map { String($0.2 ?? $0.1) }
    let whyNot = try Repository.source("WhyNot.swift").split(separator: "package enum Change").map {
      $0.matches(of: /: "(\w+)"/).map { String($0.1) }
    }
    try #require(whyNot.count == 2)
    let inCode: [String: [String]] = [
      "ground": whyNot[0], "change": whyNot[1],
      "class": CaseClass.allCases.map(\.word), "case status": CaseStatus.allCases.map(\.word), "hold": HoldKind.allCases.map(\.word),
      "flag": CaseFlags.words.map(\.word), "decision": DecisionKind.allCases.map(\.word), "closed": CloseReason.allCases.map(\.word),
      "rule": MoveRule.allCases.map(\.word), "run kind": RunKind.allCases.map(\.rawValue), "run state": RunState.allCases.map(\.rawValue),
      "action": HandAction.allCases.map(\.rawValue), "tone": Tone.allCases.map(\.word), "outcome": ContactOutcome.allCases.map(\.word),
      "feed": Feed.allCases.map(\.rawValue), "role": Role.allCases.map(\.rawValue), "kept": Retained.allCases.map(\.rawValue),
      "reason code": ReasonCode.allCases.map { Self.snake(String(describing: $0)) },
      "group": groups.matches(of: /"(\w+)"/).map { String($0.1) }, "kind of file": kinds.matches(of: /(\w+)/).map { String($0.1) },
      "part": try words("OutcomeDigest.swift", /part\("(\w+)"\)/), "planner": ["allot"] + planners,
    ]
    let page = try JSONPage.shared.get()
    expectSame("lists", documented: page.words.keys, inCode: inCode.keys)
    for (name, list) in page.words { expectSame("words of “\(name)”", documented: list, inCode: inCode[name] ?? []) }
  }

  private static func snake(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }

  @Test(arguments: [
    (#"{"a":1,"at":"2026-11-18 02:30:07Z","on":null,"of":[{"normal":2}],"is":"yes"}"#, [String]()),
    (#"{"a":1,"at":"2026-11-18 02:30:07Z","on":"2026-11-18","of":[],"is":"no","b":true}"#, []),
    (#"{"a":-1,"at":"2026-11-18 02:30:07Z","on":null,"of":[],"is":"no"}"#, ["a: expected count, found -1"]),
    (#"{"a":1.0,"at":"2026-11-18 02:30:07Z","on":null,"of":[],"is":"no"}"#, ["a: expected count, found 1.0"]),
    (
      #"{"a":1,"at":"2026-11-18 02:30:07","on":"-","of":[],"is":"no"}"#,
      ["at: expected time, found “2026-11-18 02:30:07”", "on: expected day, found “-”"]
    ),
    (
      #"{"a":null,"on":null,"of":[],"is":"maybe","c":[]}"#,
      [
        "a: expected count, found null", "is: expected one of yes, no, found “maybe”", "c: the page does not know this key",
        "at: is missing",
      ]
    ),
    (
      #"{"a":1,"a":1,"at":"2026-11-18 02:30:07Z","on":null,"of":[{"normal":1},{"odd":"x"}],"is":"no"}"#,
      [
        "a: stands there twice", "of[1]: “odd” is no word of “class”", "of[1].odd: expected count, found “x”",
      ]
    ),
    (#"{"a":1,"at":"2026-11-18 02:30:07Z","on":null,"of":[],"is":"no","b":false}"#, ["b: expected true, found false"]),
    (#"[1]"#, ["the answer: expected an object, found a list of 1"]),
  ])
  func whatIsNotAsThePageSaysIsFound(_ text: String, _ faults: [String]) throws {
    let template = try JSONTemplate(
      JSONValue(#"{"a":"count","at":"time","on":"day?","of":[{"<class>":"count"}],"is":"= yes | no","b?":true}"#))
    var check = JSONCheck(try JSONPage.shared.get())
    check.check(try JSONValue(text), template, at: "", on: "")
    #expect(check.faults == faults)
  }

  @Test func whatIsNotOneObjectOnOneLineIsFound() throws {
    let page = try JSONPage.shared.get()
    var seen: Set<String> = []
    func faults(_ output: String, status: Int32 = 0, _ command: String = "run discard") -> [String] {
      page.faults(command.split(separator: " ").map(String.init), Tool.Result(status: status, output: output, errors: ""), seen: &seen)
    }
    #expect(faults("{\"run\":3,\"state\":\"discarded\"}\n") == [])
    #expect(seen == ["allot run discard", "allot run discard: run", "allot run discard: state"])
    #expect(faults("", status: 65) == [])
    #expect(faults("") == ["nothing was printed"])
    #expect(faults("{\"run\":3,\n\"state\":\"discarded\"}\n") == ["it is not one line"])
    #expect(faults("{\"run\":3,\"state\":\"discarded\"}") == ["it is not one line"])
    #expect(faults("{\"run\":3,\"state\":\"discarded\"}{}\n").first?.hasPrefix("it is no JSON") == true)
    #expect(faults("run 3 discarded\n").first?.hasPrefix("it is no JSON") == true)
    #expect(faults("{}\n", "no such command") == ["docs/json.md has no section of this command"])
    // Of several blocks the one that fits best speaks.
    #expect(faults("{\"what\":\"text\",\"days\":-1}\n", "data retention") == ["days: expected count, found -1"])
  }

  /// What a small agency does not come to say, and why: places, and blocks with all of theirs.
  private static let elsewhere = [
    "allot doctor: policy_directory[]": "a watched folder with a bad file; the daemon's PolicyWatch",
    "allot doctor: stops[]": "a stop: ChangeCommandTests",
    "allot doctor: unreadable": "an agency file of a later version: FiguresToldTwiceTests",
    "allot explain (3): taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot explain (3): taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot explain (2): taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot explain (2): taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot import: files[].above_debt_lines[]": "more than is owed: FactDayTests",
    "allot import: files[].ahead_lines[]": "payments ahead: FactDayTests",
    "allot import: files[].dated_ahead_lines[]": "a day overdue to come: FactDayTests",
    "allot import: files[].left_out_columns[]": "columns that identify people: IdentifyingHeaderTests",
    "allot import: files[].error": "several files, one of them bad: SeveralFileTests",
    "allot import: files[].superseded_lines[]": "an id twice in a file: FactDayTests",
    "allot policy activate": "the life of a change: ChangeCommandTests",
    "allot policy history": "the life of a change: ChangeCommandTests",
    "allot policy show": "the life of a change: ChangeCommandTests",
    "allot policy submit": "the life of a change: ChangeCommandTests",
    "allot policy stop": "a stop: ChangeCommandTests",
    "allot policy stop (2)": "a stop: ChangeCommandTests",
    "allot report (2): purged[]": "decisions that are gone: PeriodTests",
    "allot report (2): taken_back[]": "runs that were taken back: PeriodTests",
    "allot report: taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot report: taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot report lists: taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot report lists: taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot show assignments: taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot show assignments: taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot show collectors (2): taken_back_since": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "allot show collectors (2): taken_back_since[]": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "brake: agreed": "a contract that is broken: BrakeTests",
    "brake: clause": "a contract that is broken: BrakeTests",
    "change: agreed[]": "the life of a change: ChangeCommandTests",
    "change: effective": "the life of a change: ChangeCommandTests",
    "change: moved": "the life of a change: ChangeCommandTests",
    "change: simulation": "the life of a change: ChangeCommandTests",
    "change: voided": "the life of a change: ChangeCommandTests",
    "decision: taken_back_by": "a run that was taken back after the one asked for: FiguresToldTwiceTests",
    "shown change: approvers[]": "the life of a change: ChangeCommandTests",
    "shown change: others[]": "the life of a change: ChangeCommandTests",
    "shown change: why[]": "the life of a change: ChangeCommandTests",
    "step of a change: cause": "the life of a change: ChangeCommandTests",
    "step of a change: other": "the life of a change: ChangeCommandTests",
    "stop": "a stop: ChangeCommandTests",
    "allot db migrate: kept_owner": "an owner before a superuser migrated: UserTests",
    "allot db migrate: roles_made[]": "only a superuser makes roles, once for the whole server: UserTests",
    "allot db status: missing[]": "what a restore left out: RestoreTests",
    "allot db status: read_only": "why a server takes no writes: InfrastructureTests",
    "allot doctor: blocked_calls.<source>": "calls of this week; the agency's are of one November: Answers' ChineseTests",
    "allot doctor: lease": "nobody works on a run while it is asked",
    "allot doctor: unreachable_readers[]": "a reader without address: DeliveryTests",
    "handed over: folder": "what goes into the directory, at its time: DeliveryTests",
    "allot doctor: unreconciled[]": "books that do not fit: BooksTests",
    "allot doctor: unreconciled_run": "books that do not fit: BooksTests",
    "allot import: files[].doubtful_lines[]": "an amount in the wrong unit: DoubtTests",
    "allot import: files[].read_as[]": "a region of two names: DoubtTests",
    "allot import: files[].read_as[].read": "a region of two names: DoubtTests",
    "allot import: files[].read_as[].rows": "a region of two names: DoubtTests",
    "allot import: files[].read_as[].written": "a region of two names: DoubtTests",
    "allot import: files[].reversed_beyond_paid[]": "more taken back than was paid: FeedTests",
    "allot import: files[].sheet": "a workbook: WorkbookTests of Intake",
    "allot run: unreconciled": "books that do not fit: BooksTests",
    "allot run: unreconciled[]": "books that do not fit: BooksTests",
    "allot simulate (2): nights[].refused": "a night whose inputs are gone: SimulationTests",
    "allot undo: unreconciled[]": "books that do not fit: BooksTests",
    "version that waits: agreed[]": "three who have to agree, and users: WaitingPlanTests",
    "version that waits: approvers[]": "three who have to agree, and users: WaitingPlanTests",
    "waiting plan: drivers[].collectors[]": "a plan that takes cases from people; the agency's waits for what it leaves out",
    "waiting plan: drivers[].collectors[].cases": "a plan that takes cases from people; the agency's waits for what it leaves out",
    "waiting plan: drivers[].collectors[].name": "a plan that takes cases from people; the agency's waits for what it leaves out",
    "brake: high": "an input out of its bounds: BrakeTests",
    "brake: input": "an input out of its bounds: BrakeTests",
    "brake: low": "an input out of its bounds: BrakeTests",
    "allot run: earlier": "a run by day, which the daemon makes: ArrivalDayTests",
    "allot show runs: runs[].earlier": "a run by day, which the daemon makes: ArrivalDayTests",
    "earlier": "a run by day, which the daemon makes: ArrivalDayTests",
    "fairness: quotas_missed[]": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].came_before": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].got_ppm": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].measure": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].policy": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].team": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "fairness: quotas_missed[].wanted_ppm": "a quota of teams that is missed: MonthToldTests and Answers' ChineseTests",
    "allot solve": "needs an instance: SolveTests",
  ]

  @Test func aSmallAgencySaysNearlyAllThatThePageHas() async throws {
    let page = try JSONPage.shared.get()
    var agency = try await JSONAgency(page)
    try await agency.begin()
    try await agency.load()
    try await agency.run()
    try await agency.move()
    try await agency.review()
    try await agency.administer()
    let cluster = try await PrivateCluster.temporary(logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    try await agency.cluster(cluster.home.split(separator: "/").dropLast().map { "/" + $0 }.joined())
    try? await cluster.stop()
    let unseen = Set(page.places).subtracting(agency.seen)
    func reason(_ place: String) -> String? { Self.elsewhere.keys.first { place == $0 || place.hasPrefix($0 + ": ") } }
    #expect(unseen.filter { reason($0) == nil }.sorted() == [], "on the page, and said by no command")
    #expect(Set(Self.elsewhere.keys).subtracting(unseen.compactMap(reason)) == [], "said after all")
    #expect(agency.seen.subtracting(page.places) == [])
  }
}
