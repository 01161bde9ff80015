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
    let choice = choice(u)
    if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
    return choice.receiver
  }

  /// The plan's costs so far.
  package func totals(_ instance: Instance, _ settings: AllocationSettings = AllocationSettings()) -> Cost {
    let sum = ledger.totals(from: Ledger(instance, settings))
    return sum.load + sum.fairness + sum.quota + sum.match + sum.unassigned + Int64(sum.moves) * Cost(ledger.moveCost)
  }

  private func choice(_ u: Int) -> Choice {
    var choice = Choice()
    if ledger.isPriced { choice.cost = ledger.units.penalty[u].rawValue }
    let probe = Probe(u, ledger)
    ledger.open { open in
      for i in ledger.signatures.range(Int(ledger.units.signature[u])) {
        let r = ledger.signatures.values[i]
        guard open.hasRoom(probe, at: Int(r)), !ledger.isExcluded(u, r) else { continue }
        choice.offer(r, pricesCount == 0 ? open.cost(probe, at: Int(r)) : cost(probe, at: Int(r), open), probe.key, open.seats[Int(r)].key)
      }
    }
    return choice
  }

  private func cost(_ probe: Probe, at r: Int, _ open: OpenLedger) -> Int64 {
    let team = Int(open.seats[r].team)
    var quotas: Int64 = 0
    if team >= 0 {
      for i in probe.quota {
        let k = Int(open.quota[i].account) &* open.teams &+ team
        if k < prices.quota.count { quotas &+= prices.quota[k].worth(open.quota[i].value).rawValue }
      }
      quotas = max(quotas, open.quotaCost(probe, team: team))
    }
    return open.cost(probe, at: r, quotas: quotas, AtNightPrices(prices: prices, effort: ledger.units.effort[probe.unit]))
      &+ prices.placePrice(cases: probe.places, amount: Amount(probe.amount), at: r).rawValue
  }
}

/// Effort and values count for what the night's prices ask, where that is more than what they cost at the margin.
private struct AtNightPrices: Appraisal {
  let prices: Prices
  /// The unit's, before low digits were dropped.
  let effort: Effort

  func load(_ cost: Int64, at receiver: Int) -> Int64 { max(cost, prices.effort[receiver].worth(effort).rawValue) }
  func account(_ cost: Int64, _ entry: Entry, at position: Int) -> Int64 {
    max(cost, prices.account[position].worth(entry.value).rawValue)
  }
}
