import Tasks
import Testing

/// A plan that waits is looked at like a published one, and says everywhere that it is not in force.
@Suite struct WaitingPlanTests {
  /// The shipped default: nothing is said of a first night.
  private static let cautious = Files.agency.replacing(", first_night: publish", with: "")

  @Test func aWaitingPlanIsShownCaseByCaseWithWhatDroveItAndWhatCanBeDone() async throws {
    let world = try await PlanTests.World(cases: 8, skilled: [8])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    let shown = try await world.allot("show", "assignments", "waiting", "--limit", "99")
    let text = shown.output
    #expect(shown.status == 0 && text.contains("run \(run), night of 2026-11-18 — WAITING, not in force"), "\(text)\(shown.errors)")
    #expect(text.contains("1 of 8 open cases are unassigned (12.5 %); the agency's limit is 1.0 %"), "\(text)")
    // What drove it: the policy and the reason, with their counts.
    #expect(text.contains("unassigned: policies everything 1; because") && text.contains("K8"), "\(text)")
    #expect(text.contains("allot run release \(run)") && text.contains("allot run discard \(run)"), "\(text)")
    #expect(text.contains("unassigned: \"> 12.5%\""), "\(text)")
    #expect(text.matches(of: /waiting, not in force\)/).count == 8, "every decision is marked: \(text)")
    let chinese = try await world.allot("show", "assignments", run, "--language", "zh").output
    #expect(chinese.contains("待放行，未生效") && chinese.contains("在案8件中未分出1件（12.5 %），机构上限为1.0 %"), "\(chinese)")
    let json = try await world.allot("show", "assignments", "2026-11-18", "--kind", "unassigned", "--json").output
    #expect(json.contains("\"state\":\"waiting\",\"in_force\":false") && json.contains("\"waiting\":true"), "\(json)")
    #expect(json.contains("\"brake\":\"unassigned\",\"figure\":1,\"of\":8") && json.contains("\"action\":\"change_limit\""), "\(json)")
    #expect(json.matches(of: /"case_no":"K\d"/).count == 1, "\(json)")
    // There is no last published run to be shown instead.
    let latest = try await world.allot("show", "assignments")
    #expect(latest.status == 66 && latest.errors.contains("allot show assignments \(run)"), "\(latest.errors)")

    let runs = try await world.allot("show", "runs").output
    #expect(runs.contains("waiting, not in force") && runs.contains("1 of 8 open cases are unassigned"), "\(runs)")
    #expect(try await world.allot("show", "runs", "--language", "zh").output.contains("未分出1件"))
    #expect(try await world.allot("show", "runs", "--json").output.contains("\"tripped\":[{\"brake\":\"first_night\""))
    #expect(try await world.allot("doctor").output.contains("allot show assignments \(run)"))
  }

  @Test func whileAStopMadeAfterThePlanHoldsTheReleaseNamesIt() async throws {
    let world = try await PlanTests.World(cases: 8, skilled: [8])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    #expect(try await world.allot("policy", "stop", "--client", "cmb", "--reason", "wrong file").status == 0)
    let refused = try await world.allot("run", "release", run, "--reason", "go")
    #expect(refused.status == 65 && refused.errors.contains("emergency stop 1 was made after run \(run)"), "\(refused.errors)")
    #expect(!refused.errors.contains("no longer in force") && refused.errors.contains("allot policy stop"), "\(refused.errors)")
    let chinese = try await world.allot("run", "release", run, "--reason", "go", "--language", "zh")
    #expect(chinese.errors.contains("紧急停办 1 在运行 \(run) 形成方案之后发出"), "\(chinese.errors)")
    for user in ["li", "zhang"] {
      #expect(try await world.allot("policy", "stop", "--lift", "1", "--reason", "mended", user: user).status == 0)
    }
    #expect(try await world.allot("run", "release", run, "--reason", "go").status == 0)
    try await world.expectSound()
  }

  @Test func casesUnderAStopAreCountedByThatName() async throws {
    let world = try await PlanTests.World(cases: 8)
    #expect(try await world.allot("policy", "stop", "--client", "cmb", "--reason", "wrong file").status == 0)
    let night = try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes", "--json")
    #expect(night.output.contains("\"emergency_stop\":4") && !night.output.contains("hold_entered"), "\(night.output)\(night.errors)")
    let directory = world.scratch.path + "/stopped"
    #expect(try await world.allot("report", "--output", directory, "--language", "zh").status == 0)
    let held = Child.text(directory + "/held_unassigned.csv")
    #expect(held.contains("紧急停办") && !held.contains("人工停催"), "\(held)")
    #expect(try await world.allot("show", "assignments", "--kind", "taken", "--json").status == 0)
    let wrong = try await world.allot("show", "assignments", "--kind", "takn")
    #expect(wrong.status == 64 && wrong.errors.contains("taken"), "\(wrong.errors)")
  }

