import Console
import Faults
import Portfolio
import Testing

@testable import Answers
@testable import allot

@Suite struct ReadingTests {
  @Test func momentsWithAndWithoutDateAndZone() throws {
    let day = try #require(Day(iso: "2026-11-18"))
    let midnight = Int64(day.rawValue) * 86_400_000_000
    #expect(try Reading.moment("02:30").on(day) == LocalTime(microseconds: midnight + 9_000_000_000))
    #expect(try Reading.moment("2026-11-18T02:30").on(.none) == LocalTime(microseconds: midnight + 9_000_000_000))
    #expect(try Reading.moment("2026-11-18 02:30:05").on(.none) == LocalTime(microseconds: midnight + 9_005_000_000))
    #expect(
      try Reading.moment("2026-11-18T02:30+08:00").on(.none) == LocalTime(microseconds: midnight + 9_000_000_000, offsetSeconds: 28_800))
    #expect(
      try Reading.moment("2026-11-18T02:30-05:30").on(.none) == LocalTime(microseconds: midnight + 9_000_000_000, offsetSeconds: -19_800))
    #expect(try Reading.moment("2026-11-18T00:00Z").on(.none) == LocalTime(microseconds: midnight, offsetSeconds: 0))
    for text in ["", "2", "24:00", "02:60", "2026-02-30T01:00", "2026-11-18T", "2026-11-18T1:00", "02:30 2026-11-18", "２:30", "02:30+8"] {
      #expect(throws: (any Error).self, "\(text)") { try Reading.moment(text) }
    }
  }

  @Test func aNightIsOfADayThatCanBeReckonedWith() throws {
    for text in ["2000-01-01", "2026-11-18", "2199-12-31"] { #expect(try Reading.slot(text) == Day(iso: text)) }
    for text in ["0001-01-01", "1950-01-01", "1999-12-31", "2200-01-01", "9999-12-31", "", "2026-02-30"] {
      #expect(throws: (any Error).self, "\(text)") { try Reading.slot(text) }
    }
    for text in ["0001-01-01T02:30", "9999-12-31T02:30Z"] { #expect(throws: (any Error).self, "\(text)") { try Reading.moment(text) } }
  }

  @Test func numbersForPeople() {
    #expect(Text.grouped(0) == "0")
    #expect(Text.grouped(-1_234_567) == "-1,234,567")
    #expect(Text.grouped(Int64.min) == "-9,223,372,036,854,775,808")
    #expect(Text.amount(123_456, digits: 2) == "1,234.56")
    #expect(Text.amount(-5, digits: 2) == "-0.05")
    #expect(Text.amount(1234, digits: 0) == "1,234")
    #expect(Text.amount(1_005, digits: 3) == "1.005")
    #expect(Text.count(1, "case") == "1 case")
    #expect(Text.seconds(.milliseconds(1057)) == "1.05 s")
    #expect(Text.time(Instant(rawValue: 9_005_000_000)) == "2000-01-01 02:30:05")
    #expect(Text.time(Instant(rawValue: -1_000_000)) == "1999-12-31 23:59:59")
  }

  @Test func addressesToListenOn() throws {
    #expect(try ConsoleAddress("0.0.0.0:80") == ConsoleAddress(host: "0.0.0.0", port: 80))
    #expect(try ConsoleAddress(":9000") == ConsoleAddress(host: "127.0.0.1", port: 9000))
    #expect(try ConsoleAddress("[::1]:9000").description == "[::1]:9000")
    for text in ["", "x", "x:", "x:99999", "x:-1"] { #expect(throws: OperationError.self, "\(text)") { try ConsoleAddress(text) } }
  }
}
