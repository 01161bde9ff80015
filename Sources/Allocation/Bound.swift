/// The dual bound: for any prices, what all units would cost at their cheapest priced receiver, plus what the accounts could at best make of
/// being paid those prices, less the worth of all limits. Weak duality: no plan costs less.
///
///     D = Σ_g min(penalty_g, min_c line_gc) + Σ_c min_L [load cost − p L] + Σ min_B [fairness cost − b B] + Σ min_T [quota cost − τ T]
///         − Σ_c (place price · room + amount price · amount room)
///
/// Every rounding goes down. The minimum over receivers is exact: units that differ in one value only are looked at in runs of like value,
/// and only receivers that could be the cheapest for one of the run are compared.
struct Bound: Sendable {
  let prices: Prices
  private let units: Units
  private let signatures: Rows<Int32>
  private let loss: [Int32]
  private let team: [Int32]
  private let count: Int
  private let moveCost: Int64
  private let isPriced: Bool

  init(_ ledger: Ledger, _ prices: Prices) {
    self.prices = prices
    (units, signatures, loss) = (ledger.units, ledger.signatures, ledger.loss)
    team = ledger.seats.map(\.team)
    (count, moveCost, isPriced) = (ledger.seats.count, ledger.moveCost, ledger.isPriced)
  }

  func value(_ opening: Ledger, _ groups: BoundGroups, threads: Int) -> Int64 {
    // Enough parts to be shared evenly, each with enough to do.
    let parts = max(1, min(256, groups.count / 8))
    let sum = Parallel.sum(parts: parts, threads: threads) { part in
      (groups.count * part / parts..<groups.count * (part + 1) / parts).reduce(Int128(0)) { $0 + unitCosts(groups, $1) }
    }
    return Int64(clamping: rest(opening, groups) + sum)
  }

  /// Everything but the units.
  func rest(_ opening: Ledger, _ groups: BoundGroups) -> Int128 {
    var sum = Int128(0)
    for (r, seat) in opening.seats.enumerated() {
      sum -= spare(prices.effort[r], seat.load, seat.reciprocal, opening.ranges.loadDigits, most: groups.effortTotal)
      sum -= Int128(prices.place[r]) * Int128(max(0, seat.casesLeft))
      if seat.amountLeft != .max { sum -= ((Int128(prices.amount[r]) * Int128(seat.amountLeft)) >> Int128(Prices.digits)) + 1 }
    }
    for (k, account) in opening.cells.enumerated() {
      sum += Fixed.square(account.deviation, account.reciprocal)
      sum -= spare(
        prices.account[k], account.deviation, account.reciprocal, opening.ranges.cellDigits, most: groups.accountTotals[k / max(1, count)])
    }
    for (k, account) in opening.quotas.enumerated() where account.weight == 1 {
      sum += Fixed.square(account.deviation, account.reciprocal)
      sum -= spare(
        prices.quota[k], account.deviation, account.reciprocal, opening.ranges.quotaDigits,
        most: groups.quotaTotals[k / max(1, opening.teams)])
    }
    return sum
  }

  /// The most that x² · reciprocal can gain, beyond its value at `start`, when every unit more is paid `price` and there are `most` units;
  /// rounded up.
  private func spare(_ price: Int64, _ start: Int64, _ reciprocal: Int64, _ dropped: Int64, most: Int64) -> Int128 {
    // The best x has 2 x · reciprocal / 2^48 = price.
    let last = Int128(start) + Int128(most >> dropped) + 1
    let best = reciprocal > 0 ? (Int128(price) << Int128(23 + dropped)) / Int128(reciprocal) : price > 0 ? last : Int128(start)
    let x = Int64(clamping: max(Int128(start), min(best, last)))
    func gain(_ x: Int64) -> Int128 {
      let paid = ((Int128(price) * Int128(x - start)) << Int128(dropped)) >> 24
      return paid - (Fixed.square(x, reciprocal) - Fixed.square(start, reciprocal))
    }
    // Concave: between whole values, and by rounding, it is at most a step's half curvature and two higher.
    let slack = (Int128(reciprocal) >> 48) + 3
    return max(0, gain(x), x > start ? gain(x - 1) : 0, gain(x + 1)) + slack
  }

