import Testing

/// What team leads hand out and what comes back, and what an auditor draws; through the executable alone.
@Suite struct TeamListTests {
  @Test func aLeadGetsHisTeamsListsAndNobodyElses() async throws {
    let agency = try await Agency.ofTwoNights()
    let people = try await agency.allot("show", "collectors", "--json").output
    let teams = people.matches(of: /"code":"([^"]+)","team":"([^"]+)"/).map { (code: String($0.1), team: String($0.2)) }
    let mine = try #require(teams.first)
    let other = try #require(teams.first { $0.team != mine.team })
    var tokens: [String: String] = [:]
    for (name, words) in [
      ("lead", ["--role", "lead", "--team", mine.team]), ("manager", ["--role", "manager"]), ("auditor", ["--role", "auditor"]),
      ("approver", ["--role", "approver"]), ("integrator", ["--role", "integrator"]),
    ] {
      #expect(try await Tool.run(["user", "add", name] + words + ["--database", agency.database]).status == 0)
      tokens[name] = try await agency.allot("user", "token", name).output.replacing("\n", with: "")
    }
    func by(_ who: String, _ words: String...) async throws -> Tool.Result {
      try await Tool.run(words + ["--database", agency.database], environment: ["ALLOT_TOKEN": tokens[who] ?? ""])
    }
    let path = agency.scratch.path + "/team"
    let made = try await by("lead", "report", "2", "--for", "lead=\(mine.team)", "--format", "html,xlsx,csv", "--output", path)
    #expect(made.status == 0, "\(made.errors)")
    let foreign = try await by("lead", "report", "2", "--for", "lead=\(other.team)", "--output", path + "2")
    #expect(foreign.status == 77 && foreign.errors.contains(mine.team), "\(foreign.errors)")
    #expect(try await by("manager", "report", "2", "--for", "lead=\(other.team)", "--language", "zh", "--output", path + "3").status == 0)

    // Only his own people, the order of the day, no number in full.
    let members = teams.filter { $0.team == mine.team }.map(\.code)
    #expect(
      try await Tool.bash("ls '\(path)/lists'").output.split(separator: "\n").map(String.init) == members.map { $0 + ".csv" }.sorted())
    let list = Child.text("\(path)/lists/\(mine.code).csv").split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let parts = list.map { String($0[3]) }
    #expect(!parts.isEmpty && parts == parts.sorted { (order.firstIndex(of: $0) ?? 9) < (order.firstIndex(of: $1) ?? 9) })
    let held = try await Server.numbers(
      agency.database,
      "SELECT s.case_id::int FROM allot.case_state s JOIN allot.collector c ON c.agency_id = s.agency_id AND c.collector_id = s.holder_id "
        + "WHERE s.status = 0 AND c.code = '\(mine.code)' ORDER BY 1")
    #expect(list.compactMap { Int($0[4]) }.sorted() == held)
    let said = try await Tool.bash("cat '\(path)'/*.csv '\(path)'/lists/*.csv '\(path)'/report.html").output
    for one in teams where one.team != mine.team { #expect(!said.contains(one.code), "\(one.code) of another team") }
    let numbers = try await agency.allot("show", "cases", "--limit", "1000", "--json").output.matches(of: /"case_no":"([^"]+)"/).map(\.1)
    #expect(!numbers.isEmpty && !numbers.contains { said.contains($0) })
    #expect(said.contains("Not picked up yet") && said.contains("尚未领取"))

