package import Portfolio

extension SnapshotArchive {
  /// Reads an archive; `next` gives its blocks in order, then nil. Throws `ArchiveError` when the bytes are damaged, cut off, of a later form
  /// or hold positions that do not exist, so that nothing is decided from them.
  package static func read(_ next: @escaping () throws -> [UInt8]?) throws -> Snapshot {
    var source = ByteSource(next)
    guard try source.bytes(magic.count) == magic else {
      throw ArchiveError("these bytes are no frozen inputs of allot", "这些字节不是 allot 冻结的输入")
    }
    let found = try source.varint()
    guard found == format else {
      throw ArchiveError(
        "the frozen inputs have form \(found); this program reads form \(format): use the allot that made the run",
        "冻结的输入为第 \(found) 版格式，本程序读取第 \(format) 版：请使用当时运行的那一版 allot")
    }
    let (agency, code) = (try source.signed(), try source.text())
    let slot = Day(try source.int32())
    var snapshot = Snapshot(
      agency: agency, agencyCode: code, slot: slot, asOf: Instant(rawValue: try source.signed()), seed: try source.varint())
    snapshot.clients = try source.names()
    snapshot.batches = try source.names()
    snapshot.products = try source.names()
    snapshot.stages = try source.names()
    snapshot.regions = try source.names()
    snapshot.teams = try source.names()
    snapshot.skills = try source.names()
    for _ in 0..<(try source.count()) { snapshot.contactCodes.append(try source.code()) }
    snapshot.collectors = try source.people()
    snapshot.cases = try source.cases()
    let starts = try source.starts()
    snapshot.contacts = Ragged(starts: starts, values: try source.bytes(Int(starts[starts.count - 1])))
    try source.facts(&snapshot)
    guard try source.byte() == end, try source.isAtEnd() else {
      throw ArchiveError("the frozen inputs do not end where they should, at byte \(source.offset)", "冻结的输入没有在该结束处（字节 \(source.offset)）结束")
    }
    try check(snapshot)
    return snapshot
  }

  /// From one piece.
  package static func read(_ bytes: [UInt8]) throws -> Snapshot {
    var rest: [UInt8]? = bytes
    return try read {
      defer { rest = nil }
      return rest
    }
  }

  /// Positions of people that do not exist would crash a night.
  private static func check(_ snapshot: Snapshot) throws {
    if let column = snapshot.columnOfOtherLength {
      throw ArchiveError("the frozen inputs' column \(column) differs in length", "冻结的输入中列 \(column) 的长度与其他列不同")
    }
    let people = Int32(snapshot.collectors.count)
    func isValid(_ index: CollectorIndex) -> Bool { index.rawValue >= -1 && index.rawValue < people }
    guard snapshot.cases.holder.allSatisfy(isValid), snapshot.cases.pinnedTo.allSatisfy(isValid),
      snapshot.formerHolders.values.allSatisfy({ isValid($0.collector) }), snapshot.conflicts.values.allSatisfy(isValid)
    else { throw ArchiveError("the frozen inputs name a collector who is not among them", "冻结的输入提到其中没有的催收员") }
    let accounts = Int32(snapshot.month.keys.count)
    guard snapshot.month.entries.allSatisfy({ isValid($0.collector) && $0.account >= 0 && $0.account < accounts }) else {
      throw ArchiveError("the frozen inputs name an account or a collector that is not among them", "冻结的输入提到其中没有的账目或催收员")
    }
    let tables: [([Int32], SymbolTable)] = [
      (snapshot.cases.client, snapshot.clients), (snapshot.cases.batch, snapshot.batches), (snapshot.cases.product, snapshot.products),
      (snapshot.cases.stage, snapshot.stages), (snapshot.cases.region, snapshot.regions), (snapshot.collectors.team, snapshot.teams),
    ]
    for (column, table) in tables {
      guard column.allSatisfy({ $0 >= -1 && $0 < table.count }) else {
        throw ArchiveError("the frozen inputs name a position that is in no table", "冻结的输入提到任何表中都没有的位置")
      }
    }
  }
}

extension ByteSource {
  fileprivate mutating func int32() throws -> Int32 { try narrow(try signed()) }

  private func narrow<Value: FixedWidthInteger>(_ value: Int64) throws -> Value {
    guard let result = Value(exactly: value) else {
      throw ArchiveError(
        "the frozen inputs hold a number out of range (\(value)) at byte \(offset)", "冻结的输入在字节 \(offset) 处有超出范围的数（\(value)）")
    }
    return result
  }

