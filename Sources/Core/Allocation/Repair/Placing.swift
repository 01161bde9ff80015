/// Places for single units under the limits as they stand.
enum Placing {
  /// The cheapest listed receiver with room, and where none of the list has, the cheapest of all; −1 when nobody has room, or when leaving
  /// the unit out is cheaper.
  static func bestWithRoom(_ u: Int, _ ledger: Ledger, _ shortlists: inout Shortlists, but: Int32 = -1) -> Choice {
    let choice = listed(u, ledger, &shortlists, but: but)
    return choice.receiver < 0 && !shortlists.isComplete ? scanned(u, ledger, but: but) : choice
  }

  @inline(__always) static func listed(_ u: Int, _ ledger: borrowing Ledger, _ shortlists: inout Shortlists, but: Int32) -> Choice {
    let list = shortlists.range(Int(shortlists.types.type[u]), ledger)
    return cheapest(u, ledger, list, but: but) { shortlists[$0] }
  }

  static func scanned(_ u: Int, _ ledger: borrowing Ledger, but: Int32) -> Choice {
    let row = ledger.signatures.range(Int(ledger.units.signature[u]))
    return ledger.signatures.values.withUnsafeBufferPointer { receivers in cheapest(u, ledger, row, but: but) { receivers[$0] } }
  }

  @inline(__always) private static func cheapest(
    _ u: Int, _ ledger: borrowing Ledger, _ list: Range<Int>, but: Int32, _ receiver: (Int) -> Int32
  ) -> Choice {
    var choice = Choice()
    if ledger.isPriced { choice.cost = ledger.units.penalty[u].rawValue }
    let probe = Probe(u, ledger)
    let excludes = !ledger.units.exclusions.range(u).isEmpty
    ledger.open { open in
      for i in list {
        let r = receiver(i)
        guard open.hasRoom(probe, at: Int(r)), r != but else { continue }
        let cost = open.cost(probe, at: Int(r))
        if cost > choice.cost || (excludes && ledger.isExcluded(u, r)) { continue }
        choice.offer(r, cost, probe.key, open.seats[Int(r)].key)
      }
    }
    return choice
  }
}
