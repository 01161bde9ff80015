package import Portfolio

/// The frozen inputs of a run as bytes that outlast the tables they were read from: a versioned form of `Snapshot`, column by column. Nothing
/// is rounded or left out: reading gives the same snapshot, so deciding again gives the same night.
package enum SnapshotArchive {
  /// Written first. A change of the form needs the next number, and a reader that still knows the ones before.
  package static let format: UInt64 = 1
  static let magic = Array("allot snapshot ".utf8)
  static let end: UInt8 = 0xA5
  /// A block as it goes into one row.
  package static let blockBytes = 1 << 19

  /// Hands the archive out in blocks of about `blockBytes`. Rethrows what `emit` throws.
  package static func write(_ snapshot: Snapshot, blockBytes: Int = blockBytes, _ emit: ([UInt8]) throws -> Void) throws {
    try withoutActuallyEscaping(emit) { emit in
      var sink = ByteSink(blockBytes: blockBytes, emit)
      try write(snapshot, to: &sink)
      try sink.finish()
    }
  }

  private static func write(_ snapshot: Snapshot, to sink: inout ByteSink) throws {
    try sink.bytes(magic[...])
    sink.varint(format)
    sink.signed(snapshot.agency)
    sink.text(snapshot.agencyCode)
    sink.signed(Int64(snapshot.slot.rawValue))
    sink.signed(snapshot.asOf.rawValue)
    sink.varint(snapshot.seed)
    for table in [
      snapshot.clients, snapshot.batches, snapshot.products, snapshot.stages, snapshot.regions, snapshot.teams, snapshot.skills,
    ] {
      sink.varint(UInt64(table.count))
      for name in table.names {
        sink.text(name)
        try sink.flushIfFull()
      }
    }
    sink.varint(UInt64(snapshot.contactCodes.count))
    for code in snapshot.contactCodes { sink.code(code) }
    try sink.people(snapshot.collectors)
    try sink.cases(snapshot.cases)
    try sink.ragged(snapshot.contacts.starts)
    try sink.bytes(snapshot.contacts.values[...])
    try sink.facts(snapshot)
    sink.byte(end)
  }

  /// The archive in one piece.
  package static func bytes(_ snapshot: Snapshot) -> [UInt8] {
    var bytes: [UInt8] = []
    // Appending to an array throws nothing.
    try? write(snapshot) { bytes += $0 }
    return bytes
  }
}

extension ByteSink {
  fileprivate mutating func code(_ code: ContactCode) {
    byte(code.channel.rawValue)
    byte(code.outcome.rawValue)
    byte(code.party.rawValue)
    byte((code.automatic ? 1 : 0) | (code.inbound ? 2 : 0))
  }

  fileprivate mutating func days(_ days: [Day]) throws { try column(days.count) { days[$0].packed } }

  fileprivate mutating func numbers(_ values: [some FixedWidthInteger & Sendable]) throws {
    try column(values.count) { Int64(truncatingIfNeeded: values[$0]) }
  }

  /// Lengths of the rows; the values follow, written by the caller.
  fileprivate mutating func ragged(_ starts: [Int32]) throws {
    varint(UInt64(starts.count - 1))
    try column(starts.count - 1) { Int64(starts[$0 + 1] - starts[$0]) }
  }

  fileprivate mutating func people(_ people: CollectorColumns) throws {
    varint(UInt64(people.count))
    try numbers(people.id)
    for code in people.code {
      text(code)
      try flushIfFull()
    }
    try numbers(people.team)
    try numbers(people.skills)
    try column(people.count) { people.active[$0] ? 1 : 0 }
    try days(people.joinedOn)
    try days(people.leavesOn)
    try numbers(people.fullTime)
    try numbers(people.caseLimit)
    try numbers(people.amountLimit)
    try numbers(people.newToday)
    try numbers(people.rev)
    try ragged(people.days.starts)
    let days = people.days.values
    try column(days.count) { days[$0].day.packed }
    try column(days.count) { Int64(days[$0].scheduledMinutes) }
    try column(days.count) { Int64(days[$0].leaveMinutes) }
    try column(days.count) { Int64(days[$0].talkSeconds) }
    try column(days.count) { Int64(days[$0].calls) }
    try column(days.count) { Int64(days[$0].messages) }
    try column(days.count) { Int64(days[$0].otherContacts) }
  }

