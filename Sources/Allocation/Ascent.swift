/// Raises the bound: prices follow what units would ask for at them. Each unit asks softly, for every listed receiver the more the cheaper he
/// is, which makes the dual smooth; as the temperature falls the soft answer becomes the hard one.
///
/// A step moves every price by the difference of demand and supply over the two curvatures, the account's own and the demand's. Where the
/// steps lead is only a matter of quality: any prices give a valid bound, and `Bound` computes it exactly.
struct Ascent {
  private(set) var prices: Prices
  private let units: Units
  private let signatures: Rows<Int32>
  private let opening: Ledger
  private let types: UnitTypes
  private let counts: [Bool]
  private let length: Int
  private var listed: [Int32]
  private var listCount: [Int32]
  /// What is asked for at each price, and how fast that falls as the price rises; weights in 2^-16.
  private var effort: [Demand]
  private var place: [Demand]
  private var amount: [Demand]
  private var account: [Demand]
  private var quota: [Demand]
  private static let one: Int64 = 1 << 16

  private struct Demand {
    var asked: Int128 = 0
    /// Σ of squares · weight · (1 − weight).
    var spread: Int128 = 0
    @inline(__always) mutating func add(_ value: Int64, _ weight: Int64) {
      asked += Int128(value &* weight)
      spread += Int128(value) * Int128(value &* ((weight &* (Ascent.one &- weight)) >> 16))
    }
  }

  /// - Parameter counts: by unit, whether it asks at all.
  init(_ prices: Prices, _ opening: Ledger, _ types: UnitTypes, length: Int, counts: [Bool]) {
    self.prices = prices
    self.opening = opening
    self.types = types
    self.counts = counts
    self.length = length
    (units, signatures) = (opening.units, opening.signatures)
    listed = [Int32](repeating: 0, count: types.signature.count * length)
    listCount = [Int32](repeating: 0, count: types.signature.count)
    (effort, place, amount, account, quota) = ([], [], [], [], [])
  }

  /// One step at a temperature in cost units, 1 or more; ranks everybody anew first if told to.
  mutating func step(temperature: Int64, ranks: Bool) {
    if ranks { rank() }
    let count = opening.seats.count
    effort = [Demand](repeating: Demand(), count: count)
    (place, amount) = (effort, effort)
    account = [Demand](repeating: Demand(), count: opening.cells.count)
    quota = [Demand](repeating: Demand(), count: opening.quotas.count)
    var lines = [Int64](repeating: 0, count: length)
    for u in 0..<units.count where counts[u] { ask(u, temperature, &lines) }
    move(temperature)
  }

  // MARK: Demand

  private mutating func ask(_ u: Int, _ temperature: Int64, _ lines: inout [Int64]) {
    let type = Int(types.type[u])
    let start = type * length
    let count = Int(listCount[type])
    let excludes = !units.exclusions.range(u).isEmpty
    var least = opening.isPriced ? units.penalty[u] : Int64.max
    for i in 0..<count {
      let r = listed[start + i]
      lines[i] = excludes && opening.isExcluded(u, r) ? .max : line(u, Int(r))
      least = min(least, lines[i])
    }
    if least == .max { return }
    var total: Int64 = opening.isPriced ? SoftMinimum.weight(units.penalty[u] - least, temperature) : 0
    for i in 0..<count {
      lines[i] = lines[i] == .max ? 0 : SoftMinimum.weight(lines[i] - least, temperature)
      total += lines[i]
    }
    for i in 0..<count where lines[i] > 0 {
      let weight = lines[i] * Self.one / total
      if weight > 0 { add(u, Int(listed[start + i]), weight) }
    }
  }

