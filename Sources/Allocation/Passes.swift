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
  /// Units in chunks of about equal size that have nothing to do with the order of the cases.
  struct Chunks {
    private let block: Int
    private let units: Int
    private var order: [Int32]
    private var starts: [Int]

    init(units: Int, chunks: Int) {
      self.units = units
      block = units > 4096 ? 32 : 1
      let blocks = (units + block - 1) / block
      var keyed = (0..<blocks).map { UInt64($0) | Fixed.mix(0x5EED, UInt64($0)) & ~0xFFFF_FFFF }
      keyed.sort()
      order = keyed.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
      starts = (0...chunks).map { blocks * $0 / chunks }
    }
    var count: Int { starts.count - 1 }
    func forEach(_ chunk: Int, _ body: (Int) -> Void) {
      for i in starts[chunk]..<starts[chunk + 1] {
        let first = Int(order[i]) * block
        for u in first..<min(units, first + block) { body(u) }
      }
    }
  }

  /// Returns how many units changed their place.
  static func priced(_ ledger: inout Ledger, _ shortlists: inout Shortlists, _ chunks: Chunks, _ control: Control) -> Int {
    var moved = 0
    for chunk in 0..<chunks.count where !control.isStopped {
      shortlists.renew()
      chunks.forEach(chunk) { u in
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
    if here >= 0, choice.receiver != here { choice.offer(here, ledger.pricedCost(probe, at: Int(here)), probe.key, ledger.seats[Int(here)].key) }
    return choice
  }
}
