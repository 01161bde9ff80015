/// What units would cost at every receiver they may go to, at the bound's prices. Laid open as `OpenLedger` is.
struct PricedLines {
  let prices: Prices
  let ledger: Ledger
  let open: OpenLedger
  /// Prices of accounts and amounts.
  let perValue: UnsafeBufferPointer<Price<AccountValue>>
  let perAmount: UnsafeBufferPointer<Price<Amount>>

  /// What a unit costs at a receiver, or the part of it that all units of a group share.
  private typealias Line = (cost: Int64, receiver: Int32)

  /// Σ of the cheapest priced costs of a group's units.
  func unitCosts(_ groups: BoundGroups, _ group: Int) -> Int128 {
    let members = groups.members[group].filter { !groups.isHopeless[Int($0)] }
    guard let first = members.first else { return 0 }
    let row = ledger.signatures.values[ledger.signatures.range(Int(ledger.units.signature[Int(first)]))]
    let order = row.map { (cost: base(Int(first), Int($0)), receiver: $0) }
    guard members.count >= BoundGroups.worthRanking else { return members.reduce(Int128(0)) { $0 + Int128(cheapest(Int($1), order)) } }
    // Alike in accounts and class, next to each other in value: their lines differ in one number only.
    var keyed = members.map { u in UInt64(lineKind(Int(u))) << 32 | UInt64(truncatingIfNeeded: u) }
    keyed.sort()
    var sum = Int128(0)
    var start = 0
    while start < keyed.count {
      var end = start + 1
      let kind = keyed[start] >> (32 + Self.valueDigits)
      while end < keyed.count, end - start < Self.run, keyed[end] >> (32 + Self.valueDigits) == kind { end += 1 }
      let run = keyed[start..<end].map { Int($0 & 0xFFFF_FFFF) }
      let few = kind == Self.unlike >> Self.valueDigits ? nil : undominated(run, order)
      for u in run {
        if let few, mayUse(few, u) {
          sum += Int128(min(cheapest(u, few.lines), atCurrent(u, order)))
        } else {
          sum += Int128(cheapest(u, order))
        }
      }
      start = end
    }
    return sum
  }

  private static let run = 64
  private static let valueDigits: UInt64 = 24
  private static let unlike: UInt64 = 0xFF << 24

  /// Class and value of a unit whose line is one number's; `unlike` for others.
  private func lineKind(_ u: Int) -> UInt64 {
    let (fairness, match) = (ledger.units.fairness.range(u), ledger.units.match.range(u))
    guard fairness.count <= 1, match.count <= 1 else { return Self.unlike }
    let value =
      fairness.first.map { ledger.units.fairness.values[$0].raw } ?? match.first.map { ledger.units.match.values[$0].raw } ?? 0
    if let i = match.first, open.match[i].raw != value { return Self.unlike }
    let kind = match.first.map { UInt64(ledger.units.match.values[$0].account) + 1 } ?? 0
    return kind < 0xFF && value < 1 << 24 ? kind << Self.valueDigits | UInt64(value) : Self.unlike
  }

  /// Receivers that could be the cheapest for some unit of a run that is sorted by value. A line that is not below another at both ends of
  /// the run is nowhere below it in between.
  private func undominated(_ run: [Int], _ order: [Line]) -> (best: Int32, lines: [Line])? {
    guard let low = run.first, let high = run.last else { return nil }
    let amount = run.reduce(Amount.zero) { max($0, ledger.units.amount[$1]) }
    var best: (sum: Int64, low: Int64, high: Int64, receiver: Int32) = (.max, 0, 0, -1)
    let ends = order.map { cost, r -> (low: Int64, high: Int64) in
      let (a, b) = (cost &+ varying(low, r), cost &+ varying(high, r))
      let paid = perAmount[Int(r)].worth(amount).rawValue
      if a &+ b &+ 2 &* paid < best.sum { best = (a &+ b &+ 2 &* paid, a &+ paid, b &+ paid, r) }
      return (a, b)
    }
    // Roundings of both lines: a few units of grace.
    let lines = order.indices.filter { ends[$0].low < best.low + 8 || ends[$0].high < best.high + 8 }.map { order[$0] }
    return (best.receiver, lines)
  }

  private func varying(_ u: Int, _ r: Int32) -> Int64 {
    var sum: Int64 = 0
    for i in ledger.units.fairness.range(u) {
      let entry = open.fairness[i]
      sum &+= perValue[Int(entry.account) &* open.seats.count &+ Int(r)].worth(entry.value).rawValue
    }
    for i in ledger.units.match.range(u) {
      let entry = open.match[i]
      sum &+= MatchTable.cost(entry.raw, open.loss[Int(entry.account) &* open.seats.count &+ Int(r)])
    }
    return sum
  }

  /// The shorter list speaks for the unit unless it may not go to the one that the others were compared with.
  private func mayUse(_ few: (best: Int32, lines: [Line]), _ u: Int) -> Bool {
    let excluded = ledger.units.exclusions.range(u)
    return excluded.isEmpty || !ledger.units.exclusions.values[excluded].contains(few.best)
  }

  /// The line at the present holder, who saves the move; `.max` when there is none who may keep the unit.
  private func atCurrent(_ u: Int, _ order: [Line]) -> Int64 {
    let current = ledger.units.current[u]
    guard current >= 0, let place = order.first(where: { $0.receiver == current }) else { return .max }
    return cheapest(u, [place])
  }

  private func cheapest(_ u: Int, _ order: [Line]) -> Int64 {
    var best = ledger.isPriced ? ledger.units.penalty[u].rawValue : Int64.max / 4
    let excluded = ledger.units.exclusions.range(u)
    let current = ledger.units.current[u]
    let amount = ledger.units.amount[u]
    for (cost, r) in order {
      var line = cost &+ varying(u, r)
      let price = perAmount[Int(r)]
      if price.rawValue > 0 { line &+= price.worth(amount).rawValue }
      if current >= 0, current != r { line &+= open.moveCost }
      if line < best {
        if !excluded.isEmpty, ledger.units.exclusions.values[excluded].contains(r) { continue }
        best = line
      }
    }
    return best
  }

  /// The part of the line that all units of a group share.
  private func base(_ u: Int, _ r: Int) -> Int64 {
    prices.effort[r].worth(ledger.units.effort[u]).rawValue &+ Int64(ledger.units.cases[u]) &* prices.place[r].rawValue &+ quotaPart(u, r)
  }

  private func quotaPart(_ u: Int, _ r: Int) -> Int64 {
    guard prices.teams > 0, !prices.quota.isEmpty else { return 0 }
    let team = Int(open.seats[r].team)
    guard team >= 0 else { return 0 }
    var sum: Int64 = 0
    for i in ledger.units.quota.range(u) {
      let entry = open.quota[i]
      sum &+= prices.quota[Int(entry.account) &* prices.teams &+ team].worth(entry.value).rawValue
    }
    return sum
  }
}
