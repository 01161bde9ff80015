/// The numbers behind every unit's place, taken at the finished plan.
enum Explanation {
  static func of(_ plan: Ledger, _ lists: Shortlists, _ shortageOf: [Int32]) -> [UnitWhy] {
    var (ledger, shortlists) = (plan, lists)
    // True costs from here on: who is cheaper is a question of the objective, not of prices.
    for r in ledger.seats.indices { (ledger.seats[r].casePrice, ledger.seats[r].amountPrice) = (0, 0) }
    shortlists.renew()
    var counter = RoomCounter()
    return (0..<shortageOf.count).map { u in
      let row = ledger.signatures.range(Int(ledger.units.signature[u]))
      let excluded = eligibleExclusions(u, ledger)
      let eligible = Int32(row.count - excluded.count)
      let here = ledger.place[u]
      guard here >= 0 else { return UnitWhy(eligible: eligible, shortage: shortageOf[u]) }
      var withRoom = counter.count(u, ledger)
      for r in excluded where ledger.hasRoom(u, Int(r)) { withRoom -= 1 }
      // The count was made with the unit in place; without it, its own receiver has room as well.
      if !ledger.hasRoom(u, Int(here)) { withRoom += 1 }
      ledger.remove(u)
      let cost = ledger.cost(u, at: Int(here))
      let second = Placing.bestWithRoom(u, ledger, &shortlists, but: here)
      ledger.add(u, to: Int(here))
      return UnitWhy(
        eligible: eligible, withRoom: Int32(withRoom), cost: Cost(cost), runnerUp: second.receiver,
        runnerUpCost: second.receiver >= 0 ? Cost(second.cost) : .zero)
    }
  }

  /// Exclusions, each once, that the signature would allow.
  private static func eligibleExclusions(_ u: Int, _ ledger: Ledger) -> [Int32] {
    var found: [Int32] = []
    var previous: Int32 = -1
    for r in ledger.units.exclusions[u] where r != previous {
      previous = r
      if ledger.allows(Int(ledger.units.signature[u]), r) { found.append(r) }
    }
    return found
  }
}

/// How many receivers of a signature have room for a unit, counted once per signature and number of cases.
private struct RoomCounter {
  private struct Key: Hashable {
    var signature: Int32
    var cases: Int32
  }
  private var sorted: [Key: [Int64]] = [:]

  mutating func count(_ u: Int, _ ledger: Ledger) -> Int {
    let key = Key(signature: ledger.units.signature[u], cases: ledger.units.cases[u])
    var amounts: [Int64]
    if let known = sorted[key] {
      amounts = known
    } else {
      amounts = ledger.signatures[Int(key.signature)].compactMap { r in
        let seat = ledger.seats[Int(r)]
        return seat.casesLeft >= key.cases ? seat.amountLeft : nil
      }
      amounts.sort()
      sorted[key] = amounts
    }
    var (low, high) = (0, amounts.count)
    while low < high {
      let middle = (low + high) / 2
      if amounts[middle] < ledger.units.amount[u].rawValue { low = middle + 1 } else { high = middle }
    }
    return amounts.count - low
  }
}
