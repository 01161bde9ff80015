import Testing

/// What people write behind `allot report`, and what they are told when it is not what they meant.
@Suite struct ReportCommandTests {
  @Test(arguments: [
    (["--for", "manger"], "did you mean “manager”?"), (["--for", "lead"], "write --for lead=TEAM"),
    (["--for", "laed=a"], "did you mean “lead”?"), (["--for", "laed=a"], "The value given (a text of 6 characters) is invalid"),
    (["--for", "client="], "write --for client=NAME"), (["--for", "auditor=x"], "nothing follows them"),
    (["--format", "html,xslx"], "did you mean “xlsx”?"), (["--format", ""], "write some of: html, xlsx, csv"),
  ])
  func aReaderOrFormThatIsNoneIsToldWithWhatWasMeant(_ words: [String], _ said: String) async throws {
    let result = try await Tool.run(
      ["report", "latest", "--output", "x"] + words + ["--language", "en"], environment: ["HOME": "/nonexistent"])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains(said), "\(result.errors)")
  }

  @Test(arguments: [
    (["--week", "2026-11-18", "--month", "2026-11"], "write one of --week"), (["--from", "2026-11-18"], "belong together"),
    (["--from", "2026-11-18", "--to", "2026-11-17"], "is before"), (["--month", "2026-13"], "write it as 2026-11"),
    (["--from", "2024-01-01", "--to", "2026-01-01"], "at most 366 days"), (["latest", "--month", "2026-11"], "not both"),
    (["--week", "2026-11-18", "--as-of", "02:30"], "of a run, not of a period"),
  ])
  func aPeriodThatIsNoneIsTold(_ words: [String], _ said: String) async throws {
    let result = try await Tool.run(["report"] + words + ["--output", "x", "--language", "en"], environment: ["HOME": "/nonexistent"])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains(said), "\(result.errors)")
  }

  /// A night, then its week as page, tables and workbook; a week before it has nothing, and a client's has his cases only.
  @Test func aPeriodIsWrittenInEveryForm() async throws {
    let world = try await PlanTests.World(cases: 6)
    #expect(try await world.allot("run", "--slot", "2026-11-18").status == 0)
    let folder = world.scratch.path + "/week"
    let made = try await world.allot("report", "--week", "2026-11-20", "--format", "html,csv,xlsx", "--output", folder, "--language", "en")
    try #require(made.status == 0, "\(made.errors)")
    let page = Child.text(folder + "/report.html")
    #expect(page.contains("The period in one line") && Child.text(folder + "/days.csv").contains("difference,0,0.00"))
    #expect(made.output.contains("10 files below"))
    let before = try await world.allot("report", "--month", "2019-01", "--output", folder, "--language", "en")
    #expect(before.status == 66 && before.errors.contains("no run was published in 2019-01"), "\(before.errors)")
    // A client has his cases and no people; nobody is asked for by a name that is nobody's.
    let client = try await world.allot(
      "report", "--week", "2026-11-20", "--for", "client=cmb", "--format", "html,csv,xlsx", "--output", folder + "-c", "--language", "en")
    try #require(client.status == 0, "\(client.errors)")
    let his = Child.text(folder + "-c/report.html")
    #expect(his.contains("cases of this client only") && Child.text(folder + "-c/days.csv").contains(",open,difference,0,0.00"))
    #expect(Child.text(folder + "-c/people.csv").isEmpty && !Child.text(folder + "-c/batches.csv").isEmpty)
    #expect(try await world.allot("report", "--week", "2026-11-20", "--for", "client=cbm", "--output", folder + "-n").status == 66)
    let all = try await world.allot("report", "--week", "2026-11-20", "--for", "leads", "--output", folder + "-l", "--language", "en")
    #expect(all.status == 64 && all.errors.contains("--for lead=TEAM"), "\(all.errors)")
  }
}
