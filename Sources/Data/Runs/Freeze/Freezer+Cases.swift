import Portfolio
import Postgres
import Schema
import Speech

extension Freezer {
  mutating func readCases() throws {
    var columns = CaseColumns()
    columns.reserve(try expectedCases())
    let (bindsUpTo, people) = (request.bindsUpTo, collectors)
    // In a variable of its own for the loop: a closure that touched all of `self` would copy it for each row.
    var digest = self.digest
    self.digest = InputDigest()
    let clients = names[.client] ?? IDMap([])
    let batches = names[.batch] ?? IDMap([])
    let products = names[.product] ?? IDMap([])
    let stages = names[.stage] ?? IDMap([])
    let regions = names[.region] ?? IDMap([])
    // Consecutive cases mostly share their currency.
    var (packed, currency) = (UInt32(0), request.agency.currency)
    try connection.copyOut(SQL(raw: statements.cases)) { row in
      let id = try row.int64()
      try row.withBytes { bytes in
        guard let bytes, let one = FrozenCase(bytes) else {
          throw StoreError.invalid(
            Wording(
              "case \(id) is stored in a form this program does not know; use the allot that wrote it",
              "案件 \(id) 的存储形式本程序不认识；请使用写入它的 allot"))
        }
        digest.add(id)
        digest.add(bytes)
        if one.currency != packed {
          packed = one.currency
          currency = try one.readCurrency()
        }
        columns.id.append(id)
        columns.debtor.append(one.debtor)
        columns.client.append(clients[Int64(one.client)])
        columns.batch.append(batches[Int64(one.batch)])
        columns.product.append(products[Int64(one.product)])
        columns.stage.append(stages[Int64(one.stage)])
        columns.region.append(regions[Int64(one.region)])
        columns.currency.append(currency)
        columns.outstanding.append(one.outstanding)
        columns.entrustedOn.append(one.entrustedOn)
        columns.overdueOn.append(one.overdueOn)
        columns.dueBackOn.append(one.dueBackOn)
        columns.holder.append(CollectorIndex(rawValue: people[one.holder]))
        columns.heldSince.append(one.heldSince)
        columns.hand.append(one.hand)
        columns.previousClass.append(CaseClass(rawValue: UInt8(clamping: one.caseClass)) ?? .unknown)
        columns.classSince.append(one.classSince)
        columns.rev.append(one.rev)
        columns.append(rare: one, bindsUpTo: bindsUpTo, people)
      }
    }
    self.digest = digest
    snapshot.cases = columns
  }

  /// The planner's estimate: good enough to reserve memory, and free.
  private func expectedCases() throws -> Int {
    let estimate = try connection.query(
      """
      SELECT reltuples::bigint FROM pg_class WHERE oid = 'allot.case_state'::regclass
      """
    ).only()[0, as: Int64.self]
    return Int(max(0, estimate)) * 51 / 50
  }

  mutating func readContacts() throws {
    var contacts = RaggedBuilder<UInt8>(beside: snapshot.cases.id)
    contacts.values.reserveCapacity(snapshot.cases.count * 96)
    let factsBefore = request.factsBefore
    var digest = self.digest
    self.digest = InputDigest()
    try connection.copyOut(SQL(raw: statements.contacts)) { row in
      let id = try row.int64()
      let hasLater = try row.boolOrNil() ?? false
      try row.withBytes { bytes in
        guard let bytes, contacts.move(to: id) else { return }
        let start = contacts.values.count
        if hasLater {
          guard let cells = ContactCounters.unpack(Array(bytes)[...]) else {
            throw StoreError.invalid(
              Wording(
                "the contact counters of case \(id) are damaged; restore allot.contacts from a backup",
                "案件 \(id) 的联系计数已损坏；请从备份恢复 allot.contacts"))
          }
          contacts.values += ContactCounters.pack(cells.filter { $0.day < factsBefore })
        } else {
          contacts.values.append(contentsOf: bytes)
        }
        digest.add(id)
        contacts.values.withUnsafeBytes { digest.add(UnsafeRawBufferPointer(rebasing: $0[start...])) }
      }
    }
    self.digest = digest
    contacts.finish()
    snapshot.contacts = Ragged(starts: contacts.starts, values: contacts.values)
  }
}

extension CaseColumns {
  fileprivate mutating func append(rare one: FrozenCase, bindsUpTo: Day, _ people: IDMap) {
    guard one.hasRare else {
      retainedUntil.append(.none)
      hold.append(.none)
      holdUntil.append(.none)
      flags.append(CaseFlags(rawValue: 0))
      requiredSkills.append(0)
      pinnedTo.append(.none)
      pinnedUntil.append(.none)
      return
    }
    // A hold that begins later is none yet.
    let kind = one.holdFrom <= bindsUpTo ? HoldKind(rawValue: UInt8(clamping: one.hold)) ?? .other : .none
    retainedUntil.append(one.retainedUntil)
    hold.append(kind)
    holdUntil.append(kind == .none ? .none : one.holdUntil)
    flags.append(CaseFlags(rawValue: one.flags))
    requiredSkills.append(one.requiredSkills)
    pinnedTo.append(CollectorIndex(rawValue: people[one.pinnedTo]))
    pinnedUntil.append(one.pinnedUntil)
  }

  fileprivate mutating func reserve(_ count: Int) {
    id.reserveCapacity(count)
    debtor.reserveCapacity(count)
    client.reserveCapacity(count)
    batch.reserveCapacity(count)
    product.reserveCapacity(count)
    stage.reserveCapacity(count)
    region.reserveCapacity(count)
    currency.reserveCapacity(count)
    outstanding.reserveCapacity(count)
    entrustedOn.reserveCapacity(count)
    overdueOn.reserveCapacity(count)
    dueBackOn.reserveCapacity(count)
    holder.reserveCapacity(count)
    heldSince.reserveCapacity(count)
    hand.reserveCapacity(count)
    retainedUntil.reserveCapacity(count)
    hold.reserveCapacity(count)
    holdUntil.reserveCapacity(count)
    flags.reserveCapacity(count)
    previousClass.reserveCapacity(count)
    classSince.reserveCapacity(count)
    requiredSkills.reserveCapacity(count)
    pinnedTo.reserveCapacity(count)
    pinnedUntil.reserveCapacity(count)
    rev.reserveCapacity(count)
  }
}
