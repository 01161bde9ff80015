/// Cap prices first: what cannot be placed by any plan makes the places it competes for worth its penalty, before the first unit is dealt.
enum PriceStart {
  /// Penalties per case are told apart in so many classes.
  private static let classes = 8

  /// The prices of an earlier plan.
  static func take(_ prices: Prices, _ ledger: inout Ledger) {
    for r in ledger.seats.indices where r < prices.place.count {
      ledger.seats[r].casePrice = max(0, min(Ranges.largestTerm, prices.place[r].rawValue))
      guard ledger.seats[r].amountLeft != .max else { continue }
      // 2^-24 → 2^-16 cost units.
      let price = ledger.amountUnit.pricePerScaled(Int128(max(0, prices.amount[r].rawValue))) >> 8
      ledger.seats[r].amountPrice = Int64(min(Int128(1) << 36, price))
    }
  }

  static func apply(_ ledger: inout Ledger) {
    let units = ledger.units
    var levels: [Int64] = []
    for u in 0..<units.count {
      let penalty = units.penalty[u].rawValue / Int64(units.cases[u])
      if !levels.contains(where: { $0 == penalty }) {
        levels.append(penalty)
        if levels.count > 64 { break }
      }
    }
    levels.sort(by: >)
    // Too many to be told apart: octaves.
    if levels.count > classes { levels = (0..<classes).map { (levels.first ?? 0) >> Int64($0) } }
    func level(_ u: Int) -> Int {
      let penalty = units.penalty[u].rawValue / Int64(units.cases[u])
      return levels.firstIndex { penalty >= $0 } ?? levels.count - 1
    }
    var demand = [[Int64]](repeating: [Int64](repeating: 0, count: ledger.signatures.count), count: levels.count)
    var (effort, cases) = (Int128(0), Int128(0))
    for u in 0..<units.count where !ledger.isHopeless(u) {
      demand[level(u)][Int(units.signature[u])] += Int64(units.cases[u])
      effort += Int128(units.effort[u].rawValue >> ledger.ranges.loadDigits)
      cases += Int128(units.cases[u])
    }
    guard cases > 0 else { return }
    let flow = Flow(ledger.signatures, demand: demand, room: ledger.seats.map { Int64(max(0, $0.casesLeft)) })
    let one = Int64(clamping: effort / cases)
    for r in ledger.seats.indices where flow.classOf[r] >= 0 {
      // The last unit left out saves its own cost: a place is worth that much less than the penalty.
      let seat = ledger.seats[r]
      let cost = Fixed.product(3 &* Fixed.growth(of: seat.load, by: one), seat.reciprocal)
      ledger.seats[r].casePrice = max(0, levels[Int(flow.classOf[r])] - cost)
    }
  }
}

extension Ledger {
  /// How steeply the prices of overbooked places rise.
  mutating func stiffen(_ stiffness: Int64) {
    caseStiffness = stiffness
    amountStiffness = stiffness >> 4
  }

  /// Prices follow demand: up by what is overbooked, down by what is free, never below 0.
  mutating func raisePrices() {
    for r in seats.indices {
      seats[r].casePrice = max(0, min(Ranges.largestTerm, seats[r].casePrice - caseStiffness * Int64(seats[r].casesLeft)))
      if seats[r].amountLeft != .max {
        seats[r].amountPrice = max(0, min(1 << 36, seats[r].amountPrice - amountStiffness * seats[r].scaledLeft))
      }
    }
  }
}
