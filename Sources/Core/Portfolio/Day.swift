/// A civil date, as days since 2000-01-01, the form in which PostgreSQL sends `date` in binary. The agency's one time zone is applied
/// before a `Day` exists; nothing in the core knows zones.
package struct Day: RawRepresentable, Hashable, Comparable, Sendable {
  /// Days since 2000-01-01; the ends of the range stand for `.none` and `.never`.
  package let rawValue: Int32

  /// From days since 2000-01-01.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// From days since 2000-01-01.
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// No date known. Earlier than every date, so `last >= since` is false for it without a special case.
  package static let none = Day(Int32.min)
  /// Without end. Later than every date.
  package static let never = Day(Int32.max)

  /// False for `.none` and `.never`, which are no days of a calendar.
  package var isKnown: Bool { self != .none && self != .never }

  /// Earlier; `.none` is before every day, `.never` after.
  package static func < (a: Day, b: Day) -> Bool { a.rawValue < b.rawValue }
  /// `day + n` and `a - b` saturate instead of trapping, since `.none` and `.never` are the ends of the range.
  package static func + (day: Day, days: Int) -> Day {
    guard day.isKnown else { return day }
    let sum = Int64(day.rawValue) + Int64(clamping: days)
    return Day(Int32(clamping: max(Int64(Int32.min) + 1, min(sum, Int64(Int32.max) - 1))))
  }
  /// So many days earlier; saturates as `+`, and leaves `.none` and `.never` as they are.
  package static func - (day: Day, days: Int) -> Day { day + (-days) }
  /// Whole days from `b` to `a`.
  package static func - (a: Day, b: Day) -> Int { Int(a.rawValue) - Int(b.rawValue) }

  /// 1 Monday … 7 Sunday (ISO 8601). 2000-01-01 was a Saturday.
  package var weekday: Int { (((Int(rawValue) + 5) % 7) + 7) % 7 + 1 }
}

extension Day {
  /// The proleptic Gregorian date; nil when the month or the day does not exist, or the year is outside 1…9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year) else { return nil }
    // Days from civil: March-based years put the leap day last, so month lengths follow one linear formula.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(Int32(era * 146_097 + dayOfEra - 730_425))
  }

  /// Days of the month, 28…31, in the Gregorian calendar; `month` is 1…12.
  package static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The first day of its month; itself when it is no known day.
  package var firstOfMonth: Day {
    let (year, month, _) = civil
    return Day(year: year, month: month, day: 1) ?? self
  }

  /// Year, month 1…12 and day 1…31 in the proleptic Gregorian calendar. Means nothing for `.none` and `.never`.
  package var civil: (year: Int, month: Int, day: Int) {
    let z = Int(rawValue) + 730_425
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// Reads `2026-11-21`; nil for anything else.
  package init?(iso text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2 else { return nil }
    var numbers: [Int] = []
    for part in parts {
      var value = 0
      for byte in part {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      numbers.append(value)
    }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }
}

extension Day: CustomStringConvertible {
  /// `2026-11-21`; `-` for no date, `∞` for no end.
  package var description: String {
    guard isKnown else { return self == .none ? "-" : "∞" }
    let (year, month, day) = civil
    let y = String(year)
    return String(repeating: "0", count: max(0, 4 - y.count)) + y + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-")
      + String(day)
  }
}

/// A point in time, in microseconds since 2000-01-01T00:00:00Z, the form in which PostgreSQL sends `timestamptz` in binary.
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable {
  /// Microseconds since 2000-01-01T00:00:00Z.
  package let rawValue: Int64
  /// From microseconds since 2000-01-01T00:00:00Z.
  package init(rawValue: Int64) { self.rawValue = rawValue }
  /// Earlier.
  package static func < (a: Instant, b: Instant) -> Bool { a.rawValue < b.rawValue }
}

/// A wall-clock time as a source wrote it, in microseconds since 2000-01-01T00:00:00 of an unnamed zone (the agency's, unless the source gave
/// an offset, and then `offsetSeconds` east of UTC). PostgreSQL turns it into an instant: it is the zone database.
package struct LocalTime: Hashable, Sendable {
  /// Since 2000-01-01T00:00:00 on the wall; negative before.
  package var microseconds: Int64
  /// Seconds east of UTC; nil when the source gave no offset, and then the agency's time zone holds.
  package var offsetSeconds: Int32?
  /// Made by Intake from what a source wrote.
  package init(microseconds: Int64, offsetSeconds: Int32? = nil) {
    self.microseconds = microseconds
    self.offsetSeconds = offsetSeconds
  }
  /// The date on the wall.
  package var day: Day {
    let perDay: Int64 = 86_400_000_000
    let quotient = microseconds / perDay
    return Day(Int32(clamping: microseconds % perDay < 0 ? quotient - 1 : quotient))
  }
}
