/// The cases of a policy's tests as a night would read them.
package enum TestSnapshot {
  /// 2026-11-18, a Wednesday in the middle of a month, so that no month's end keeps cases from being recalled.
  package static let slot = Day(9818)

  /// One case a test, in their order, and one collector, who holds those that are held.
  /// `currency`: the base currency of their amounts; `calendar`: the agency's.
  package static func of(_ tests: [TestCase], currency: Currency, calendar: Calendar) -> Snapshot {
    var snapshot = Snapshot(agency: 0, agencyCode: "", slot: slot, asOf: Instant(rawValue: 0), seed: 0)
    var cases = CaseColumns()
    func place(_ name: String?, _ table: inout SymbolTable) -> Int32 { name.map { table.intern($0) } ?? -1 }
    for (number, given) in tests.enumerated() {
      cases.id.append(Int64(number + 1))
      cases.debtor.append(0)
      cases.client.append(place(given.client, &snapshot.clients))
      cases.batch.append(place(given.batch, &snapshot.batches))
      cases.product.append(place(given.product, &snapshot.products))
      cases.stage.append(place(given.stage, &snapshot.stages))
      cases.region.append(place(given.region, &snapshot.regions))
      cases.currency.append(currency)
      cases.outstanding.append(amount(given))
      cases.entrustedOn.append(given.daysEntrusted.map { slot - $0 } ?? .none)
      cases.overdueOn.append(given.daysPastDue.map { slot - $0 } ?? .none)
      cases.dueBackOn.append(.none)
      cases.holder.append(given.heldWorkingDays == nil ? .none : CollectorIndex(0))
      let since = given.heldWorkingDays.map { back($0, calendar) } ?? .none
      cases.heldSince.append(since)
      cases.hand.append(Int16(given.hand ?? (given.heldWorkingDays == nil ? 0 : 1)))
      cases.retainedUntil.append(.none)
      cases.hold.append(.none)
      cases.holdUntil.append(.none)
      cases.flags.append(given.flags)
      cases.previousClass.append(given.caseClass)
      cases.classSince.append(since)
      cases.requiredSkills.append(0)
      cases.pinnedTo.append(.none)
      cases.pinnedUntil.append(.none)
      cases.rev.append(1)
    }
    snapshot.cases = cases
    snapshot.collectors = oneCollector
    snapshot.contacts = Ragged(emptyRows: tests.count)
    snapshot.conversations = Ragged(emptyRows: tests.count)
    snapshot.payments = Ragged(emptyRows: tests.count)
    snapshot.promises = Ragged(emptyRows: tests.count)
    snapshot.formerHolders = Ragged(emptyRows: tests.count)
    snapshot.conflicts = Ragged(emptyRows: tests.count)
    return snapshot
  }

  /// What conditions ask besides columns: said, not computed.
  /// `calendar`: that of the case's client, by which the grace of a promise counts.
  package static func facts(_ given: TestCase, calendar: Calendar) -> CaseFacts {
    var deeds = Deeds()
    if let days = given.paidDaysAgo { deeds.lastPaid = slot - days }
    switch given.promise {
    case .open: deeds.openPromiseDue = given.dueDaysAgo.map { back($0, calendar) - 1 } ?? slot + 1
    case .broken:
      deeds.lastBrokenDue = back(given.dueDaysAgo ?? 10, calendar) - 1
      deeds.brokenSincePayment = 1
    case nil: break
    }
    deeds.planRunning = given.planRunning
    deeds.missedInstalments = Int32(given.missedInstalments)
    deeds.instalmentsDue = given.planRunning ? 1 : 0
    let verdict = Verdict(given.caseClass, .tooFewContacts(attempts: 0, messages: 0, minimum: 0))
    return CaseFacts(verdict: verdict, deeds: deeds, amount: amount(given))
  }

  /// One unit of the base currency where nothing is said; currencies without minor units have a hundred.
  private static func amount(_ given: TestCase) -> Int64 { given.outstanding ?? 100 }

  /// The first of the last `count` working days before the slot.
  private static func back(_ count: Int, _ calendar: Calendar) -> Day {
    var (day, left) = (slot, count)
    // A calendar without working days ends, too.
    while left > 0, slot - day < 10_000 {
      day = day - 1
      if calendar.isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// Somebody without roster: the agency's calendar counts.
  private static var oneCollector: CollectorColumns {
    var people = CollectorColumns()
    people.id = [1]
    people.code = ["1"]
    people.team = [-1]
    people.skills = [0]
    people.active = [true]
    people.joinedOn = [.none]
    people.leavesOn = [.never]
    people.fullTime = [1000]
    people.caseLimit = [0]
    people.amountLimit = [0]
    people.newToday = [0]
    people.rev = [1]
    people.days = Ragged(emptyRows: 1)
    return people
  }
}
