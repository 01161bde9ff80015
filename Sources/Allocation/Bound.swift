/// The dual bound: for any prices, what all units would cost at their cheapest priced receiver, plus what the accounts could at best make of
/// being paid those prices, less the worth of all limits. Weak duality: no plan costs less.
///
///     D = Σ_g min(penalty_g, min_c line_gc) + Σ_c min_L [load cost − p L] + Σ min_B [fairness cost − b B] + Σ min_T [quota cost − τ T]
///         − Σ_c (place price · room + amount price · amount room)
///
/// Every rounding goes down. The minimum over receivers is exact: units that differ only in values share one ranking of receivers by the
/// part of the line that is equal for them, which is read until what is left cannot be cheaper.
struct Bound {
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

  /// - Parameter counted: by unit, whether it must have a place (or, where that has a price, may stay out).
  func value(_ opening: Ledger, _ groups: BoundGroups) -> Int64 {
    var sum = rest(opening, groups)
    for group in 0..<groups.count { sum += unitCosts(groups, group) }
    return Int64(clamping: sum)
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
      sum -= spare(prices.account[k], account.deviation, account.reciprocal, opening.ranges.cellDigits, most: groups.accountTotals[k / max(1, count)])
    }
    for (k, account) in opening.quotas.enumerated() where account.weight == 1 {
      sum += Fixed.square(account.deviation, account.reciprocal)
      sum -= spare(
        prices.quota[k], account.deviation, account.reciprocal, opening.ranges.quotaDigits, most: groups.quotaTotals[k / max(1, opening.teams)])
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
    let members = groups.members[group]
    guard let first = members.first else { return 0 }
    let row = signatures.values[signatures.range(Int(units.signature[Int(first)]))]
    if row.isEmpty { return 0 }
    let fixed = row.map { (cost: base(Int(first), Int($0)), receiver: $0) }
    let ranked = members.count >= BoundGroups.worthRanking
    let order = ranked ? fixed.sorted { $0.cost != $1.cost ? $0.cost < $1.cost : $0.receiver < $1.receiver } : fixed
    let floors = ranked ? floors(Int(first), row) : []
    var sum = Int128(0)
    for member in members {
      let u = Int(member)
      if groups.isHopeless[u] { continue }
      sum += Int128(cheapest(u, order, ranked ? floor(u, floors) : nil))
    }
    return sum
  }

  private func cheapest(_ u: Int, _ order: [(cost: Int64, receiver: Int32)], _ floor: Int64?) -> Int64 {
    var best = isPriced ? units.penalty[u] : Int64.max / 4
    let excluded = units.exclusions.range(u)
    let current = units.current[u]
    let amount = units.amount[u]
    for (cost, r) in order {
      if let floor, cost &+ floor >= best { break }
      var line = cost
      for i in units.fairness.range(u) {
        let entry = units.fairness.values[i]
        line &+= scaled(entry.value, prices.account[Int(entry.account) &* count &+ Int(r)])
      }
      for i in units.match.range(u) {
        let entry = units.match.values[i]
        line &+= (entry.value &* Int64(loss[Int(entry.account) &* count &+ Int(r)])) >> MatchTable.shift
      }
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
  /// By account of the group's units: the least price among the row's receivers; then by match class the least loss.
  private func floors(_ u: Int, _ row: ArraySlice<Int32>) -> [Int64] {
    units.fairness.range(u).map { i in
      let base = Int(units.fairness.values[i].account) &* count
      return row.reduce(Int64.max) { min($0, prices.account[base &+ Int($1)]) }
    }
  }
  private func floor(_ u: Int, _ floors: [Int64]) -> Int64 {
    var sum: Int64 = 0
    for (k, i) in units.fairness.range(u).enumerated() { sum &+= scaled(units.fairness.values[i].value, floors[k]) }
    return sum
  }

  /// value · price / 2^24, rounded down.
  @inline(__always) private func scaled(_ value: Int64, _ price: Int64) -> Int64 {
    let wide = value.multipliedFullWidth(by: price)
    return wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24)
  }
}

/// Units whose priced lines differ only in values: same signature, effort, cases, accounts and quota values.
struct BoundGroups {
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
      for i in units.quota.range(u) { shape = Fixed.mix(shape, UInt64(units.quota.values[i].account) << 32 | UInt64(units.quota.values[i].value)) }
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
