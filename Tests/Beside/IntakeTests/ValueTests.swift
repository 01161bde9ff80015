import Portfolio
import Testing

@testable import Intake

@Suite struct MoneyTextTests {
  private func parse(_ text: String, _ currency: Currency = .cny, unit: MoneyUnit = .major, comma: Bool = false, rounds: Bool = false)
    -> Int64?
  {
    try? MoneyText(currency: currency, unit: unit, style: comma ? .comma : .point, rounds: rounds).parse(Array(text.utf8)[...])
  }

  @Test(
    arguments: [
      ("0", 0), ("12", 1200), ("12.3", 1230), ("12.34", 1234), ("1,234.50", 123_450), ("1,234,567", 123_456_700), ("¥12", 1200),
      ("￥１２．５", 1250),
      ("12元", 1200), ("(12.00)", -1200), ("-12", -1200), ("12-", -1200), ("−3", -300), ("+3", 300), ("CNY 3", 300), ("3 cny", 300),
      ("$-5", nil),
      ("1 234,00", nil), ("0.10000", 10), (".5", 50), ("1'234.00", 123_400), ("1’234.50", 123_450), ("1\u{202F}234.50", 123_450),
      ("1\u{A0}234", 123_400),
      ("1,00,000.00", 10_000_000), ("1,23,45,67,890.00", 123_456_789_000), ("₹ 1,00,000", nil), ("Rs. 5", nil), ("RMB 12", 1200),
      ("人民币12元整", 1200),
      ("HK$ 5", nil), ("12,34", nil), ("1 23", nil), ("12 345", 1_234_500),
      ("1.2万", 1_200_000), ("3千", 300_000), ("2亿", 20_000_000_000), ("1.23456万元", 1_234_560), ("1.234567万", 1_234_567), ("1.2345678万", nil),
      ("¥-1.5万", -1_500_000),
    ] as [(String, Int64?)]) func readsAmountsAsPeopleWriteThem(_ text: String, _ minor: Int64?)
  {
    #expect(parse(text) == minor)
  }

  @Test(arguments: [
    "", "abc", "1.2.3", "12.345", "1,23", "1234,567", "12 USD", "1e5", "1.00E+05", "1万2千", "2亿3000万", "万", "--", "1-2",
    "99999999999999999999", ".", "0x10",
    "½",
  ])
  func refusesWhatIsNone(_ text: String) { #expect(parse(text) == nil) }

  @Test func centsCommasAndRoundingAreTheMappings() {
    #expect(parse("1234", unit: .minor) == 1234 && parse("1234.00", unit: .minor) == 1234 && parse("12.5", unit: .minor) == nil)
    #expect(parse("1.234,56", comma: true) == 123_456 && parse("12,5", comma: true) == 1250)
    #expect(parse("12.345", rounds: true) == 1235 && parse("-12.345", rounds: true) == -1235 && parse("12.3449", rounds: true) == 1234)
    #expect(parse("12", Currency("JPY") ?? .cny) == 12 && parse("1.5", Currency("JPY") ?? .cny) == nil)
  }

  @Test func whatNoSumCanHoldIsRefusedAndTheLargestIsRead() {
    #expect(parse("10,000,000,000,000.00") == AmountLimit.minorUnits && parse("-10000000000000") == -AmountLimit.minorUnits)
    for text in ["90000000000000", "10000000000000.01", "10,000,000,000,000.01", "-10000000000001", "999999999999999"] {
      #expect(parse(text) == nil, "\(text)")
    }
    #expect(parse("1000000000000000", unit: .minor) == AmountLimit.minorUnits && parse("1000000000000001", unit: .minor) == nil)
  }

  @Test func everyAmountReadsBackAsWritten() {
    var random = SplitMix64(state: 5)
    for _ in 0..<2000 {
      let minor = Int64(random.below(1_000_000_000_000)) >> Int64(random.below(40))
      let whole = String(minor / 100)
      let cents = minor % 100
      let fraction = (cents < 10 ? ".0" : ".") + String(cents)
      var grouped = ""
      for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { grouped += "," }
        grouped.append(digit)
      }
      #expect(parse(whole + fraction) == minor && parse(grouped + fraction) == minor && parse("(" + grouped + fraction + ")") == -minor)
    }
  }
}

@Suite struct DateTextTests {
  private func day(_ text: String, _ form: DateForm = .auto) -> String? {
    (try? DateText(form: form).day(Array(text.utf8)[...]))?.description
  }
  private func time(_ text: String, _ form: DateForm = .auto) -> LocalTime? { try? DateText(form: form).time(Array(text.utf8)[...]) }

