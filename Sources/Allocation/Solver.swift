/// Places units: as many cases as possible by priority, then at the least cost. Deterministic: the same instance and settings give the
/// same plan.
package enum Solver {
  /// Three steps. *Deal*: in order of priority, then hardest first, each unit to its cheapest receiver at exact marginal cost; where all
  /// are full, others move on to make a place. *Improve*: passes of single moves and swaps, each of which lowers the objective. *Explain*.
  ///
  /// Level 4 is exact where units are alike (a case each, amounts not binding); with groups and amount limits it is a packing problem, and
  /// a unit may stay out although a rearrangement of several others would fit it in.
  package static func solve(_ instance: Instance, _ settings: AllocationSettings = AllocationSettings()) -> Plan {
    var ledger = Ledger(instance, settings)
    var shortlists = Shortlists(instance.units, settings)
    let order = order(instance)
    var ejection = Ejection(instance)
    var shortageOf = [Int32](repeating: -1, count: instance.units.count)
    fill(order, &ledger, &shortlists, &ejection, &shortageOf)
    let passes = Descent.improve(&ledger, &shortlists, settings)
    // Moves of unlike units shift what room is left to where a unit that stayed out may fit; each round places one more or is the last.
    var left = order.filter { ledger.place[$0] < 0 }
    var before = Int.max
    while !left.isEmpty, left.count < before {
      before = left.count
      shortlists.expireAll()
      ejection = Ejection(instance)
      fill(left, &ledger, &shortlists, &ejection, &shortageOf)
      left.removeAll { ledger.place[$0] >= 0 }
    }
    let opening = Ledger(instance, settings)
    var moves = 0
    for u in 0..<instance.units.count where ledger.place[u] >= 0 && instance.units.current[u] >= 0 {
      if ledger.place[u] != instance.units.current[u] { moves += 1 }
    }
    return Plan(
      receiver: ledger.place, why: Explanation.of(&ledger, &shortlists, shortageOf),
      shortages: ejection.finished(ledger, shortageOf: shortageOf),
      loadCost: sum(ledger.seats.lazy.map(\.cost)) - sum(opening.seats.lazy.map(\.cost)), fairnessCost: sum(ledger.cells.lazy.map(\.cost)),
      quotaCost: sum(ledger.quotas.lazy.map(\.cost)), moves: moves, passes: passes)
  }

  /// Half of the range, so that differences of sums cannot overflow.
  private static func sum(_ costs: some Sequence<Int64>) -> Int64 {
    Int64(min(Int128(Int64.max / 2), costs.reduce(Int128(0)) { $0 + Int128($1) }))
  }

  /// Puts every unit of the list, in its order, where it costs least; notes the shortage of each that stays out.
  private static func fill(
    _ order: [Int], _ ledger: inout Ledger, _ shortlists: inout Shortlists, _ ejection: inout Ejection, _ shortageOf: inout [Int32]
  ) {
    for u in order {
      let choice = shortlists.best(u, ledger)
      shortageOf[u] = -1
      if choice.receiver >= 0 {
        ledger.add(u, to: Int(choice.receiver))
      } else if let shortage = ejection.place(u, &ledger) {
        shortageOf[u] = shortage
      }
    }
  }

  /// Priority, then fewest eligible receivers, then most cases and effort, then the tie hash; position only where hashes collide.
  private static func order(_ instance: Instance) -> [Int] {
    let units = instance.units
    struct Rank {
      var major: UInt64
      var effort: UInt64
      var key: UInt64
      var unit: Int
    }
    var ranks = (0..<units.count).map { u in
      let eligible = UInt64(instance.signatures.range(Int(units.signature[u])).count)
      let priority = UInt64(Int64(units.priority[u]) - Int64(Int32.min))
      return Rank(major: priority << 31 | eligible, effort: UInt64(units.effort[u]), key: units.key[u], unit: u)
    }
    ranks.sort { a, b in
      if a.major != b.major { return a.major < b.major }
      if a.effort != b.effort { return a.effort > b.effort }
      return a.key != b.key ? a.key < b.key : a.unit < b.unit
    }
    return ranks.map(\.unit)
  }
}
