package import Portfolio

/// One year of one calendar, as written in a file of its own or kept at the end of an agency file.
///
/// ```yaml
/// calendar: cn
/// year: 2026
/// status: official
/// source: { document: 国务院办公厅关于2026年部分节假日安排的通知, of: 2025-11-04 }
/// days_off: [ { from: 2026-02-15, until: 2026-02-23, name: 春节 } ]
/// work_days: [ { on: 2026-02-14, name: 春节调休 } ]
/// half_days: []
/// ```
package struct CalendarYear: Sendable, Equatable {
  /// By which agency files and clients name it: `cn`.
  package var code: String
  /// 2000…2199; every day lies in it.
  package var year: Int
  /// `.official` or `.provisional`.
  package var status: Calendar.Certainty
  /// ISO weekdays that are worked where nothing else is said, bit `1 << weekday`.
  package var workedWeekdays: UInt8
  /// Of every entry that has none of its own.
  package var source: Source?
  /// Days off, in the order of the file.
  package var daysOff: [Entry]
  /// Days worked though their weekday is not.
  package var workDays: [Entry]
  /// Working days on which less is worked.
  package var halfDays: [Entry]

  /// Where a day stands.
  package struct Source: Sendable, Hashable {
    /// Name of the document as it calls itself.
    package var document: String
    /// The day of the document, or, where it bears none, the day on which it was seen.
    package var day: Day
    /// Whether `day` is the day on which it was seen.
    package var isSeen: Bool
    /// `source` of a calendar file or of one entry.
    package init(document: String, day: Day, isSeen: Bool = false) {
      self.document = document
      self.day = day
      self.isSeen = isSeen
    }
  }

  /// One holiday, of one or more days.
  package struct Entry: Sendable, Equatable {
    /// Not empty, ascending, each once.
    package var days: [Day]
    /// As the source calls it.
    package var name: String
    /// nil where that of the file holds.
    package var source: Source?
    /// One entry under `days_off`, `work_days` or `half_days`.
    package init(days: [Day], name: String, source: Source? = nil) {
      self.days = days
      self.name = name
      self.source = source
    }
  }

  /// Made by the reader of calendar files.
  package init(
    code: String, year: Int, status: Calendar.Certainty, workedWeekdays: UInt8 = Calendar.mondayToFriday.workedWeekdays, source: Source?,
    daysOff: [Entry] = [], workDays: [Entry] = [], halfDays: [Entry] = []
  ) {
    self.code = code
    self.year = year
    self.status = status
    self.workedWeekdays = workedWeekdays
    self.source = source
    self.daysOff = daysOff
    self.workDays = workDays
    self.halfDays = halfDays
  }

  /// The year by itself, as a calendar.
  package var calendar: Calendar {
    Calendar(
      workedWeekdays: workedWeekdays, holidays: Set(daysOff.flatMap(\.days)), makeUpDays: Set(workDays.flatMap(\.days)),
      halfDays: Set(halfDays.flatMap(\.days)), years: [year: status])
  }

  /// What a day is called, and where it stands: its work day first, then its day off, then its half day. nil for an ordinary day.
  package func entry(on day: Day) -> (name: String, source: Source?)? {
    for entries in [workDays, daysOff, halfDays] {
      if let entry = entries.first(where: { $0.days.contains(day) }) { return (entry.name, entry.source ?? source) }
    }
    return nil
  }

  /// By code, then by year; the order in which years are kept.
  package static func precedes(_ a: CalendarYear, _ b: CalendarYear) -> Bool {
    a.code == b.code ? a.year < b.year : a.code.utf8.lexicographicallyPrecedes(b.code.utf8)
  }

  /// Whether it is the same year of the same calendar, whatever its days.
  func isSameYear(as other: CalendarYear) -> Bool { code == other.code && year == other.year }

  /// Several years of one calendar as one. The years must agree on the weekdays, those of the first hold. nil without any year.
  package static func joined(_ years: [CalendarYear]) -> Calendar? {
    guard var all = years.first?.calendar else { return nil }
    for year in years.dropFirst().map(\.calendar) {
      all.holidays.formUnion(year.holidays)
      all.makeUpDays.formUnion(year.makeUpDays)
      all.halfDays.formUnion(year.halfDays)
      all.years.merge(year.years) { first, _ in first }
    }
    return all
  }
}

/// What the working days of one client are.
package struct ClientCalendar: Sendable, Equatable {
  /// Name of the client.
  package var client: String
  /// Code of the calendar that it follows.
  package var code: String
  /// Its years joined.
  package var calendar: Calendar
  /// One line under `calendar.clients` of the agency file.
  package init(client: String, code: String, calendar: Calendar) {
    self.client = client
    self.code = code
    self.calendar = calendar
  }
}
