import Policy
import Portfolio
import Speech
import Testing
import YAML

@Suite("A calendar file")
struct CalendarFileTests {
  private static func days(_ text: String) -> Set<Day> { Set(text.split(separator: " ").compactMap { Day(iso: $0) }) }

  private static func findings(_ text: String, _ language: Language = .en) -> [String] {
    CalendarFile.check(Array(text.utf8), file: "c.yaml").findings.map { $0.text(language) }
  }

  private static let small = """
    calendar: cn
    year: 2026
    status: official
    source: { document: Notice, of: 2025-11-04 }
    days_off:
      - { on: 2026-01-01, name: New Year }
      - { from: 2026-02-15, until: 2026-02-23, name: Spring Festival }
    work_days:
      - { on: 2026-02-14, name: make-up }
    half_days:
      - { on: 2026-12-31, name: New Year's Eve, source: { document: Our own notice, seen: 2026-11-30 } }
    """

  @Test("that is shipped is right, and is named after its calendar and its year", arguments: Shipped.calendars)
  func shipped(_ name: String) throws {
    let (findings, year) = CalendarFile.check(try Shipped.bytes(name), file: name)
    #expect(findings.filter { $0.severity == .error } == [])
    let read = try #require(year)
    #expect(name == "calendars/\(read.code)-\(read.year).yaml")
    #expect(read.calendar.holidays.allSatisfy { $0.civil.year == read.year } && !read.calendar.holidays.isEmpty)
    #expect(read.calendar.holidays.allSatisfy { read.entry(on: $0)?.source != nil })
  }

  @Test("of China has the days of the notice for 2026: weekdays off and weekend days worked")
  func china2026() throws {
    let calendar = try Shipped.calendar("cn-2026").calendar
    let off = Self.days(
      "2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23 2026-04-06 2026-05-01 2026-05-04 2026-05-05 "
        + "2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07")
    #expect(calendar.holidays.filter { $0.weekday <= 5 } == off)
    #expect(calendar.makeUpDays == Self.days("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"))
    #expect(calendar.years == [2026: .official])
    // 365 days, 104 on weekends: 261 weekdays, 19 of them off, 6 weekend days worked.
    let year = Day(iso: "2026-01-01") ?? .none
    #expect(calendar.workingDays(from: year, to: year + 365) == 248)
  }

