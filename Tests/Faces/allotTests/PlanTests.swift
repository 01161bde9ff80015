import Testing

/// Plans that wait for a person, and runs taken back, through the executable.
@Suite struct PlanTests {
  /// An agency with cases K1 … in two clients' names (odd: cmb, even: icbc), C1 in team a and C2 in team b; `skilled`: cases that nobody may have.
  final class World: Sendable {
    let scratch: Scratch
    let database: String

    init(cases: Int, skilled: Set<Int> = [], policy: String = Files.policy, agency: String = Files.agency) async throws {
      scratch = try Scratch()
      database = try await Server.agency(scratch, file: agency)
      let file = try scratch.write("everything.yaml", policy)
      try #require(try await Tool.run(["policy", "apply", file, "--database", database]).status == 0)
      let people = try scratch.write("collectors.csv", "code,name,team,skills,leaves_on\nC1,A,a,,\nC2,B,b,,\nC3,C,b,cantonese,2026-11-01\n")
      var hours = "collector,date,hours\n"
      for day in 1...30 { for code in ["C1", "C2"] { hours += "\(code),2026-11-\(day < 10 ? "0" : "")\(day),8\n" } }
      let loaded = try await Tool.run(["import", "collectors", people, "--database", database])
      try #require(loaded.status == 0, "\(loaded.errors)")
      try #require(try await Tool.run(["import", "hours", try scratch.write("hours.csv", hours), "--database", database]).status == 0)
      try await add(1...cases, skilled: skilled)
    }

    func add(_ numbers: ClosedRange<Int>, skilled: Set<Int> = []) async throws {
      var rows = "client,case_no,currency,outstanding,entrusted_on,required_skills\n"
      for number in numbers {
        rows += "\(number % 2 == 1 ? "cmb" : "icbc"),K\(number),CNY,100.00,2026-11-01,\(skilled.contains(number) ? "cantonese" : "")\n"
      }
      let loaded = try await allot("import", "cases", try scratch.write("cases.csv", rows), "--strict")
      try #require(loaded.status == 0, "\(loaded.errors)\(loaded.output)")
    }

    func allot(_ arguments: String..., token: String? = nil, user: String = "li", isTomorrow: Bool = false) async throws -> Tool.Result {
      var environment = ["ALLOT_USER": user]
      if isTomorrow { environment["ALLOT_TOMORROW"] = "ALTER TABLE allot.run ADD COLUMN tomorrow integer" }
      environment["ALLOT_TOKEN"] = token
      return try await Tool.run(arguments + ["--database", database], environment: environment)
    }

    /// Number of the run that a command's JSON names.
    func run(_ result: Tool.Result) throws -> String {
      String(try #require(result.output.firstMatch(of: /"run":(\d+)/)?.1, "\(result.output)\(result.errors)"))
    }

    func expectSound(_ place: SourceLocation = #_sourceLocation) async throws {
      let doctor = try await allot("doctor", "--invariants")
      #expect(doctor.status == 0 && doctor.output.contains("holds     check_fair"), "\(doctor.output)", sourceLocation: place)
    }

    /// Cases in the pool, by number.
    func pool() async throws -> [String] {
      let shown = try await allot("show", "cases", "--in-pool", "--limit", "1000", "--json")
      #expect(shown.status == 0, "\(shown.errors)")
      return shown.output.matches(of: /"case_no":"(K\d+)"/).map { String($0.1) }.sorted()
    }
  }

