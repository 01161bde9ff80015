/// The objective by component.
struct Totals {
  var load: Cost
  var fairness: Cost
  var quota: Cost
  var match: Cost
  /// Penalties of units left out, where leaving out has a price.
  var unassigned: Cost
  /// Units placed elsewhere than where they are now, and what that costs.
  var moves: Int
  var moving: Cost

  /// Without quotas that go before everything: they have no price.
  func cost(quotas: Bool) -> Int128 {
    [load, fairness, quotas ? quota : .zero, match, unassigned, moving].exactSum
  }
}

extension Ledger {
  /// The plan as it stands; `opening` is the ledger before anything was placed.
  func totals(from opening: Ledger) -> Totals {
    func sum(_ x: Int128) -> Cost { Cost(Int64(max(-Int128(Int64.max / 4), min(Int128(Int64.max / 4), x)))) }
    var (load, fairness, quota, match, unassigned, moves) = (Int128(0), Int128(0), Int128(0), Int128(0), Int128(0), 0)
    for (seat, before) in zip(seats, opening.seats) {
      load += Fixed.square(seat.load, seat.reciprocal) - Fixed.square(before.load, before.reciprocal)
    }
    for account in cells { fairness += Fixed.square(account.deviation, account.reciprocal) }
    for account in quotas {
      quota += min(1 << 62, Fixed.square(account.miss(account.deviation), account.reciprocal)) * Int128(account.weight)
    }
    for u in place.indices {
      guard place[u] >= 0 else {
        if isPriced, !isHopeless(u) { unassigned += Int128(units.penalty[u].rawValue) }
        continue
      }
      if units.current[u] >= 0, units.current[u] != place[u] { moves += 1 }
      for i in units.match.range(u) {
        let entry = units.match.values[i]
        match += Int128(MatchTable.cost(entry.raw, loss[Int(entry.account) * seats.count + Int(place[u])]))
      }
    }
    return Totals(
      load: sum(load), fairness: sum(fairness), quota: sum(quota), match: sum(match), unassigned: sum(unassigned), moves: moves,
      moving: sum(Int128(moves) * Int128(moveCost)))
  }
}
