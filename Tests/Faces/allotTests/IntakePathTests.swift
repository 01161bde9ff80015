import Testing

/// One intake path that forgets to call the allocator is a known mistake of other systems: whatever way a case comes into the pool, the next run
/// deals it. (Single arrivals through daemon and inbox have tests of their own.)
@Suite struct IntakePathTests {
  @Test func everyWayIntoThePoolEndsWithSomebodyOrAReason() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String...) async throws -> String {
      let result = try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": "li"])
      try #require(result.status == 0, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result.output
    }
    func load(_ feed: String, _ name: String, _ text: String) async throws {
      _ = try await allot("import", feed, try scratch.write(name, text), "--strict")
    }
    func holders() async throws -> [String: String] {
      let shown = try await allot("show", "cases", "--limit", "100", "--json")
      return Dictionary(
        shown.matches(of: /"case_no":"(\w+)"[^}]*?"holder":(?:"(\w*)"|null)/).map { (String($0.1), String($0.2 ?? "")) }
      ) { first, _ in first }
    }
    var hours = "collector,date,hours\n"
    for day in 9...30 { for code in ["C1", "C2", "C3"] { hours += "\(code),2026-11-\(day < 10 ? "0" : "")\(day),8\n" } }
    try await load("collectors", "people.csv", "code,name,team,active\nC1,A,a,yes\nC2,B,a,yes\nC3,C,a,yes\n")
    try await load("hours", "hours.csv", hours)
    let head = "client,case_no,currency,outstanding,entrusted_on,status,collector\n"
    try await load(
      "cases", "first.csv",
      head + "cmb,NEW,CNY,100.00,2026-11-10,open,\ncmb,HELD,CNY,100.00,2026-11-10,open,C1\ncmb,LEFT,CNY,100.00,2026-11-10,open,C2\n"
        + "cmb,GONE,CNY,100.00,2026-11-10,settled,\n")
    _ = try await allot("run", "--slot", "2026-11-17", "--despite-brakes")
    let first = try await holders()
    #expect(first["HELD"] == "C1" && first["LEFT"] == "C2" && first["NEW"].map { !$0.isEmpty } == true, "\(first)")
    // A settled case opens again, a second file brings one, a lead releases one, and a holder leaves.
    try await load("cases", "again.csv", head + "cmb,GONE,CNY,100.00,2026-11-10,open,\ncmb,LATE,CNY,100.00,2026-11-16,open,\n")
    _ = try await allot("release", "HELD", "--reason", "test", "--yes")
    try await load("collectors", "leaver.csv", "code,name,team,last_day\nC2,B,a,2026-11-17\n")
    #expect(try await holders()["HELD"] == "")
    _ = try await allot("run", "--slot", "2026-11-18", "--despite-brakes")
    let second = try await holders()
    for caseNo in ["NEW", "HELD", "LEFT", "GONE", "LATE"] {
      #expect(second[caseNo].map { ["C1", "C3"].contains($0) } == true, "\(caseNo): \(second)")
    }
    // A night undone puts them back, and the next one deals them anew.
    _ = try await allot("undo", "latest", "--reason", "test")
    _ = try await allot("run", "--slot", "2026-11-19", "--despite-brakes")
    let third = try await holders()
    for caseNo in ["NEW", "HELD", "LEFT", "GONE", "LATE"] {
      #expect(third[caseNo].map { ["C1", "C3"].contains($0) } == true, "\(caseNo): \(third)")
    }
  }

  @Test func aFolderIsLoadedInTheOrderInWhichFilesReferToEachOther() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func load(_ arguments: String...) async throws -> Tool.Result {
      try await Tool.run(["import", "folder"] + arguments + ["--database", database], environment: ["ALLOT_USER": "li"])
    }
    let folder = scratch.path
    _ = try scratch.write("collectors.csv", "code,name,team,active\nC1,A,a,yes\n")
    let head = "client,case_no,currency,outstanding,entrusted_on,status,collector\n"
    _ = try scratch.write("cases-cmb.csv", head + "cmb,K1,CNY,100.00,2026-11-10,open,C1\n")
    _ = try scratch.write("cases-boc.csv", head + "boc,K2,CNY,100.00,2026-11-10,open,\ncmb,K3,CNY,none,2026-11-10,open,\n")
    _ = try scratch.write("attempts.tsv", "case_no\tid\tat\tresult\nK1\t1\t2026-11-10 10:00\tno answer\n")
    _ = try scratch.write("notes.csv", "a\n1\n")
    for again in [false, true] {
      let result = try await load(folder, "--json")
      #expect(result.status == 0, "\(result.errors)")
      let loaded = result.output.matches(of: /"feed":"(\w+)","file":"[^"]*?([\w.-]+)","inserted":(\d+)/).map { "\($0.1) \($0.2) \($0.3)" }
      let count = again ? 0 : 1
      #expect(
        loaded == [
          "collectors collectors.csv \(count)", "cases cases-boc.csv \(count)", "cases cases-cmb.csv \(count)",
          "attempts attempts.tsv \(count)",
        ])
      // What was rejected the first time is no file of the second.
      #expect(result.errors.contains("left alone, because not named after a feed: notes.csv") && !result.errors.contains("rejects"))
    }
    let nothing = try Scratch()
    let missing = try await load(folder + "/none")
    #expect(missing.status == 66 && missing.errors.contains("/none"))
    let empty = try await load(nothing.path)
    #expect(empty.status == 66 && empty.errors.contains("cases-cmb.csv"))
    #expect(try await load(folder, "--mapping", "m.yaml").status == 64)
  }
}
