/// Which days the agency works: a weekly pattern, holidays, and make-up working days (调休) that win over both.
package struct Calendar: Sendable, Equatable {
  /// ISO weekdays that are worked, bit `1 << weekday` (2 Monday … 128 Sunday).
  package var workedWeekdays: UInt8
  /// Days off whatever their weekday.
  package var holidays: Set<Day>
  /// Days worked whatever their weekday, and even when they stand among the holidays.
  package var makeUpDays: Set<Day>

  /// Working days on which less is worked; they count as working days, and the roster says how many minutes.
  package var halfDays: Set<Day>
  /// How sure the list of a year is; a year without an entry has none, and then the weekdays alone decide.
  package var years: [Int: Certainty]

  /// How much a year's list is worth.
  package enum Certainty: String, CaseIterable, Sendable {
    /// Published, or the agency's own word.
    case official
    /// What is known before the list is out or confirmed: days may come and go.
    case provisional
    /// No list at all.
    case unlisted
  }

  /// Monday to Friday, without a list for any year.
  package static let mondayToFriday = Calendar(workedWeekdays: 0b0011_1110, holidays: [], makeUpDays: [])

  /// Made from `calendar` of the agency file and the calendars that it follows.
  package init(
    workedWeekdays: UInt8, holidays: Set<Day>, makeUpDays: Set<Day>, halfDays: Set<Day> = [], years: [Int: Certainty] = [:]
  ) {
    self.workedWeekdays = workedWeekdays
    self.holidays = holidays
    self.makeUpDays = makeUpDays
    self.halfDays = halfDays
    self.years = years
  }

  /// A make-up day is one, else a worked weekday that is no holiday. `day` must be known.
  package func isWorkingDay(_ day: Day) -> Bool {
    if makeUpDays.contains(day) { return true }
    return isInPattern(day) && !holidays.contains(day)
  }

  /// Whether its weekday is worked.
  private func isInPattern(_ day: Day) -> Bool { workedWeekdays & (1 << UInt8(day.weekday)) != 0 }

  /// Working days in `from..<to`; 0 when `to <= from` or either is unknown.
  package func workingDays(from: Day, to: Day) -> Int {
    guard from.isKnown, to.isKnown, from < to else { return 0 }
    let span = Int(to.rawValue) - Int(from.rawValue)
    guard span > Self.fewDays else {
      return (from.rawValue..<to.rawValue).reduce(into: 0) { count, raw in if isWorkingDay(Day(raw)) { count += 1 } }
    }
    // Whole weeks by their pattern, then the days that are otherwise: a slot of another century costs no more than one of next year.
    var count = span / 7 * (workedWeekdays & 0b1111_1110).nonzeroBitCount
    for offset in 0..<span % 7 where isInPattern(from + offset) { count += 1 }
    for day in holidays where day >= from && day < to && isInPattern(day) && !makeUpDays.contains(day) { count -= 1 }
    for day in makeUpDays where day >= from && day < to && !isInPattern(day) { count += 1 }
    return count
  }
  /// A span up to so many days is counted day by day.
  private static let fewDays = 70

  /// The first `count` working days on or after `day`, looking at most 400 days ahead (a calendar of holidays only has none).
  package func nextWorkingDays(_ count: Int, onOrAfter day: Day) -> [Day] {
    var found: [Day] = []
    var offset = 0
    while found.count < count, offset < 400 {
      if isWorkingDay(day + offset) { found.append(day + offset) }
      offset += 1
    }
    return found
  }
}
