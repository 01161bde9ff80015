/// The cheapest receiver so far; ties by a hash of both keys.
struct Choice {
  var receiver: Int32 = -1
  var cost: Int64 = .max
  var tie: UInt64 = .max

  @inline(__always) mutating func offer(_ r: Int32, _ cost: Int64, _ key: UInt64, _ other: UInt64) {
    if cost > self.cost { return }
    let tie = Fixed.mix(key, other)
    if cost < self.cost || tie < self.tie { (receiver, self.cost, self.tie) = (r, cost, tie) }
  }
}

/// Best response: each unit out of its place and back in where it is cheapest.
struct Passes {
  /// All units in blocks of one type, in an order that has nothing to do with that of the cases; blocks in portions of about equal size.
  /// Shortlists are made anew many times in a pass, so that nobody decides by old prices.
  struct Blocks {
    private static let size = 16
    /// Rankings of everybody in a pass.
    private static let renewals = 40
    /// Units, block after block, and where blocks begin.
    private let units: [Int32]
    private let starts: [Int32]
    private let portions: [Int]
    var count: Int { portions.count - 1 }

    init(_ types: UnitTypes, portions count: Int) {
      var fill = [Int32](repeating: 0, count: types.signature.count + 1)
      for t in types.type { fill[Int(t) + 1] += 1 }
      for t in 1..<fill.count { fill[t] += fill[t - 1] }
      var byType = [Int32](repeating: 0, count: types.type.count)
      var blocks: [(hash: UInt64, start: Int32, end: Int32)] = []
      for t in types.signature.indices {
        for start in stride(from: fill[t], to: fill[t + 1], by: Self.size) {
          blocks.append((Fixed.mix(0x5EED, UInt64(start)), start, min(fill[t + 1], start + Int32(Self.size))))
        }
      }
      for (u, t) in types.type.enumerated() {
        byType[Int(fill[Int(t)])] = Int32(truncatingIfNeeded: u)
        fill[Int(t)] += 1
      }
      blocks.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.start < $1.start }
      var (units, starts): ([Int32], [Int32]) = ([], [0])
      units.reserveCapacity(byType.count)
      starts.reserveCapacity(blocks.count + 1)
      for block in blocks {
        units.append(contentsOf: byType[Int(block.start)..<Int(block.end)])
        starts.append(Int32(units.count))
      }
      (self.units, self.starts) = (units, starts)
      portions = (0...count).map { blocks.count * $0 / count }
    }

    func forEach(_ portion: Int, _ shortlists: inout Shortlists, _ body: (Int, inout Shortlists) -> Void) {
      let blocks = portions[portion]..<portions[portion + 1]
      let renewals = max(1, blocks.count * count / Self.renewals)
      for (k, block) in blocks.enumerated() {
        if k % renewals == 0 { shortlists.renew() }
        let range = Int(starts[block])..<Int(starts[block + 1])
        for i in range { body(Int(units[i]), &shortlists) }
      }
    }
  }

  /// Returns how many units changed their place.
  static func priced(_ ledger: inout Ledger, _ shortlists: inout Shortlists, _ blocks: Blocks, _ control: Control) -> Int {
    var moved = 0
    for portion in 0..<blocks.count where !control.isStopped {
      blocks.forEach(portion, &shortlists) { u, shortlists in
        let here = ledger.place[u]
        // Who has no place where that has no price is out of the game.
        if here < 0, !ledger.isPriced { return }
        if here >= 0 { ledger.remove(u) }
        let choice = best(u, ledger, &shortlists, but: -1, also: here)
        if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
        if choice.receiver != here { moved += 1 }
      }
      control.finish(.prices)
    }
    return moved
  }

  /// The cheapest place at priced places, −1 when leaving the unit out is cheaper.
  @inline(__always) static func best(_ u: Int, _ ledger: Ledger, _ shortlists: inout Shortlists, but: Int32, also here: Int32) -> Choice {
    var choice = Choice()
    if ledger.isPriced { choice.cost = ledger.units.penalty[u] }
    let probe = Probe(u, ledger)
    let range = shortlists.range(Int(shortlists.types.type[u]), ledger)
    let excludes = !ledger.units.exclusions.range(u).isEmpty
    for i in range {
      let r = shortlists[i]
      if r == but || (excludes && ledger.isExcluded(u, r)) { continue }
      choice.offer(r, ledger.pricedCost(probe, at: Int(r)), probe.key, ledger.seats[Int(r)].key)
    }
    if here >= 0, choice.receiver != here {
      choice.offer(here, ledger.pricedCost(probe, at: Int(here)), probe.key, ledger.seats[Int(here)].key)
    }
    return choice
  }
}
