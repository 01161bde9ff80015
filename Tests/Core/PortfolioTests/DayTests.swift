import Portfolio
import Testing

@Suite struct DayTests {
  @Test func knownDatesHaveTheirDistanceFromTheEpoch() throws {
    #expect(try #require(Day(year: 2000, month: 1, day: 1)).rawValue == 0)
    #expect(try #require(Day(year: 2000, month: 3, day: 1)).rawValue == 60)
    #expect(try #require(Day(year: 1970, month: 1, day: 1)).rawValue == -10_957)
    #expect(try #require(Day(year: 2026, month: 11, day: 21)).rawValue == 9821)
  }

  @Test func everyDayOfFourCenturiesSurvivesTheRoundTripAndFollowsTheOneBefore() {
    var previous = Day(-40_000)
    for raw in Int32(-39_999)...110_000 {
      let day = Day(raw)
      let (year, month, dayOfMonth) = day.civil
      #expect(Day(year: year, month: month, day: dayOfMonth) == day)
      #expect(day - previous == 1)
      #expect(day.weekday == previous.weekday % 7 + 1)
      previous = day
    }
  }

  @Test func writtenDatesReadBackAndNothingElseIsRead() {
    #expect(Day(iso: "2026-11-21")?.description == "2026-11-21")
    for leap in ["2000-02-29", "2024-02-29", "2400-02-29"] { #expect(Day(iso: leap) != nil, "\(leap)") }
    for wrong in [
      "2026-02-29", "2026-13-01", "2026-00-10", "26-1-1", "2026/11/21", "2026-11-2x", "", "2026-11-21 ", "1900-02-29", "2100-02-29",
    ] {
      #expect(Day(iso: wrong) == nil)
    }
  }

  @Test func theDayOf2026November21IsASaturday() throws {
    #expect(try #require(Day(iso: "2026-11-21")).weekday == 6)
  }

  @Test func theEndsOfTheRangeSaturate() {
    #expect(Day.never + 5 == .never)
    #expect(Day.none - 5 == .none)
    #expect(Day(Int32.max - 1) + 100 == Day(Int32.max - 1))
    #expect(Day.none < Day(0))
    #expect(Day(0) < .never)
  }

  @Test func aLocalTimeBeforeTheEpochIsOnTheDayBefore() {
    #expect(LocalTime(microseconds: -1).day == Day(-1))
    #expect(LocalTime(microseconds: 0).day == Day(0))
    #expect(LocalTime(microseconds: 86_400_000_000 - 1).day == Day(0))
  }
}

@Suite struct CalendarTests {
  @Test func makeUpDaysWinOverHolidaysAndWeekends() throws {
    let saturday = try #require(Day(iso: "2026-02-14"))
    let monday = try #require(Day(iso: "2026-02-16"))
    var calendar = Calendar.mondayToFriday
    #expect(!calendar.isWorkingDay(saturday))
    #expect(calendar.isWorkingDay(monday))
    calendar.makeUpDays = [saturday]
    calendar.holidays = [monday]
    #expect(calendar.isWorkingDay(saturday))
    #expect(!calendar.isWorkingDay(monday))
  }

  @Test func workingDaysAreCountedHalfOpenAndNeverNegative() throws {
    let monday = try #require(Day(iso: "2026-11-16"))
    #expect(Calendar.mondayToFriday.workingDays(from: monday, to: monday + 7) == 5)
    #expect(Calendar.mondayToFriday.workingDays(from: monday, to: monday) == 0)
    #expect(Calendar.mondayToFriday.workingDays(from: monday + 7, to: monday) == 0)
    #expect(Calendar.mondayToFriday.workingDays(from: .none, to: monday) == 0)
  }

  /// Holidays on days off, make-up days on working days and on holidays, any weekly pattern, and spans of weeks: as one counts them on the fingers.
  @Test func workingDaysOfAnySpanAreThoseCountedOneByOne() {
    var random = SplitMix64(state: 5)
    for _ in 0..<2_000 {
      func days(_ count: Int) -> Set<Day> { Set((0..<count).map { _ in Day(Int32.random(in: 9_700...10_000, using: &random)) }) }
      let calendar = Calendar(
        workedWeekdays: UInt8.random(in: 0...127, using: &random) << 1, holidays: days(.random(in: 0...20, using: &random)),
        makeUpDays: days(.random(in: 0...20, using: &random)))
      let from = Day(Int32.random(in: 9_650...9_950, using: &random))
      let to = from + Int.random(in: -2...250, using: &random)
      var counted = 0
      var day = from
      while day < to {
        if calendar.isWorkingDay(day) { counted += 1 }
        day = day + 1
      }
      #expect(calendar.workingDays(from: from, to: to) == counted, "\(calendar) from \(from) to \(to)")
    }
  }

  /// A dry run may ask for a slot of another century, once for every case: a walk through its days would take minutes.
  @Test(.timeLimit(.minutes(1))) func aSpanOfCenturiesCostsNoMoreThanOneOfMonths() throws {
    let (from, to) = (try #require(Day(iso: "2026-11-16")), try #require(Day(iso: "2199-12-31")))
    // 63,232 days: 9,033 whole weeks from a Monday on, and one Monday more.
    for _ in 0..<100_000 { try #require(Calendar.mondayToFriday.workingDays(from: from, to: to) == 45_166) }
  }

  @Test func aCalendarWithoutWorkingDaysEndsTheSearch() {
    let never = Calendar(workedWeekdays: 0, holidays: [], makeUpDays: [])
    #expect(never.nextWorkingDays(5, onOrAfter: Day(0)).isEmpty)
  }
}
