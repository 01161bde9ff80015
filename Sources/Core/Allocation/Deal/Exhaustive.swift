/// Tiny instances, solved exactly: every plan is looked at that could still be better than the best so far. Marginal costs only grow while
/// units are added, so what each unit left would cost now at its cheapest is a lower bound of what it will.
struct Exhaustive {
  /// Up to so many plans.
  private static let most = 1 << 19
  private let order: [Int]
  private var ledger: Ledger
  private var cost: Int64 = 0
  /// Cases left out, by ascending priority.
  private var out: [Int64]
  private let rank: [Int]
  private var best: (out: [Int64], cost: Int64, place: [Int32])?

  static func fits(_ ledger: Ledger) -> Bool {
    var plans = 1
    for u in 0..<ledger.units.count {
      plans *= ledger.signatures.range(Int(ledger.units.signature[u])).count + 1
      if plans > most { return false }
    }
    return ledger.units.count > 0
  }

  /// The best plan there is, by unit.
  static func solve(_ opening: Ledger, order: [Int]) -> [Int32] {
    var search = Exhaustive(opening, order)
    search.descend(0)
    return search.best?.place ?? opening.place
  }

  private init(_ opening: Ledger, _ order: [Int]) {
    self.order = order
    ledger = opening
    let priorities = Set(opening.units.priority).sorted()
    rank = opening.units.priority.map { priority in priorities.firstIndex(of: priority) ?? 0 }
    out = [Int64](repeating: 0, count: priorities.count)
  }

  private mutating func descend(_ k: Int) {
    guard k < order.count else {
      best = (out, cost, ledger.place)
      return
    }
    let u = order[k]
    var choices: [(cost: Int64, tie: UInt64, receiver: Int32)] = []
    for r in ledger.signatures[Int(ledger.units.signature[u])] where ledger.hasRoom(u, Int(r)) && !ledger.isExcluded(u, r) {
      choices.append((ledger.cost(u, at: Int(r)), Fixed.mix(ledger.units.key[u], ledger.seats[Int(r)].key), r))
    }
    choices.sort { $0.cost != $1.cost ? $0.cost < $1.cost : $0.tie < $1.tie }
    for choice in choices {
      cost += choice.cost
      ledger.add(u, to: Int(choice.receiver))
      if mayBeBest(k + 1) { descend(k + 1) }
      ledger.remove(u)
      cost -= choice.cost
    }
    let price = ledger.isPriced && !ledger.isHopeless(u) ? ledger.units.penalty[u].rawValue : 0
    if !ledger.isPriced { out[rank[u]] += Int64(ledger.units.cases[u]) }
    cost += price
    if mayBeBest(k + 1) { descend(k + 1) }
    cost -= price
    if !ledger.isPriced { out[rank[u]] -= Int64(ledger.units.cases[u]) }
  }

  private func mayBeBest(_ k: Int) -> Bool {
    guard let best else { return true }
    if out != best.out { return out.lexicographicallyPrecedes(best.out) }
    var least = cost
    for u in order[k...] {
      // Equal in what is out so far: who is left has to be placed.
      var cheapest = ledger.isPriced ? ledger.units.penalty[u].rawValue : Int64.max
      for r in ledger.signatures[Int(ledger.units.signature[u])] where ledger.hasRoom(u, Int(r)) && !ledger.isExcluded(u, r) {
        cheapest = min(cheapest, ledger.cost(u, at: Int(r)))
      }
      if cheapest == .max { return false }
      least += ledger.isPriced && ledger.isHopeless(u) ? 0 : cheapest
    }
    return least < best.cost
  }
}