    // The list comes back; only whoever hands it out says so.
    #expect(try await by("auditor", "report", "acknowledge", "\(path)/lists/\(mine.code).csv").status == 77)
    #expect(try await by("lead", "report", "acknowledge", "--collector", other.code).status == 77)
    #expect(try await by("lead", "report", "acknowledge", "\(path)/lists/\(mine.code).csv").output == "1 list noted as picked up\n")
    #expect(
      try await by("manager", "report", "acknowledge", "--collector", mine.code, "--json").output.contains("\"noted\":0,\"before\":1"))
    let lists = try await by("lead", "report", "lists", "2", "--json").output
    #expect(lists.contains("\"collector\":\"\(mine.code)\",\"by\":\"lead\"") && !lists.contains(other.code))
    #expect(try await by("manager", "report", "lists", "2", "--json").output.contains(other.code))
    #expect(try await by("lead", "report", "lists", "2", "--team", other.team).status == 77)

    // Packages: who sees cases and audits.
    for (who, status) in [("manager", Int32(0)), ("approver", 0), ("auditor", 0), ("lead", 77), ("integrator", 77)] {
      #expect(try await by(who, "report", "2", "--for", "client=cmb", "--output", "\(path)-\(who)").status == status, "\(who)")
    }
  }

  private var order: [String] { ["promise_due", "clock", "new", "rest"] }

  /// The last day of a first contact is that of the case's own policy, and what runs out today stands before what is merely new.
  @Test func theClockOnAListIsThatOfTheServiceRule() async throws {
    let agency = try await Agency.ofTwoNights()
    let folder = agency.scratch.path + "/all"
    let made = try await agency.allot("report", "2", "--for", "leads", "--format", "csv,xlsx", "--output", folder)
    #expect(made.status == 0, "\(made.errors)")
    let lists = try await Tool.bash("find '\(folder)' -path '*/lists/*.csv'").output.split(separator: "\n").map(String.init)
    #expect(lists.count == 8)
    // Cards: the strictest rule is 48 h, two days; loans say three days or what their policy says.
    let rules = try await Server.numbers(agency.database, "SELECT count(*)::int FROM allot.client")
    #expect(rules[0] > 1)
    let contacts = try await Server.numbers(
      agency.database,
      """
      SELECT s.case_id::int FROM allot.case_state s LEFT JOIN allot.contacts k ON k.agency_id = s.agency_id AND k.case_id = s.case_id
      WHERE s.status = 0 AND (k.last_day IS NULL OR k.last_day < s.entrusted_on)
      """)
    var (withClock, urgent, isNew) = (0, 0, 0)
    for path in lists {
      let rows = Child.text(path).split(separator: "\r\n").dropFirst().map(Self.fields)
      #expect(rows.map { $0[3] } == rows.map { $0[3] }.sorted { (order.firstIndex(of: $0) ?? 9) < (order.firstIndex(of: $1) ?? 9) })
      for row in rows {
        let by = row[12]
        if !by.isEmpty {
          withClock += 1
          #expect(contacts.contains(Int(row[4]) ?? 0), "\(path): a clock after a contact")
          if row[3] != "promise_due" { #expect((row[3] == "clock") == (by <= "2026-11-19") || row[3] == "clock", "\(row)") }
          if by <= "2026-11-19" { urgent += 1 }
        }
        if row[3] == "new" { isNew += 1 }
      }
    }
    #expect(withClock > 0 && isNew > 0, "\(withClock) clocks, \(urgent) urgent, \(isNew) new")
    // The days are those of the policies: the same case by SQL.
    let days = try await Server.numbers(
      agency.database,
      """
      SELECT (s.entrusted_on - DATE '2000-01-01')::int FROM allot.decision d JOIN allot.case_state s USING (agency_id, case_id)
      JOIN allot.run u USING (agency_id, run_id)
      WHERE d.run_id = 2 AND d.kind = 1 AND NOT d.lost AND u.policies -> d.policy::int4 ->> 'name' = 'retail-card' ORDER BY d.case_id LIMIT 1
      """)
    let first = try await Server.numbers(
      agency.database,
      """
      SELECT d.case_id::int FROM allot.decision d JOIN allot.run u USING (agency_id, run_id)
      WHERE d.run_id = 2 AND d.kind = 1 AND NOT d.lost AND u.policies -> d.policy::int4 ->> 'name' = 'retail-card' ORDER BY d.case_id LIMIT 1
      """)
    if let day = days.first, let id = first.first {
      let expected = try await Tool.bash("date -u -d '2000-01-01 + \(day + 2) days' +%F").output.replacing("\n", with: "")
      let row = try await Tool.bash("grep -rh ',\(id),' '\(folder)' --include='*.csv'").output
      #expect(row.contains(",\(expected),"), "\(expected): \(row)")
    }
    // A lead gets his own team only, and no other folder.
    let people = try await agency.allot("show", "collectors", "--json").output
    let team = try #require(people.firstMatch(of: /"team":"([^"]+)"/).map { String($0.1) })
    #expect(try await Tool.run(["user", "add", "chen", "--role", "lead", "--team", team, "--database", agency.database]).status == 0)
    let token = try await agency.allot("user", "token", "chen").output.replacing("\n", with: "")
    let own = try await Tool.run(
      ["report", "2", "--for", "leads", "--format", "csv", "--output", folder + "-own", "--database", agency.database],
      environment: ["ALLOT_TOKEN": token])
    #expect(own.status == 0, "\(own.errors)")
    #expect(try await Tool.bash("ls '\(folder)-own' | wc -l").output == "1\n")
  }

  /// Fields of a line, quotes resolved.
  private static func fields(_ line: some StringProtocol) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for sign in line {
      if sign == "\"" {
        isQuoted.toggle()
      } else if sign == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(sign)
      }
    }
    return fields
  }

  /// Lists come back in the folder with everything else, whatever they are called.
  @Test func listsThatComeBackInAFolderAreNotedAndTheManagersPageSaysWhoHasNotGotHis() async throws {
    let agency = try await Agency.ofTwoNights()
    let folder = agency.scratch.path
    #expect(try await agency.allot("report", "2", "--for", "leads", "--format", "csv", "--output", folder + "/all").status == 0)
    let lists = try await Tool.bash("find '\(folder)/all' -path '*/lists/*.csv' -size +300c | sort").output.split(separator: "\n").map(
      String.init)
    try #require(lists.count >= 3)
    // Nobody has acknowledged anything yet: the page says that it cannot tell.
    #expect(try await agency.allot("report", "2", "--language", "en", "--output", folder + "/before").status == 0)
    #expect(Child.text(folder + "/before/report.html").contains("who has his cannot be told"))
    #expect(
      try await Tool.bash(
        "mkdir -p '\(folder)/back/lists' && cp '\(lists[0])' '\(folder)/back/今天.csv' && cp '\(lists[1])' '\(folder)/back/lists/'"
      ).status == 0)
    let tried = try await agency.allot("import", "folder", folder + "/back", "--dry-run")
    #expect(
      tried.status == 0 && tried.output.contains("lists that came back: 2") && tried.output.contains("nothing was changed"),
      "\(tried.output)\(tried.errors)")
    let loaded = try await agency.allot("import", "folder", folder + "/back")
    #expect(loaded.status == 0 && loaded.output.contains("2 lists noted as picked up"), "\(loaded.output)\(loaded.errors)")
    let again = try await agency.allot("import", "folder", folder + "/back", "--json")
    #expect(again.output.contains("\"lists\":{\"noted\":0,\"before\":2}"), "\(again.output)")
    #expect(try await agency.allot("report", "2", "--language", "en", "--output", folder + "/after").status == 0)
    let page = Child.text(folder + "/after/report.html")
    #expect(page.contains("6 of 8 lists not picked up") && page.contains("8份清单中6份尚未领取"))
    let rows = Child.text(folder + "/after/pickups.csv").split(separator: "\r\n").dropFirst()
    #expect(rows.count == 8 && rows.count { $0.contains(",yes,") && $0.hasSuffix(",li") } == 2)
    // Who left the day before is asked for nothing any more, and gets no list.
    let waiting = try #require(rows.first { $0.contains(",no,") }).split(separator: ",", omittingEmptySubsequences: false)[2]
    try await Server.execute(
      agency.database, "UPDATE allot.collector SET leaves_on = (SELECT slot - 1 FROM allot.run WHERE run_id = 2) WHERE code = '\(waiting)'")
    #expect(try await agency.allot("report", "2", "--output", folder + "/left").status == 0)
    let left = Child.text(folder + "/left/pickups.csv")
    #expect(left.split(separator: "\r\n").count == 8 && !left.contains(",\(waiting),"))
    #expect(try await agency.allot("report", "lists", "2", "--json").output.contains("\"\(waiting)\"") == false)
    #expect(try await agency.allot("report", "2", "--for", "leads", "--format", "csv", "--output", folder + "/without").status == 0)
    #expect(try await Tool.bash("find '\(folder)/without' -name '\(waiting).csv' | wc -l").output == "0\n")
    // A list of a run that is none, and somebody who may not say so: after the rest was loaded.
    _ = try agency.scratch.write("back/今天.csv", "run,collector\n99,C1\n")
    #expect(try await agency.allot("import", "folder", folder + "/back").status == 66)
  }

  /// An auditor's sample is drawn by what was named before the night; what was not says so.
  @Test func theAuditorsSampleIsDrawnByASeedThatWasNamedBeforehand() async throws {
    let agency = try await Agency.ofTwoNights()
    let folder = agency.scratch.path
    func report(_ name: String, _ run: String, _ more: String...) async throws -> String {
      let made = try await Tool.run(
        ["report", run, "--for", "auditor", "--language", "en", "--output", "\(folder)/\(name)"] + more + ["--database", agency.database])
      #expect(made.status == 0, "\(made.errors)")
      return Child.text("\(folder)/\(name)/report.html")
    }
    let before = try await report("unnamed", "2")
    #expect(before.contains("Nobody had named a seed before the run began"))
    #expect(try await agency.allot("audit", "seed", "autumn 2026").status == 0)
    #expect(try await agency.allot("audit", "seed", "a\nb").status == 64)
    #expect(try await agency.allot("audit", "list", "--action", "sample.").output.contains("autumn 2026"))
    // Named now, for a run that was before: whoever names it could choose.
    let late = try await report("late", "2", "--seed", "autumn 2026")
    #expect(late.contains("whoever wrote the report could choose it"))
    let run = try await agency.allot("run", "--slot", "2026-11-20", "--despite-brakes")
    #expect(run.status == 0, "\(run.errors)")
    let page = try await report("named", "latest")
    #expect(page.contains("li named the seed at") && page.contains("autumn 2026"))
    #expect(try await report("same", "latest", "--seed", "autumn 2026").contains("li named the seed at"))
    #expect(try await Tool.bash("cmp '\(folder)/named/sample.csv' '\(folder)/same/sample.csv'").status == 0)
    #expect(try await report("other", "latest", "--seed", "spring").contains("could choose it"))
    #expect(try await Tool.bash("cmp -s '\(folder)/late/sample.csv' '\(folder)/unnamed/sample.csv'").status == 1)
    // Allocation: one of each stratum at least, in all what was drawn; every stratum of client and rule is there.
    let strata = Child.text(folder + "/unnamed/sample_strata.csv").split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let (cases, drawn) = (strata.map { Int($0[4]) ?? 0 }, strata.map { Int($0[5]) ?? 0 })
    let rows = Child.text(folder + "/unnamed/sample.csv").split(separator: "\r\n").count - 1
    let all = try await Server.numbers(agency.database, "SELECT count(*)::int FROM allot.decision WHERE run_id = 2")
    #expect(cases.reduce(0, +) == all[0] && drawn.reduce(0, +) == rows && rows == min(all[0], max(100, strata.count)))
    #expect(zip(cases, drawn).allSatisfy { 1 <= $1 && $1 <= $0 })
    // By client, policy, route and kind of decision, each once; in this night all were dealt by one rule.
    #expect(Set(strata.map { $0[0] }).count > 1 && Set(strata.map { $0[0...3].joined(separator: ",") }).count == strata.count)
    #expect(try await agency.allot("report", "2", "--seed", "x", "--output", folder + "/no").status == 64)
  }
}
