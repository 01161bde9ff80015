/// The numbers behind every unit's place, taken at the finished plan.
enum Explanation {
  static func of(_ plan: Ledger, _ lists: Shortlists, _ shortageOf: [Int32], _ prices: Prices) -> [UnitWhy] {
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
      let parts = ledger.parts(u, at: Int(here))
      let second = Placing.bestWithRoom(u, ledger, &shortlists, but: here)
      let full = cheaperButFull(u, parts.sum, ledger, &shortlists)
      ledger.add(u, to: Int(here))
      return UnitWhy(
        eligible: eligible, withRoom: Int32(withRoom), cost: parts.sum, runnerUp: second.receiver,
        runnerUpCost: second.receiver >= 0 ? second.cost : 0, parts: parts, full: full.receiver,
        fullCost: full.receiver >= 0 ? full.cost : 0,
        fullPrice: full.receiver >= 0
          ? prices.placePrice(cases: ledger.units.cases[u], amount: ledger.units.amount[u], at: Int(full.receiver)) : 0)
    }
  }

  /// The cheapest listed receiver without room, if cheaper than `cost`.
  private static func cheaperButFull(_ u: Int, _ cost: Int64, _ ledger: Ledger, _ shortlists: inout Shortlists) -> Choice {
    var choice = Choice()
    choice.cost = cost - 1
    for i in shortlists.range(Int(shortlists.types.type[u]), ledger) {
      let r = shortlists[i]
      guard !ledger.hasRoom(u, Int(r)), !ledger.isExcluded(u, r) else { continue }
      choice.offer(r, ledger.cost(u, at: Int(r)), ledger.units.key[u], ledger.seats[Int(r)].key)
    }
    return choice
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

extension Ledger {
  /// `cost` by component.
  func parts(_ u: Int, at r: Int) -> CostParts {
    var parts = CostParts()
    let effort = units.effort[u] >> ranges.loadDigits
    parts.load = Fixed.product(effort &* (2 &* seats[r].load &+ effort), seats[r].reciprocal)
    for entry in units.fairness[u] {
      let value = entry.value >> ranges.cellDigits
      let account = cells[Int(entry.account) * seats.count + r]
      parts.fairness += Fixed.product(value &* (2 &* account.deviation &+ value), account.reciprocal)
    }
    for entry in units.match[u] { parts.match += (entry.value &* Int64(loss[Int(entry.account) * seats.count + r])) >> MatchTable.shift }
    if seats[r].team >= 0 { parts.quota = quotaCost(u, team: Int(seats[r].team)) }
    if units.current[u] >= 0, units.current[u] != Int32(r) { parts.move = moveCost }
    return parts
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
      if amounts[middle] < ledger.units.amount[u] { low = middle + 1 } else { high = middle }
    }
    return amounts.count - low
  }
}
