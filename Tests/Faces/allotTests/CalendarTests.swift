import Testing

/// Calendars through the executable: shipped ones without a database, the agency's own with one.
@Suite struct CalendarTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
  private func calendar(_ name: String) -> String { Child.text("\(Self.root)/policies/calendars/\(name).yaml") }

  @Test func shippedCalendarsNeedNoDatabase() async throws {
    let shown = try await Tool.run(["calendar", "show", "--calendar", "cn", "--month", "2026-10"])
    #expect(shown.status == 0, "\(shown.errors)")
    // 1 to 7 off, the 10th worked: 8, 9, 10 and three weeks.
    #expect(
      shown.output.contains("October 2026: 18 working days\n") && shown.output.contains("[ 5][ 6][ 7]  8   9 +10 (11)\n"), "\(shown.output)"
    )
    let counted = try await Tool.run(["calendar", "days", "2026-10-01", "2026-10-31", "--calendar", "cn", "--json"])
    #expect(counted.output.contains("\"working_days\":18,\"unsure\":[]"), "\(counted.output)")
    let next = try await Tool.run(["calendar", "days", "2027-02-01", "2027-02-28", "--calendar", "cn"])
    // Twenty weekdays, less 5, 8, 9 and 10 February.
    #expect(next.output.contains("16 working days") && next.output.contains("the calendar of 2027 is provisional"), "\(next.output)")
    let wrong = try await Tool.run(["calendar", "show", "--calendar", "us-bnking", "--month", "2026-10"])
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean “us-banking”?"), "\(wrong.errors)")
    let scratch = try Scratch()
    let nobody = try await Tool.run(["calendar", "show"], environment: ["ALLOT_STATE_DIR": scratch.path + "/none"])
    #expect(
      nobody.status == 64 && nobody.errors.contains("there is no agency yet") && nobody.errors.contains("us-federal"), "\(nobody.errors)")
    for month in ["2026-13", "October", "1999-12"] {
      #expect(try await Tool.run(["calendar", "show", "--calendar", "cn", "--month", month]).status == 64, "\(month)")
    }
    let turned = try await Tool.run(["calendar", "days", "2026-10-31", "2026-10-01", "--calendar", "cn"])
    #expect(turned.status == 64 && turned.errors.contains("write the earlier day first"))
  }

  @Test func aFileIsCheckedAtItsPlacesAndComparedWithTheShippedYear() async throws {
    let scratch = try Scratch()
    let right = try await Tool.run(["calendar", "check", "\(Self.root)/policies/calendars/cn-2026.yaml"])
    #expect(
      right.status == 0 && right.output.contains("calendar cn of 2026, official: 33 days off, 6 make-up days, 0 half days"),
      "\(right.output)")
    let broken = calendar("cn-2026").replacing("on: 2026-02-14", with: "on: 2026-02-13")
    let file = try scratch.write("mine.yaml", broken)
    let checked = try await Tool.run(["calendar", "check", file])
    #expect(checked.status == 65 && checked.output.isEmpty)
    let line = broken.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("2026-02-13") } ?? -2
    #expect(
      checked.errors.contains("mine.yaml:\(line + 1):11: ") && checked.errors.contains("it is a Friday, which is worked anyway"),
      "\(checked.errors)")
    #expect(try await Tool.run(["calendar", "compare", file]).status == 65)
    // What the notice of the next year would bring.
    let notice = calendar("cn-2027").replacing("status: provisional", with: "status: official")
      .replacing("work_days: []", with: "work_days:\n  - { on: 2027-02-20, name: 春节调休 }")
      .replacing("until: 2027-02-10", with: "until: 2027-02-11")
    let compared = try await Tool.run(["calendar", "compare", try scratch.write("cn-2027.yaml", notice)])
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.contains("is official, the shipped one provisional"))
    #expect(
      compared.output.contains("2027-02-11  day off      worked") && compared.output.contains("2027-02-20  make-up day  free"),
      "\(compared.output)")
    let unknown = try await Tool.run([
      "calendar", "compare", try scratch.write("x.yaml", notice.replacing("calendar: cn", with: "calendar: xx")),
    ])
    #expect(
      unknown.status == 66 && unknown.errors.contains("there are: ") && !unknown.errors.contains("allot calendar show"), "\(unknown.errors)"
    )
    // A name that says another year than the file holds is warned of, and nothing was to be stored.
    let misnamed = try await Tool.run(["calendar", "check", try scratch.write("cn-2031.yaml", notice)])
    #expect(
      misnamed.status == 0 && misnamed.errors.contains("the name says calendar cn of 2031, the file holds cn of 2027"), "\(misnamed.errors)"
    )
    let bad = try await Tool.run(["calendar", "compare", try scratch.write("bad.yaml", "calendar: cn\n")])
    #expect(bad.status == 65 && !bad.errors.contains("stored"), "\(bad.errors)")
  }

  @Test func theAgencyFileIsStoredWithItsDaysAndALaterCalendarFileMakesAVersionOfIt() async throws {
    let scratch = try Scratch()
    let database = try await Server.database()
    _ = try await Tool.run(["db", "migrate", "--database", database])
    func allot(_ arguments: String..., status: Int32 = 0) async throws -> Tool.Result {
      let result = try await Tool.run(arguments + ["--database", database])
      #expect(result.status == status, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result
    }
    let text = Files.agency.replacing("calendar: { weekdays: mon..fri }", with: "calendar: { follows: cn, clients: { cmb: us-banking } }")
    let agency = try scratch.write("agency.yaml", text)
    // No folder of its own beside it: the shipped ones are followed.
    _ = try await allot("policy", "apply", agency, try scratch.write("everything.yaml", Files.policy))
    let stored = try await allot("policy", "show", "test").output
    #expect(stored.hasPrefix(text) && stored.contains("\ncalendars:\n  - calendar: cn\n    year: 2026\n"), "\(stored)")
    #expect(try await allot("policy", "apply", agency).output.contains("unchanged, in force"))

    let own = try await allot("calendar", "show", "--month", "2026-10")
    #expect(own.output.hasPrefix("the calendar of agency test, after cn\n") && own.output.contains("18 working days"), "\(own.output)")
    let client = try await allot("calendar", "days", "2026-11-23", "2026-11-27", "--client", "cmb")
    #expect(client.output.contains("4 working days of 5 days"), "\(client.output)")
    #expect(try await allot("calendar", "show", "--client", "nobody", status: 66).errors.contains("has no calendar of its own"))

    // The notice comes out: the calendar file alone is enough, and brings the agency file along.
    let notice = calendar("cn-2027").replacing("status: provisional", with: "status: official")
      .replacing("work_days: []", with: "work_days:\n  - { on: 2027-02-20, name: 春节调休 }")
    let applied = try await allot("policy", "apply", try scratch.write("cn-2027.yaml", notice))
    #expect(applied.output.contains("agency test version 2: in force from the next run"), "\(applied.output)")
    #expect(try await allot("calendar", "days", "2027-02-15", "2027-02-21").output.contains("6 working days of 7 days"))
    let strange = try await allot("policy", "apply", "\(Self.root)/policies/calendars/hk-2026.yaml")
    #expect(strange.errors.contains("does not follow the calendar hk") && !strange.output.contains("version 3"), "\(strange.errors)")
  }

  @Test func whatIsNotSureIsSaidByDoctor() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    // The small agency names no days off at all: whatever the year, it has no list.
    let doctor = try await Tool.run(["doctor", "--database", database])
    #expect(doctor.status == 0 && doctor.output.contains("only the days of the week decide there"), "\(doctor.output)")
    let chinese = try await Tool.run(["doctor", "--database", database, "--language", "zh"])
    #expect(chinese.output.contains("该年只按星期几计算工作日"), "\(chinese.output)")
  }

  @Test func aRunIsReplayedByTheDaysItWasDecidedWith() async throws {
    let scratch = try Scratch()
    let database = try await Server.database()
    _ = try await Tool.run(["db", "migrate", "--database", database])
    func allot(_ arguments: String...) async throws -> Tool.Result {
      let result = try await Tool.run(arguments + ["--database", database])
      #expect(result.status == 0, "allot \(arguments.joined(separator: " ")): \(result.errors)\(result.output)")
      return result
    }
    let agency = try scratch.write("agency.yaml", Files.agency.replacing("calendar: { weekdays: mon..fri }", with: "calendar: cn"))
    _ = try await allot("policy", "apply", agency, try scratch.write("everything.yaml", Files.policy))
    _ = try await Tool.run([
      "sample", "--cases", "120", "--new-cases", "20", "--collectors", "6", "--days", "10", "--nights", "1", "--first-slot", "2026-11-18",
      "--output", scratch.path,
    ])
    for feed in ["collectors", "cases-cn", "promises"] {
      _ = try await allot("import", feed.hasPrefix("cases") ? "cases" : feed, "\(scratch.path)/base/\(feed).csv")
    }
    _ = try await allot("run", "--slot", "2026-11-18", "--despite-brakes")
    // Every day of November off: another calendar would count other working days.
    let closed = calendar("cn-2026").replacing(
      "work_days:", with: "  - { from: 2026-11-01, until: 2026-11-30, name: closed }\nwork_days:")
    _ = try await allot("policy", "apply", try scratch.write("cn-2026.yaml", closed))
    #expect(try await allot("calendar", "days", "2026-11-01", "2026-11-30").output.contains("0 working days"))
    #expect(try await allot("replay", "2026-11-18").output.hasSuffix("identical, bit for bit\n"))
  }
}
