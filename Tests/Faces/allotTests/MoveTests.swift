import Glibc
import Portfolio
import Testing

/// Moves by hand through the executable: preview, second person, expiry, and a night that respects them.
@Suite struct MoveTests {
  private func world(_ scratch: Scratch, cases: Int) async throws -> String {
    let database = try await Server.agency(scratch)
    let policy = try scratch.write("strict.yaml", Files.policy + "not_back_to: { holders: 3, for: 180 days }\n")
    try #require(try await Tool.run(["policy", "apply", policy, "--database", database]).status == 0)
    let people = try scratch.write("collectors.csv", "code,name,team,skills\nC1,A,a,\nC2,B,a,\nC3,C,a,cantonese\n")
    var hours = "collector,date,hours\n"
    for day in 9...30 { for code in ["C1", "C2", "C3"] { hours += "\(code),2026-11-\(day < 10 ? "0" : "")\(day),8\n" } }
    var rows = "client,case_no,currency,outstanding,entrusted_on,collector,required_skills\n"
    for number in 1...cases {
      rows += "cmb,K\(number),CNY,100.00,2026-11-10,\(number % 2 == 0 ? "C1" : ""),\(number == 3 ? "cantonese" : "")\n"
    }
    for (feed, path) in [
      ("collectors", people), ("hours", try scratch.write("hours.csv", hours)), ("cases", try scratch.write("cases.csv", rows)),
    ] {
      let loaded = try await Tool.run(["import", feed, path, "--strict", "--database", database])
      try #require(loaded.status == 0, "\(loaded.errors)\(loaded.output)")
    }
    return database
  }