  @Test func explanationsOfCaseAndPersonAreThoseOfThePlan() async throws {
    let world = try await PlanTests.World(cases: 8, skilled: [8])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    let story = try await world.allot("explain", "K1")
    #expect(
      story.output.contains("run \(run)  assigned to C") && story.output.contains("(waiting, not in force)"),
      "\(story.output)\(story.errors)")
    #expect(story.output.contains("nobody (in the pool)"), "\(story.output)")
    #expect(try await world.allot("explain", "K8", "--language", "zh").output.contains("未分出（待放行，未生效）"))
    let night = try await world.allot("explain", "--collector", "C1", "--run", "waiting")
    #expect(night.output.contains("WAITING, not in force") && night.output.contains("Would get"), "\(night.output)\(night.errors)")
    let people = try await world.allot("show", "collectors", "--run", run)
    #expect(people.status == 0 && people.output.contains("WAITING, not in force"), "\(people.output)\(people.errors)")
    let got = try await world.allot("show", "collectors", "--run", run, "--json").output.matches(of: /"got":(\d+)/).compactMap { Int($0.1) }
    #expect(got.reduce(0, +) == 7, "\(got)")
    // Nothing of it happened.
    #expect(try await world.allot("show", "collectors", "--json").output.matches(of: /"open_cases":0/).count == 3)
    #expect(try await world.pool().count == 8)
    // Once released, it is the same without the mark.
    #expect(try await world.allot("run", "release", run, "--reason", "looked at").status == 0)
    let after = try await world.allot("show", "assignments", run, "--limit", "99").output
    #expect(!after.contains("WAITING") && !after.contains("waiting, not in force") && after.contains("K8"), "\(after)")
    try await world.expectSound()
  }

  @Test func theReportOfAWaitingPlanSaysTheSameAboveAndBelow() async throws {
    let world = try await PlanTests.World(cases: 8, skilled: [8])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    let directory = world.scratch.path + "/report"
    let made = try await world.allot("report", run, "--output", directory, "--language", "zh")
    #expect(made.status == 0 && made.output.contains("待放行，未生效"), "\(made.errors)\(made.output)")
    let page = Child.text(directory + "/report.html")
    #expect(page.contains("【待放行，未生效】") && page.contains("未分出1件") && !page.contains("没有等待中的案件"))
    #expect(page.contains("allot run release \(run)") && page.contains("unassigned: &quot;&gt; 12.5%&quot;"), "\(page.count)")
    #expect(page.contains("By this plan, of 8 open cases 7 would be assigned") && !page.contains("No case waits."))
    let rows = Child.text(directory + "/assignments.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count == 7 && rows.allSatisfy { $0.hasSuffix(",waiting") }, "\(rows)")
  }

  @Test func aFirstNightWaitsAndSaysThatThereIsNothingToCompareWith() async throws {
    let world = try await PlanTests.World(cases: 8, agency: Self.cautious)
    let first = try await world.allot("run", "--slot", "2026-11-18")
    #expect(first.status == 75 && first.output.contains("this is the first night: there is nothing to compare with"), "\(first.output)")
    #expect(first.output.contains("it would deal 8 of 8 open cases") && first.output.contains("allot show assignments"), "\(first.output)")
    // A dry run says it beforehand and changes nothing.
    #expect(try await world.allot("run", "--slot", "2026-11-18", "--dry-run").output.contains("this is the first night"))
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    #expect(try await world.allot("show", "runs", "--language", "zh").output.contains("这是首次夜间分案"))
    #expect(try await world.allot("run", "release", run, "--reason", "looked at").status == 0)
    // The yes was for the first night; the second goes through.
    #expect(try await world.allot("run", "--slot", "2026-11-19").status == 0)
    let other = try await PlanTests.World(cases: 4, agency: Self.cautious)
    #expect(try await other.allot("run", "--slot", "2026-11-18", "--despite-brakes").status == 0)
    #expect(try await other.pool().isEmpty)
  }

  @Test func aPlanWhoseKeptRowsAreGoneSaysSoAndWhatToDo() async throws {
    let world = try await PlanTests.World(cases: 8, skilled: [8])
    let run = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    try await Server.execute(world.database, "DROP TABLE allot_stage.plan_\(run)")
    for command in [
      ["show", "assignments", run], ["report", run, "--output", world.scratch.path + "/r"], ["explain", "--collector", "C1", "--run", run],
    ] {
      let refused = try await Tool.run(command + ["--database", world.database])
      #expect(
        refused.status == 65 && refused.errors.contains("allot run discard \(run)"), "\(command): \(refused.status) \(refused.errors)")
    }
  }

  @Test func namesThatNobodyHasAreSaidWithTheNearest() async throws {
    let world = try await PlanTests.World(cases: 4)
    for (arguments, near) in [
      (["show", "cases", "--client", "icbk"], "icbc"), (["show", "cases", "--team", "nn"], ""),
      (["show", "cases", "--holder", "C11"], "C1"),
      (["show", "collectors", "--team", "zz"], ""), (["explain", "K1", "--client", "cbm"], "cmb"),
      (["show", "collectors", "--score", "--collector", "C9"], "C1"),
    ] {
      let refused = try await Tool.run(arguments + ["--database", world.database])
      #expect(refused.status == 66 && refused.output.isEmpty, "\(arguments): \(refused.status) \(refused.output)")
      #expect(near.isEmpty || refused.errors.contains("did you mean “\(near)”?"), "\(arguments): \(refused.errors)")
    }
    #expect(try await world.allot("show", "cases", "--client", "icbc", "--team", "a").status == 0)
  }

  @Test func whatWaitsForWhomIsListedAndAgreeingTwiceIsOnce() async throws {
    let scratch = try Scratch()
    let file = Files.agency.replacing("policies: one person", with: "policies: three people")
    let database = try await Server.agency(scratch, file: file)
    func allot(_ arguments: String..., user: String) async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    let changed = try scratch.write("everything.yaml", Files.policy.replacing("within 1,", with: "within 2,"))
    let stored = try await allot("policy", "apply", changed, user: "li")
    #expect(stored.status == 0 && stored.output.contains("waits for a second person"), "\(stored.output)\(stored.errors)")
    let list = try await allot("policy", "list", user: "li").output
    #expect(list.contains("version 2 waits for 2 more people: anybody but li, with: allot policy approve everything"), "\(list)")
    #expect(try await allot("policy", "approve", "everything", user: "li").status == 77)
    #expect(try await allot("policy", "approve", "everything", user: "zhang").output.contains("noted; 1 more person must agree"))
    let twice = try await allot("policy", "approve", "everything", user: "zhang")
    #expect(twice.status == 0 && twice.output.contains("nothing was changed; 1 more person must agree"), "\(twice.output)")
    #expect(try await allot("policy", "list", user: "li").output.contains("waits for 1 more person (agreed: zhang)"))
    #expect(try await allot("policy", "approve", "everything", user: "wang").output.contains("in force from the next run"))
    let again = try await allot("policy", "approve", "everything", "--json", user: "wang")
    #expect(again.status == 0 && again.output.contains("\"changed\":false"), "\(again.output)")
    #expect(try await !allot("policy", "list", user: "li").output.contains("waits"))
  }

  @Test func aResultThatCannotBeWrittenIsNoSuccess() async throws {
    let world = try await PlanTests.World(cases: 4)
    _ = try await world.allot("run", "--slot", "2026-11-18")
    #expect(try await world.allot("user", "add", "wang", "--role", "manager").status == 0)
    for command in [
      "show cases", "show runs --json", "audit list", "policy show everything", "user token wang", "user list", "--help", "--version",
    ] {
      let ended = try await Tool.bash(
        "'\(Tool.path)' \(command) \(command.hasPrefix("--") ? "" : "--database '\(world.database)'") >/dev/full")
      #expect(ended.status == 74 && ended.errors.contains("could not be written"), "\(command): \(ended.status) \(ended.errors)")
    }
    // Who has seen enough and closes the pipe is no fault.
    let closed = try await Tool.bash("set -o pipefail; '\(Tool.path)' show cases --json --database '\(world.database)' | true")
    #expect(closed.status == 0, "\(closed.errors)")
  }
}

extension Tool {
  /// A line of bash.
  static func bash(_ line: String) async throws -> Result {
    try await BlockingThread.run { try Child(["-c", line], environment: [:], program: "/bin/bash").finish() }
  }
}