  fileprivate mutating func cases(_ cases: CaseColumns) throws {
    varint(UInt64(cases.count))
    try numbers(cases.id)
    try numbers(cases.debtor)
    try numbers(cases.client)
    try numbers(cases.batch)
    try numbers(cases.product)
    try numbers(cases.stage)
    try numbers(cases.region)
    try column(cases.count) { Int64(cases.currency[$0].packed) }
    try numbers(cases.outstanding)
    try days(cases.entrustedOn)
    try days(cases.overdueOn)
    try days(cases.dueBackOn)
    try column(cases.count) { Int64(cases.holder[$0].rawValue) }
    try days(cases.heldSince)
    try numbers(cases.hand)
    try days(cases.retainedUntil)
    try column(cases.count) { Int64(cases.hold[$0].rawValue) }
    try days(cases.holdUntil)
    try column(cases.count) { Int64(cases.flags[$0].rawValue) }
    try column(cases.count) { Int64(cases.previousClass[$0].rawValue) }
    try days(cases.classSince)
    try numbers(cases.requiredSkills)
    try column(cases.count) { Int64(cases.pinnedTo[$0].rawValue) }
    try days(cases.pinnedUntil)
    try numbers(cases.rev)
  }

  fileprivate mutating func facts(_ snapshot: Snapshot) throws {
    let talks = snapshot.conversations
    try ragged(talks.starts)
    try column(talks.values.count) { talks.values[$0].day.packed }
    try column(talks.values.count) { Int64(talks.values[$0].tone.rawValue) }
    try column(talks.values.count) { Int64(talks.values[$0].confidence) }
    try column(talks.values.count) { Int64(talks.values[$0].groups) }
    let payments = snapshot.payments
    try ragged(payments.starts)
    try column(payments.values.count) { payments.values[$0].day.packed }
    try column(payments.values.count) { payments.values[$0].amount }
    let promises = snapshot.promises
    try ragged(promises.starts)
    try column(promises.values.count) { promises.values[$0].madeOn.packed }
    try column(promises.values.count) { promises.values[$0].dueOn.packed }
    try column(promises.values.count) { promises.values[$0].amount }
    try column(promises.values.count) { Int64(promises.values[$0].plan) }
    let former = snapshot.formerHolders
    try ragged(former.starts)
    try column(former.values.count) { Int64(former.values[$0].collector.rawValue) }
    try column(former.values.count) { former.values[$0].until.packed }
    let conflicts = snapshot.conflicts
    try ragged(conflicts.starts)
    try column(conflicts.values.count) { Int64(conflicts.values[$0].rawValue) }
    try month(snapshot.month)
  }

  private mutating func month(_ month: MonthAccounts) throws {
    varint(UInt64(month.keys.count))
    for key in month.keys {
      text(key.policy)
      text(key.rule)
      try flushIfFull()
    }
    try column(month.keys.count) { Int64(month.keys[$0].client) }
    try column(month.keys.count) { Int64(month.keys[$0].batch) }
    try column(month.keys.count) { Int64(month.keys[$0].stage) }
    try column(month.keys.count) { Int64(month.keys[$0].band) }
    varint(UInt64(month.entries.count))
    try column(month.entries.count) { Int64(month.entries[$0].account) }
    try column(month.entries.count) { Int64(month.entries[$0].collector.rawValue) }
    try column(month.entries.count) { Int64(month.entries[$0].cases) }
    try column(month.entries.count) { month.entries[$0].amount }
  }
}

extension Day {
  /// The ends of the range lie far from real dates and would cost every neighbour 32 bits: here they are 0 and 1, and known days from 2 on.
  var packed: Int64 {
    switch self {
    case .none: 0
    case .never: 1
    default: rawValue >= 0 ? Int64(rawValue) + 2 : Int64(rawValue)
    }
  }

  init(packed: Int64) throws {
    switch packed {
    case 0: self = .none
    case 1: self = .never
    default:
      guard let raw = Int32(exactly: packed >= 0 ? packed - 2 : packed) else {
        throw ArchiveError("the frozen inputs hold a day out of range (\(packed))", "冻结的输入含超出范围的日期（\(packed)）")
      }
      self = Day(raw)
    }
  }
}