  // MARK: Units

  /// Σ of the cheapest priced costs of a group's units.
  func unitCosts(_ groups: BoundGroups, _ group: Int) -> Int128 {
    let members = groups.members[group].filter { !groups.isHopeless[Int($0)] }
    guard let first = members.first else { return 0 }
    let row = signatures.values[signatures.range(Int(units.signature[Int(first)]))]
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
    let (fairness, match) = (units.fairness.range(u), units.match.range(u))
    guard fairness.count <= 1, match.count <= 1 else { return Self.unlike }
    let value = fairness.first.map { units.fairness.values[$0].value } ?? match.first.map { units.match.values[$0].value } ?? 0
    if let i = match.first, units.match.values[i].value != value { return Self.unlike }
    let kind = match.first.map { UInt64(units.match.values[$0].account) + 1 } ?? 0
    return kind < 0xFF && value < 1 << 24 ? kind << Self.valueDigits | UInt64(value) : Self.unlike
  }

  /// Receivers that could be the cheapest for some unit of a run that is sorted by value. A line that is not below another at both ends of
  /// the run is nowhere below it in between.
  private func undominated(_ run: [Int], _ order: [(cost: Int64, receiver: Int32)]) -> (
    best: Int32, lines: [(cost: Int64, receiver: Int32)]
  )? {
    guard let low = run.first, let high = run.last else { return nil }
    let amount = run.reduce(Int64(0)) { max($0, units.amount[$1]) }
    var best: (sum: Int64, low: Int64, high: Int64, receiver: Int32) = (.max, 0, 0, -1)
    let ends = order.map { cost, r -> (low: Int64, high: Int64) in
      let (a, b) = (cost &+ varying(low, r), cost &+ varying(high, r))
      let paid = scaled(amount, prices.amount[Int(r)])
      if a &+ b &+ 2 &* paid < best.sum { best = (a &+ b &+ 2 &* paid, a &+ paid, b &+ paid, r) }
      return (a, b)
    }
    // Roundings of both lines: a few units of grace.
    let lines = order.indices.filter { ends[$0].low < best.low + 8 || ends[$0].high < best.high + 8 }.map { order[$0] }
    return (best.receiver, lines)
  }

  private func varying(_ u: Int, _ r: Int32) -> Int64 {
    var sum: Int64 = 0
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      sum &+= scaled(entry.value, prices.account[Int(entry.account) &* count &+ Int(r)])
    }
    for i in units.match.range(u) {
      let entry = units.match.values[i]
      sum &+= (entry.value &* Int64(loss[Int(entry.account) &* count &+ Int(r)])) >> MatchTable.shift
    }
    return sum
  }

  /// The shorter list speaks for the unit unless it may not go to the one that the others were compared with.
  private func mayUse(_ few: (best: Int32, lines: [(cost: Int64, receiver: Int32)]), _ u: Int) -> Bool {
    let excluded = units.exclusions.range(u)
    return excluded.isEmpty || !units.exclusions.values[excluded].contains(few.best)
  }

  /// The line at the present holder, who saves the move; `.max` when there is none who may keep the unit.
  private func atCurrent(_ u: Int, _ order: [(cost: Int64, receiver: Int32)]) -> Int64 {
    let current = units.current[u]
    guard current >= 0, let place = order.first(where: { $0.receiver == current }) else { return .max }
    return cheapest(u, [place])
  }

  private func cheapest(_ u: Int, _ order: [(cost: Int64, receiver: Int32)]) -> Int64 {
    var best = isPriced ? units.penalty[u] : Int64.max / 4
    let excluded = units.exclusions.range(u)
    let current = units.current[u]
    let amount = units.amount[u]
    for (cost, r) in order {
      var line = cost &+ varying(u, r)
      let price = prices.amount[Int(r)]
      if price > 0 { line &+= scaled(amount, price) }
      if current >= 0, current != r { line &+= moveCost }
      if line < best {
        if !excluded.isEmpty, units.exclusions.values[excluded].contains(r) { continue }
        best = line
      }
    }
    return best
  }

  /// The part of the line that all units of a group share.
  private func base(_ u: Int, _ r: Int) -> Int64 {
    scaled(units.effort[u], prices.effort[r]) &+ Int64(units.cases[u]) &* prices.place[r] &+ quotaPart(u, r)
  }
  private func quotaPart(_ u: Int, _ r: Int) -> Int64 {
    guard prices.teams > 0, !prices.quota.isEmpty else { return 0 }
    let team = Int(team[r])
    guard team >= 0 else { return 0 }
    var sum: Int64 = 0
    for i in units.quota.range(u) {
      let entry = units.quota.values[i]
      sum &+= scaled(entry.value, prices.quota[Int(entry.account) &* prices.teams &+ team])
    }
    return sum
  }
  /// value · price / 2^24, rounded down.
  @inline(__always) private func scaled(_ value: Int64, _ price: Int64) -> Int64 {
    let wide = value.multipliedFullWidth(by: price)
    return wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24)
  }
}

