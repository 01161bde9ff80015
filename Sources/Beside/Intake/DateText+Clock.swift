import Portfolio
import Speech
import Tables

extension DateText {
  /// Parts of the day as clocks of spreadsheets name them.
  private enum Period {
    case beforeNoon, noon, afternoon, evening, night
  }

  private static let periods: [(word: String, period: Period)] = [
    ("上午", .beforeNoon), ("早上", .beforeNoon), ("早晨", .beforeNoon), ("凌晨", .night), ("中午", .noon), ("下午", .afternoon), ("傍晚", .afternoon),
    ("晚上", .evening), ("a.m.", .beforeNoon), ("p.m.", .afternoon), ("am", .beforeNoon), ("pm", .afternoon),
  ]

  /// `Tue, 31 Aug 2010`, `31 Aug 2010`, `31-Aug-10` and `Aug 31, 2010`.
  static func namedMonth(_ scanner: inout TextScanner) -> (year: Int, month: Int, day: Int)? {
    var copy = scanner
    var named: Int?
    if var word = copy.word() {
      // Monday, November 2, 2026.
      if isWeekday(word) {
        _ = copy.take(anyOf: ".,")
        copy.skipBlanks()
        word = copy.word() ?? ""
      }
      named = month(word)
      _ = copy.take(anyOf: ".,")
      copy.skipBlanks()
      if named != nil { _ = copy.take(anyOf: "-/") }
    }
    guard let day = copy.number(), day.digits <= 2 else { return nil }
    if named == nil {
      guard copy.take(anyOf: " -/") != nil, let name = copy.word() else { return nil }
      named = month(name)
      _ = copy.take(anyOf: ".")
    }
    guard let month = named, copy.take(anyOf: " -/,") != nil else { return nil }
    copy.skipBlanks()
    guard let year = copy.number() else { return nil }
    scanner = copy
    switch year.digits {
    case 4: return (year.value, month, day.value)
    // With the month's name there is no doubt which of the numbers is the year.
    case 2: return (year.value + (year.value < 70 ? 2000 : 1900), month, day.value)
    default: return (0, month, day.value)
    }
  }

  private static func isWeekday(_ name: String) -> Bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains { name.hasPrefix($0) }
      && (name.count == 3 || name.hasSuffix("day") || name.count <= 5)
  }

  private static func month(_ name: String) -> Int? {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    return months.firstIndex(of: String(name.prefix(3))).map { $0 + 1 }
  }

  private static func period(_ scanner: inout TextScanner) -> Period? {
    scanner.skipBlanks()
    for (word, period) in periods where scanner.take(word) { return period }
    return nil
  }

  /// The time of day behind a date; midnight when there is none.
  func clock(_ scanner: inout TextScanner, _ day: Day) throws(Unfit) -> LocalTime {
    let start = DateText.start(day)
    scanner.skipBlanks()
    if scanner.isAtEnd { return LocalTime(microseconds: start) }
    for week in ["星期", "周", "(周", "(星期"] where scanner.take(week) {
      guard scanner.take(anyOf: "一二三四五六日天") != nil else { throw notATime }
      _ = scanner.take(anyOf: ")")
      scanner.skipBlanks()
      if scanner.isAtEnd { return LocalTime(microseconds: start) }
    }
    _ = scanner.take(anyOf: "t,")
    var period = DateText.period(&scanner)
    scanner.skipBlanks()
    guard let hour = scanner.number(), hour.digits <= 2 else { throw notATime }
    var minutes = 0
    var seconds = 0
    var microseconds = 0
    if scanner.take(anyOf: "时点時點") != nil {
      if scanner.take(anyOf: "整") == nil, let minute = scanner.number() {
        minutes = minute.value
        _ = scanner.take(anyOf: "分")
      }
    } else if scanner.take(anyOf: ":") != nil {
      guard let minute = scanner.number(), minute.digits == 2 else { throw notATime }
      minutes = minute.value
      _ = scanner.take(anyOf: "分")
    } else if period == nil {
      // 3 PM is a time, 3 alone is none.
      period = DateText.period(&scanner)
      if period == nil { throw notATime }
    }
    if scanner.take(anyOf: ":") != nil || scanner.peekIsDigit {
      guard let second = scanner.number(), second.digits <= 2 else { throw notATime }
      seconds = second.value
      _ = scanner.take(anyOf: "秒")
      if scanner.take(anyOf: ".,") != nil, let fraction = scanner.number() {
        var (value, digits) = fraction
        while digits < 6 { (value, digits) = (value * 10, digits + 1) }
        while digits > 6 { (value, digits) = (value / 10, digits - 1) }
        microseconds = value
      }
    }
    if let behind = DateText.period(&scanner) {
      guard period == nil else { throw notATime }
      period = behind
    }
    let hours = try hours(hour.value, period)
    guard hours < 24, minutes < 60, seconds <= 60 else { throw notATime }
    let offset = try offset(&scanner)
    let total = Int64(hours * 3600 + minutes * 60 + min(seconds, 59)) * 1_000_000 + Int64(microseconds)
    return LocalTime(microseconds: start + total, offsetSeconds: offset)
  }

  /// The hour of 24. Throws where part of the day and hour contradict each other, or leave open which is meant.
  private func hours(_ hour: Int, _ period: Period?) throws(Unfit) -> Int {
    switch period {
    case nil: return hour
    case .beforeNoon:
      if hour <= 12 { return hour == 12 ? 0 : hour }
    case .night:
      if hour <= 6 || hour == 12 { return hour == 12 ? 0 : hour }
    case .noon:
      if (10...14).contains(hour) { return hour }
      if (1...2).contains(hour) { return hour + 12 }
    case .afternoon:
      // 13:22 PM: of 24 hours, and says so twice.
      return hour < 12 ? hour + 12 : hour
    case .evening:
      if (5...11).contains(hour) { return hour + 12 }
      if hour >= 17 { return hour }
    }
    throw Unfit(
      Wording("has an hour that does not fit its part of the day; expected 15:05 or 3:05 PM", "时刻与上午、下午等不符；应为 15:05 或下午 3:05"))
  }

  private func offset(_ scanner: inout TextScanner) throws(Unfit) -> Int32? {
    scanner.skipBlanks()
    if scanner.isAtEnd { return nil }
    if scanner.take("z") || scanner.take("utc") || scanner.take("gmt") {
      if scanner.isAtEnd { return 0 }
    }
    guard let sign = scanner.take(anyOf: "+-"), let number = scanner.number() else { throw notATime }
    var (hours, minutes) = (number.value, 0)
    if number.digits == 4 { (hours, minutes) = (number.value / 100, number.value % 100) }
    if number.digits <= 2, scanner.take(anyOf: ":") != nil { minutes = scanner.number()?.value ?? 99 }
    guard scanner.isAtEnd, hours <= 14, minutes < 60, number.digits <= 4 else { throw notATime }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return sign == "-" ? -seconds : seconds
  }
}
