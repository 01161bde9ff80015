/// One unit's numbers, looked up once and compared with many receivers.
struct Probe {
  let unit: Int
  let key: UInt64
  let effort: Int64
  let cases: Int64
  let amount: Int64
  let current: Int32
  /// Where the unit's only fairness account and only match class begin in their tables, and the values; −1 for none.
  let account: Int
  let accountValue: Int64
  let match: Int
  let matchValue: Int64
  /// Where its only quota begins, and the value.
  let quota: Int
  let quotaValue: Int64
  /// Whether it has more entries than these fields hold.
  let isWide: Bool

  init(_ u: Int, _ ledger: Ledger) {
    let units = ledger.units
    unit = u
    key = units.key[u]
    effort = units.effort[u] >> ledger.ranges.loadDigits
    cases = Int64(units.cases[u])
    amount = ledger.scaledAmount(units.amount[u])
    current = units.current[u]
    let (fairness, matches, quotas) = (units.fairness.range(u), units.match.range(u), units.quota.range(u))
    isWide = fairness.count > 1 || matches.count > 1 || quotas.count > 1
    if let i = fairness.first {
      account = Int(units.fairness.values[i].account) * ledger.seats.count
      accountValue = units.fairness.values[i].value >> ledger.ranges.cellDigits
    } else {
      (account, accountValue) = (-1, 0)
    }
    if let i = matches.first {
      match = Int(units.match.values[i].account) * ledger.seats.count
      matchValue = units.match.values[i].value
    } else {
      (match, matchValue) = (-1, 0)
    }
    if let i = quotas.first {
      quota = Int(units.quota.values[i].account) * ledger.teams
      quotaValue = units.quota.values[i].value >> ledger.ranges.quotaDigits
    } else {
      (quota, quotaValue) = (-1, 0)
    }
  }
}

extension Ledger {
  /// `pricedCost`, from a probe.
  @inline(__always) func pricedCost(_ probe: Probe, at r: Int) -> Int64 {
    if probe.isWide { return pricedCost(probe.unit, at: r) }
    let seat = seats[r]
    var sum = Fixed.product(probe.effort &* (2 &* seat.load &+ probe.effort), seat.reciprocal)
    if probe.account >= 0 {
      let account = cells[probe.account &+ r]
      sum &+= Fixed.product(probe.accountValue &* (2 &* account.deviation &+ probe.accountValue), account.reciprocal)
    }
    if probe.match >= 0 { sum &+= (probe.matchValue &* Int64(loss[probe.match &+ r])) >> MatchTable.shift }
    if probe.quota >= 0, seat.team >= 0 {
      let quota = quotas[probe.quota &+ Int(seat.team)]
      sum &+= quota.cost(quota.deviation &+ probe.quotaValue) &- quota.cost(quota.deviation)
    }
    if probe.current >= 0, probe.current != Int32(truncatingIfNeeded: r) { sum &+= moveCost }
    let left = Int64(seat.casesLeft)
    let low = max(0, seat.casePrice &- caseStiffness &* left)
    let high = max(0, seat.casePrice &+ caseStiffness &* (probe.cases &- left))
    sum &+= probe.cases &* (low &+ high) / 2
    if seat.amountLeft != .max { sum &+= amountPart(probe.amount, seat) }
    return sum
  }
}
