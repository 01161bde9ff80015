/// Level 4: as many cases as possible by priority. Where units are alike (a case each, amounts not binding) the deal is exact: augmenting
/// in order of priority gives the best set of units there is. With groups and amount limits it is a packing problem, and a unit may stay out
/// although a rearrangement of several others would fit it in.
extension SolverRun {
  mutating func deal() {
    ledger.openMembers()
    var ejection = Ejection(instance)
    fill(order(), &ejection)
    shortages = ejection.finished(ledger, shortageOf: shortageOf)
    control.finish(.deal)
  }

  /// Few enough to look at every plan.
  mutating func solveExactly() {
    let place = Exhaustive.solve(opening, order: order())
    for u in place.indices where place[u] >= 0 { ledger.add(u, to: Int(place[u])) }
    if !ledger.isPriced {
      ledger.openMembers()
      dealLeft()
    }
    control.finish(.deal)
  }

  /// Moves of unlike units shift what room is left to where a unit that stayed out may fit; each round places one more or is the last.
  mutating func dealLeft() {
    let order = order()
    var left = order.filter { ledger.place[$0] < 0 }
    var before = Int.max
    while !left.isEmpty, left.count < before {
      before = left.count
      var ejection = Ejection(instance)
      fill(left, &ejection)
      shortages = ejection.finished(ledger, shortageOf: shortageOf)
      left.removeAll { ledger.place[$0] >= 0 }
    }
  }

  /// The passes at priced places for units that have one, each of which must have one again at the end; else everything stays as dealt.
  mutating func priceKeepingLevels() {
    let dealt = ledger
    let placed = order().filter { ledger.place[$0] >= 0 }
    ledger.closeMembers()
    price()
    let homeless = Repair.unbook(&ledger, &shortlists)
    if !homeless.isEmpty {
      var ejection = Ejection(instance)
      let known = shortageOf
      let isHomeless = homeless.reduce(into: [Bool](repeating: false, count: ledger.units.count)) { $0[Int($1)] = true }
      fill(placed.filter { isHomeless[$0] }, &ejection)
      shortageOf = known
    }
    control.finish(.repair)
    if placed.contains(where: { ledger.place[$0] < 0 }) {
      let prices = ledger.seats.map { ($0.casePrice, $0.amountPrice) }
      ledger = dealt
      for (r, price) in prices.enumerated() { (ledger.seats[r].casePrice, ledger.seats[r].amountPrice) = price }
    }
  }

  /// Puts every unit of the list, in its order, where it costs least; notes the shortage of each that stays out.
  private mutating func fill(_ order: [Int], _ ejection: inout Ejection) {
    shortlists.renew()
    for u in order {
      shortageOf[u] = -1
      if let known = ejection.closedTo(u, ledger) {
        shortageOf[u] = known
        continue
      }
      let type = Int(shortlists.types.type[u])
      var choice = Placing.listed(u, ledger, &shortlists, but: -1)
      if !shortlists.isComplete, choice.receiver < 0 || shortlists.isWorn(type, choice, ledger) {
        // While units are only added, costs only grow: nobody outside a list is cheaper than its last was when it was made.
        shortlists.renew()
        choice = Placing.bestWithRoom(u, ledger, &shortlists)
      }
      if choice.receiver >= 0 {
        ledger.add(u, to: Int(choice.receiver))
      } else if let shortage = ejection.place(u, &ledger) {
        shortageOf[u] = shortage
      }
    }
  }

  /// Priority, then fewest eligible receivers, then most effort, then the tie hash; position only where hashes collide.
  private func order() -> [Int] {
    struct Rank {
      var major: UInt64
      var effort: UInt64
      var key: UInt64
      var unit: Int
    }
    let units = ledger.units
    var ranks = (0..<units.count).map { u in
      let eligible = UInt64(ledger.signatures.range(Int(units.signature[u])).count)
      let priority = UInt64(Int64(units.priority[u]) - Int64(Int32.min))
      return Rank(major: priority << 31 | eligible, effort: UInt64(units.effort[u].rawValue), key: units.key[u], unit: u)
    }
    ranks.sort { a, b in
      if a.major != b.major { return a.major < b.major }
      if a.effort != b.effort { return a.effort > b.effort }
      return a.key != b.key ? a.key < b.key : a.unit < b.unit
    }
    return ranks.map(\.unit)
  }
}
