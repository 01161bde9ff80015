import Portfolio
import Testing

@testable import Promises

@Suite struct LunarCalendarTests {
  /// Spring Festivals of 2000…2030 as the calendars on the wall have them, and the last of the table.
  @Test func springFestivalsAreThosePublished() {
    let published = [
      "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09", "2006-01-29", "2007-02-18", "2008-02-07",
      "2009-01-26",
      "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16",
      "2019-02-05",
      "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26",
      "2029-02-13",
      "2030-02-03",
    ]
    for (text, year) in zip(published, 2000...) {
      #expect(Feast.spring.day(in: year).map(\.description) == text)
      #expect(Feast.springEve.day(in: year).map { "\($0 + 1)" } == text)
    }
    #expect(Feast.spring.day(in: 2100).map(\.description) == "2100-02-09")
    #expect(Feast.spring.day(in: 1998) == nil && Feast.spring.day(in: 2101) == nil)
  }

  @Test func feastsOfTheLunarYearStandOnTheirDays() {
    let known: [(Feast, Int, String)] = [
      (.lantern, 2026, "2026-03-03"), (.dragonBoat, 2026, "2026-06-19"), (.midAutumn, 2026, "2026-09-25"),
      (.dragonBoat, 2025, "2025-05-31"),
      (.midAutumn, 2025, "2025-10-06"), (.midAutumn, 2020, "2020-10-01"), (.dragonBoat, 2020, "2020-06-25"),
      (.midAutumn, 2033, "2033-09-08"),
    ]
    for (feast, year, text) in known { #expect(feast.day(in: year).map(\.description) == text) }
    // The month before the Spring Festival of 2027 has 29 days.
    #expect(LunarCalendar.day(year: 2026, month: 12, day: 29).map(\.description) == "2027-02-05")
    #expect(LunarCalendar.day(year: 2026, month: 12, day: 30) == nil)
  }

  /// Easter, 清明 and Thanksgiving of years in which they are early, late and as usual.
  @Test func movableFeastsOfTheSunAreRight() {
    let easters = [
      2000: "2000-04-23", 2008: "2008-03-23", 2011: "2011-04-24", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05",
      2038: "2038-04-25",
    ]
    for (year, text) in easters { #expect(Feast.easter.day(in: year).map(\.description) == text) }
    let qingming = [2000: "2000-04-04", 2003: "2003-04-05", 2024: "2024-04-04", 2025: "2025-04-04", 2026: "2026-04-05", 2100: "2100-04-05"]
    for (year, text) in qingming { #expect(Feast.qingming.day(in: year).map(\.description) == text) }
    let thanksgiving = [2024: "2024-11-28", 2025: "2025-11-27", 2026: "2026-11-26", 2028: "2028-11-23", 2029: "2029-11-22"]
    for (year, text) in thanksgiving { #expect(Feast.thanksgiving.day(in: year).map(\.description) == text) }
  }

  @Test func everyLunarDayFollowsTheOneBefore() {
    var days = 0
    for year in 1999...2100 {
      for month in 1...12 {
        guard let first = LunarCalendar.day(year: year, month: month, day: 1) else { continue }
        let length = LunarCalendar.day(year: year, month: month, day: 30) == nil ? 29 : 30
        #expect(LunarCalendar.day(year: year, month: month, day: length) == first + (length - 1))
        // The next month begins behind it, or behind its leap month.
        let next =
          month < 12 ? LunarCalendar.day(year: year, month: month + 1, day: 1) : LunarCalendar.day(year: year + 1, month: 1, day: 1)
        if let next { #expect([0, 29, 30].contains(next - first - length)) }
        days += length
      }
    }
    #expect(days > 36_000)
  }
}
