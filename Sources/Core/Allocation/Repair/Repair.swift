/// Makes an overbooked plan keep every limit: from each overbooked receiver those leave who lose least by it, to whom has room or, where
/// that has a price, to nobody.
enum Repair {
  /// Units that found no other place, in the order in which they left.
  static func unbook(_ ledger: inout Ledger, _ shortlists: inout Shortlists) -> [Int32] {
    ledger.openMembers()
    shortlists.renew()
    var homeless: [Int32] = []
    let order = ledger.seats.indices.filter { isOverbooked($0, ledger) }.sorted {
      ledger.seats[$0].key != ledger.seats[$1].key ? ledger.seats[$0].key < ledger.seats[$1].key : $0 < $1
    }
    for r in order { relieve(r, &ledger, &shortlists, &homeless) }
    return homeless
  }

  private static func isOverbooked(_ r: Int, _ ledger: Ledger) -> Bool { ledger.seats[r].casesLeft < 0 || ledger.seats[r].amountLeft < 0 }

  private struct Leaver {
    let unit: Int
    var to: Int32 = -1
    /// What leaving costs per case (or at all, where only the amount is too much), `.max` when it is no relief.
    var regret = Int64.max
    var tie = UInt64.max
  }

  /// Whoever loses least leaves, until nothing is too much. As others leave, staying becomes cheaper and places elsewhere dearer: whose
  /// regret was higher before is looked at again only when he is next.
  private static func relieve(_ r: Int, _ ledger: inout Ledger, _ shortlists: inout Shortlists, _ homeless: inout [Int32]) {
    var leavers = ledger.members[r].map { leaver(Int($0), from: r, &ledger, &shortlists) }
    var isFresh = true
    while isOverbooked(r, ledger), let next = leavers.indices.min(by: { isBefore(leavers[$0], leavers[$1]) }) {
      if !isFresh {
        let again = leaver(leavers[next].unit, from: r, &ledger, &shortlists)
        let isStillNext = !isBefore(leavers[next], again)
        leavers[next] = again
        guard isStillNext || !leavers.contains(where: { isBefore($0, again) }) else { continue }
      }
      let leaver = leavers.remove(at: next)
      if leaver.regret == .max { return }
      ledger.remove(leaver.unit)
      if leaver.to >= 0 { ledger.add(leaver.unit, to: Int(leaver.to)) } else { homeless.append(Int32(leaver.unit)) }
      isFresh = false
    }
  }

  private static func isBefore(_ a: Leaver, _ b: Leaver) -> Bool { (a.regret, a.tie) < (b.regret, b.tie) }

  private static func leaver(_ u: Int, from r: Int, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Leaver {
    var leaver = Leaver(unit: u)
    let seat = ledger.seats[r]
    let helps = max(0, min(Int64(ledger.units.cases[u]), -Int64(seat.casesLeft)))
    // A group that frees more than is too much is not better for it; one that cures both limits is not looked for.
    let relief = helps > 0 ? helps : seat.amountLeft < 0 && ledger.units.amount[u].rawValue > 0 ? 1 : 0
    guard relief > 0 else { return leaver }
    ledger.remove(u)
    let here = ledger.cost(u, at: r)
    let choice = Placing.bestWithRoom(u, ledger, &shortlists, but: Int32(r))
    ledger.add(u, to: r)
    let elsewhere = choice.receiver >= 0 ? choice.cost : ledger.isPriced ? ledger.units.penalty[u].rawValue : Ranges.largestTerm
    (leaver.to, leaver.regret, leaver.tie) = (choice.receiver, (elsewhere - here) / relief, Fixed.mix(ledger.units.key[u], seat.key))
    return leaver
  }
}
