import Portfolio
import Speech
import Tables

/// Rows of collectors files.
struct CollectorDecoder: RowDecoder {
  private let reading: FieldReading
  private let code, name, team, active, joinedOn, leavesOn, fullTime, caseLimit, amountLimit: Cell
  private let skills, agents: [Cell]
  private let unsaid: CollectorRow.Unsaid

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    code = header.cell(.code)
    name = header.cell(.name)
    team = header.cell(.team)
    active = header.cell(.active)
    joinedOn = header.cell(.joinedOn)
    leavesOn = header.cell(.leavesOn)
    fullTime = header.cell(.fullTime)
    caseLimit = header.cell(.caseLimit)
    amountLimit = header.cell(.amountLimit)
    skills = header.all(.skills)
    agents = header.all(.agents)
    var unsaid: CollectorRow.Unsaid = skills.isEmpty ? .skills : []
    for (cell, column) in [
      (active, CollectorRow.Unsaid.active), (leavesOn, .leavesOn), (fullTime, .fullTime), (caseLimit, .caseLimit),
      (amountLimit, .amountLimit),
    ] where !cell.isKnown {
      unsaid.insert(column)
    }
    self.unsaid = unsaid
  }

  mutating func decode(_ record: Record) throws(Unfit) -> CollectorRow? {
    guard let code = try reading.number(code, record) else { throw Unfit(.noCollectorCode, in: code) }
    var row = CollectorRow(line: record.line, code: code)
    row.unsaid = unsaid
    row.name = try reading.text(name, record)
    row.team = try reading.text(team, record)
    row.skills = try reading.skills(skills, record)
    row.agents = try agentNames(record)
    row.active = try reading.word(active, ColumnWords.yesNo, expected: Wording("yes or no", "yes 或 no"), record) ?? true
    row.joinedOn = try reading.day(joinedOn, record)
    row.leavesOn = try reading.day(leavesOn, record)
    row.fullTime = try share(record) ?? 1000
    row.caseLimit = Int32(try reading.integer(caseLimit, 0...1_000_000, record) ?? 0)
    row.amountLimit = try reading.money(amountLimit, reading.options.currency, record) ?? 0
    if row.amountLimit < 0 { throw Unfit(Wording("is negative; expected 0 or more", "为负数；应不小于 0"), in: amountLimit) }
    if let joined = row.joinedOn, let leaves = row.leavesOn, leaves < joined {
      throw Unfit(Wording("is before the first day of work", "早于入职日期"), in: leavesOn)
    }
    return row
  }

  /// Divided by `;` `|` `,` `、` `/` or blanks; nil when the file has no such column.
  private func agentNames(_ record: Record) throws(Unfit) -> [String]? {
    guard !agents.isEmpty else { return nil }
    var names: [String] = []
    for cell in agents {
      guard let text = try reading.text(cell, record, limit: 500) else { continue }
      for part in Folding.narrow(text, lowercased: false).unicodeScalars.split(whereSeparator: { ";|、,/ ".unicodeScalars.contains($0) }) {
        let name = try reading.undone(String(part), cell)
        guard name.utf8.count <= 64 else {
          throw Unfit(Wording("has a name of more than 64 bytes; expected an extension such as 801", "有超过 64 字节的名称；应为分机号，如 801"), in: cell)
        }
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// `0.5`, `50%`, `50`, `500‰` and `500` are half a week; 1 is a full one.
  private func share(_ record: Record) throws(Unfit) -> Int32? {
    guard let text = try reading.text(fullTime, record) else { return nil }
    let fault = Unfit(Wording("is not a share of a full week; expected 0.5 or 50%", "不是全职工时的比例；应为 0.5 或 50%"), in: fullTime)
    var scanner = TextScanner(Folding.word(text))
    guard let whole = scanner.number(), whole.digits <= 4 else { throw fault }
    var thousandths = whole.value * 1000
    if scanner.take(anyOf: ".") != nil {
      guard let fraction = scanner.number(), fraction.digits <= 3 else { throw fault }
      thousandths += fraction.value * [1, 100, 10, 1][fraction.digits]
    }
    // Without a sign the size tells: up to 1.5 a share, up to 150 percent, above that thousandths.
    if scanner.take(anyOf: "%") != nil || (scanner.isAtEnd && (1501...150_000).contains(thousandths)) {
      thousandths /= 100
    } else if scanner.take("‰") || thousandths > 150_000 {
      thousandths /= 1000
    }
    guard scanner.isAtEnd, (1...1500).contains(thousandths) else { throw fault }
    return Int32(thousandths)
  }
}

/// Rows of scheduled hours.
struct HoursDecoder: RowDecoder {
  private let reading: FieldReading
  private let collector, day, scheduledMinutes, scheduledHours, leaveMinutes, leaveHours: Cell

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    collector = header.cell(.collector)
    day = header.cell(.day)
    scheduledMinutes = header.cell(.scheduledMinutes)
    scheduledHours = header.cell(.scheduledHours)
    leaveMinutes = header.cell(.leaveMinutes)
    leaveHours = header.cell(.leaveHours)
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
    return HoursRow(line: record.line, collector: code, day: day, scheduledMinutes: scheduled, leaveMinutes: leave)
  }

  private func minutes(_ minutes: Cell, _ hours: Cell, _ record: Record) throws(Unfit) -> Int32? {
    if let value = try reading.integer(minutes, 0...1440, record) { return Int32(value) }
    return try reading.hourMinutes(hours, record)
  }
}

extension FieldReading {
  /// Minutes of a number of hours, `7.5` or `7:30`, to the nearest minute; 0…1440.
  func hourMinutes(_ hours: Cell, _ record: Record) throws(Unfit) -> Int32? {
    guard let text = try text(hours, record) else { return nil }
    let fault = Unfit(Wording("is not a number of hours; expected 7.5 or 7:30, at most 24", "不是小时数；应为 7.5 或 7:30，最多 24"), in: hours)
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
    guard scanner.isAtEnd, total <= 1440 else { throw fault }
    return Int32(total)
  }
}