  @Test("of China for 2027 has the days of the law with their substitutes, provisionally, and no make-up days")
  func china2027() throws {
    let calendar = try Shipped.calendar("cn-2027").calendar
    #expect(
      calendar.holidays.filter { $0.weekday <= 5 }
        == Self.days(
          "2027-01-01 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-05 2027-05-03 2027-05-04 2027-06-09 2027-09-15 2027-10-01 "
            + "2027-10-04 2027-10-05"))
    // The thirteen days of the law.
    #expect(calendar.holidays.count == 13 + 6)
    #expect(calendar.makeUpDays.isEmpty && calendar.years == [2027: .provisional])
  }

  @Test("of the Federal Reserve works on the Friday before a Saturday's holiday, offices of the government do not")
  func unitedStates() throws {
    let friday = Day(iso: "2026-07-03") ?? .none
    #expect(try Shipped.calendar("us-banking-2026").calendar.isWorkingDay(friday))
    #expect(try !Shipped.calendar("us-federal-2026").calendar.isWorkingDay(friday))
  }

  @Test("of an Indian state works first, third and fifth Saturdays")
  func india() throws {
    for state in ["delhi", "karnataka", "maharashtra", "tamil-nadu"] {
      let calendar = try Shipped.calendar("in-\(state)-2026").calendar
      // May 2026 has five Saturdays and no holiday on one.
      let saturdays = [2, 9, 16, 23, 30].compactMap { Day(year: 2026, month: 5, day: $0) }
      #expect(saturdays.map(calendar.isWorkingDay) == [true, false, true, false, true], "\(state)")
      #expect(!calendar.isWorkingDay(Day(iso: "2026-05-03") ?? .none), "\(state)")
    }
  }

  @Test("is read in full: spans, single days, make-up days, half days, sources")
  func whole() throws {
    let year = try CalendarFile.parse(Array(Self.small.utf8), file: "c.yaml")
    #expect(year.code == "cn" && year.year == 2026 && year.status == .official)
    #expect(year.daysOff.map(\.days.count) == [1, 9])
    let calendar = year.calendar
    #expect(calendar.isWorkingDay(Day(iso: "2026-02-14") ?? .none) && !calendar.isWorkingDay(Day(iso: "2026-02-16") ?? .none))
    // A half day is a working day.
    let half = Day(iso: "2026-12-31") ?? .none
    #expect(calendar.isWorkingDay(half) && calendar.halfDays == [half])
    #expect(year.entry(on: half)?.source == .init(document: "Our own notice", day: Day(iso: "2026-11-30") ?? .none, isSeen: true))
    #expect(year.entry(on: half - 365) == nil)
    #expect(NamedCalendar([year])?.kind(of: half) == .half && NamedCalendar([year])?.kind(of: half + 1) == .worked)
  }

  @Test(
    "with a mistake says where, what and what to do, in both languages",
    arguments: [
      (
        "{ on: 2026-02-14, name: make-up }", "{ on: 2026-02-11, name: make-up }",
        "c.yaml:9:11: “work_days[1].on” makes 2026-02-11 a working day, but it is a Wednesday, which is worked anyway; expected a day that is not worked otherwise, such as a Saturday; compare the date with the source",
        "c.yaml:9:11: “work_days[1].on”把 2026-02-11 列为上班日，但这天是星期三，本来就上班；应为本来不上班的日子，如星期六；请对照原文核对日期"
      ),
      (
        "on: 2026-01-01", "on: 2025-12-31",
        "c.yaml:6:11: “days_off[1].on” is 2025-12-31, outside of 2026; put it into the file of its year",
        "c.yaml:6:11: “days_off[1].on”为 2025-12-31，不在 2026 年内；请写进那一年的文件"
      ),
      (
        "on: 2026-12-31", "on: 2026-01-01",
        "c.yaml:11:11: “half_days[1].on” names 2026-01-01 a second time (it stands under “days_off” already); delete one of the two",
        "c.yaml:11:11: “half_days[1].on”重复写了 2026-01-01（“days_off”里已有）；请删除其中一个"
      ),
      (
        "until: 2026-02-23", "until: 2026-02-14", "c.yaml:7:32: “days_off[2].until” is 2026-02-14, before it begins on 2026-02-15",
        "c.yaml:7:32: “days_off[2].until”为 2026-02-14，早于开始日 2026-02-15"
      ),
      (
        "on: 2026-12-31", "on: 2026-12-27",
        "c.yaml:11:11: “half_days[1].on” makes 2026-12-27 a half day, but it is a Sunday, which is not worked at all; delete it, or name it under “work_days”",
        "c.yaml:11:11: “half_days[1].on”把 2026-12-27 列为半天，但这天是星期日，本来就不上班；请删除，或写到“work_days”里"
      ),
      (
        "status: official", "status: final", "c.yaml:3:9: “status” is “final”; expected “official” or “provisional”",
        "c.yaml:3:9: “status”为“final”；应为“official”或“provisional”"
      ),
    ])
  func mistakesOfACalendarFile(_ old: String, _ new: String, _ english: String, _ chinese: String) {
    let text = Small.changed(Self.small, old, new)
    #expect(Self.findings(text) == [english])
    #expect(Self.findings(text, .zh) == [chinese])
  }

  @Test("without a source is refused entry by entry, but for those with their own")
  func noSource() {
    let text = Small.changed(Self.small, "source: { document: Notice, of: 2025-11-04 }\n", "")
    let problems = CalendarFile.check(Array(text.utf8), file: "c.yaml").findings
    #expect(problems.map { "\($0.problem.line):\($0.problem.column)" } == ["5:5", "6:5", "8:5"])
    #expect(
      problems.allSatisfy { $0.problem.message.en.hasSuffix("has no source") && $0.problem.hint?.zh.contains("of: 2025-11-04") == true })
  }

  @Test("with a day off that is free anyway is right, and the check notes it")
  func needless() throws {
    let text = Small.changed(Self.small, "on: 2026-01-01", "on: 2026-01-03")
    let (findings, year) = CalendarFile.check(Array(text.utf8), file: "c.yaml")
    #expect(findings.map(\.description) == ["c.yaml:6:5: 2026-01-03 is a Saturday, free anyway (warning)"])
    #expect(year != nil)
  }
}
