import Movement
import Policy
import Portfolio
import Workload

/// A frozen night, as it was or with one thing otherwise.
struct OtherWorld {
  var snapshot: Snapshot
  var policies: PolicySet
  let rules: Night.Rules
  /// Decided by day: nothing is taken from anybody.
  let isByDay: Bool
  /// More places, amount and working time of one person than the night counted.
  private var more: (person: Int, places: Int32, amount: Int64, seconds: Int64)?

  init(_ snapshot: Snapshot, _ policies: PolicySet, _ rules: Night.Rules, isByDay: Bool) {
    (self.snapshot, self.policies, self.rules, self.isByDay) = (snapshot, policies, rules, isByDay)
  }

  func answer() throws(NightError) -> Answer {
    var standing =
      isByDay
      ? Night.standing(Arrivals.takingNothing(snapshot, rules), Arrivals.takingNothing(policies, rules), rules, byDay: true)
      : Night.standing(snapshot, policies, rules)
    if let more {
      let c = more.person
      if more.places > 0 || more.amount > 0, [.caseLimit, .amountLimit, .newPerDay].contains(standing.loads.closedBy[c]) {
        // Whom one limit closes has no room by any; the others count again.
        let bounds = standing.desks.bounds(c)
        standing.loads.closedBy[c] = .open
        standing.loads.room[c] = Int32(clamping: max(0, min(bounds.tonight, bounds.cases, bounds.newCases)))
        standing.loads.amountRoom[c] = max(0, bounds.amount)
      }
      standing.loads.room[c] += more.places
      if standing.loads.amountRoom[c] != .max { standing.loads.amountRoom[c] += more.amount }
      standing.loads.capacitySeconds[c] += more.seconds
    }
    return try Answer(Offer(standing), standing)
  }

  /// The same with one change about a person and a case. `account`: what the case counts in.
  func with(_ change: WhyNot.Change, _ person: CollectorIndex, _ index: CaseIndex, account: AccountKey?) -> OtherWorld {
    var other = self
    let c = person.position
    switch change {
    case .skill(let bit): other.snapshot.collectors.skills[c] |= 1 << UInt64(bit)
    case .present: other.comes(c)
    case .route(let p, let r):
      let code = snapshot.collectors.code[c]
      other.change(p) { $0.routes[r].collectors.append(code) }
    case .never(let p, let rule): other.change(p) { $0.never.remove(at: rule) }
    case .ramp: other.snapshot.collectors.joinedOn[c] = .none
    case .notBefore:
      var rows = snapshot.cases.indices.map { Array(snapshot.formerHolders[$0]) }
      rows[index.position].removeAll { $0.collector == person }
      other.snapshot.formerHolders = Ragged(rows)
    case .places(let places): other.more = (c, places, 0, 0)
    case .amount(let amount): other.more = (c, 0, amount, 0)
    case .hours(let seconds): other.more = (c, 0, 0, seconds)
    case .monthCases(let cases): if let account { other.forgets(cases, person, account) }
    }
    return other
  }

  private mutating func change(_ policy: Int, _ body: (inout CasePolicy) -> Void) {
    var all = policies.policies
    body(&all[policy])
    policies = PolicySet(agency: policies.agency, policies: all)
  }

  /// A full day on the slot's day.
  private mutating func comes(_ c: Int) {
    var rows = snapshot.collectors.indices.map { Array(snapshot.collectors.days[$0]) }
    let minutes = Int32(clamping: policies.agency.workload.fullDayMinutes)
    if let place = rows[c].firstIndex(where: { $0.day == snapshot.slot }) {
      rows[c][place].leaveMinutes = 0
      rows[c][place].scheduledMinutes = max(rows[c][place].scheduledMinutes, minutes)
    } else {
      rows[c].append(CollectorDay(day: snapshot.slot, scheduledMinutes: minutes))
      rows[c].sort { $0.day < $1.day }
    }
    snapshot.collectors.days = Ragged(rows)
  }

  /// Takes cases, each of the mean amount, off one person's entries of the month: first of the account itself, then of others of its rule.
  private mutating func forgets(_ cases: Int32, _ person: CollectorIndex, _ account: AccountKey) {
    var left = cases
    let keys = snapshot.month.keys
    let order = snapshot.month.entries.indices.filter {
      let key = keys[Int(snapshot.month.entries[$0].account)]
      return snapshot.month.entries[$0].collector == person && key.policy == account.policy && key.rule == account.rule
    }.sorted { a, b in
      func rank(_ entry: Int) -> Int { keys[Int(snapshot.month.entries[entry].account)] == account ? 0 : 1 }
      return (rank(a), a) < (rank(b), b)
    }
    for place in order where left > 0 {
      let entry = snapshot.month.entries[place]
      let taken = min(left, entry.cases)
      guard taken > 0 else { continue }
      snapshot.month.entries[place].amount -= Int64(Int128(entry.amount) * Int128(taken) / Int128(entry.cases))
      snapshot.month.entries[place].cases -= taken
      left -= taken
    }
  }
}
