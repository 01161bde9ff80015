import Glibc
import Testing

/// What would be, through the executable.
@Suite struct SimulateTests {
  private static let people = "code,name,team\nC1,A,a\nC2,B,a\nC3,C,b\n"

  private func cases(_ range: ClosedRange<Int>, on day: String = "2026-11-16") -> String {
    "client,case_no,currency,outstanding,entrusted_on\n" + range.map { "cmb,K\($0),CNY,\($0 + 100).00,\(day)\n" }.joined()
  }

  private func agency() async throws -> Agency {
    let agency = try await Agency()
    let (people, cases) = (try agency.scratch.write("p.csv", Self.people), try agency.scratch.write("c.csv", cases(1...30)))
    #expect(try await agency.allot("import", "collectors", people).status == 0)
    #expect(try await agency.allot("import", "cases", cases).status == 0)
    return agency
  }

  private func onlyB(_ agency: Agency) throws -> String {
    try agency.scratch.write("b.yaml", Files.policy.replacing("teams: \"*\"", with: "teams: [b]"))
  }

  @Test func whatIsSaidBeginsWithOneSentenceAndEndsWithTheNightThatWasSimulated() async throws {
    let agency = try await agency()
    let plain = try await agency.allot("simulate", "--slot", "2026-11-18")
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(
      plain.output.hasPrefix("The night of 2026-11-18 would deal 30 of 30 open cases, move 0, recall 0 and leave 0 over.\n")
        && plain.output.contains("no brake would trip\n"), "\(plain.output)")
    let proposed = try await agency.allot("simulate", try onlyB(agency), "--slot", "2026-11-18", "--html", agency.scratch.path + "/page")
    #expect(proposed.output.contains("of 30 open cases would end otherwise (proposed): dealt 30"), "\(proposed.output)")
    #expect(proposed.output.firstMatch(of: /dealt +everything +route everyone +30 +30 +0 +0/) != nil, "\(proposed.output)")
    #expect(proposed.output.firstMatch(of: /C3 +b +10 +30 +\+20/) != nil && proposed.output.contains("bit for bit"), "\(proposed.output)")
    let page = Child.text(agency.scratch.path + "/page/simulation.html")
    #expect(page.contains("would end otherwise") && page.contains("结果不同") && !page.contains("<script"))
    let chinese = try await agency.allot("simulate", "--slot", "2026-11-18", "--language", "zh")
    #expect(chinese.output.hasPrefix("2026-11-18 的夜间分案将在 30 件在案案件中分出 30 件"), "\(chinese.output)")

    // Put in force, the night decides what was simulated: the digests of all parts are the same.
    let json = try await agency.allot("simulate", try onlyB(agency), "--slot", "2026-11-18", "--json").output
    #expect(try await agency.allot("policy", "apply", try onlyB(agency)).status == 0)
    #expect(try await agency.allot("run", "--slot", "2026-11-18").status == 0)
    let nights = try await agency.allot("simulate", "--nights", "1", "--json").output
    let simulated = json.matches(of: /"parts":(\{[^}]*\})/).map { String($0.1) }
    let decided = nights.matches(of: /"parts":(\{[^}]*\})/).map { String($0.1) }
    #expect(simulated.count == 2 && decided.count == 2 && decided.allSatisfy { $0 == simulated[1] } && simulated[0] != simulated[1])
    #expect(nights.contains("\"differ\":0,\"carried\":false"), "\(nights)")
    #expect(try await agency.allot("simulate", "--nights", "1").output.contains("every decision is the one published"))
  }

  @Test func scenariosStandSideBySide() async throws {
    let agency = try await agency()
    let away = try agency.scratch.write("away.csv", "工号,变动,自,至\nC1,请假,2026-11-18,2026-12-31\n")
    let batch = try agency.scratch.write("batch.csv", cases(101...110))
    let policy = try onlyB(agency)
    let shown = try await agency.allot(
      "simulate", "--slot", "2026-11-18", "--scenario", "C1 away=\(away)", "--scenario", "batch=\(batch),\(policy)")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.firstMatch(of: /cases +in force +C1 away +batch\n/) != nil, "\(shown.output)")
    #expect(
      shown.output.firstMatch(of: /open +30 +30 +40\n/) != nil && shown.output.contains("10 new, 0 on record already"), "\(shown.output)")
    #expect(try await agency.allot("show", "cases", "--limit", "100", "--json").output.matches(of: /"case_no"/).count == 30)
  }

  @Test func whatCannotBeSimulatedIsRefused() async throws {
    let agency = try await agency()
    let wrong = try agency.scratch.write("wrong.yaml", Files.policy.replacing("within 1", with: "within one"))
    let refused = try await agency.allot("simulate", wrong)
    #expect(refused.status == 65 && refused.output.isEmpty && refused.errors.contains("wrong.yaml:"), "\(refused.errors)")
    let table = try agency.scratch.write("t.csv", "collector,change\nC9,away\n")
    let nobody = try await agency.allot("simulate", "--people", table, "--slot", "2026-11-18")
    #expect(nobody.status == 65 && nobody.errors.contains("there is no collector “C9”"), "\(nobody.errors)")
    #expect(try await agency.allot("simulate", "--carry").status == 64)
    #expect(try await agency.allot("simulate", "--scenario", "nothing").status == 64)
    #expect(try await agency.allot("simulate", "--nights", "2").status == 66)
    #expect(try await agency.allot("simulate", agency.scratch.path + "/none.yaml").status == 66)
  }

  @Test func severalNightsWithMovesAnUndoAndArrivalsAmongThemAreDecidedAgainAsTheyWere() async throws {
    let agency = try await agency()
    func run(_ slot: String) async throws {
      let night = try await agency.allot("run", "--slot", slot, "--despite-brakes")
      #expect(night.status == 0, "\(night.errors)\(night.output)")
    }
    try await run("2026-11-18")
    let held = try await agency.allot("show", "cases", "--holder", "C1", "--json").output
    let caseNo = try #require(held.firstMatch(of: /"case_no":"(\w+)"/)).1
    let moved = try await agency.allot("move", String(caseNo), "--to", "C3", "--reason", "dialect", "--yes")
    #expect(moved.status == 0, "\(moved.errors)")
    #expect(try await agency.allot("import", "cases", try agency.scratch.write("d.csv", cases(31...50, on: "2026-11-18"))).status == 0)
    try await run("2026-11-19")
    #expect(try await agency.allot("undo", "2026-11-19", "--reason", "half a file").status == 0)
    #expect(try await agency.allot("import", "cases", try agency.scratch.write("e.csv", cases(51...60, on: "2026-11-19"))).status == 0)
    try await run("2026-11-20")
    for options in [[], ["--carry"]] {
      let again = try await Tool.run(
        ["simulate", "--nights", "3", "--json", "--database", agency.database] + options, environment: ["ALLOT_USER": "li"])
      #expect(again.status == 0 && again.output.hasPrefix("{\"differ\":0,"), "\(again.errors)\(again.output.prefix(400))")
      #expect(again.output.matches(of: /"identical":true/).count == 3)
    }
    let other = try await agency.allot("simulate", try onlyB(agency), "--nights", "3", "--carry")
    #expect(other.status == 0 && other.output.contains("3 nights decided again: "), "\(other.errors)\(other.output)")
    #expect(!other.output.contains("again: 0 cases"))
  }
}