  @Test func aPlanBehindABrakeIsReleasedOnceByWhoMay() async throws {
    let world = try await World(cases: 8, skilled: [8])
    let held = try await world.allot("run", "--slot", "2026-11-18", "--json")
    #expect(held.status == 75 && held.output.contains("\"status\":\"waiting\"") && held.output.contains("unassigned"), "\(held.output)")
    let run = try world.run(held)
    #expect(try await world.pool().count == 8)
    #expect(try await world.allot("doctor").output.contains("waits for a person: run \(run)"))
    #expect(try await world.allot("show", "runs").output.contains("waiting"))
    // Again by hand: the same plan waits, nothing is decided anew.
    #expect(try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json")) == run)
    // What changes while it waits is left out and reported.
    #expect(try await world.allot("move", "K1", "--to", "C2", "--reason", "urgent", "--yes").status == 0)
    #expect(try await world.allot("run", "release", run).status == 64)
    var tokens: [String: String] = [:]
    for role in ["manager", "approver", "lead", "auditor", "integrator"] {
      #expect(try await world.allot("user", "add", "the-\(role)", "--role", role).status == 0)
      tokens[role] = String(try await world.allot("user", "token", "the-\(role)").output.dropLast())
    }
    // right × role: the table of docs/people.md. Whoever lacks the right changes nothing.
    for role in ["manager", "lead", "auditor", "integrator"] {
      for command in [["run", "release", run], ["run", "discard", run], ["undo", run], ["undo", run, "--dry-run"]] {
        let refused = try await Tool.run(
          command + ["--reason", "r", "--database", world.database], environment: ["ALLOT_TOKEN": tokens[role] ?? ""])
        #expect(refused.status == 77 && refused.errors.contains("approver"), "\(role): \(command): \(refused.status) \(refused.errors)")
      }
    }
    let early = try await world.allot("undo", run, "--reason", "r", token: tokens["approver"])
    #expect(early.status == 65 && early.errors.contains("only a published run"), "\(early.errors)")
    let released = try await world.allot("run", "release", run, "--reason", "month end", "--json", token: tokens["approver"])
    #expect(released.status == 0 && released.output.contains("\"status\":\"published\""), "\(released.errors)\(released.output)")
    #expect(released.output.contains("\"reconciles\":true"))
    #expect(try await world.pool() == ["K8"])
    #expect(try await world.allot("explain", "K1", token: tokens["approver"]).output.contains("holder       C2"))
    let again = try await world.allot("run", "release", run, "--reason", "r", token: tokens["approver"])
    #expect(again.status == 65 && again.errors.contains("is published"), "\(again.errors)")
    #expect(try await world.allot("run", "discard", run, "--reason", "r", token: tokens["approver"]).status == 65)
    let audit = try await world.allot("audit", "list", "--action", "run.", "--json", token: tokens["auditor"])
    #expect(
      audit.output.contains("run.released") && audit.output.contains("the-approver") && audit.output.contains("month end"),
      "\(audit.output)")
    // The night itself finds its slot published.
    #expect(
      try await world.allot("run", "--slot", "2026-11-18", token: tokens["manager"]).output.contains("already published by run \(run)"))
  }

  @Test func whoseRunMadeAPlanIsNotItsSecondPerson() async throws {
    let world = try await World(cases: 8, skilled: [8])
    var tokens: [String: String] = [:]
    for name in ["wu", "zhao"] {
      #expect(try await world.allot("user", "add", name, "--role", "manager", "--role", "approver").status == 0)
      tokens[name] = String(try await world.allot("user", "token", name).output.dropLast())
    }
    let held = try await world.allot("run", "--slot", "2026-11-18", "--json", token: tokens["wu"])
    #expect(held.status == 75, "\(held.output)\(held.errors)")
    let run = try world.run(held)
    let own = try await world.allot("run", "release", run, "--reason", "month end", token: tokens["wu"])
    #expect(own.status == 77 && own.errors.contains("ask a second person"), "\(own.status) \(own.errors)")
    let over = try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes", token: tokens["wu"])
    #expect(over.status == 77 && over.errors.contains("ask a second person"), "\(over.status) \(over.errors)")
    #expect(try await world.pool().count == 8)
    // To find it waiting is not to make it.
    #expect(try await world.allot("run", "--slot", "2026-11-18", token: tokens["zhao"]).status == 75)
    for reason in ["", " "] {
      for command in [["run", "release", run], ["run", "discard", run], ["undo", run]] {
        let silent = try await Tool.run(
          command + ["--reason", reason, "--database", world.database], environment: ["ALLOT_TOKEN": tokens["zhao"] ?? ""])
        #expect(silent.status == 64, "\(command): \(silent.status) \(silent.errors)")
      }
    }
    let released = try await world.allot("run", "release", run, "--reason", "month end", token: tokens["zhao"])
    #expect(released.status == 0, "\(released.errors)")
    #expect(try await world.allot("audit", "list", "--action", "run.waiting", token: tokens["wu"]).output.contains("wu"))
  }

  @Test func theOwnerReleasesHisOwnPlan() async throws {
    let world = try await World(cases: 8, skilled: [8])
    #expect(try await world.allot("user", "add", "wu", "--role", "auditor").status == 0)
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    #expect(try await world.allot("run", "release", run, "--reason", "month end").status == 0)
  }

  @Test func aDiscardedPlanIsGoneUntilSomebodyDecidesAnew() async throws {
    let world = try await World(cases: 6, skilled: [6])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    let discarded = try await world.allot("run", "discard", run, "--reason", "file came half")
    #expect(discarded.status == 0 && discarded.output.contains("nothing was published"), "\(discarded.errors)")
    #expect(try await world.allot("show", "runs").output.contains("discarded"))
    #expect(try await world.allot("run", "release", run, "--reason", "r").status == 65)
    #expect(try await world.allot("run", "discard", run, "--reason", "r").status == 65)
    #expect(try await world.allot("run", "discard", "999", "--reason", "r").status == 66)
    #expect(try await world.pool().count == 6)
    #expect(try await world.allot("audit", "list", "--action", "run.").output.contains("file came half"))
    let anew = try await world.allot("run", "--slot", "2026-11-18", "--json")
    #expect(anew.status == 75 && anew.output.contains("\"status\":\"waiting\""), "\(anew.output)")
    // A waiting plan gives way to a night decided with the brakes overridden.
    #expect(try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes").status == 0)
    #expect(try await world.pool() == ["K6"])
    try await world.expectSound()
  }

  /// What another version staged is not published: it is refused in words, and decided anew.
  @Test func aPlanThatWaitsOverAnUpgradeIsDecidedAnew() async throws {
    let world = try await World(cases: 6, skilled: [6])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    #expect(try await world.allot("db", "migrate", isTomorrow: true).status == 0)
    #expect(try await world.allot("run", "release", run, "--reason", "r").status == 78)
    let released = try await world.allot("run", "release", run, "--reason", "r", isTomorrow: true)
    #expect(released.status == 65 && released.errors.contains("before the last upgrade"), "\(released.errors)")
    #expect(try await world.allot("run", "discard", run, "--reason", "upgrade", isTomorrow: true).status == 0)
    #expect(try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes", isTomorrow: true).status == 0)
    let pool = try await world.allot("show", "cases", "--in-pool", "--json", isTomorrow: true).output
    #expect(pool.contains("K6") && !pool.contains("K5"), "\(pool)")
    #expect(try await world.allot("doctor", "--invariants", isTomorrow: true).status == 0)
  }

  @Test func aRunIsTakenBackForAClientATeamOrAll() async throws {
    let world = try await World(cases: 12)
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json", "--despite-brakes"))
    #expect(try await world.pool().isEmpty)
    let given = try await world.allot("show", "assignments", "--limit", "99", "--json")
    let holders = Dictionary(
      given.output.matches(of: /"case_no":"(K\d+)"[^}]*?"to":"(C\d)"/).map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
    #expect(holders.count == 12, "\(given.output)")
    // Touched since: moved by hand, and called.
    let other = holders["K1"] == "C1" ? "C2" : "C1"
    #expect(try await world.allot("move", "K1", "--to", other, "--reason", "dialect", "--yes").status == 0)
    let called = try world.scratch.write(
      "attempts.csv", "client,case_no,attempt_id,at,channel,outcome\ncmb,K3,a1,2026-11-18 10:00:00,call,no_answer\n")
    let counted = try await world.allot("import", "attempts", called)
    #expect(counted.status == 0, "\(counted.errors)\(counted.output)")

    let dry = try await world.allot("undo", run, "--dry-run", "--reason", "wrong file", "--json")
    #expect(dry.output.contains("\"planned\":10,\"touched\":2,"), "\(dry.output)\(dry.errors)")
    #expect(try await world.pool().isEmpty)
    #expect(try await world.allot("undo", run, "--client", "nobody", "--reason", "r").status == 66)
    #expect(try await world.allot("undo", run, "--team", "z", "--reason", "r").status == 66)
    #expect(try await world.allot("undo", run).status == 64)

    let client = try await world.allot("undo", run, "--client", "cmb", "--reason", "wrong file")
    #expect(
      client.status == 0 && client.output.contains("4 cases back where they were") && client.output.contains("2 cases touched"),
      "\(client.output)")
    #expect(try await world.pool() == ["K11", "K5", "K7", "K9"])
    try await world.expectSound()
    // Who lost them is no longer counted as having got them.
    let month = try await counts(world)
    #expect(month.reduce(0, +) == 8, "\(month)")

    let ofB = ["K2", "K4", "K6", "K8", "K10", "K12"].filter { holders[$0] == "C2" }
    let team = try await world.allot("undo", run, "--team", "b", "--reason", "moving house", "--json")
    #expect(team.output.contains("\"planned\":\(ofB.count),"), "\(team.output)\(team.errors)")
    let undo = try world.run(team)
    #expect(Set(try await world.pool()) == Set(["K11", "K5", "K7", "K9"] + ofB))
    let rest = try await world.allot("undo", run, "--reason", "all of it", "--json")
    #expect(
      rest.output.contains("\"planned\":\(6 - ofB.count),") && rest.output.contains("\"reconciles\":true"), "\(rest.output)\(rest.errors)")
    #expect(try await world.pool().count == 10)
    #expect(try await counts(world).reduce(0, +) == 2)
    try await world.expectSound()
    // Nothing is left to take back, and what took back is not taken back.
    let spent = try await world.allot("undo", run, "--reason", "again")
    #expect(spent.status == 65 && spent.errors.contains("nothing of run \(run) is left to take back"), "\(spent.errors)")
    #expect(try await world.allot("undo", run, "--reason", "again", "--dry-run", "--json").output.contains("\"planned\":0,"))
    let twice = try await world.allot("undo", undo, "--reason", "r")
    #expect(twice.status == 65 && twice.errors.contains("took run \(run) back"), "\(twice.errors)")
    #expect(try await world.allot("explain", "K5").output.contains("run \(run)"))
    let audit = try await world.allot("audit", "list", "--action", "run.undone")
    #expect(audit.output.contains("moving house") && audit.output.contains("wrong file"))
    // The next night deals them again, to anybody: whoever had them for an hour is no former holder.
    #expect(try await world.allot("run", "--slot", "2026-11-19", "--despite-brakes").status == 0)
    #expect(try await world.pool().isEmpty)
    #expect(try await counts(world).reduce(0, +) == 12)
    try await world.expectSound()
  }

  /// Cases counted in the month's accounts, by collector.
  private func counts(_ world: World) async throws -> [Int] {
    let shown = try await world.allot("doctor", "--invariants", "--json")
    #expect(shown.status == 0, "\(shown.output)")
    return try await Server.numbers(world.database, "SELECT sum(cases) FROM allot.fair_entry GROUP BY collector_id ORDER BY collector_id")
  }

  @Test func aCaseGoesBackToItsHolderAsItWasAndHandMovesAreCounted() async throws {
    let world = try await World(cases: 4)
    _ = try await world.allot("run", "--slot", "2026-11-16", "--despite-brakes")
    let first = try await counts(world)
    #expect(first == [2, 2])
    // One of C1's to C2 by hand: C1 gets his count back, C2 is counted.
    let shown = try await world.allot("show", "cases", "--holder", "C1", "--json")
    let caseNo = String(try #require(shown.output.firstMatch(of: /"case_no":"(K\d+)"/)?.1))
    #expect(try await world.allot("move", caseNo, "--to", "C2", "--reason", "dialect", "--yes").status == 0)
    #expect(try await counts(world) == [1, 3])
    #expect(try await world.allot("release", caseNo, "--reason", "relief", "--yes").status == 0)
    #expect(try await counts(world) == [1, 2])
    #expect(try await world.allot("move", caseNo, "--to", "C1", "--reason", "back", "--yes").status == 0)
    #expect(try await counts(world) == [2, 2])
    try await world.expectSound()
    // Moved by a night because he leaves, and back again: since when he holds it is what it was.
    let before = try await world.allot("show", "cases", "--holder", "C2", "--json").output
    let people = try world.scratch.write("leave.csv", "code,name,team,leaves_on\nC2,B,b,2026-11-17\n")
    #expect(try await world.allot("import", "collectors", people).status == 0)
    let night = try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes", "--json")
    #expect(night.output.contains("\"moved\":2"), "\(night.output)")
    let stays = try world.scratch.write("stay.csv", "code,name,team,leaves_on\nC2,B,b,2099-01-01\n")
    #expect(try await world.allot("import", "collectors", stays).status == 0)
    let back = try await world.allot("undo", try world.run(night), "--reason", "he stays", "--json")
    #expect(back.status == 0 && back.output.contains("\"planned\":2,"), "\(back.output)\(back.errors)")
    #expect(try await world.allot("show", "cases", "--holder", "C2", "--json").output == before)
    #expect(try await counts(world) == [2, 2])
    try await world.expectSound()
  }

  @Test func inputsUnlikeTheLastSevenNightsHoldThePlanBack() async throws {
    let world = try await World(cases: 60)
    for day in 9...15 {
      let night = try await world.allot("run", "--slot", "2026-11-\(day < 10 ? "0" : "")\(day)", "--despite-brakes")
      #expect(night.status == 0, "\(night.errors)\(night.output)")
    }
    // As ever: nothing to say.
    #expect(try await world.allot("run", "--slot", "2026-11-16").status == 0)
    try await world.add(61...200)
    let held = try await world.allot("run", "--slot", "2026-11-17")
    #expect(
      held.status == 75 && held.output.contains("open cases: 200, but 60 to 60 in the last seven nights"), "\(held.output)\(held.errors)")
    #expect(try await world.pool().count == 140)
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-17", "--json"))
    let released = try await world.allot("run", "release", run, "--reason", "a new client", "--language", "zh")
    let line = released.output.split(separator: "\n").first { $0.contains("已越过刹车：") }
    #expect(released.status == 0 && line?.contains("nights") == false, "\(released.output)\(released.errors)")
    // The next night has a like one among the seven before it.
    let next = try await world.allot("run", "--slot", "2026-11-18")
    #expect(!next.output.contains("open cases: 200"), "\(next.output)")
    try await world.expectSound()
  }
}
