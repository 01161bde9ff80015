import Policy
import Portfolio
import Speech
import Testing
import YAML

@Suite("An agency file that follows a calendar")
struct FollowedCalendarTests {
  private static func day(_ text: String) -> Day { Day(iso: text) ?? .none }
  private static func agency(_ calendar: String) -> String {
    Small.changed(Small.agency, "calendar: { weekdays: mon..fri }", calendar)
  }
  private static func check(_ calendar: String, given: [String] = [], beside: [String] = [], known: KnownNames = KnownNames()) throws
    -> PolicyCheck
  {
    try PolicyFile.check(
      [("a.yaml", Array(agency(calendar).utf8))] + given.map { ($0, try Shipped.bytes($0)) },
      beside: beside.map { ($0, try Shipped.bytes($0)) },
      known: known)
  }
  private static let cn = ["calendars/cn-2026.yaml", "calendars/cn-2027.yaml"]

  @Test(
    "has its days, by the short form and the long, from files given or lying beside",
    arguments: ["calendar: cn", "calendar: { follows: cn }"])
  func follows(_ form: String) throws {
    for check in [try Self.check(form, given: Self.cn), try Self.check(form, beside: Self.cn)] {
      #expect(check.findings.map(\.description) == [])
      let agency = try #require(check.set?.agency)
      #expect(agency.calendarCode == "cn" && agency.calendarYears.map(\.year) == [2026, 2027])
      #expect(agency.calendar.isWorkingDay(Self.day("2026-10-10")) && !agency.calendar.isWorkingDay(Self.day("2026-10-06")))
      #expect(!agency.calendar.isWorkingDay(Self.day("2027-02-09")))
    }
  }

  @Test("adds its own days, which win; the days of the week are its own too")
  func ownDays() throws {
    let form = "calendar: { follows: cn, weekdays: mon..sat, holidays: [2026-11-20, 2026-10-10], make_up: [2026-10-07] }"
    let calendar = try #require(try Self.check(form, given: Self.cn).set).agency.calendar
    #expect(!calendar.isWorkingDay(Self.day("2026-11-20")) && !calendar.isWorkingDay(Self.day("2026-10-10")))
    #expect(calendar.isWorkingDay(Self.day("2026-10-07")) && !calendar.isWorkingDay(Self.day("2026-10-06")))
    #expect(calendar.isWorkingDay(Self.day("2026-11-21")) && !calendar.isWorkingDay(Self.day("2026-11-22")))
    // Additions to a provisional list make it no better.
    #expect(calendar.years == [2026: .official, 2027: .provisional])
  }

