import Logging
import Policy
import Portfolio
import Postgres
import Schema
import Testing

@testable import Daemon
@testable import Schema

/// Nights around changes of the clock, by PostgreSQL's zones: the daemon looks every twenty seconds at what the database says the time is.
@Suite struct ScheduleZoneTests {
  /// What the agency's clock shows at an instant.
  private struct Look: Sendable {
    var today: Day
    var seconds: Int
  }

  /// A look every 20 s over so many hours from an instant in UTC on, as `Register.clock` asks.
  private func looks(_ zone: String, from instant: String, hours: Int) async throws -> [Look] {
    let database = Database(
      DatabaseConfiguration(conninfo: try await Server.database()), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    return try await database.transaction { connection in
      try connection.query(
        """
        SELECT (t AT TIME ZONE \(zone))::date, extract(epoch FROM (t AT TIME ZONE \(zone))::time)::int4
        FROM generate_series(\(instant)::text::timestamptz, \(instant)::text::timestamptz + \(hours)::int4 * interval '1 hour', interval '20 seconds') AS t
        ORDER BY t
        """
      ).decode(PostgresDate.self, Int32.self).map { Look(today: Day($0.0), seconds: Int($0.1)) }
    }
  }

  /// A zone, an instant some days before a change, and at what time of the wall (in minutes) the nights from there on begin.
  @Test(arguments: [
    // 02:00 becomes 03:00: there is no 02:30, the night begins as soon as it would have been over.
    ("Europe/Berlin", "2026-03-27 00:00Z", [150, 150, 180, 150]),
    // 03:00 becomes 02:00: 02:30 comes twice, the night is run at the first.
    ("Europe/Berlin", "2026-10-23 00:00Z", [150, 150, 150, 150]),
    ("America/New_York", "2026-03-06 07:00Z", [150, 150, 180]),
    ("America/New_York", "2026-10-30 06:00Z", [150, 150, 150]),
    // Half an hour beside the whole ones, with summer time and without.
    ("Australia/Adelaide", "2026-10-02 00:00Z", [150, 180, 150]),
    ("Australia/Adelaide", "2026-04-03 00:00Z", [150, 150, 150]),
    ("Asia/Kolkata", "2026-03-27 04:00Z", [150, 150, 150]),
    // Summer time of half an hour: 02:00 becomes 02:30, so that 02:30 is there.
    ("Australia/Lord_Howe", "2026-10-02 00:00Z", [150, 150, 150]),
    ("Australia/Lord_Howe", "2026-04-03 00:00Z", [150, 150, 150]),
    // Rules that were changed by decree: half an hour back in 2015 and forth in 2018.
    ("Asia/Pyongyang", "2015-08-13 00:00Z", [150, 150, 150]),
    ("Asia/Pyongyang", "2018-05-03 00:00Z", [150, 150, 150]),
  ])
  func everyDayOfTheWallHasItsNightOnce(zone: String, from: String, begins: [Int]) async throws {
    let looks = try await looks(zone, from: from, hours: begins.count * 24 + 3)
    let (times, runs) = (RunTimes(), nights(looks))
    #expect(times.night.minutes == 150)
    let whole = Set(looks.map(\.today)).sorted()
    // One a day, none left out and none twice; those whose night had begun before the first look are not asked.
    #expect(runs.map(\.slot).count == Set(runs.map(\.slot)).count, "\(zone) \(runs)")
    let asked = whole.filter { day in looks.contains { $0.today == day && $0.seconds < 150 * 60 } || runs.contains { $0.slot == day } }
    #expect(runs.map(\.slot) == asked.filter { day in looks.contains { $0.today == day && $0.seconds >= 150 * 60 } }, "\(zone)")
    for run in runs { #expect(run.slot == run.look.today) }
    #expect(runs.map { $0.look.seconds / 60 }.filter { $0 >= 150 }.prefix(begins.count).elementsEqual(begins), "\(zone) \(runs)")
  }

  /// Samoa left out 30 December 2011: no night for a day that was not.
  @Test func aDayThatAZoneLeavesOutHasNoNight() async throws {
    let looks = try await looks("Pacific/Apia", from: "2011-12-29 06:00Z", hours: 72)
    let slots = nights(looks).map(\.slot)
    #expect(!slots.contains(Day(iso: "2011-12-30") ?? .none))
    #expect(slots.contains(Day(iso: "2011-12-31") ?? .none) && slots.count == Set(slots).count)
  }

  /// The nights that a daemon runs which looks at each of these.
  private func nights(_ looks: [Look]) -> [(slot: Day, look: Look)] {
    var published: Set<Day> = []
    var runs: [(slot: Day, look: Look)] = []
    for look in looks {
      let step = Schedule.step(
        today: look.today, secondsOfDay: look.seconds, runs: { _ in RunTimes() }, isPublished: published.contains(look.today))
      guard case .run(let slot) = step else { continue }
      published.insert(slot)
      runs.append((slot, look))
    }
    return runs
  }
}
