package import Portfolio

/// A calendar with what is known about its days: the agency's, a client's, or one by itself.
package struct NamedCalendar: Sendable, Equatable {
  /// What a day is.
  package enum DayKind: String, CaseIterable, Sendable {
    /// Worked, as every such weekday.
    case worked
    /// Free, as every such weekday.
    case free
    /// Off, by the list.
    case off
    /// Worked, by the list, though its weekday is free or the day stands among the days off.
    case makeUp = "make_up"
    /// Worked, but less.
    case half

    /// Whether it counts as a working day.
    package var isWorked: Bool { self == .worked || self == .makeUp || self == .half }
  }

  /// Code of the calendar that is followed; nil when the agency file holds its days itself.
  package var code: String?
  /// Code of the agency whose days these are; nil for a calendar by itself.
  package var agency: String?
  /// Name of the client whose days these are.
  package var client: String?
  /// The days.
  package var calendar: Calendar
  /// What the days are called and where they stand, as far as the calendar is followed.
  package var years: [CalendarYear]

  /// One calendar by itself; nil without any year.
  package init?(_ years: [CalendarYear]) {
    guard let calendar = CalendarYear.joined(years) else { return nil }
    self.init(code: years.first?.code, calendar: calendar, years: years)
  }

  /// Made from an agency file by `init(of:client:)`, and by tests.
  package init(code: String?, agency: String? = nil, client: String? = nil, calendar: Calendar, years: [CalendarYear]) {
    self.code = code
    self.agency = agency
    self.client = client
    self.calendar = calendar
    self.years = years
  }

  /// The agency's own, or that of one of its clients; nil for a client that has none of its own.
  package init?(of agency: AgencyPolicy, client: String? = nil) {
    if let client {
      guard let found = agency.clientCalendars.first(where: { $0.client == client }) else { return nil }
      self.init(
        code: found.code, agency: agency.code, client: client, calendar: found.calendar,
        years: agency.calendarYears.filter { $0.code == found.code })
    } else {
      self.init(
        code: agency.calendarCode, agency: agency.code, calendar: agency.calendar,
        years: agency.calendarYears.filter { $0.code == agency.calendarCode })
    }
  }

  /// What the day is. `day` must be known.
  package func kind(of day: Day) -> DayKind {
    if calendar.makeUpDays.contains(day) { return .makeUp }
    if calendar.holidays.contains(day) { return .off }
    guard calendar.isWorkingDay(day) else { return .free }
    return calendar.halfDays.contains(day) ? .half : .worked
  }

  /// What the list calls the day, and where it stands; nil for an ordinary day, and for the agency's own days.
  package func entry(on day: Day) -> (name: String, source: CalendarYear.Source?)? {
    years.first { $0.year == day.civil.year }?.entry(on: day)
  }

  /// Years from `from` to `to` whose days are not sure.
  package func remarks(from: Day, to: Day) -> [CalendarRemark] {
    guard from.isKnown, to.isKnown, from <= to else { return [] }
    return (from.civil.year...to.civil.year).compactMap { calendar.remark(onYear: $0, client: client) }
  }

  /// Days between `from` and `to`, both ends among them, that one of two calendars works and the other does not.
  package func differences(from other: NamedCalendar, from: Day, to: Day) -> [(day: Day, here: DayKind, there: DayKind)] {
    guard from.isKnown, to.isKnown, from <= to else { return [] }
    return (from.rawValue...to.rawValue).map { Day($0) }.compactMap { day in
      let (here, there) = (kind(of: day), other.kind(of: day))
      return here.isWorked == there.isWorked && (here == .half) == (there == .half) ? nil : (day, here, there)
    }
  }
}