  @Test func aMoveIsShownThenDoneThenExplained() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 4)
    func allot(_ arguments: String..., user: String = "li") async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    let dry = try await allot("move", "K2", "--to", "C2", "--reason", "dialect", "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("C1") && dry.output.contains("nothing was changed"), "\(dry.errors)")
    // Nobody is there to say yes.
    let asked = try await allot("move", "K2", "--to", "C2", "--reason", "dialect")
    #expect(asked.status == 75 && asked.errors.contains("--yes"))
    #expect(try await allot("explain", "K2").output.contains("holder       C1"))
    let done = try await allot("move", "K2", "--to", "C2", "--reason", "dialect", "--yes")
    #expect(done.status == 0 && done.output.contains("done, 1 case"), "\(done.errors)")
    let why = try await allot("explain", "K2")
    #expect(why.output.contains("holder       C2") && why.output.contains("moved from C1 to C2") && why.output.contains("dialect"))
    // What is not here yet cannot be judged.
    let ahead = try #require(Day(year: 1970, month: 1, day: 1)) + (time(nil) / 86_400 + 60)
    let later = try scratch.write("later.csv", "client,case_no,currency,outstanding,entrusted_on\ncmb,K5,CNY,1.00,\(ahead)\n")
    #expect(try await allot("import", "cases", later).status == 0)
    #expect(try await allot("move", "K5", "--to", "C2", "--reason", "r", "--yes").status == 65)
    // A licence cannot be overridden.
    let unlawful = try await allot("move", "K3", "--to", "C2", "--reason", "urgent", "--yes")
    #expect(unlawful.status == 65 && unlawful.output.contains("lacks cantonese"))
    #expect(try await allot("move", "K9", "--to", "C7", "--reason", "r", "--yes").status == 65)
    #expect(try await allot("move", "K2", "--to", "C1", "--reason", " ", "--yes").status == 64)
    #expect(try await allot("move", "K2", "--to", "C1", "--yes").status == 64)
    // Back to a former holder: allowed, and counted.
    let back = try await allot("move", "K2", "--to", "C1", "--reason", "mistake", "--yes", "--json")
    #expect(back.output.contains("\"rule\":\"former_holder\",\"override\":true"), "\(back.output)\(back.errors)")
    #expect(
      try await allot("moves", "--by-person", "--json").output.contains("\"person\":\"li\",\"orders\":2,\"cases\":2,\"overriding\":1"))
    let chinese = try await allot("explain", "K2", "--language", "zh").output
    #expect(chinese.contains("由C2换手至C1") && chinese.contains("曾为前手") && !chinese.contains("moved from"), "\(chinese)")
    let swap = try await allot("swap", "K1", "K2", "--reason", "exchange", "--yes")
    #expect(swap.status == 0, "\(swap.errors)")
    #expect(try await allot("explain", "K1").output.contains("holder       C1"))
    #expect(try await allot("release", "K1", "--reason", "relief", "--yes").status == 0)
    #expect(try await allot("exclude", "K4", "--collector", "C1", "--reason", "relative", "--yes").status == 0)
    #expect(try await allot("move", "K4", "--to", "C1", "--reason", "no", "--yes").status == 65)
    // Whoever asks for what is so already is told so, and nothing is said to be done.
    let twice = try await allot("exclude", "K4", "--collector", "C1", "--reason", "relative", "--yes")
    #expect(twice.status == 65 && twice.errors.contains("C1 is excluded from case K4 already"), "\(twice.errors)")
    #expect(try await allot("include", "K4", "--collector", "C1", "--reason", "checked", "--yes").status == 0)
    let never = try await allot("include", "K4", "--collector", "C1", "--reason", "checked", "--yes")
    #expect(never.status == 65 && never.errors.contains("C1 is not excluded from case K4"), "\(never.errors)")
    let list = try await allot("moves")
    #expect(list.output.contains("swap") && list.output.contains("exclude"))
  }

  @Test func manyMovesWaitForASecondPerson() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 30)
    func allot(_ arguments: String..., user: String) async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": user])
    }
    var file = "案件编号,接收催收员\n"
    for number in 1...25 where number != 3 { file += "K\(number),C3\n" }
    let path = try scratch.write("moves.csv", file)
    let asked = try await allot("move", "--file", path, "--reason", "team c takes over", "--yes", user: "li")
    #expect(asked.status == 0 && asked.output.contains("waits for a second person: allot approve 1"), "\(asked.errors)")
    #expect(try await allot("show", "cases", "--holder", "C3", user: "li").output == "no cases\n")
    #expect(try await allot("approve", user: "wang").output.contains("team c takes over"))
    #expect(try await allot("approve", "1", "--yes", user: "li").status == 77)
    let agreed = try await allot("approve", "1", "--yes", user: "wang")
    #expect(agreed.status == 0 && agreed.output.contains("done, 24 cases"), "\(agreed.errors)")
    // Agreeing twice is once.
    let twice = try await allot("approve", "1", "--yes", user: "wang")
    #expect(twice.status == 0 && !twice.output.contains("done, 24 cases"), "\(twice.output)\(twice.errors)")
    #expect(try await allot("show", "collectors", "--json", user: "li").output.contains("\"open_cases\":24"))
    // One that no longer fits, and is refused.
    var again = "case_no,to\n"
    for number in 1...25 where number != 3 { again += "K\(number),C2\n" }
    let second = try scratch.write("again.csv", again)
    #expect(try await allot("move", "--file", second, "--reason", "back", "--yes", user: "li").status == 0)
    #expect(try await allot("move", "K1", "--to", "C1", "--reason", "urgent", "--yes", user: "zhao").status == 0)
    let stale = try await allot("approve", "2", "--yes", user: "wang")
    #expect(stale.status == 65 && stale.errors.contains("K1"))
    #expect(try await allot("refuse", "2", "--reason", "stale", user: "wang").status == 0)
    // Bad rows: all of them at once, and nothing moves.
    let wrong = try scratch.write("wrong.csv", "case_no,to\nK1,C9\nK99,C2\nK2,C2\n")
    let refused = try await allot("move", "--file", wrong, "--reason", "r", "--yes", user: "li")
    #expect(refused.status == 65 && refused.errors.contains("line 2") && refused.errors.contains("line 3"))
  }

  @Test func theNextNightRespectsAPinUntilItsLastDay() async throws {
    let scratch = try Scratch()
    let database = try await world(scratch, cases: 6)
    func allot(_ arguments: String...) async throws -> Tool.Result {
      let result = try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": "li"])
      #expect(result.status == 0, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result
    }
    let clock = try await allot("pin", "K1", "--to", "C2", "--until", "2099-12-31", "--reason", "family", "--yes")
    #expect(clock.output.contains("pinned to C2 until 2099-12-31"))
    _ = try await allot("pin", "K2", "--until", "2099-12-31", "--reason", "settlement", "--yes")
    _ = try await allot("run", "--slot", "2026-11-18", "--despite-brakes")
    #expect(try await allot("explain", "K1").output.contains("holder       C2"))
    #expect(try await allot("explain", "K2").output.contains("holder       C1"))
    let given = try await allot("show", "assignments", "--limit", "99", "--json")
    #expect(given.output.contains("assigned_pinned"), "\(given.output)")
    let lifted = try await allot("unpin", "K1", "--reason", "over", "--yes")
    #expect(lifted.output.contains("pin lifted"))
    for (words, said) in [
      (["unpin", "K1"], "case K1 has no pin"),
      (["pin", "K2", "--until", "2099-12-31"], "case K2 is pinned to C1 until 2099-12-31 already"),
    ] {
      let again = try await Tool.run(words + ["--reason", "r", "--yes", "--database", database])
      #expect(again.status == 65 && again.errors.contains(said), "\(again.errors)")
    }
    let past = try await Tool.run(["pin", "K1", "--until", "2020-01-01", "--reason", "r", "--yes", "--database", database])
    #expect(past.status == 65 && past.errors.contains("is past"))
  }
}
