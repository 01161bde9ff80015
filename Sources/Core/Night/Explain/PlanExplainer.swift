import Allocation
import Portfolio

/// What every place in the finished plan cost, component by component, counted from the instance and the plan alone.
struct PlanExplainer {
  private let instance: Instance
  private let plan: Plan
  /// What each of the instance's cells shares out.
  private let shares: [Question.Sharing]
  private var load: [Int64]
  private var casesLeft: [Int32]
  private var amountLeft: [Int64]
  /// What is in each account less its target, and the target; by cell and receiver, by quota and team.
  private var deviation: [[Int64]]
  private var target: [[Int64]]
  private var quotaDeviation: [[Int64]]
  private var quotaTarget: [[Int64]]
  private let quotaWeight: Int64
  /// By cell: its weight, 0 where nobody has a share.
  private let weight: [Int64]
  /// By signature: receivers without a place left, the least loaded first.
  private var full: [[Int32]]
  private(set) var fared: [Explanations.Fared]

  /// Full colleagues compared for each unit: those whose time is least taken.
  private static let compared = 4

  init(_ instance: Instance, _ plan: Plan, shares: [Question.Sharing], quotaWeight: Int64) {
    (self.instance, self.plan, self.shares, self.quotaWeight) = (instance, plan, shares, quotaWeight)
    let (units, receivers) = (instance.units, instance.receivers)
    load = receivers.load0
    casesLeft = receivers.caseRoom
    amountLeft = receivers.amountRoom
    deviation = instance.cells.map(\.before)
    quotaDeviation = instance.quotas.map(\.before)
    fared = [Explanations.Fared](repeating: .init(), count: receivers.count)
    var offered = [Int128](repeating: 0, count: instance.cells.count)
    var quotaOffered = [Int128](repeating: 0, count: instance.quotas.count)
    for u in 0..<units.count {
      let isOffered = !instance.signatures[Int(units.signature[u])].isEmpty
      for entry in units.fairness[u] where isOffered { offered[Int(entry.account)] += Int128(entry.value) }
      for entry in units.quota[u] where isOffered { quotaOffered[Int(entry.account)] += Int128(entry.value) }
      guard plan.receiver[u] >= 0 else { continue }
      let r = Int(plan.receiver[u])
      load[r] += units.effort[u]
      casesLeft[r] -= units.cases[u]
      if amountLeft[r] != .max { amountLeft[r] -= units.amount[u] }
      for entry in units.fairness[u] { deviation[Int(entry.account)][r] += entry.value }
      let team = Int(receivers.team[r])
      for entry in units.quota[u] where team >= 0 && team < quotaDeviation[Int(entry.account)].count {
        quotaDeviation[Int(entry.account)][team] += entry.value
      }
    }
    target = instance.cells.indices.map { k in
      Self.targets(instance.cells[k].share, of: instance.cells[k].before.reduce(offered[k]) { $0 + Int128($1) })
    }
    let shared = target
    weight = instance.cells.indices.map { k in shared[k].contains { $0 > 0 } ? instance.cells[k].weight : 0 }
    quotaTarget = instance.quotas.indices.map { k in
      Self.targets(instance.quotas[k].sharePPM, of: instance.quotas[k].before.reduce(quotaOffered[k]) { $0 + Int128($1) })
    }
    for k in deviation.indices where !shares[k].amounts && shares[k].isWhole {
      for r in deviation[k].indices where instance.cells[k].share[r] > 0 {
        fared[r].monthAfter += deviation[k][r]
        fared[r].monthShare += target[k][r]
      }
    }
    for k in deviation.indices { for r in deviation[k].indices { deviation[k][r] -= target[k][r] } }
    for k in quotaDeviation.indices { for t in quotaDeviation[k].indices { quotaDeviation[k][t] -= quotaTarget[k][t] } }
    let (places, loads) = (casesLeft, load)
    full = (0..<instance.signatures.count).map { s in
      let closed = instance.signatures[s].filter { places[Int($0)] <= 0 }
      // By load over capacity, by cross-multiplication.
      return Array(
        closed.sorted { a, b in
          let (left, right) = (
            Int128(loads[Int(a)]) * Int128(max(1, receivers.capacity[Int(b)])),
            Int128(loads[Int(b)]) * Int128(max(1, receivers.capacity[Int(a)]))
          )
          return (left, a) < (right, b)
        }.prefix(Self.compared))
    }
  }

  private static func targets(_ shares: [Int64], of total: Int128) -> [Int64] {
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
    return shares.map { sum == 0 ? 0 : Int64(clamping: total * Int128($0) / sum) }
  }

