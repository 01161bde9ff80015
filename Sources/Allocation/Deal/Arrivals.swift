/// Cases that arrive one by one between two nights: each goes where it costs least at the live counters and the night's prices.
///
/// Every part of a unit's cost is the exact marginal cost now, or what the night's prices ask for it, whichever is more: below the night's
/// level a receiver's time is worth what the night will make of it, above it what it costs already. Places cost their night's price, and
/// every limit holds. A decision looks at every receiver of the unit's signature once.
package struct Arrivals: Sendable {
  private var ledger: Ledger
  private let prices: Prices
  private let pricesCount: Int

  /// - Parameters:
  ///   - instance: receivers as they stand before the first arrival; its units are those that may arrive, in any order.
  ///   - prices: of the last night, for the same receivers; nil for plain marginal cost.
  package init(_ instance: Instance, prices: Prices?, _ settings: AllocationSettings = AllocationSettings()) {
    ledger = Ledger(instance, settings)
    pricesCount = prices == nil ? 0 : instance.receivers.count
    self.prices = prices ?? Prices(receivers: 0, cells: 0, quotas: 0, teams: 0)
  }

  /// By unit: the receiver, −1 for none yet.
  package var receiver: [Int32] { ledger.place }

  /// Decides where the unit goes and books it there; −1 when nobody has room, or leaving it out is cheaper at the night's prices.
  package mutating func place(_ u: Int) -> Int32 {
    var choice = Choice()
    if ledger.isPriced { choice.cost = ledger.units.penalty[u] }
    let key = ledger.units.key[u]
    for i in ledger.signatures.range(Int(ledger.units.signature[u])) {
      let r = ledger.signatures.values[i]
      guard ledger.hasRoom(u, Int(r)), !ledger.isExcluded(u, r) else { continue }
      choice.offer(r, pricesCount == 0 ? ledger.cost(u, at: Int(r)) : cost(u, at: Int(r)), key, ledger.seats[Int(r)].key)
    }
    if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
    return choice.receiver
  }

  /// The plan's costs so far.
  package func totals(_ instance: Instance, _ settings: AllocationSettings = AllocationSettings()) -> Int64 {
    let sum = ledger.totals(from: Ledger(instance, settings))
    return sum.load + sum.fairness + sum.quota + sum.match + sum.unassigned + Int64(sum.moves) * ledger.moveCost
  }

  private func cost(_ u: Int, at r: Int) -> Int64 {
    let units = ledger.units
    let effort = units.effort[u] >> ledger.ranges.loadDigits
    let load = Fixed.product(effort &* (2 &* ledger.seats[r].load &+ effort), ledger.seats[r].reciprocal)
    var sum = max(load, Self.scaled(units.effort[u], prices.effort[r]))
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      let value = entry.value >> ledger.ranges.cellDigits
      let k = Int(entry.account) &* ledger.seats.count &+ r
      let live = Fixed.product(value &* (2 &* ledger.cells[k].deviation &+ value), ledger.cells[k].reciprocal)
      sum &+= max(live, Self.scaled(entry.value, prices.account[k]))
    }
    for i in units.match.range(u) {
      let entry = units.match.values[i]
      sum &+= (entry.value &* Int64(ledger.loss[Int(entry.account) &* ledger.seats.count &+ r])) >> MatchTable.shift
    }
    let team = Int(ledger.seats[r].team)
    if team >= 0, !units.quota.range(u).isEmpty {
      var night: Int64 = 0
      for i in units.quota.range(u) {
        let k = Int(units.quota.values[i].account) &* ledger.teams &+ team
        if k < prices.quota.count { night &+= Self.scaled(units.quota.values[i].value, prices.quota[k]) }
      }
      sum &+= max(night, ledger.quotaCost(u, team: team))
    }
    if units.current[u] >= 0, units.current[u] != Int32(truncatingIfNeeded: r) { sum &+= ledger.moveCost }
    return sum &+ prices.placePrice(cases: units.cases[u], amount: units.amount[u], at: r)
  }

  @inline(__always) private static func scaled(_ value: Int64, _ price: Int64) -> Int64 {
    let wide = value.multipliedFullWidth(by: price)
    return wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24)
  }
}