  private func coded<Value: RawRepresentable>(_ value: Int64) throws -> Value where Value.RawValue == UInt8 {
    guard let raw = UInt8(exactly: value), let result = Value(rawValue: raw) else {
      throw ArchiveError("the frozen inputs hold an unknown code (\(value)) at byte \(offset)", "冻结的输入在字节 \(offset) 处有不认识的代码（\(value)）")
    }
    return result
  }

  fileprivate mutating func names() throws -> SymbolTable {
    var names: [String] = []
    for _ in 0..<(try count()) { names.append(try text()) }
    let table = SymbolTable(names)
    guard table.count == names.count else {
      throw ArchiveError("the frozen inputs hold a name twice, before byte \(offset)", "冻结的输入在字节 \(offset) 之前有重复的名称")
    }
    return table
  }

  fileprivate mutating func code() throws -> ContactCode {
    let (channel, outcome, party, bits) = (Int64(try byte()), Int64(try byte()), Int64(try byte()), try byte())
    return ContactCode(
      channel: try coded(channel), outcome: try coded(outcome), party: try coded(party), automatic: bits & 1 != 0, inbound: bits & 2 != 0)
  }

  private mutating func mapped<Value>(_ count: Int, _ transform: (Int64) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(min(count, 1 << 23))
    try column(count) { values.append(try transform($0)) }
    return values
  }

  private mutating func numbers<Value: FixedWidthInteger>(_ count: Int) throws -> [Value] {
    let at = offset
    return try mapped(count) { value in
      guard let result = Value(exactly: value) else {
        throw ArchiveError("the frozen inputs hold a number out of range (\(value)) after byte \(at)", "冻结的输入在字节 \(at) 之后有超出范围的数（\(value)）")
      }
      return result
    }
  }

  /// 64 bits, of which all may be set.
  private mutating func masks(_ count: Int) throws -> [UInt64] { try mapped(count) { UInt64(bitPattern: $0) } }
  private mutating func days(_ count: Int) throws -> [Day] { try mapped(count) { try Day(packed: $0) } }
  private mutating func people(_ count: Int) throws -> [CollectorIndex] { try numbers(count).map(CollectorIndex.init(rawValue:)) }
  private mutating func codes<Value: RawRepresentable>(_ count: Int) throws -> [Value] where Value.RawValue == UInt8 {
    let at = offset
    return try mapped(count) { value in
      guard let raw = UInt8(exactly: value), let result = Value(rawValue: raw) else {
        throw ArchiveError("the frozen inputs hold an unknown code (\(value)) after byte \(at)", "冻结的输入在字节 \(at) 之后有不认识的代码（\(value)）")
      }
      return result
    }
  }

  fileprivate mutating func starts() throws -> [Int32] {
    let rows = try count()
    var starts: [Int32] = [0]
    starts.reserveCapacity(min(rows, 1 << 23) + 1)
    var sum: Int64 = 0
    try column(rows) { length in
      sum = sum &+ length
      guard length >= 0, length <= Int64(Int32.max), let start = Int32(exactly: sum) else {
        throw ArchiveError("the frozen inputs hold rows of impossible length", "冻结的输入有长度不可能的行")
      }
      starts.append(start)
    }
    return starts
  }

  fileprivate mutating func people() throws -> CollectorColumns {
    var people = CollectorColumns()
    let n = try count()
    people.id = try numbers(n)
    for _ in 0..<n { people.code.append(try text()) }
    people.team = try numbers(n)
    people.skills = try masks(n)
    people.active = try mapped(n) { $0 != 0 }
    people.joinedOn = try days(n)
    people.leavesOn = try days(n)
    people.fullTime = try numbers(n)
    people.caseLimit = try numbers(n)
    people.amountLimit = try numbers(n)
    people.newToday = try numbers(n)
    people.rev = try numbers(n)
    let starts = try starts()
    let total = Int(starts[starts.count - 1])
    let day = try days(total)
    let (scheduled, leave, talk): ([Int32], [Int32], [Int32]) = (try numbers(total), try numbers(total), try numbers(total))
    let (calls, messages, others): ([Int32], [Int32], [Int32]) = (try numbers(total), try numbers(total), try numbers(total))
    people.days = Ragged(
      starts: starts,
      values: (0..<total).map {
        CollectorDay(
          day: day[$0], scheduledMinutes: scheduled[$0], leaveMinutes: leave[$0], talkSeconds: talk[$0], calls: calls[$0],
          messages: messages[$0],
          otherContacts: others[$0])
      })
    return people
  }

