import Testing

/// Runs decided again from what was kept with them.
@Suite struct ReplayTests {
  @Test func aRunIsDecidedAgainBitForBitWhateverHappenedSince() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String..., status: Int32 = 0) async throws -> Tool.Result {
      let result = try await Tool.run(arguments + ["--database", database])
      #expect(result.status == status, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result
    }
    _ = try await Tool.run([
      "sample", "--cases", "250", "--new-cases", "40", "--collectors", "8", "--days", "10", "--nights", "2",
      "--first-slot", "2026-11-18", "--output", scratch.path,
    ])
    func load(_ folder: String) async throws {
      for feed in ["collectors", "hours", "cases-cn", "cases-us", "attempts", "payments", "promises", "flags", "holds"] {
        let path = "\(scratch.path)/\(folder)/\(feed).csv"
        guard !Child.text(path).isEmpty else { continue }
        // The second file of cases brings a client who is new by then.
        _ = try await feed.hasPrefix("cases") ? allot("import", "cases", path, "--yes") : allot("import", feed, path)
      }
    }
    try await load("base")
    try await load("night-1")
    _ = try await allot("run", "--slot", "2026-11-18", "--despite-brakes")

    let same = try await allot("replay", "--json")
    #expect(
      same.output.contains("\"identical\":true") && same.output.contains("\"same_software\":true")
        && same.output.contains("\"differing\":0"))
    for part in ["decisions", "holders", "loads", "rules", "totals", "verdicts"] { #expect(same.output.contains("\"\(part)\":true")) }

    // New facts, another night and another policy change nothing of it.
    try await load("night-2")
    _ = try await allot("run", "--slot", "2026-11-19", "--despite-brakes")
    let policy = try scratch.write("everything.yaml", Files.policy.replacing("within 5%", with: "within 50%"))
    _ = try await allot("policy", "apply", policy)
    let later = try await allot("replay", "2026-11-18")
    #expect(later.output.hasSuffix("identical, bit for bit\n"))
    #expect(try await allot("replay", "2026-11-19").output.hasSuffix("identical, bit for bit\n"))

    // Somebody edits what was published: the replay says where.
    try await Server.execute(
      database,
      """
      UPDATE allot.decision SET n2 = n2 + 1 WHERE (run_id, case_id) = (SELECT run_id, case_id FROM allot.decision WHERE kind = 1 AND day = '2026-11-18'
        ORDER BY case_id LIMIT 1)
      """)
    let edited = try await allot("replay", "2026-11-18", status: 70)
    #expect(edited.output.contains("1 DIFFERENT") && edited.output.contains("published: assigned to C"))
    #expect(edited.output.contains("NOT identical although the program is the same"))

    // A run of another program says so.
    try await Server.execute(database, "UPDATE allot.run_input SET software = 'allot 0.0.9 (build 00000000)'")
    #expect(try await allot("replay", "2026-11-18", status: 70).output.contains("replay it with allot 0.0.9 (build 00000000)"))
    let other = try await allot("replay", "2026-11-19")
    #expect(other.output.contains("another program") && other.output.hasSuffix("identical, bit for bit\n"))

    // And inputs that are gone are named as such.
    try await Server.execute(database, "DELETE FROM allot.run_input")
    #expect(try await allot("replay", status: 66).errors.contains("are not kept, or not any more"))
  }

  @Test func anAgencyMayKeepNothing() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let file = try scratch.write("agency.yaml", Files.agency + "replay: { keep: off }\n")
    #expect(try await Tool.run(["policy", "apply", file, "--database", database]).status == 0)
    let people = try scratch.write("collectors.csv", "code,name,team\nC1,A,a\n")
    let cases = try scratch.write("cases.csv", "client,case_no,currency,outstanding\ncmb,K1,CNY,1.00\n")
    for (feed, file) in [("collectors", people), ("cases", cases)] {
      #expect(try await Tool.run(["import", feed, file, "--database", database]).status == 0)
    }
    #expect(try await Tool.run(["run", "--slot", "2026-11-18", "--despite-brakes", "--database", database]).status == 0)
    let replay = try await Tool.run(["replay", "--database", database])
    #expect(replay.status == 66 && replay.errors.contains("replay: { keep: 30 days }"))
  }
}
