import Testing

/// Nights that have nothing to decide, that lie ahead, and that are run again, through the executable.
@Suite struct SlotTests {
  @Test func aNightThatLacksCasesOrPeopleDecidesNothingAndKeepsItsSlot() async throws {
    let world = try await Agency()
    let bare = try await world.allot("run", "--despite-brakes")
    #expect(bare.status == 75, "\(bare.output)\(bare.errors)")
    #expect(
      bare.output.contains("allot import cases FILE.csv") && bare.output.contains("allot import collectors FILE.csv"), "\(bare.output)")
    try await world.cases(4)
    let deserted = try await world.allot("run", "--despite-brakes", "--json")
    #expect(deserted.status == 75 && deserted.output.contains("\"status\":\"lacking\""), "\(deserted.output)")
    #expect(deserted.output.contains("\"lacks\":[\"people\"]"), "\(deserted.output)")
    #expect(try await world.allot("run", "--dry-run").status == 75)
    #expect(try await world.allot("show", "runs").output == "no runs\n")
    try await world.people()
    let night = try await world.allot("run", "--despite-brakes")
    #expect(night.status == 0 && night.output.contains("run 1 published"), "\(night.output)\(night.errors)")
  }

  @Test func aMistypedSlotPublishesNothingAndOneThatIsMeantIsSaid() async throws {
    let world = try await Agency()
    try await world.people()
    try await world.cases(4)
    // On any day of the week somebody is there.
    var hours = "collector,date,hours\n"
    for after in 0...2 { for code in ["C1", "C2"] { hours += "\(code),\(try await world.day(after)),8\n" } }
    #expect(try await world.allot("import", "hours", try world.scratch.write("hours.csv", hours)).status == 0)
    let mistyped = try await world.allot("run", "--slot", "2062-11-18", "--despite-brakes")
    #expect(mistyped.status == 64 && mistyped.errors.contains("2062-11-18") && mistyped.errors.contains("--really"), "\(mistyped.errors)")
    #expect(try await world.allot("show", "runs").output == "no runs\n")
    #expect(try await world.allot("run", "--really").status == 64)
    // Tonight, and then the next; not the one after it.
    let (today, next, afterNext) = (try await world.day(0), try await world.day(1), try await world.day(2))
    #expect(try await world.allot("run", "--slot", next, "--despite-brakes").status == 64)
    #expect(try await world.allot("run", "--slot", today, "--despite-brakes").status == 0)
    #expect(try await world.latestHeld() == 0)
    #expect(try await world.allot("run", "--slot", afterNext, "--despite-brakes").status == 64)
    let ahead = try await world.allot("run", "--slot", next, "--despite-brakes")
    #expect(ahead.status == 0 && ahead.output.contains("1 day ahead"), "\(ahead.output)\(ahead.errors)")
    let really = try await world.allot(
      "run", "--slot", try await world.day(30), "--despite-brakes", "--really")
    #expect(really.status == 0 && really.output.contains("30 days ahead"), "\(really.output)\(really.errors)")
    let audit = try await world.allot("audit", "list", "--action", "run.begun")
    #expect(audit.output.contains("30 days ahead") && audit.output.contains("li"), "\(audit.output)\(audit.errors)")
  }

  @Test func aNightOfAnotherDaySaysSo() async throws {
    let world = try await Agency()
    try await world.people()
    try await world.cases(4)
    let past = try await world.allot("run", "--slot", "2026-11-18", "--despite-brakes")
    #expect(past.status == 0 && past.output.contains(" back: it knows facts of the days before 2026-11-18"), "\(past.output)\(past.errors)")
    let early = try await world.allot("run", "--as-of", "2062-11-18T02:30", "--dry-run")
    #expect(early.status == 64 && early.errors.contains("--as-of lies on 2062-11-18"), "\(early.errors)")
  }

  @Test func aDayOnWhichNoCaseWasEntrustedYetLacksCases() async throws {
    let world = try await Agency()
    try await world.people()
    try await world.cases(4)
    for arguments in [[], ["--despite-brakes"], ["--dry-run"], ["--dry-run", "--baseline", "all"]] {
      let command = ["run", "--slot", "2026-10-31", "--json", "--database", world.database] + arguments
      let early = try await Tool.run(command, environment: ["ALLOT_USER": "li"])
      #expect(early.status == 75 && early.output.contains("\"lacks\":[\"cases\"]"), "\(arguments): \(early.output)\(early.errors)")
    }
    #expect(try await world.allot("show", "runs").output == "no runs\n")
    for slot in ["1950-01-01", "0001-01-01", "9999-12-31"] {
      let beyond = try await world.allot("run", "--slot", slot, "--dry-run")
      #expect(beyond.status == 64 && beyond.errors.contains("2199-12-31"), "\(beyond.errors)")
    }
    #expect(try await world.allot("run", "--slot", "2026-11-01", "--despite-brakes").status == 0)
  }

  @Test func aNightThatWasTakenBackIsRunAgainWithAReasonAndOneInForceIsNot() async throws {
    let world = try await Agency()
    try await world.people()
    try await world.cases(4)
    let slot = "2026-11-18"
    #expect(try await world.allot("run", "--slot", slot, "--despite-brakes").status == 0)
    let refused = try await world.allot("run", "--slot", slot, "--despite-brakes", "--again", "again")
    #expect(refused.status == 65 && refused.errors.contains("allot undo 1"), "\(refused.errors)")
    let undone = try await world.allot("undo", "1", "--reason", "half a file")
    #expect(undone.status == 0, "\(undone.errors)")
    let silent = try await world.allot("run", "--slot", slot, "--despite-brakes")
    #expect(silent.status == 0 && silent.output.contains("already published by run 1"), "\(silent.output)")
    #expect(silent.output.contains("--slot \(slot) --again"), "\(silent.output)")
    let again = try await world.allot("run", "--slot", slot, "--despite-brakes", "--again", "the file is whole", "--json")
    #expect(
      again.status == 0 && again.output.contains("\"status\":\"published\"") && again.output.contains("\"assigned\":4"), "\(again.output)")
    #expect(try await Server.numbers(world.database, "SELECT seq::int8 FROM allot.run WHERE kind = 'night' ORDER BY seq") == [1, 2])
    let audit = try await world.allot("audit", "list", "--action", "run.begun")
    #expect(audit.output.contains("again as number 2") && audit.output.contains("the file is whole"), "\(audit.output)")
    // Once is enough again.
    #expect(try await world.allot("run", "--slot", slot).output.contains("already published by run"))
    #expect(try await world.allot("run", "--slot", slot, "--again", "r").status == 65)
    #expect(try await world.allot("run", "--slot", slot, "--again", " ").status == 64)
    #expect(try await world.allot("doctor", "--invariants").status == 0)
  }
}

extension Agency {
  fileprivate func people() async throws {
    let file = try scratch.write("collectors.csv", "code,name,team\nC1,A,a\nC2,B,b\n")
    #expect(try await allot("import", "collectors", file).status == 0)
  }

  fileprivate func cases(_ count: Int) async throws {
    let rows = (1...count).map { "cmb,K\($0),CNY,100.00,2026-11-01\n" }.joined()
    let file = try scratch.write("cases.csv", "client,case_no,currency,outstanding,entrusted_on\n" + rows)
    #expect(try await allot("import", "cases", file).status == 0)
  }

  /// The day so many days after today, on the agency's clock.
  fileprivate func day(_ after: Int) async throws -> String {
    let number = try await Server.numbers(
      database, "SELECT to_char((clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date + \(after), 'YYYYMMDD')::int8")[0]
    let text = String(number)
    return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
  }

  /// Latest day since which anybody holds a case, less today.
  fileprivate func latestHeld() async throws -> Int {
    try await Server.numbers(
      database, "SELECT max(held_since) - (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date FROM allot.case_state")[0]
  }
}
