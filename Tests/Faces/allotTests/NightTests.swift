import Testing

/// A small agency from files to report, through the executable alone.
@Suite struct NightTests {
  @Test func aSampleNightEndToEnd() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String...) async throws -> Tool.Result {
      let result = try await Tool.run(arguments + ["--database", database])
      #expect(result.status == 0, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result
    }
    let sample = try await Tool.run([
      "sample", "--cases", "300", "--new-cases", "40", "--collectors", "8", "--days", "10", "--nights", "1",
      "--first-slot", "2026-11-18", "--output", scratch.path,
    ])
    #expect(sample.status == 0, "\(sample.errors)")
    for folder in ["base", "night-1"] {
      for feed in ["collectors", "hours", "cases-cn", "cases-us", "attempts", "payments", "promises", "flags", "holds"] {
        let path = "\(scratch.path)/\(folder)/\(feed).csv"
        guard !Child.text(path).isEmpty else { continue }
        // The second file of cases brings a client who is new by then.
        _ = try await feed.hasPrefix("cases") ? allot("import", "cases", path, "--yes") : allot("import", feed, path)
      }
    }
    // The same file again changes nothing.
    let again = try await allot("import", "attempts", "\(scratch.path)/base/attempts.csv", "--json")
    #expect(again.output.contains("\"inserted\":0,\"changed\":0,"), "\(again.output)")

    let dry = try await allot("run", "--slot", "2026-11-18", "--dry-run")
    #expect(dry.output.contains("nothing was changed"))
    let beside = try await allot("run", "--slot", "2026-11-18", "--dry-run", "--baseline", "all")
    for planner in ["allot", "round-robin", "least-loaded", "snake", "score", "rating"] { #expect(beside.output.contains("\n\(planner) ")) }
    let two = try await allot("run", "--slot", "2026-11-18", "--dry-run", "--baseline", "snake,score", "--json")
    #expect(two.output.matches(of: /"planner":"([a-z-]+)"/).map { String($0.1) } == ["allot", "snake", "score"])
    #expect(try await Tool.run(["run", "--baseline", "all", "--database", database]).status == 64)
    #expect(try await Tool.run(["run", "--dry-run", "--baseline", "best", "--database", database]).status == 64)
    #expect(try await allot("show", "runs").output == "no runs\n")

    let night = try await allot("run", "--slot", "2026-11-18", "--despite-brakes", "--json")
    #expect(night.output.contains("\"status\":\"published\""))
    #expect(night.output.contains("\"reconciles\":true"))
    let assigned = try #require(night.output.firstMatch(of: /"assigned":(\d+)/).flatMap { Int($0.1) })
    #expect(assigned > 0)

    // Once is enough.
    let repeated = try await allot("run", "--slot", "2026-11-18")
    #expect(repeated.output.contains("already published by run"))
    let runs = try await allot("show", "runs", "--json")
    #expect(runs.output.matches(of: /"state":"published"/).count == 1)

    let given = try await allot("show", "assignments", "--kind", "assigned", "--limit", "1000", "--json")
    #expect(given.output.matches(of: /"kind":"assigned"/).count == assigned)
    let caseNo = try #require(given.output.firstMatch(of: /"case_no":"([^"]+)"/)?.1)
    let why = try await allot("explain", String(caseNo))
    #expect(why.output.contains("assigned to C"))
    #expect(why.output.contains("because"))
    #expect(why.output.contains("in the teams of the route") && why.output.contains("Cost here"))
    let chinese = try await allot("explain", String(caseNo), "--language", "zh")
    #expect(chinese.output.contains("持有人") && chinese.output.contains("路由小组") && chinese.output.contains("此处边际成本"))
    let byLocale = try await Tool.run(["explain", String(caseNo), "--database", database], environment: ["LANG": "zh_CN.UTF-8"])
    #expect(byLocale.output == chinese.output)
    let machine = try await allot("explain", String(caseNo), "--json")
    #expect(machine.output.contains("\"place\":{\"in_teams\":") && machine.output.contains("\"cost\":{\"load\":"))
    let person = try #require(given.output.firstMatch(of: /"to":"([^"]+)"/)?.1)
    let fared = try await allot("explain", "--collector", String(person))
    #expect(fared.output.contains("\(person) in run") && fared.output.contains("new case") && fared.output.contains("the median of the"))
    #expect(try await allot("explain", "--collector", String(person), "--language", "zh").output.contains("中位数"))
    #expect(try await allot("explain", "--collector", String(person), "--json").output.contains("\"eligible_for\":"))
    #expect(try await Tool.run(["explain", "--collector", "NOBODY", "--database", database]).status == 66)
    #expect(try await Tool.run(["explain", "--database", database]).status == 64)

    // Every part of the score, now and as the run saw it.
    let score = try await allot("show", "collectors", "--score", "--run", "latest", "--collector", String(person))
    for part in ["used", "scheduled", "saturation", "effort", "time ahead", "score", "caps", "room"] {
      #expect(score.output.contains("\n  \(part) "))
    }
    #expect(try await allot("show", "collectors", "--score", "--json").output.contains("\"saturation_permille\":{\"own\":"))
    #expect(try await Tool.run(["show", "collectors", "--run", "latest", "--database", database]).output.contains("C0001"))
    #expect(try await allot("show", "cases", "--limit", "5").output.contains("outstanding"))
    #expect(try await allot("show", "collectors").output.contains("C0001"))

    let report = try await allot("report", "latest", "--output", scratch.path + "/report")
    #expect(report.output.contains("report.html"))
    #expect(Child.text(scratch.path + "/report/report.html").contains("<html"))
    #expect(try await Tool.run(["explain", "NO-SUCH-CASE", "--database", database]).status == 66)
  }
}
