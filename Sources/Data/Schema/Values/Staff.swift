package import Portfolio
package import Postgres

/// Who belongs to the house, as a condition of a statement.
package enum Staff {
  /// Whether the collector in `table` is active and his last day is not before `day`: who has left holds nothing after a night, and gets no list.
  package static func isHere(_ table: String, on day: Day) -> SQL {
    "\(raw: table).active AND coalesce(\(raw: table).leaves_on, 'infinity') >= \(day.date)"
  }
}
