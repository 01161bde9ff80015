package import Portfolio
import Speech
import Tables

/// Dates and times as files write them, read in integers.
package struct DateText {
  var form: DateForm = .auto

  /// Reads dates of a form.
  package init(form: DateForm = .auto) { self.form = form }

  /// Years that a debt can have to do with; others are typing errors.
  static let years = 1950...2199

  /// The date; a time behind it is read and left out.
  func day(_ text: ArraySlice<UInt8>) throws(Unfit) -> Day {
    if form == .auto, let day = plainISO(text) { return day }
    return try time(text).day
  }

  /// The date and time; midnight when there is no time.
  package func time(_ text: ArraySlice<UInt8>) throws(Unfit) -> LocalTime {
    if form == .auto, let time = plainTime(text) { return time }
    var scanner = TextScanner(Folding.narrow(String(decoding: Guarded.undone(text), as: UTF8.self)))
    if form == .epoch { return try epoch(&scanner) }
    let day = try date(&scanner)
    if let serialTime = day.microseconds { return LocalTime(microseconds: DateText.start(day.day) + serialTime) }
    return try clock(&scanner, day.day)
  }

  static func start(_ day: Day) -> Int64 { Int64(day.rawValue) * 86_400_000_000 }

  /// `2026-11-21` and `2026-11-21 09:30:00` without further ado: nearly every value.
  private func plainISO(_ text: ArraySlice<UInt8>) -> Day? {
    guard text.count == 10 else { return nil }
    let base = text.startIndex
    func two(_ at: Int) -> Int {
      let (a, b) = (Int(text[base + at]) - 48, Int(text[base + at + 1]) - 48)
      return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -10_000
    }
    guard text[base + 4] == 45, text[base + 7] == 45 else { return nil }
    let year = two(0) * 100 + two(2)
    guard DateText.years.contains(year) else { return nil }
    return Day(year: year, month: two(5), day: two(8))
  }

  private func plainTime(_ text: ArraySlice<UInt8>) -> LocalTime? {
    guard text.count == 19, let day = plainISO(text.prefix(10)) else { return nil }
    let base = text.startIndex + 10
    guard text[base] == 32 || text[base] == 84, text[base + 3] == 58, text[base + 6] == 58 else { return nil }
    func two(_ at: Int) -> Int {
      let (a, b) = (Int(text[base + at]) - 48, Int(text[base + at + 1]) - 48)
      return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : 99
    }
    let (hours, minutes, seconds) = (two(1), two(4), two(7))
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return LocalTime(microseconds: DateText.start(day) + Int64(hours * 3600 + minutes * 60 + seconds) * 1_000_000)
  }

  private func date(_ scanner: inout TextScanner) throws(Unfit) -> (day: Day, microseconds: Int64?) {
    if form == .auto, let named = DateText.namedMonth(&scanner) { return (try civil(named.year, named.month, named.day), nil) }
    guard let first = scanner.number() else { throw notADate }
    if let separator = scanner.take(anyOf: "-/.年") {
      if separator == ".", first.digits == 5 {
        let fraction = scanner.number()
        return (try serial(first.value), scanner.isAtEnd ? fraction.map(DateText.fractionOfDay) ?? 0 : nil)
      }
      guard let second = scanner.number(), scanner.take(anyOf: "-/.月") != nil, let third = scanner.number() else { throw notADate }
      _ = scanner.take(anyOf: "日号")
      switch form {
      case .dayFirst: return (try civil(third.value, second.value, first.value, digits: third.digits), nil)
      case .monthFirst: return (try civil(third.value, first.value, second.value, digits: third.digits), nil)
      case .auto, .epoch:
        if first.digits <= 2, third.digits == 4 {
          throw Unfit(
            Wording(
              "may be day or month first; expected yyyy-mm-dd, or `dates: dd/mm/yyyy` or `mm/dd/yyyy` in the mapping",
              "分不清日在前还是月在前；应为 yyyy-mm-dd，或在映射中写 `dates: dd/mm/yyyy` 或 `mm/dd/yyyy`"))
        }
        return (try civil(first.value, second.value, third.value, digits: first.digits), nil)
      }
    }
    switch first.digits {
    case 5: return (try serial(first.value), nil)
    case 8: return (try civil(first.value / 10_000, first.value / 100 % 100, first.value % 100), nil)
    case 14:
      let time = first.value % 1_000_000
      guard time / 10_000 < 24, time / 100 % 100 < 60, time % 100 < 60 else { throw notATime }
      let seconds = time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100
      return (
        try civil(first.value / 10_000_000_000, first.value / 100_000_000 % 100, first.value / 1_000_000 % 100), Int64(seconds) * 1_000_000
      )
    case 10, 13:
      throw Unfit(
        Wording(
          "looks like a time in seconds since 1970; expected a date, or `dates: epoch` in the mapping",
          "像是 1970 年以来的秒数；应为日期，或在映射中写 `dates: epoch`"))
    default: throw notADate
    }
  }

  private func civil(_ year: Int, _ month: Int, _ day: Int, digits: Int = 4) throws(Unfit) -> Day {
    guard digits == 4 else {
      throw Unfit(Wording("has a year of \(digits) digits; expected 4", "年份有 \(digits) 位；应为 4 位"))
    }
    // 9999 is how many systems write "without end".
    guard DateText.years.contains(year) || year == 9999 else {
      throw Unfit(Wording("has a year that cannot be; expected 1950 to 2199", "年份不可能；应为 1950 至 2199"))
    }
    guard let result = Day(year: year, month: month, day: day) else {
      throw Unfit(Wording("is a date that does not exist", "是不存在的日期"))
    }
    return result
  }

  /// Spreadsheets count days from 1899-12-30.
  private func serial(_ number: Int) throws(Unfit) -> Day {
    guard (18_264...109_574).contains(number) else { throw notADate }
    return Day(Int32(number - 36_526))
  }

  private static func fractionOfDay(_ fraction: (value: Int, digits: Int)) -> Int64 {
    var value = fraction.value
    var digits = fraction.digits
    while digits > 9 { (value, digits) = (value / 10, digits - 1) }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    // Whole seconds: spreadsheets store times with rounding errors.
    let seconds = (value * 86_400 * 2 + scale) / (scale * 2)
    return Int64(min(seconds, 86_399)) * 1_000_000
  }

  private func epoch(_ scanner: inout TextScanner) throws(Unfit) -> LocalTime {
    guard let number = scanner.number(), scanner.isAtEnd || scanner.take(anyOf: ".") != nil, (8...14).contains(number.digits) else {
      throw Unfit(Wording("is not a time in seconds since 1970", "不是 1970 年以来的秒数"))
    }
    let milliseconds = number.digits >= 12 ? number.value : number.value * 1000
    return LocalTime(microseconds: Int64(milliseconds) * 1000 - 946_684_800_000_000, offsetSeconds: 0)
  }

  private var notADate: Unfit {
    switch form {
    case .auto, .epoch:
      Unfit(
        Wording(
          "is not a date; expected yyyy-mm-dd, yyyy/mm/dd, yyyymmdd or a spreadsheet serial",
          "不是日期；应为 yyyy-mm-dd、yyyy/mm/dd、yyyymmdd 或电子表格的日期序号"))
    case .dayFirst, .monthFirst: Unfit(Wording("is not a date; expected \(form.rawValue)", "不是日期；应为 \(form.rawValue)"))
    }
  }
  var notATime: Unfit {
    Unfit(Wording("has a time that cannot be read; expected hh:mm or hh:mm:ss", "时间无法识别；应为 hh:mm 或 hh:mm:ss"))
  }
}
