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
