package import Portfolio
import Postgres
package import Schema

/// What is known of one day of a person: what a roster says, what a list of leave says, and what counts.
package struct ShownHours: Sendable, Hashable {
  package var day: Day
  /// By the roster.
  package var scheduledMinutes: Int
  /// Leave that stands in the roster.
  package var rosterLeaveMinutes: Int
  /// Leave by a list of its own; nil for none, `.minutes` beside it in `listedMinutes`.
  package var listed: LeaveRow.Part?
  package var listedMinutes: Int
  /// Leave that counts: never more than the hours of a day that has some; of a day without, the minutes that somebody said, for parts of such a day are
  /// parts of nothing that is known.
  package var leaveMinutes: Int
  /// What is left to work by the roster.
  package var workMinutes: Int { max(0, scheduledMinutes - leaveMinutes) }
}

extension Views {
  /// Days of a person of which a roster or a list of leave says something, in order; `collector` is the database's id.
  package func hours(of collector: Int64, from: Day, through: Day, agency: Agency) async throws -> [ShownHours] {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT day, scheduled_minutes, leave_minutes, listed_halves, listed_minutes, effective_leave FROM allot.collector_day
        WHERE agency_id = \(agency.id) AND collector_id = \(collector) AND day BETWEEN \(from.date) AND \(through.date)
          AND (scheduled_minutes > 0 OR leave_minutes > 0 OR listed_halves > 0 OR listed_minutes > 0)
        ORDER BY day
        """
      ).decode(PostgresDate.self, Int.self, Int.self, Int.self, Int.self, Int.self).map { row in
        let part: LeaveRow.Part? =
          switch row.3 {
          case 3: .whole
          case 2: .afternoon
          case 1: .morning
          default: nil
          }
        return ShownHours(
          day: Day(row.0), scheduledMinutes: row.1, rosterLeaveMinutes: row.2, listed: part, listedMinutes: row.4,
          leaveMinutes: row.1 > 0 ? row.5 : min(row.5, row.2 + row.4))
      }
    }
  }
}
