import Portfolio
import Testing

@testable import Answers

/// Times on an agency's wall.
@Suite struct WallClockTests {
  private func at(_ day: String, seconds: Int64) throws -> Instant {
    let day = try #require(Day(iso: day))
    return Instant(rawValue: (Int64(day.rawValue) * 86_400 + seconds) * 1_000_000)
  }

  @Test func showsTheZonesTimeAndItsName() throws {
    let clock = WallClock("Asia/Shanghai")
    try #require(clock.name == "Asia/Shanghai", "this machine has no zone files")
    #expect(try clock.time(at("2026-11-17", seconds: 18 * 3600 + 1807)) == "2026-11-18 02:30:07")
    // Shanghai kept summer time until 1991.
    #expect(try clock.time(at("1990-07-01", seconds: 0)) == "1990-07-01 09:00:00")
  }

  @Test func changesWithSummerTime() throws {
    let clock = WallClock("Europe/London")
    // Where files leave summer time to a rule, UTC is shown and named.
    guard clock.name == "Europe/London" else { return #expect(clock.name == "UTC") }
    #expect(try clock.time(at("2026-03-29", seconds: 3599)) == "2026-03-29 00:59:59")
    #expect(try clock.time(at("2026-03-29", seconds: 3600)) == "2026-03-29 02:00:00")
    #expect(try clock.time(at("2026-12-01", seconds: 0)) == "2026-12-01 00:00:00")
  }

  @Test(arguments: [nil, "", "Nowhere/City", "../../../etc/passwd", "/etc/passwd", "Asia", "Asia/", ".hidden"])
  func saysUTCWhereItKnowsNoZone(name: String?) throws {
    let clock = WallClock(name)
    #expect(clock.name == "UTC")
    #expect(try clock.time(at("2026-11-18", seconds: 0)) == "2026-11-18 00:00:00")
  }

  @Test func brokenFilesAreNoZones() throws {
    let magic = Array("TZif2".utf8)
    #expect(ZoneFile(bytes: []) == nil && ZoneFile(bytes: magic) == nil)
    #expect(ZoneFile(bytes: magic + [UInt8](repeating: 0, count: 200)) == nil)
    #expect(ZoneFile(bytes: magic + [UInt8](repeating: 255, count: 200)) == nil)
  }
}