  /// What unit `u` costs at `r`: where it is, what its going would save; elsewhere, what its coming would add with all others in place.
  func cost(_ u: Int, at r: Int) -> Explanations.Cost {
    let units = instance.units
    let here = Int(plan.receiver[u]) == r
    var cost = Explanations.Cost()
    let before = Int128(load[r] - (here ? units.effort[u] : 0))
    let after = before + Int128(units.effort[u])
    let capacity = 2 * Int128(max(1, instance.receivers.capacity[r]))
    cost.load = Int64(clamping: (after * after - before * before) * Int128(AllocationSettings.costPerSecond) / capacity)
    for entry in units.fairness[u] {
      let k = Int(entry.account)
      let part = Self.step(deviation[k][r] - (here ? entry.value : 0), entry.value, tolerance: 0, target[k][r], weight[k])
      if shares[k].amounts { cost.amount &+= part } else { cost.number &+= part }
    }
    let team = Int(instance.receivers.team[r])
    for entry in units.quota[u] where team >= 0 && team < quotaDeviation[Int(entry.account)].count {
      let k = Int(entry.account)
      // The team's account holds the unit wherever in the team it is.
      let sits = plan.receiver[u] >= 0 && Int(instance.receivers.team[Int(plan.receiver[u])]) == team
      let free = Int64(clamping: Int128(quotaTarget[k][team]) * Int128(instance.quotas[k].tolerancePPM) / 1_000_000)
      cost.quota &+= Self.step(
        quotaDeviation[k][team] - (sits ? entry.value : 0), entry.value, tolerance: free, quotaTarget[k][team], quotaWeight)
    }
    return cost
  }

  /// weight · ((x + v)² − x²) / 2β with what lies within the tolerance free.
  private static func step(_ x: Int64, _ value: Int64, tolerance: Int64, _ target: Int64, _ weight: Int64) -> Int64 {
    func square(_ x: Int64) -> Int128 {
      let miss = max(0, Int128(x.magnitude) - Int128(tolerance))
      return miss * miss
    }
    return Int64(clamping: (square(x &+ value) - square(x)) * Int128(weight) / (2048 * Int128(max(target, Entry.oneCase))))
  }

  private func isExcluded(_ u: Int, _ r: Int32) -> Bool { instance.units.exclusions[u].contains(r) }

  /// Explains a unit; `placement` comes with the counts.
  mutating func explain(_ u: Int, _ placement: inout Explanations.Placement) {
    let (units, why) = (instance.units, plan.why.indices.contains(u) ? plan.why[u] : UnitWhy(eligible: 0))
    placement.eligible = why.eligible
    placement.withRoom = why.withRoom
    guard plan.receiver[u] >= 0 else { return }
    let here = plan.receiver[u]
    placement.cost = cost(u, at: Int(here))
    fared[Int(here)].got += units.cases[u]
    if why.runnerUp >= 0 {
      placement.runnerUp = CollectorIndex(rawValue: why.runnerUp)
      placement.runnerUpCost = cost(u, at: Int(why.runnerUp))
      fared[Int(why.runnerUp)].second += units.cases[u]
    }
    var best = placement.cost.total
    for r in full[Int(units.signature[u])] where r != here && !isExcluded(u, r) {
      let there = cost(u, at: Int(r)).total
      guard there < best else { continue }
      best = there
      (placement.full, placement.fullCost) = (CollectorIndex(rawValue: r), there)
    }
    guard placement.full != .none else { return }
    let r = placement.full.position
    fared[r].missed += units.cases[u]
    fared[r].placeWorth = max(fared[r].placeWorth, placement.cost.total - best)
  }

  /// Counts for how many of tonight's cases each receiver was eligible.
  mutating func countEligible() {
    var bySignature = [Int32](repeating: 0, count: instance.signatures.count)
    for u in 0..<instance.units.count {
      bySignature[Int(instance.units.signature[u])] += instance.units.cases[u]
      var previous: Int32 = -1
      for r in instance.units.exclusions[u] where r != previous {
        previous = r
        if instance.signatures[Int(instance.units.signature[u])].holds(r) { fared[Int(r)].eligibleFor -= instance.units.cases[u] }
      }
    }
    for s in bySignature.indices where bySignature[s] > 0 {
      for r in instance.signatures[s] { fared[Int(r)].eligibleFor += bySignature[s] }
    }
  }
}

extension ArraySlice where Element == Int32 {
  /// Whether an ascending slice holds `value`.
  fileprivate func holds(_ value: Int32) -> Bool {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low] == value
  }
}
