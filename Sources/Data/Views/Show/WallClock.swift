package import Portfolio
import Postgres
package import Schema

/// The clock on an agency's wall: how far its zone is east of UTC, and since when. For showing times that are stored as instants.
package struct WallClock: Sendable, Hashable {
  /// The zone's name, which stands beside every time that a person reads: `Asia/Shanghai`.
  package let name: String
  /// Instants from which on the zone is so many seconds east of UTC, ascending; before the first it is as at the first.
  private let offsets: [Offset]

  /// Seconds east of UTC from an instant on.
  package struct Offset: Sendable, Hashable {
    let since: Instant
    let seconds: Int64
    /// `seconds` from `since` on.
    package init(since: Instant, seconds: Int64) {
      self.since = since
      self.seconds = seconds
    }
  }

  /// `offsets` may be in any order.
  package init(name: String, _ offsets: [Offset]) {
    self.name = name
    self.offsets = offsets.sorted { $0.since.rawValue < $1.since.rawValue }
  }

  /// For what belongs to no agency.
  package static let utc = WallClock(name: "UTC", [])

  /// The instant moved to the wall's time: read as if it were UTC, it shows what the clock on the wall showed.
  package func local(_ instant: Instant) -> Instant {
    let offset = offsets.last { $0.since.rawValue <= instant.rawValue } ?? offsets.first
    return Instant(rawValue: instant.rawValue + (offset?.seconds ?? 0) * 1_000_000)
  }
}

extension Views {
  /// The agency's clock from 1990 to two years ahead, by PostgreSQL's zones, as everything else is. A change is found to the quarter of an hour, on
  /// which all changes of our time fell.
  package func wallClock(agency: Agency) async throws -> WallClock {
    let zone = agency.zone
    let changes = try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        WITH day AS (
          SELECT t, extract(epoch FROM (t AT TIME ZONE \(zone)) - (t AT TIME ZONE 'UTC'))::bigint AS east
          FROM generate_series(
            timestamptz '1990-01-01 00:00Z', date_trunc('day', clock_timestamp(), 'UTC') + interval '17520 hours', interval '24 hours') AS t
        ), change AS (
          SELECT t, east FROM (SELECT t, east, lag(east) OVER (ORDER BY t) AS before FROM day) d WHERE before IS DISTINCT FROM east
        )
        SELECT coalesce((
          SELECT min(q) FROM generate_series(t - interval '24 hours', t, interval '15 minutes') AS q
          WHERE extract(epoch FROM (q AT TIME ZONE \(zone)) - (q AT TIME ZONE 'UTC'))::bigint = east), t), east
        FROM change ORDER BY 1
        """
      ).decode(PostgresTimestamp.self, Int64.self)
    }
    return WallClock(name: zone, changes.map { WallClock.Offset(since: Instant($0.0), seconds: $0.1) })
  }
}
