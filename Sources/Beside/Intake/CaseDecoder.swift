import Identity
import Portfolio
import Speech
import Tables

/// Rows of case files.
struct CaseDecoder: RowDecoder {
  private var reading: FieldReading
  private let caseNo, contract, batch, product, stage, hand, debtor, currency, entrusted, outstanding, principal: Cell
  private let balanceOn, overdueOn, daysPastDue, entrustedOn, dueBackOn, collector, status, hold, retainedUntil: Cell
  private let interest, fees, region, skills, points: [Cell]

  var unusable: [UnusableNumber: Int] { reading.unusable }

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    caseNo = header.cell(.caseNo)
    contract = header.cell(.contract)
    batch = header.cell(.batch)
    product = header.cell(.product)
    stage = header.cell(.stage)
    hand = header.cell(.hand)
    debtor = header.cell(.debtorRef)
    currency = header.cell(.currency)
    entrusted = header.cell(.entrustedAmount)
    outstanding = header.cell(.outstanding)
    principal = header.cell(.principal)
    balanceOn = header.cell(.balanceOn)
    overdueOn = header.cell(.overdueOn)
    daysPastDue = header.cell(.daysPastDue)
    entrustedOn = header.cell(.entrustedOn)
    dueBackOn = header.cell(.dueBackOn)
    collector = header.cell(.collector)
    status = header.cell(.status)
    hold = header.cell(.hold)
    retainedUntil = header.cell(.retainedUntil)
    interest = header.all(.interest)
    fees = header.all(.fees)
    region = header.all(.region)
    skills = header.all(.requiredSkills)
    points = header.all(.contactPoint)
    if !header.has(.client), reading.options.client == nil {
      throw FileFault(
        .header, file: file, Wording("nothing says whose cases these are", "看不出这些案件属于哪个委托方"),
        hint: Wording(
          "add a column 委托方 or client, or give the client (--client, or constants in a mapping)",
          "请增加一列“委托方”或“client”，或直接指定委托方（--client，或映射中的 constants）"))
    }
    if !header.has(.outstanding), !header.has(.entrustedAmount) {
      throw FileFault(
        .header, file: file, line: 1,
        Wording(
          "the file lacks the column outstanding (最新欠款, 欠款余额, balance, …) or entrusted_amount (委案金额, …)",
          "文件缺少列 outstanding（最新欠款、欠款余额、balance 等）或 entrusted_amount（委案金额等）"),
        hint: .nameTheColumn)
    }
  }

  mutating func decode(_ record: Record) throws(Unfit) -> CaseRow? {
    let key = try reading.key(record)
    guard let client = key.client else {
      throw Unfit(Wording("is empty; expected the client", "为空；应为委托方"), in: reading.header.cell(.client))
    }
    let currency = try reading.currency(currency, record) ?? reading.currency
    let entrustedAmount = try amount(entrusted, currency, record)
    // A credit is no fault of the row: nothing is due.
    guard let owed = try reading.money(outstanding, currency, record) ?? entrustedAmount else {
      throw Unfit(Wording("is empty; expected the amount owed", "为空；应为欠款金额"), in: outstanding.isKnown ? outstanding : entrusted)
    }
    var row = CaseRow(line: record.line, client: client, caseNo: key.caseNo, currency: currency, outstanding: owed)
    row.entrusted = entrustedAmount
    row.principal = try amount(principal, currency, record)
    row.interest = try reading.total(interest, currency, record)
    row.fees = try reading.total(fees, currency, record)
    row.batch = try reading.text(batch, record)
    row.contract = try reading.number(contract, record)
    row.product = try reading.text(product, record)
    row.stage = try reading.text(stage, record)
    row.hand = try reading.integer(hand, 0...999, record).map { Int16($0) }
    row.collector = try reading.number(collector, record)
    try readDates(record, into: &row)
    try readState(record, into: &row)
    try readPeople(record, into: &row)
    row.extra = reading.extra(record)
    return row
  }

  private func amount(_ cell: Cell, _ currency: Currency, _ record: Record) throws(Unfit) -> Int64? {
    let amount = try reading.money(cell, currency, record)
    if let amount, amount < 0 {
      throw Unfit(Wording("is negative; expected what the debtor owes, 0 or more", "为负数；应为债务人所欠金额，不小于 0"), in: cell)
    }
    return amount
  }

  private func readDates(_ record: Record, into row: inout CaseRow) throws(Unfit) {
    row.overdueOn = try reading.day(overdueOn, record)
    row.entrustedOn = try reading.day(entrustedOn, record)
    row.dueBackOn = try reading.day(dueBackOn, record)
    row.retainedUntil = try reading.day(retainedUntil, record)
    row.balanceOn = try reading.day(balanceOn, record)
    row.isAsOfToday = reading.options.mapping?.isAsOfToday
    if let days = try reading.integer(daysPastDue, 0...20_000, record), row.overdueOn == nil { row.daysPastDue = Int32(days) }
    if let entrusted = row.entrustedOn, let back = row.dueBackOn, back < entrusted {
      throw Unfit(Wording("is before the day the case was entrusted", "早于委案日期"), in: dueBackOn)
    }
  }

  private static let states = Wording(
    "open 在案, suspended 停催, settled 结清, returned 退案, withdrawn 撤案, deceased 死亡",
    "open（在案）、suspended（停催）、settled（结清）、returned（退案）、withdrawn（撤案）、deceased（死亡）")

  private func readState(_ record: Record, into row: inout CaseRow) throws(Unfit) {
    if let state = try reading.word(status, ColumnWords.states, expected: CaseDecoder.states, record) {
      row.status = state.status
      row.hold = state.hold
    }
    if let kind = try reading.word(hold, ColumnWords.holds, expected: ColumnWords.expectedHolds, record) {
      row.hold = kind
    }
  }

  private mutating func readPeople(_ record: Record, into row: inout CaseRow) throws(Unfit) {
    if let text = try reading.text(debtor, record) {
      let text = try reading.undone(Folding.narrow(text, lowercased: false), debtor)
      if Identifier.isMasked(text) {
        throw Unfit(
          Wording(
            "is masked: many people have the signs that are left; give the whole number, leave the cell empty, or list the column under ignore in a mapping",
            "已脱敏：余下的字符对应许多人；请给出完整号码，或留空，或在映射的 ignore 中列出该列"), in: debtor)
      }
      if LostDigits.isCutIdentity(text) { throw Unfit(LostDigits.inIdentity, in: debtor) }
      row.debtor = reading.identifiers.identity(text)
    }
    var parts: [String] = []
    for cell in region {
      if let part = try reading.text(cell, record) { parts.append(part) }
    }
    if !parts.isEmpty { row.region = parts.joined(separator: "/") }
    row.requiredSkills = try reading.skills(skills, record)
    for cell in points {
      for reference in try reading.points(cell, record) where !row.contactPoints.contains(reference) { row.contactPoints.append(reference) }
    }
  }
}