  @inline(__always) private mutating func add(_ u: Int, _ r: Int, _ weight: Int64) {
    effort[r].add(units.effort[u], weight)
    place[r].add(Int64(units.cases[u]), weight)
    if opening.seats[r].amountLeft != .max { amount[r].add(opening.scaledAmount(units.amount[u]), weight) }
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      account[Int(entry.account) &* opening.seats.count &+ r].add(entry.value, weight)
    }
    let team = Int(opening.seats[r].team)
    guard team >= 0 else { return }
    for i in units.quota.range(u) {
      let entry = units.quota.values[i]
      quota[Int(entry.account) &* opening.teams &+ team].add(entry.value, weight)
    }
  }

  @inline(__always) private func line(_ u: Int, _ r: Int) -> Int64 {
    var line = Self.scaled(units.effort[u], prices.effort[r]) &+ Int64(units.cases[u]) &* prices.place[r]
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      line &+= Self.scaled(entry.value, prices.account[Int(entry.account) &* opening.seats.count &+ r])
    }
    for i in units.match.range(u) {
      let entry = units.match.values[i]
      line &+= (entry.value &* Int64(opening.loss[Int(entry.account) &* opening.seats.count &+ r])) >> MatchTable.shift
    }
    if prices.amount[r] > 0 { line &+= Self.scaled(units.amount[u], prices.amount[r]) }
    let team = Int(opening.seats[r].team)
    if team >= 0 {
      for i in units.quota.range(u) {
        let entry = units.quota.values[i]
        line &+= Self.scaled(entry.value, prices.quota[Int(entry.account) &* opening.teams &+ team])
      }
    }
    if units.current[u] >= 0, units.current[u] != Int32(truncatingIfNeeded: r) { line &+= opening.moveCost }
    return line
  }

  @inline(__always) private static func scaled(_ value: Int64, _ price: Int64) -> Int64 {
    let wide = value.multipliedFullWidth(by: price)
    return wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24)
  }

  private mutating func rank() {
    var costs = [[Int64]](repeating: [], count: types.representative.count)
    for (p, u) in types.representative.enumerated() { costs[p] = opening.seats.indices.map { line(Int(u), $0) } }
    for t in types.signature.indices {
      let row = signatures.range(Int(types.signature[t]))
      let profile = Int(types.profile[t])
      let start = t * length
      listCount[t] = Int32(min(length, row.count))
      if row.count <= length {
        for (i, k) in row.enumerated() { listed[start + i] = signatures.values[k] }
      } else {
        let key = units.key[Int(types.representative[profile])]
        _ = Shortlists.cheapest(length, signatures.values[row], costs[profile], key, opening.seats) { listed[start + $0] = $1 }
      }
    }
  }

  // MARK: Supply

  private mutating func move(_ temperature: Int64) {
    for r in opening.seats.indices {
      let seat = opening.seats[r]
      guard seat.casesLeft > 0 else { continue }
      let digits = opening.ranges.loadDigits
      prices.effort[r] = moved(prices.effort[r], effort[r], seat.load << digits, seat.reciprocal, digits, temperature)
      prices.place[r] = max(0, prices.place[r] + Self.excess(place[r], Int64(seat.casesLeft), 0, temperature))
      guard seat.amountLeft != .max else { continue }
      // In 1/1024 of the mean → per unit of amount.
      let change = Self.excess(amount[r], opening.scaledAmount(seat.amountLeft), 24, temperature)
      prices.amount[r] = max(0, prices.amount[r] + Int64(clamping: (Int128(change) * Int128(opening.amountScale)) >> 48))
    }
    let (cellDigits, quotaDigits) = (opening.ranges.cellDigits, opening.ranges.quotaDigits)
    for (k, cell) in opening.cells.enumerated() where cell.reciprocal > 0 && account[k].asked > 0 {
      prices.account[k] = moved(prices.account[k], account[k], cell.deviation << cellDigits, cell.reciprocal, cellDigits, temperature)
    }
    for (k, team) in opening.quotas.enumerated() where team.weight == 1 && team.reciprocal > 0 {
      prices.quota[k] = moved(prices.quota[k], quota[k], team.deviation << quotaDigits, team.reciprocal, quotaDigits, temperature)
    }
  }

  /// The price towards what the account would charge for what is asked for, as far as the demand's own answer allows.
  private func moved(_ price: Int64, _ demand: Demand, _ start: Int64, _ reciprocal: Int64, _ dropped: Int64, _ temperature: Int64) -> Int64 {
    // d price / d asked, in 2^-48 cost units per unit squared.
    let slope = (2 * Int128(reciprocal)) >> Int128(2 * dropped)
    let asked = Int128(start) + (demand.asked >> 16)
    let wanted = (asked * slope) >> 24
    // slope · spread / temperature: how much demand answers for each step of the account, in 2^-16.
    let answer = (((demand.spread >> 16) * slope) >> 32) / Int128(temperature)
    return Int64(clamping: Int128(price) + (wanted - Int128(price)) * Int128(Self.one) / (2 * (Int128(Self.one) + answer)))
  }

  /// (asked − room) · temperature / spread, halved, and at most half the temperature either way; in 2^-digits.
  private static func excess(_ demand: Demand, _ room: Int64, _ digits: Int64, _ temperature: Int64) -> Int64 {
    let over = demand.asked - (Int128(room) << 16)
    let unit = Int128(temperature) << Int128(digits)
    return Int64(clamping: max(-unit / 2, min(unit / 2, over * unit / (2 * max(1 << 12, demand.spread)))))
  }
}

/// 2^-x for the soft minimum, in integers.
enum SoftMinimum {
  /// 2^(-i/256) in 2^-16.
  private static let table: [Int64] = {
    // 2^(-1/256): eight square roots of a half, in 2^-60.
    var root: UInt64 = 1 << 59
    for _ in 0..<8 { root = squareRoot(UInt128(root) << 60) }
    var values: [Int64] = []
    var power: UInt64 = 1 << 60
    for _ in 0..<256 {
      values.append(Int64(power >> 44))
      power = UInt64(truncatingIfNeeded: (UInt128(power) * UInt128(root)) >> 60)
    }
    return values
  }()

  /// The weight of an excess over the least cost, 2^16 for none, halved with every `temperature`.
  @inline(__always) static func weight(_ excess: Int64, _ temperature: Int64) -> Int64 {
    if excess >= temperature &* 16 { return 0 }
    let steps = Int(excess &* 256 / temperature)
    return table[steps & 255] >> Int64(steps >> 8)
  }

  private static func squareRoot(_ x: UInt128) -> UInt64 {
    var (low, high) = (UInt128(0), UInt128(1) << 62)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle * middle <= x { low = middle } else { high = middle - 1 }
    }
    return UInt64(low)
  }
}
