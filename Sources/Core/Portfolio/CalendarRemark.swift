/// A year whose days are not sure, which whoever reads a result should know.
package struct CalendarRemark: Sendable, Hashable {
  /// The calendar year.
  package var year: Int
  /// `.provisional` or `.unlisted`.
  package var certainty: Calendar.Certainty
  /// Name of the client whose calendar it is; nil for the agency's own.
  package var client: String?

  /// Made by `Calendar.remark(onYear:client:)`; `client` where it is a client's calendar.
  package init(year: Int, certainty: Calendar.Certainty, client: String? = nil) {
    self.year = year
    self.certainty = certainty
    self.client = client
  }
}

extension Reason {
  /// Whether working days were counted for it, to come or gone.
  package var countsWorkingDays: Bool {
    switch self {
    case .stayPromise, .recallForced, .recallNoFollowUp, .recallRotated: true
    default: false
    }
  }
}

extension Calendar {
  /// From this month on the next year is looked at too: what falls due then is dealt with now.
  package static let nextYearFrom = 10

  /// What is not sure about the year of `day` and, from October on, about the next. Empty for an unknown day.
  package func remarks(on day: Day, client: String? = nil) -> [CalendarRemark] {
    guard day.isKnown else { return [] }
    let (year, month, _) = day.civil
    return (month >= Self.nextYearFrom ? [year, year + 1] : [year]).compactMap { remark(onYear: $0, client: client) }
  }

  /// What is not sure about one year; nil when its list is official. `client` where it is a client's calendar.
  package func remark(onYear year: Int, client: String?) -> CalendarRemark? {
    let certainty = years[year] ?? .unlisted
    return certainty == .official ? nil : CalendarRemark(year: year, certainty: certainty, client: client)
  }
}
