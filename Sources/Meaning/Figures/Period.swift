package import Portfolio

/// Days that a report is made of, both ends included.
package struct Period: Sendable, Hashable {
  /// What people call it.
  package enum Kind: String, Sendable {
    /// From Monday to Sunday.
    case week
    case month
    /// From a day to a day.
    case days
  }
  package let kind: Kind
  package let first: Day
  package let last: Day

  private init(_ kind: Kind, _ first: Day, _ last: Day) { (self.kind, self.first, self.last) = (kind, first, last) }

  /// The week from Monday to Sunday that a day is in.
  package static func week(of day: Day) -> Period {
    let monday = day - (day.weekday - 1)
    return Period(.week, monday, monday + 6)
  }

  /// A month of a year; nil for one that does not exist.
  package static func month(_ month: Int, of year: Int) -> Period? {
    guard (1...12).contains(month), let first = Day(year: year, month: month, day: 1) else { return nil }
    return Period(.month, first, first + (Day.length(ofMonth: month, in: year) - 1))
  }

  /// From a day to a day; nil when the last is before the first or more than 366 days are meant.
  package static func days(from first: Day, to last: Day) -> Period? {
    guard first <= last, last - first < longest else { return nil }
    return Period(.days, first, last)
  }

  /// So many days a period has at most.
  package static let longest = 366

  /// Every day of it, ascending.
  package var days: [Day] { (0...(last - first)).map { first + $0 } }
  /// Whether the day is in it.
  package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