  @Test("names a calendar that is nowhere: an error at its place, with what was meant")
  func unknown() throws {
    let check = try Self.check("calendar: { follows: cm }", given: Self.cn)
    #expect(
      check.errors.map(\.description) == ["a.yaml:6:22: “calendar.follows” names the calendar cm, which is not here; did you mean “cn”?"])
    #expect(try Self.check("calendar: hk").errors.map(\.line) == [6])
    #expect(try Self.check("calendar: hk").errors.first?.hint?.en.contains("hk-2026.yaml") == true)
  }

  @Test("has the calendars of its clients; a client that nobody has is warned of")
  func clients() throws {
    let form = "calendar: { follows: cn, clients: { harbour: us-banking, cmb: hk } }"
    let files = Self.cn + ["calendars/us-banking-2026.yaml", "calendars/hk-2026.yaml"]
    let check = try Self.check(form, given: files, known: KnownNames(clients: ["cmb", "harbor"]))
    #expect(check.findings.map(\.description) == ["a.yaml:6:37: there is no client “harbour”; did you mean “harbor”? (warning)"])
    let agency = try #require(check.set?.agency)
    #expect(agency.clientCalendars.map(\.client) == ["cmb", "harbour"] && agency.clientCalendars.map(\.code) == ["hk", "us-banking"])
    #expect(agency.calendarYears.map(\.code) == ["cn", "cn", "hk", "us-banking"])
    #expect(
      !agency.clientCalendars[1].calendar.isWorkingDay(Self.day("2026-11-26")) && agency.calendar.isWorkingDay(Self.day("2026-11-26")))
    #expect(NamedCalendar(of: agency, client: "cmb")?.code == "hk" && NamedCalendar(of: agency, client: "x") == nil)
  }

  @Test("beside a year given twice: an error that names the first file")
  func twice() throws {
    let files = try [("x.yaml", try Shipped.bytes("calendars/cn-2026.yaml")), ("y.yaml", try Shipped.bytes("calendars/cn-2026.yaml"))]
    let errors = PolicyFile.check(files).errors
    #expect(errors.map(\.file) == ["y.yaml"] && errors.first?.message.en.contains("the first is x.yaml") == true)
  }

  @Test("beside a calendar that it does not name: a warning, since nothing follows from it")
  func notFollowed() throws {
    let check = try Self.check("calendar: cn", given: Self.cn + ["calendars/hk-2026.yaml"])
    #expect(check.findings.map(\.problem.message.en) == ["the agency file does not follow the calendar hk: nothing follows from it"])
    #expect(check.set?.agency.calendarYears.map(\.code) == ["cn", "cn"])
  }

  @Test("is stored with the days it follows: by itself it means the same, and storing it again changes nothing")
  func embedded() throws {
    let form = "calendar: { follows: cn, clients: { cmb: in-maharashtra } }"
    let agency = try #require(try Self.check(form, given: Self.cn + ["calendars/in-maharashtra-2026.yaml"]).set?.agency)
    let stored = CalendarText.embedding(agency.calendarYears, in: Self.agency(form))
    #expect(stored.hasPrefix(Self.agency(form)))
    #expect(try Small.parsedAgency(stored) == agency)
    #expect(CalendarText.embedding(agency.calendarYears, in: stored) == stored)
    #expect(CalendarText.held(in: stored) == agency.calendarYears)
    // Without years the text is as it was written.
    #expect(CalendarText.embedding([], in: Small.agency) == Small.agency)
  }

  @Test("takes a new year in place of the one it holds, and nothing of a calendar that it does not follow")
  func updated() throws {
    let agency = try #require(try Self.check("calendar: cn", given: Self.cn).set?.agency)
    let stored = CalendarText.embedding(agency.calendarYears, in: Self.agency("calendar: cn"))
    var notice = try Shipped.calendar("cn-2027")
    notice.status = .official
    notice.workDays = [.init(days: [Self.day("2027-02-20")], name: "调休")]
    let (text, others) = CalendarText.updating(stored, with: [notice, try Shipped.calendar("hk-2026")])
    #expect(others == ["hk"])
    let later = try Small.parsedAgency(text)
    #expect(later.calendar.years == [2026: .official, 2027: .official] && later.calendar.isWorkingDay(Self.day("2027-02-20")))
    #expect(later.calendarYears.first == agency.calendarYears.first)
    #expect(CalendarText.updating(text, with: [notice]).text == text)
  }

  @Test("that it holds itself is not changed by what lies beside, but by what is given")
  func held() throws {
    let agency = try #require(try Self.check("calendar: cn", given: ["calendars/cn-2026.yaml"]).set?.agency)
    let stored = CalendarText.embedding(agency.calendarYears, in: Self.agency("calendar: cn"))
    let lying = PolicyFile.check([("a.yaml", Array(stored.utf8))], beside: [("n", try Shipped.bytes("calendars/cn-2027.yaml"))])
    #expect(lying.set?.agency.calendarYears.map(\.year) == [2026])
    let given = PolicyFile.check([("a.yaml", Array(stored.utf8)), ("n", try Shipped.bytes("calendars/cn-2027.yaml"))])
    #expect(given.set?.agency.calendarYears.map(\.year) == [2026, 2027])
  }

  @Test("says from October on that the next year is not sure, and at any time that a year has no list")
  func whatIsNotSureFromOctoberOn() throws {
    let agency = try Shipped.agency()
    #expect(agency.calendarRemarks(on: Self.day("2026-09-30")) == [])
    #expect(agency.calendarRemarks(on: Self.day("2026-10-01")) == [CalendarRemark(year: 2027, certainty: .provisional)])
    #expect(
      agency.calendarRemarks(on: Self.day("2027-10-01"))
        == [CalendarRemark(year: 2027, certainty: .provisional), CalendarRemark(year: 2028, certainty: .unlisted)])
    #expect(agency.calendarRemarks(on: Self.day("2029-03-01")) == [CalendarRemark(year: 2029, certainty: .unlisted)])
    // The old form: years whose days the agency names itself have a list, others have none.
    let own = try Small.parsedAgency(Self.agency("calendar: { weekdays: mon..fri, holidays: [2026-10-01] }"))
    #expect(own.calendarRemarks(on: Self.day("2026-11-30")) == [CalendarRemark(year: 2027, certainty: .unlisted)])
    let bare = try Small.parsedAgency()
    #expect(bare.calendarRemarks(on: Self.day("2026-05-01")) == [CalendarRemark(year: 2026, certainty: .unlisted)])
    #expect(bare.calendarRemarks(on: .none) == [])
  }
}
