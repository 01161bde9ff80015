import Portfolio
import Speech
import Tables

/// Rows of leave lists, as personnel systems write them: from and until with or without a time of day, whole days and halves, hours, a kind, a state.
struct LeaveDecoder: RowDecoder {
  /// Longest absence in one row; a longer one is a typing error in the year.
  static let longest = 400

  private let reading: FieldReading
  private let collector, from, until, part, minutes, hours, days, kind, status: Cell

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    collector = header.cell(.collector)
    from = header.cell(.from)
    until = header.cell(.until)
    part = header.cell(.part)
    minutes = header.cell(.leaveMinutes)
    hours = header.cell(.leaveHours)
    days = header.cell(.leaveDays)
    kind = header.cell(.kind)
    status = header.cell(.status)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> LeaveRow? {
    guard let code = try reading.number(collector, record) else { throw Unfit(.noCollectorCode, in: collector) }
    guard let first = try edge(from, record) else { throw Unfit(Wording("is empty; expected a date", "为空；应为日期"), in: from) }
    let last = try edge(until, record) ?? Edge(day: first.day, half: first.half == .morning ? .morning : nil)
    guard last.day >= first.day else { throw Unfit(Wording("is before the first day", "早于开始日期"), in: until) }
    guard last.day - first.day < Self.longest else {
      throw Unfit(
        Wording(
          "is more than \(Self.longest) days after the first day; expected the last day of one absence",
          "比开始日期晚 \(Self.longest) 天以上；应为一次请假的最后一天"),
        in: until)
    }
    let isWithdrawn = try withdrawn(record)
    var row = LeaveRow(line: record.line, collector: code, days: [], isWithdrawn: isWithdrawn)
    var given = try ofOneDay(try givenPart(record), first, last)
    if given == nil { given = try partOfDays(first, last, record) }
    for offset in 0...(last.day - first.day) {
      let day = first.day + offset
      // What a column says of the part holds for every day; else the first day may begin in the afternoon and the last one end at noon.
      let starts = day == first.day ? first.half : nil
      let ends = day == last.day ? last.half : nil
      let part: LeaveRow.Part =
        switch (starts, ends) {
        case (.afternoon, .morning) where first.day == last.day: throw Unfit(Wording("ends before it begins", "结束早于开始"), in: until)
        case (.afternoon, _): .afternoon
        case (_, .morning): .morning
        default: .whole
        }
      row.days.append((day, given ?? part))
    }
    return row
  }

  private enum Half { case morning, afternoon }
  private struct Edge {
    var day: Day
    /// Of the first day: begins in this half. Of the last day: ends in this half.
    var half: Half?
  }

  /// A date, with a time of day or a half behind it: `2026-12-01 下午`, `2026-12-01 13:30`. Midnight says nothing of a half.
  private func edge(_ cell: Cell, _ record: Record) throws(Unfit) -> Edge? {
    guard let value = cell.value(in: record) else { return nil }
    var text = Folding.word(String(decoding: value, as: UTF8.self))
    let form = DateText(form: reading.dateForm(cell, record))
    for (word, half) in [("上午", Half.morning), ("下午", .afternoon), ("am", .morning), ("pm", .afternoon)] where text.hasSuffix(word) {
      let before = text.dropLast(word.count)
      // “1:30 pm” is a time and read as one below.
      if before.contains(":") { break }
      text = Folding.word(before)
      do { return Edge(day: try form.day(Array(text.utf8)[...]), half: half) } catch { throw error.at(cell) }
    }
    let bytes = Array(text.utf8)[...]
    if text.contains(":"), let moment = try? form.time(bytes) {
      let date = moment.day
      let rest = moment.microseconds - DateText.start(date)
      let hour = rest / 3_600_000_000
      if rest == 0 { return Edge(day: date) }
      // Leave that begins at noon or later is an afternoon's; leave that ends by two is a morning's.
      return cell.field == .from ? Edge(day: date, half: hour >= 12 ? .afternoon : nil) : Edge(day: date, half: hour < 14 ? .morning : nil)
    }
    do { return Edge(day: try form.day(bytes)) } catch { throw error.at(cell) }
  }

  private func givenPart(_ record: Record) throws(Unfit) -> LeaveRow.Part? {
    if let value = try reading.integer(minutes, 1...1440, record) { return value == 1440 ? .whole : .minutes(Int32(value)) }
    if let value = try reading.hourMinutes(hours, record) {
      return value == 0 ? nil : value >= 1440 ? .whole : .minutes(value)
    }
    let expected = Wording("whole, morning or afternoon", "全天、上午或下午")
    return try reading.word(part, ColumnWords.dayParts, expected: expected, record)
  }

  /// Hours of a row of several days are their sum: seven a day or more say no more than its dates; fewer do not say which day has how many.
  private func ofOneDay(_ given: LeaveRow.Part?, _ first: Edge, _ last: Edge) throws(Unfit) -> LeaveRow.Part? {
    guard case .minutes(let sum)? = given, last.day > first.day else { return given }
    let days = last.day - first.day + 1
    if first.half != nil || last.half != nil || Int(sum) >= Int(days) * 420 { return nil }
    throw Unfit(
      Wording(
        "is less than whole days for a row of \(days) days; expected one row a day, or the dates alone",
        "少于 \(days) 整天的时间；应每天一行，或只写日期"),
      in: hours.isColumn ? hours : minutes)
  }

  /// What a number of days says beside the dates: half a day of one; of several days it must not be more than they are, and a half must have its day.
  private func partOfDays(_ first: Edge, _ last: Edge, _ record: Record) throws(Unfit) -> LeaveRow.Part? {
    guard let hundredths = try reading.hundredths(days, record) else { return nil }
    let span = (Int(last.day - first.day) + 1) * 100
    if hundredths > span {
      throw Unfit(
        Wording("is more than its dates; expected the last day of the absence (until)", "多于起止日期的天数；应写明请假的最后一天（结束日期）"), in: days)
    }
    if first.half != nil || last.half != nil || hundredths % 100 == 0 { return nil }
    guard last.day == first.day else {
      throw Unfit(
        Wording(
          "has a part of a day and does not say of which; expected a half behind a date (2026-12-01 下午), or one row a day",
          "含不足一天的部分而未写是哪一天；应在日期后写上午或下午（2026-12-01 下午），或每天一行"), in: days)
    }
    // Which half it is nobody says: one of them.
    return hundredths == 50 ? .morning : .minutes(Int32(hundredths * 480 / 100))
  }

  /// Kinds that are no absence, and states that are no agreement.
  private func withdrawn(_ record: Record) throws(Unfit) -> Bool {
    if let text = try reading.text(kind, record), ColumnWords.find(text, in: ColumnWords.noAbsence) != nil { return true }
    let expected = Wording("approved, pending or cancelled", "已通过、审批中或已撤销")
    return try reading.word(status, ColumnWords.leaveStates, expected: expected, record) == false
  }
}
