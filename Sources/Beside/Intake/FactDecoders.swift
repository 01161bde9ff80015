import Identity
import Portfolio
import Speech
import Tables

/// Rows of payment files.
struct PaymentDecoder: RowDecoder {
  private let reading: FieldReading
  private let id, day, amount, currency, status: Cell
  /// Names of the rows without an id so far: the same payment twice cannot be told from two equal payments.
  private var seen: Set<String> = []

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    id = reading.header.cell(.id)
    day = reading.header.cell(.day)
    amount = reading.header.cell(.amount)
    currency = reading.header.cell(.currency)
    status = reading.header.cell(.status)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> PaymentRow? {
    let key = try reading.key(record)
    let currency = try reading.currency(currency, record) ?? reading.header.statedCurrency
    let day = try reading.requiredDay(day, record)
    guard let amount = try reading.money(amount, currency ?? reading.options.currency, record) else {
      throw Unfit(Wording("is empty; expected the amount paid", "为空；应为还款金额"), in: amount)
    }
    if amount == 0 {
      throw Unfit(Wording("is 0; expected the amount paid, negative for a reversal", "为 0；应为还款金额，冲正为负数"), in: self.amount)
    }
    if amount > 0, let state = try reading.text(status, record), ColumnWords.isNoPayment(state) {
      throw Unfit(
        Wording(
          "says that no money came or that it went back; take the row out, and write a payment taken back as a row of its own with a negative amount",
          "表明款项未到账或已退回；请删去该行，已冲正的还款应另写一行负数金额"), in: status)
    }
    let id = try reading.number(id, record)
    let digest = id == nil ? reading.identifiers.rowID(of: key, [day.description, String(amount)]) : nil
    if let digest {
      guard seen.insert(digest.withClient ?? digest.name).inserted else {
        throw Unfit(
          Wording(
            "the file has this payment twice (same case, day and amount); give each payment an id (流水号, payment_id) to keep both",
            "文件中这笔还款出现两次（案件、日期、金额都相同）；若两笔都要保留，请给每笔还款加上编号（流水号、payment_id）"))
      }
    }
    var row = PaymentRow(line: record.line, key: key, sourceID: id ?? digest?.name ?? "", day: day, amount: amount, currency: currency)
    row.idWithClient = digest?.withClient
    return row
  }
}

/// Rows of promise files.
struct PromiseDecoder: RowDecoder {
  private let reading: FieldReading
  private let id, madeOn, dueOn, amount, plan, currency: Cell

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    id = reading.header.cell(.id)
    madeOn = reading.header.cell(.madeOn)
    dueOn = reading.header.cell(.dueOn)
    amount = reading.header.cell(.amount)
    plan = reading.header.cell(.plan)
    currency = reading.header.cell(.currency)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> PromiseRow? {
    let key = try reading.key(record)
    let made = try reading.requiredDay(madeOn, record)
    let due = try reading.requiredDay(dueOn, record)
    if due < made { throw Unfit(Wording("is before the day of the promise", "早于作出承诺的日期"), in: dueOn) }
    let currency = try reading.currency(currency, record) ?? reading.header.statedCurrency
    let promised = try reading.money(amount, currency ?? reading.options.currency, record) ?? 0
    if promised < 0 { throw Unfit(Wording("is negative; expected the amount promised", "为负数；应为承诺金额"), in: amount) }
    let plan = Int32(try reading.integer(plan, 0...Int(Int32.max), record) ?? 0)
    let id = try reading.number(id, record)
    let digest = id == nil ? reading.identifiers.rowID(of: key, [made.description, due.description, String(promised), String(plan)]) : nil
    var row = PromiseRow(
      line: record.line, key: key, sourceID: id ?? digest?.name ?? "", madeOn: made, dueOn: due, amount: promised, plan: plan)
    row.idWithClient = digest?.withClient
    row.currency = currency
    return row
  }
}

/// Rows of flag files.
struct FlagDecoder: RowDecoder {
  private let reading: FieldReading
  private let flag, set, day: Cell
  private static let expected = ColumnWords.expectedFlags

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    flag = reading.header.cell(.flag)
    set = reading.header.cell(.set)
    day = reading.header.cell(.day)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> FlagRow? {
    let key = try reading.key(record)
    guard let value = try reading.word(flag, ColumnWords.flags, expected: FlagDecoder.expected, record) else {
      throw Unfit(Wording("is empty; expected ", "为空；应为 ") + FlagDecoder.expected, in: flag)
    }
    let isSet =
      try reading.word(set, ColumnWords.yesNo, expected: Wording("yes (set) or no (lifted)", "yes（设置）或 no（取消）"), record) ?? true
    return FlagRow(line: record.line, key: key, flag: value, set: isSet, day: try reading.requiredDay(day, record))
  }
}

/// Rows of hold files.
struct HoldDecoder: RowDecoder {
  private let reading: FieldReading
  private let kind, from, until: Cell
  private static let expected = ColumnWords.expectedHolds

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    kind = reading.header.cell(.kind)
    from = reading.header.cell(.from)
    until = reading.header.cell(.until)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> HoldRow? {
    let key = try reading.key(record)
    guard let value = try reading.word(kind, ColumnWords.holds, expected: HoldDecoder.expected, record) else {
      throw Unfit(Wording("is empty; expected ", "为空；应为 ") + HoldDecoder.expected, in: kind)
    }
    let start = try reading.requiredDay(from, record)
    var end = try reading.day(until, record) ?? .never
    if end.isKnown, end.civil.year == 9999 { end = .never }
    if end < start { throw Unfit(Wording("is before the first day of the hold", "早于停催的第一天"), in: until) }
    return HoldRow(line: record.line, key: key, kind: value, from: start, until: end)
  }
}

/// Rows of files of moves by hand.
struct MoveDecoder: RowDecoder {
  private let reading: FieldReading
  private let to, until, other: Cell

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    to = reading.header.cell(.to)
    until = reading.header.cell(.until)
    other = reading.header.cell(.other)
  }

  mutating func decode(_ record: Record) throws(Unfit) -> MoveRow? {
    MoveRow(
      line: record.line, key: try reading.key(record), to: try reading.number(to, record), until: try reading.day(until, record),
      other: try reading.number(other, record))
  }
}