  fileprivate mutating func cases() throws -> CaseColumns {
    var cases = CaseColumns()
    let n = try count()
    cases.id = try numbers(n)
    cases.debtor = try numbers(n)
    cases.client = try numbers(n)
    cases.batch = try numbers(n)
    cases.product = try numbers(n)
    cases.stage = try numbers(n)
    cases.region = try numbers(n)
    cases.currency = try currencies(n)
    cases.outstanding = try numbers(n)
    cases.entrustedOn = try days(n)
    cases.overdueOn = try days(n)
    cases.dueBackOn = try days(n)
    cases.holder = try people(n)
    cases.heldSince = try days(n)
    cases.hand = try numbers(n)
    cases.retainedUntil = try days(n)
    cases.hold = try codes(n)
    cases.holdUntil = try days(n)
    cases.flags = try numbers(n).map { CaseFlags(rawValue: $0) }
    cases.previousClass = try codes(n)
    cases.classSince = try days(n)
    cases.requiredSkills = try masks(n)
    cases.pinnedTo = try people(n)
    cases.pinnedUntil = try days(n)
    cases.rev = try numbers(n)
    return cases
  }

  private mutating func currencies(_ count: Int) throws -> [Currency] {
    var known = Currency.cny
    return try mapped(count) { packed in
      if Int64(known.packed) == packed { return known }
      let letters = [UInt8(truncatingIfNeeded: packed >> 16), UInt8(truncatingIfNeeded: packed >> 8), UInt8(truncatingIfNeeded: packed)]
      guard packed >> 24 == 0, let currency = Currency(String(decoding: letters, as: UTF8.self)) else {
        throw ArchiveError("the frozen inputs hold a currency that is none (\(packed))", "冻结的输入有不存在的币种（\(packed)）")
      }
      known = currency
      return currency
    }
  }

  fileprivate mutating func facts(_ snapshot: inout Snapshot) throws {
    var starts = try starts()
    var n = Int(starts[starts.count - 1])
    let talkDays = try days(n)
    let tones: [Tone] = try codes(n)
    let (confidences, groups): ([UInt8], [Int32]) = (try numbers(n), try numbers(n))
    snapshot.conversations = Ragged(
      starts: starts,
      values: (0..<n).map { ConversationFact(day: talkDays[$0], tone: tones[$0], confidence: confidences[$0], groups: groups[$0]) })
    starts = try self.starts()
    n = Int(starts[starts.count - 1])
    let (paidDays, paid): ([Day], [Int64]) = (try days(n), try numbers(n))
    snapshot.payments = Ragged(starts: starts, values: (0..<n).map { PaymentFact(day: paidDays[$0], amount: paid[$0]) })
    starts = try self.starts()
    n = Int(starts[starts.count - 1])
    let (made, due) = (try days(n), try days(n))
    let (promised, plans): ([Int64], [Int32]) = (try numbers(n), try numbers(n))
    snapshot.promises = Ragged(
      starts: starts, values: (0..<n).map { PromiseFact(madeOn: made[$0], dueOn: due[$0], amount: promised[$0], plan: plans[$0]) })
    starts = try self.starts()
    n = Int(starts[starts.count - 1])
    let (former, until) = (try people(n), try days(n))
    snapshot.formerHolders = Ragged(starts: starts, values: (0..<n).map { FormerHolder(collector: former[$0], until: until[$0]) })
    starts = try self.starts()
    snapshot.conflicts = Ragged(starts: starts, values: try people(Int(starts[starts.count - 1])))
    snapshot.month = try month()
  }

  private mutating func month() throws -> MonthAccounts {
    var month = MonthAccounts()
    var n = try count()
    for _ in 0..<n { month.keys.append(AccountKey(policy: try text(), rule: try text())) }
    let (clients, batches, stages): ([Int32], [Int32], [Int32]) = (try numbers(n), try numbers(n), try numbers(n))
    let bands: [Int16] = try numbers(n)
    for k in 0..<n {
      (month.keys[k].client, month.keys[k].batch, month.keys[k].stage, month.keys[k].band) = (clients[k], batches[k], stages[k], bands[k])
    }
    n = try count()
    let (accounts, collectors): ([Int32], [CollectorIndex]) = (try numbers(n), try people(n))
    let (cases, amounts): ([Int32], [Int64]) = (try numbers(n), try numbers(n))
    month.entries = (0..<n).map { AccountEntry(account: accounts[$0], collector: collectors[$0], cases: cases[$0], amount: amounts[$0]) }
    return month
  }
}
