import DataTesting
import Portfolio
import Postgres
import Schema
import Testing
import Views

/// Times on an agency's wall.
@Suite struct WallClockTests {
  @Test(arguments: [
    "Asia/Shanghai", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "Australia/Adelaide", "Asia/Kathmandu", "Asia/Pyongyang",
    "Pacific/Apia",
    "America/New_York", "UTC",
  ])
  func showsWhatPostgreSQLSaysAroundEveryChange(zone: String) async throws {
    let world = try await World("wall-\(zone.replacing("/", with: "-").lowercased())", collectors: 1)
    var agency = world.agency
    agency.zone = zone
    let clock = try await world.store.views.wallClock(agency: agency)
    #expect(clock.name == zone)
    // Around each change, and now: to the second before it.
    let told = try await world.store.database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT t, t AT TIME ZONE \(zone) AT TIME ZONE 'UTC'
        FROM (SELECT generate_series(timestamptz '1990-01-02Z', clock_timestamp() + interval '365 days', interval '7 hours') - s.i AS t
              FROM (VALUES (interval '0'), (interval '1 second')) s (i)) t ORDER BY 1
        """
      ).decode(PostgresTimestamp.self, PostgresTimestamp.self)
    }
    #expect(told.count > 90_000)
    let wrong = told.filter { clock.local(Instant($0.0)) != Instant($0.1) }
    #expect(wrong.isEmpty, "\(wrong.count), the first \(wrong.prefix(2))")
  }

  @Test func beforeItsFirstChangeItIsAsAtIt() {
    let clock = WallClock(
      name: "X", [.init(since: Instant(rawValue: 10_000_000), seconds: 60), .init(since: Instant(rawValue: 0), seconds: 30)])
    #expect(clock.local(Instant(rawValue: -1)) == Instant(rawValue: 29_999_999))
    #expect(clock.local(Instant(rawValue: 9_999_999)) == Instant(rawValue: 39_999_999))
    #expect(clock.local(Instant(rawValue: 10_000_000)) == Instant(rawValue: 70_000_000))
    #expect(WallClock.utc.local(Instant(rawValue: 5)) == Instant(rawValue: 5))
  }
}