  @Test(arguments: [
    "2026-11-21", "2026/11/21", "2026.11.21", "20261121", "2026年11月21日", "２０２６－１１－２１", "2026-11-21 09:30", "2026-11-21T09:30:00Z",
    "20261121093000",
    "46347", "46347.5", "Sat, 21 Nov 2026 10:00:00 +0000", "21 Nov 2026", "2026/11/21 9:05:07", "2026-11-21 09:30:00.123456",
  ]) func readsOneDayInManyForms(_ text: String) { #expect(day(text) == "2026-11-21", "\(text)") }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "21/11/2026", "11/21/2026", "26-11-21", "1764000000", "hello", "2026-11", "2026-11-21 25:00",
    "999999", "1026-01-01",
  ])
  func refusesWhatCannotBeOrMayBeMisread(_ text: String) { #expect(day(text) == nil) }

  @Test func theKnownSerialOfTheFormatIsRight() { #expect(day("41585") == "2013-11-07") }

  @Test func theMappingDecidesDayOrMonthFirst() {
    #expect(day("03/04/2026", .dayFirst) == "2026-04-03" && day("03/04/2026", .monthFirst) == "2026-03-04")
    #expect(day("31.12.2026", .dayFirst) == "2026-12-31" && day("31/12/2026", .monthFirst) == nil)
  }

  @Test func everyDayReadsBackInEveryForm() {
    for raw in stride(from: Int32(-3000), to: 40_000, by: 37) {
      let expected = Day(raw).description
      let (y, m, d) = Day(raw).civil
      #expect(day(expected) == expected && day("\(y)/\(m)/\(d)") == expected && day(String(y * 10_000 + m * 100 + d)) == expected)
      #expect(day("\(d)-\(m)-\(y)", .dayFirst) == expected && day(String(Int(raw) + 36_526)) == expected)
    }
  }

  @Test(arguments: [
    ("2026/11/21 下午 3:05:00", 15, 5), ("2026年11月21日 上午10:00", 10, 0), ("2026-11-21 13:22 PM", 13, 22), ("Nov 21, 2026 3:05 PM", 15, 5),
    ("November 21, 2026, 3:05 p.m.", 15, 5), ("21-Nov-26 15:05", 15, 5), ("2026/11/21 中午 12:30", 12, 30), ("2026/11/21 中午 1:30", 13, 30),
    ("2026/11/21 凌晨 12:10", 0, 10), ("2026/11/21 凌晨 3:10", 3, 10), ("2026/11/21 晚上 8:00", 20, 0), ("2026/11/21 上午 12:05:00", 0, 5),
    ("2026/11/21 下午 12:05:00", 12, 5), ("2026年11月21日下午3点05分", 15, 5), ("2026年11月21日15时5分", 15, 5), ("2026年11月21日 星期六 15:05", 15, 5),
    ("2026-11-21 3 PM", 15, 0), ("2026-11-21 12:00 AM", 0, 0), ("Nov-21-2026", 0, 0), ("2026-11-21 下午15:05", 15, 5),
  ]) func clocksOfSpreadsheetsAreRead(_ text: String, _ hour: Int64, _ minute: Int64) {
    let midnight = Int64(Day(iso: "2026-11-21")?.rawValue ?? 0) * 86_400_000_000
    #expect(time(text) == LocalTime(microseconds: midnight + (hour * 3600 + minute * 60) * 1_000_000), "\(text)")
  }

  @Test(arguments: [
    "2026-11-21 13:22 AM", "2026/11/21 凌晨 9:00", "2026/11/21 晚上 1:00", "2026/11/21 中午 6:00", "2026/11/21 下午 3:05 PM", "2026-11-21 3",
    "Nov 2026",
    "Nov 21, 926", "2026/11/21 下午",
  ]) func clocksThatContradictThemselvesAreRefused(_ text: String) { #expect(time(text) == nil, "\(text)") }

  @Test func timesAreWallClocksWithTheirOffset() {
    let midnight = Int64(Day(iso: "2026-11-21")?.rawValue ?? 0) * 86_400_000_000
    let half = midnight + (9 * 3600 + 30 * 60) * 1_000_000
    #expect(time("2026-11-21 09:30:00") == LocalTime(microseconds: half))
    #expect(time("2026-11-21T09:30:00.25+08:00") == LocalTime(microseconds: half + 250_000, offsetSeconds: 28_800))
    #expect(time("2026-11-21 09:30 -0330") == LocalTime(microseconds: half, offsetSeconds: -12_600))
    #expect(time("2026-11-21 9:30 AM")?.microseconds == half && time("2026/11/21 9:30PM")?.microseconds == half + 43_200_000_000)
    #expect(time("46347.395833333")?.microseconds == half)
    #expect(time("2026-11-21") == LocalTime(microseconds: midnight))
    #expect(time("1795253400", .epoch) == LocalTime(microseconds: half, offsetSeconds: 0))
    #expect(time("1795253400000", .epoch) == LocalTime(microseconds: half, offsetSeconds: 0))
    #expect(time("2026-11-21 09:60:00") == nil && time("2026-11-21 noon") == nil && time("2026-11-21 09:30 Mars") == nil)
  }
}