/// Units whose priced lines differ only in values: same signature, effort, cases, accounts and quota values.
struct BoundGroups: Sendable {
  /// Below so many units a group is compared receiver by receiver.
  static let worthRanking = 12
  private(set) var members: Rows<Int32>
  private(set) var isHopeless: [Bool]
  /// Everything there is to share: effort, by fairness cell and by quota.
  private(set) var effortTotal: Int64 = 0
  private(set) var accountTotals: [Int64]
  private(set) var quotaTotals: [Int64]
  var count: Int { members.count }

  private struct Key: Hashable {
    var signature: Int32
    var shape: UInt64
  }

  /// - Parameter counts: whether a unit has to be counted at all.
  init(_ ledger: Ledger, cells: Int, quotas: Int, counts: (Int) -> Bool) {
    let units = ledger.units
    var numbers: [Key: Int32] = [:]
    var group = [Int32](repeating: -1, count: units.count)
    isHopeless = [Bool](repeating: false, count: units.count)
    accountTotals = [Int64](repeating: 0, count: cells)
    quotaTotals = [Int64](repeating: 0, count: quotas)
    var sizes: [Int32] = []
    for u in 0..<units.count {
      effortTotal += units.effort[u]
      for i in units.fairness.range(u) { accountTotals[Int(units.fairness.values[i].account)] += units.fairness.values[i].value }
      for i in units.quota.range(u) { quotaTotals[Int(units.quota.values[i].account)] += units.quota.values[i].value }
      guard counts(u) else { continue }
      isHopeless[u] = ledger.isHopeless(u)
      var shape = Fixed.mix(UInt64(units.effort[u]), UInt64(units.cases[u]))
      for i in units.quota.range(u) {
        shape = Fixed.mix(shape, UInt64(units.quota.values[i].account) << 32 | UInt64(units.quota.values[i].value))
      }
      for i in units.fairness.range(u) { shape = Fixed.mix(shape, 1 << 48 | UInt64(units.fairness.values[i].account)) }
      let key = Key(signature: units.signature[u], shape: shape)
      if let known = numbers[key] {
        group[u] = known
        sizes[Int(known)] += 1
      } else {
        group[u] = Int32(sizes.count)
        numbers[key] = Int32(sizes.count)
        sizes.append(1)
      }
    }
    var starts: [Int32] = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var fill = starts
    var values = [Int32](repeating: 0, count: Int(starts[starts.count - 1]))
    for u in 0..<units.count where group[u] >= 0 {
      values[Int(fill[Int(group[u])])] = Int32(u)
      fill[Int(group[u])] += 1
    }
    members = Rows(starts: starts, values: values)
  }
}
