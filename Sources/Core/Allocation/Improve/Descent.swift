/// Improves a plan that keeps every limit: single moves, exchanges of two units, and chains in which a unit takes the place of another that
/// moves on to a third receiver or, where that has a price, out. Every step lowers the objective, an integer, so it ends.
struct Descent {
  /// Gains below this are left alone: costs are floors, and floors must not be chased in circles.
  static let least: Int64 = 8
  /// Exact comparisons of pairs per unit and pass.
  let tries: Int
  /// What it would cost a unit to leave its place for the next best with room (or to stay out), as last seen.
  private var escape: [Int64]
  private var refuge: [Int32]

  init(_ ledger: Ledger, tries: Int) {
    self.tries = tries
    escape = [Int64](repeating: .max, count: ledger.units.count)
    refuge = [Int32](repeating: -1, count: ledger.units.count)
  }

  /// What the units of a portion gain by moving. It also finds out how easily each could leave.
  mutating func move(_ blocks: ArraySlice<Blocks.Block>, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Int64 {
    shortlists.renew()
    var gained: Int64 = 0
    for block in blocks { for u in block.range where ledger.place[u] >= 0 { gained += move(u, &ledger, &shortlists) } }
    return gained
  }

  /// What the units of a portion gain by trading.
  mutating func trade(_ blocks: ArraySlice<Blocks.Block>, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Int64 {
    shortlists.renew()
    var gained: Int64 = 0
    for block in blocks {
      for u in block.range where ledger.place[u] >= 0 || ledger.isPriced { gained += trade(u, &ledger, &shortlists) }
    }
    return gained
  }

  private mutating func move(_ u: Int, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Int64 {
    let here = ledger.place[u]
    ledger.apply(u, Int(here), sign: -1)
    let cost = ledger.cost(u, at: Int(here))
    let choice = Placing.listed(u, ledger, &shortlists, but: here)
    let other = choice.receiver >= 0 || ledger.isPriced ? choice.cost : .max
    if other != .max, other < cost - Self.least {
      ledger.leave(u, Int(here))
      if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
      (escape[u], refuge[u]) = (cost - other, here)
      return cost - other
    }
    ledger.stay(u, at: Int(here))
    (escape[u], refuge[u]) = other == .max ? (.max, -1) : (other - cost, choice.receiver)
    return 0
  }

  /// Looks for somebody in the way at each receiver where the unit would be cheaper.
  private mutating func trade(_ u: Int, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Int64 {
    let here = ledger.place[u]
    if here < 0, ledger.isHopeless(u) { return 0 }
    if here >= 0 { ledger.apply(u, Int(here), sign: -1) }
    let cost = here >= 0 ? ledger.cost(u, at: Int(here)) : ledger.units.penalty[u].rawValue
    var left = tries
    let excludes = !ledger.units.exclusions.range(u).isEmpty
    let probe = Probe(u, ledger)
    for i in shortlists.range(Int(shortlists.types.type[u]), ledger) where left > 0 {
      let b = shortlists[i]
      let gain = cost - ledger.open { $0.cost(probe, at: Int(b)) }
      if gain <= Self.least || b == here || (excludes && ledger.isExcluded(u, b)) { continue }
      if ledger.hasRoom(u, Int(b)) {
        if here >= 0 { ledger.leave(u, Int(here)) }
        ledger.add(u, to: Int(b))
        return gain
      }
      if let done = displace(u, probe, here, Int(b), cost, gain, &left, &ledger) { return done }
    }
    if here >= 0 { ledger.stay(u, at: Int(here)) }
    return 0
  }

  /// Puts the unit, which is on no account now, to b in place of one of b's, if together that lowers the objective.
  private mutating func displace(
    _ u: Int, _ probe: Probe, _ here: Int32, _ b: Int, _ cost: Int64, _ gain: Int64, _ left: inout Int, _ ledger: inout Ledger
  ) -> Int64? {
    let count = ledger.members[b].count
    let start = count == 0 ? 0 : Int(Fixed.mix(ledger.units.key[u], ledger.seats[b].key) % UInt64(count))
    for k in 0..<count where left > 0 {
      let x = Int(ledger.members[b][start + k < count ? start + k : start + k - count])
      let seat = ledger.seats[b]
      guard seat.casesLeft + ledger.units.cases[x] >= probe.places else { continue }
      guard seat.amountLeft == .max || seat.amountLeft + ledger.units.amount[x].rawValue >= probe.amount else { continue }
      // Who leaves makes b cheaper for who comes, which the rough figures do not know: they get some grace.
      let mayEscape = escape[x] < gain + gain / 2
      let maySwap = here >= 0 && ledger.hasRoom(x, Int(here)) && ledger.isEligible(x, here)
      guard mayEscape || maySwap else { continue }
      left -= 1
      ledger.apply(x, b, sign: -1)
      let leaver = Probe(x, ledger)
      let better = ledger.open { cost - $0.cost(probe, at: b) + $0.cost(leaver, at: b) }
      var target: Int32 = -2
      var price = Int64.max
      if maySwap { (target, price) = (here, ledger.open { $0.cost(leaver, at: Int(here)) }) }
      if mayEscape {
        let r = refuge[x]
        if r >= 0, Int(r) != b, ledger.hasRoom(x, Int(r)), ledger.isEligible(x, r) {
          let there = ledger.open { $0.cost(leaver, at: Int(r)) }
          if there < price { (target, price) = (r, there) }
        }
        if ledger.isPriced, ledger.units.penalty[x].rawValue < price { (target, price) = (-1, ledger.units.penalty[x].rawValue) }
      }
      if target != -2, price < better - Self.least {
        // Exactly, with the unit in its place: both may count in one team's quota.
        ledger.apply(u, b, sign: 1)
        if target >= 0 { price = ledger.open { $0.cost(leaver, at: Int(target)) } }
        if price < better - Self.least {
          if here >= 0 { ledger.leave(u, Int(here)) }
          ledger.leave(x, b)
          ledger.enter(u, b)
          if target >= 0 { ledger.add(x, to: Int(target)) }
          (escape[x], refuge[x]) = (.max, -1)
          (escape[u], refuge[u]) = (.max, -1)
          return better - price
        }
        ledger.apply(u, b, sign: -1)
      }
      ledger.stay(x, at: b)
    }
    return nil
  }
}
