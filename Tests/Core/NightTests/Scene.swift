import Movement
import Policy
import Portfolio

/// Seeded, so a failing night can be run again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A small agency built case by case. The slot is Wednesday 2026-11-18.
struct Scene {
  static let slot = Day(9818)
  var snapshot: Snapshot
  var policies: PolicySet

  init() {
    snapshot = Snapshot(agency: 1, agencyCode: "test", slot: Self.slot, asOf: Instant(rawValue: 0), seed: 99)
    var policy = CasePolicy(name: "everything", routes: [Route(rule: "everyone", teams: ["*"])])
    policy.movement = MovementSettings()
    policies = PolicySet(agency: AgencyPolicy(code: "test", name: "Test", timezone: "Asia/Shanghai", currency: .cny), policies: [policy])
  }

  mutating func change(_ body: (inout CasePolicy) -> Void) {
    var policy = policies.policies[0]
    body(&policy)
    policies = PolicySet(agency: policies.agency, policies: [policy])
  }

  /// What runs of this month gave somebody by the route "everyone" of the policy "everything", 1000.00 a case.
  mutating func given(_ person: CollectorIndex, _ cases: Int32, client: String? = nil) {
    let key = AccountKey(policy: "everything", rule: "everyone", client: client.map { snapshot.clients.intern($0) } ?? -1)
    if !snapshot.month.keys.contains(key) { snapshot.month.keys.append(key) }
    guard let account = snapshot.month.keys.firstIndex(of: key) else { return }
    snapshot.month.entries.append(
      AccountEntry(account: Int32(account), collector: person, cases: cases, amount: Int64(cases) * 100_000))
  }

  /// One case of `amount`, as a night's decision counts it.
  mutating func given(_ key: AccountKey, _ person: CollectorIndex, _ amount: Int64) {
    if !snapshot.month.keys.contains(key) { snapshot.month.keys.append(key) }
    guard let account = snapshot.month.keys.firstIndex(of: key) else { return }
    if let known = snapshot.month.entries.firstIndex(where: { $0.account == account && $0.collector == person }) {
      snapshot.month.entries[known].cases += 1
      snapshot.month.entries[known].amount += amount
    } else {
      snapshot.month.entries.append(AccountEntry(account: Int32(account), collector: person, cases: 1, amount: amount))
    }
  }

  @discardableResult
  mutating func person(_ code: String, team: String = "a", skills: [String] = [], scheduled: Bool = true, newThisMonth: Int32 = 0)
    -> CollectorIndex
  {
    var people = snapshot.collectors
    people.id.append(Int64(1000 + people.count))
    people.code.append(code)
    people.team.append(snapshot.teams.intern(team))
    people.skills.append(skills.reduce(0) { $0 | 1 << UInt64(snapshot.skills.intern($1)) })
    people.active.append(true)
    people.joinedOn.append(Day(8000))
    people.leavesOn.append(.never)
    people.fullTime.append(1000)
    people.caseLimit.append(0)
    people.amountLimit.append(0)
    people.newToday.append(0)
    people.rev.append(1)
    for offset in -20..<14 where scheduled && Calendar.mondayToFriday.isWorkingDay(Self.slot + offset) {
      people.days.append(
        CollectorDay(day: Self.slot + offset, scheduledMinutes: 480, talkSeconds: offset < 0 ? 9000 : 0, calls: offset < 0 ? 60 : 0))
    }
    people.days.closeRow()
    snapshot.collectors = people
    let person = CollectorIndex(people.count - 1)
    if newThisMonth > 0 { given(person, newThisMonth) }
    return person
  }

  /// Leave for whole days, from so many days after the slot on.
  mutating func leave(_ person: CollectorIndex, from offset: Int, days: Int) {
    var rows = snapshot.collectors.indices.map { Array(snapshot.collectors.days[$0]) }
    let away = Self.slot + offset..<Self.slot + (offset + days)
    for d in rows[person.position].indices where away.contains(rows[person.position][d].day) {
      rows[person.position][d].leaveMinutes = rows[person.position][d].scheduledMinutes
    }
    snapshot.collectors.days = Ragged(rows)
  }

  @discardableResult
  mutating func debt(
    _ amount: Int64 = 100_000, client: String = "cmb", debtor: Int64 = 0, holder: CollectorIndex = .none, needs: [String] = [],
    currency: Currency = .cny,
    flags: CaseFlags = [], former: [FormerHolder] = [], conflicts: [CollectorIndex] = []
  ) -> CaseIndex {
    let index = CaseIndex(snapshot.cases.count)
    snapshot.cases.id.append(Int64(50_000 + index.position * 3))
    snapshot.cases.debtor.append(debtor)
    snapshot.cases.client.append(snapshot.clients.intern(client))
    snapshot.cases.batch.append(-1)
    snapshot.cases.product.append(-1)
    snapshot.cases.stage.append(-1)
    snapshot.cases.region.append(-1)
    snapshot.cases.currency.append(currency)
    snapshot.cases.outstanding.append(amount)
    snapshot.cases.entrustedOn.append(Self.slot - 1)
    snapshot.cases.overdueOn.append(Self.slot - 60)
    snapshot.cases.dueBackOn.append(.none)
    snapshot.cases.holder.append(holder)
    snapshot.cases.heldSince.append(holder == .none ? .none : Self.slot - 10)
    snapshot.cases.hand.append(holder == .none ? 0 : 1)
    snapshot.cases.retainedUntil.append(.none)
    snapshot.cases.hold.append(.none)
    snapshot.cases.holdUntil.append(.none)
    snapshot.cases.flags.append(flags)
    snapshot.cases.previousClass.append(.unknown)
    snapshot.cases.classSince.append(Self.slot - 10)
    snapshot.cases.requiredSkills.append(needs.reduce(0) { $0 | 1 << UInt64(snapshot.skills.intern($1)) })
    snapshot.cases.pinnedTo.append(.none)
    snapshot.cases.pinnedUntil.append(.none)
    snapshot.cases.rev.append(1)
    snapshot.contacts.closeRow()
    snapshot.conversations.closeRow()
    snapshot.payments.closeRow()
    snapshot.promises.closeRow()
    for holder in former { snapshot.formerHolders.append(holder) }
    snapshot.formerHolders.closeRow()
    for collector in conflicts { snapshot.conflicts.append(collector) }
    snapshot.conflicts.closeRow()
    return index
  }
}
