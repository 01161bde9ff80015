import Portfolio
import Speech
import Tables

/// Rows of scheduled hours.
struct HoursDecoder: RowDecoder {
  private let reading: FieldReading
  private let collector, day, scheduledMinutes, scheduledHours, leaveMinutes, leaveHours: Cell
  private var days: PersonDays
  var addedUp: Int { days.addedUp }

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    collector = header.cell(.collector)
    day = header.cell(.day)
    scheduledMinutes = header.cell(.scheduledMinutes)
    scheduledHours = header.cell(.scheduledHours)
    leaveMinutes = header.cell(.leaveMinutes)
    leaveHours = header.cell(.leaveHours)
    days = PersonDays(header)
    if !scheduledMinutes.isKnown, !scheduledHours.isKnown {
      throw FileFault(
        .header, file: file, line: 1,
        Wording(
          "the file lacks the column scheduled_minutes (排班分钟, minutes) or scheduled_hours (排班小时, hours)",
          "文件缺少列 scheduled_minutes（排班分钟、minutes）或 scheduled_hours（排班小时、hours）"),
        hint: .nameTheColumn)
    }
  }

  mutating func decode(_ record: Record) throws(Unfit) -> HoursRow? {
    guard let code = try reading.number(collector, record) else { throw Unfit(.noCollectorCode, in: collector) }
    let day = try reading.requiredDay(day, record)
    let written = try minutes(scheduledMinutes, scheduledHours, record)
    let absent = try minutes(leaveMinutes, leaveHours, record)
    // An empty cell is no day off: whoever is off has 0, or leave.
    if written == nil, absent == nil {
      throw Unfit(
        Wording("is empty; expected minutes or hours, 0 for a day off", "为空；应为分钟数或小时数，休息日写 0"),
        in: scheduledMinutes.isColumn ? scheduledMinutes : scheduledHours)
    }
    let (scheduled, leave) = (written ?? 0, absent ?? 0)
    // A personnel system's list: no target on a day of leave, and so much leave. What the roster says of the day stays.
    if leave > scheduled, scheduled > 0 {
      throw Unfit(Wording("is more than the scheduled time", "多于排班时间"), in: leaveMinutes.isColumn ? leaveMinutes : leaveHours)
    }
    let row = HoursRow(line: record.line, collector: code, day: day, scheduledMinutes: scheduled, leaveMinutes: leave)
    return try days.added(row, record)
  }

  private func minutes(_ minutes: Cell, _ hours: Cell, _ record: Record) throws(Unfit) -> Int32? {
    if let value = try reading.integer(minutes, 0...1440, record) { return Int32(value) }
    return try reading.hourMinutes(hours, record)
  }
}

extension FieldReading {
  /// Minutes of a sum of minutes or hours, which may be of many days: `1280`, `160.5`, `160:30`; nil for what is none.
  func sumOfHours(_ cell: Cell, _ record: Record) throws(Unfit) -> Int64? {
    guard let text = try text(cell, record) else { return nil }
    var scanner = TextScanner(Folding.word(text))
    guard let whole = scanner.number(), whole.digits <= 9 else { return nil }
    var (total, rest) = (Int64(whole.value), Int64(0))
    if cell.field == .scheduledHours || cell.field == .leaveHours {
      total *= 60
      if scanner.take(anyOf: ":") != nil {
        guard let minutes = scanner.number(), minutes.digits == 2 else { return nil }
        rest = Int64(minutes.value)
        if scanner.take(anyOf: ":") != nil { _ = scanner.number() }
      } else if scanner.take(anyOf: ".") != nil {
        guard let decimals = scanner.number(), decimals.digits <= 4 else { return nil }
        let scale = Int64([1, 10, 100, 1000, 10_000][decimals.digits])
        rest = (Int64(decimals.value) * 120 + scale) / (scale * 2)
      }
    } else if scanner.take(anyOf: ".") != nil {
      _ = scanner.number()
    }
    return scanner.isAtEnd ? total + rest : nil
  }

  /// Hundredths of a number of days, `0.5`, `2`, `1.5天`; 1…40,000.
  func hundredths(_ cell: Cell, _ record: Record) throws(Unfit) -> Int? {
    guard let text = try text(cell, record) else { return nil }
    let fault = Unfit(Wording("is not a number of days; expected 1 or 0.5", "不是天数；应为 1 或 0.5"), in: cell)
    var scanner = TextScanner(Folding.word(text))
    guard let whole = scanner.number(), whole.digits <= 3 else { throw fault }
    var value = whole.value * 100
    if scanner.take(anyOf: ".") != nil {
      guard let decimals = scanner.number(), decimals.digits <= 2 else { throw fault }
      value += decimals.digits == 1 ? decimals.value * 10 : decimals.value
    }
    for unit in ["天", "日", "days", "day", "d"] where scanner.take(unit) { break }
    guard scanner.isAtEnd, (1...40_000).contains(value) else { throw fault }
    return value
  }

  /// Minutes of a number of hours, `7.5`, `7:30`, `7.5小时` or `8h`, to the nearest minute, or of a day off (`休息`, `off`); 0…1440.
  func hourMinutes(_ hours: Cell, _ record: Record) throws(Unfit) -> Int32? {
    guard let text = try text(hours, record) else { return nil }
    let fault = Unfit(Wording("is not a number of hours; expected 7.5 or 7:30, at most 24", "不是小时数；应为 7.5 或 7:30，最多 24"), in: hours)
    if hours.field == .scheduledHours, ColumnWords.find(text, in: ColumnWords.dayOff) != nil { return 0 }
    var scanner = TextScanner(Folding.word(text))
    guard let whole = scanner.number(), whole.digits <= 2 else { throw fault }
    var total = whole.value * 60
    if scanner.take(anyOf: ":") != nil {
      guard let rest = scanner.number(), rest.digits == 2, rest.value < 60 else { throw fault }
      total += rest.value
      // Spreadsheets write a span as a time of day, 07:30:00.
      if scanner.take(anyOf: ":") != nil {
        guard let seconds = scanner.number(), seconds.digits == 2, seconds.value == 0 else { throw fault }
      }
    } else if scanner.take(anyOf: ".") != nil {
      guard let rest = scanner.number(), rest.digits <= 4 else { throw fault }
      let scale = [1, 10, 100, 1000, 10_000][rest.digits]
      total += (rest.value * 60 * 2 + scale) / (scale * 2)
    }
    if !scanner.isAtEnd {
      _ = scanner.take(anyOf: " ")
      for unit in ["个小时", "小时", "hours", "hour", "hrs", "hr", "h", "时"] where scanner.take(unit) { break }
    }
    guard scanner.isAtEnd, total <= 1440 else { throw fault }
    return Int32(total)
  }
}
