package import Allocation
import Portfolio

/// How a plan looks from outside, counted from nothing but the instance and who got what: the same for every planner.
package struct PlanFigures: Sendable, Equatable {
  /// Smallest, largest and Gini coefficient (`Gini`, in per mille) over the people who could get something.
  package struct Evenness: Sendable, Equatable {
    package var least: Int64
    package var most: Int64
    package var giniPermille: Int64
  }
  /// `allot`, or the name of a baseline.
  package var planner: String
  package var assigned: Int64
  package var unassigned: Int64
  /// The objective, in cost units of 1/1024 second of effort, and its parts; lower is better. The quota part is what exceeds the tolerance.
  package var loadCost: Int64
  package var fairnessCost: Int64
  package var quotaCost: Int64
  package var objective: Int64 { Int64(clamping: Int128(loadCost) + Int128(fairnessCost)) }
  /// New cases, new amount (base minor units), and effort in hand after the night against working time (per mille).
  package var cases: Evenness
  package var amount: Evenness
  package var load: Evenness
  /// The largest miss of a person's share of the month's new cases, in 1/1024 case.
  package var largestMiss: Int64
  /// The largest miss of a team's quota beyond its tolerance, in millionths of the target.
  package var quotaMissPPM: Int64
  /// Units placed elsewhere than where they are.
  package var moves: Int
  /// Units whose first choice was full or excluded; 0 for planners that look before they choose.
  package var stopped: Int
  /// Units another receiver got than in allot's plan.
  package var differing: Int

  /// - Parameter reference: allot's plan.
  package init(
    _ planner: String, _ instance: Instance, _ receiver: [Int32], stopped: Int = 0, quotaWeight: Int64, reference: [Int32]
  ) {
    self.planner = planner
    self.stopped = stopped
    let units = instance.units
    let n = instance.receivers.count
    var (newCases, newAmount, effort) = ([Int64](repeating: 0, count: n), [Int64](repeating: 0, count: n), [Int64](repeating: 0, count: n))
    var accounts = instance.cells.map { $0.before }
    let teams = instance.quotas.map { max($0.before.count, $0.sharePPM.count) }
    var quotas = instance.quotas.indices.map { k in
      instance.quotas[k].before + [Int64](repeating: 0, count: teams[k] - instance.quotas[k].before.count)
    }
    (assigned, unassigned, moves, differing) = (0, 0, 0, 0)
    for u in 0..<units.count {
      if receiver[u] != reference[u] { differing += 1 }
      guard receiver[u] >= 0 else {
        unassigned += Int64(units.cases[u])
        continue
      }
      let r = Int(receiver[u])
      assigned += Int64(units.cases[u])
      if units.current[u] >= 0, units.current[u] != receiver[u] { moves += 1 }
      newCases[r] += Int64(units.cases[u])
      newAmount[r] = newAmount[r].saturating(units.amount[u])
      effort[r] += units.effort[u]
      for entry in units.fairness[u] { accounts[Int(entry.account)][r] += entry.value }
      let team = Int(instance.receivers.team[r])
      for entry in units.quota[u] where team >= 0 && team < teams[Int(entry.account)] { quotas[Int(entry.account)][team] += entry.value }
    }
    var load = Int128(0)
    for r in 0..<n {
      let (before, after) = (Int128(instance.receivers.load0[r]), Int128(instance.receivers.load0[r]) + Int128(effort[r]))
      load +=
        (after * after - before * before) * Int128(AllocationSettings.costPerSecond) / (2 * Int128(max(1, instance.receivers.capacity[r])))
    }
    loadCost = Int64(clamping: load)
    let people = (0..<n).filter { instance.receivers.caseRoom[$0] > 0 }
    cases = Evenness(people.map { newCases[$0] })
    amount = Evenness(people.map { newAmount[$0] })
    self.load = Evenness(
      people.map {
        Int64(
          clamping: (Int128(instance.receivers.load0[$0]) + Int128(effort[$0])) * 1000 / Int128(max(1, instance.receivers.capacity[$0])))
      })
    (fairnessCost, largestMiss) = Self.fairness(instance, accounts)
    (quotaCost, quotaMissPPM) = Self.quota(instance, quotas, quotaWeight)
  }

  /// What tonight adds to each account, placed or not, as long as somebody may take it: targets are made of what there is to share.
  private static func offered(_ instance: Instance, _ rows: Rows<Entry>, _ count: Int) -> [Int128] {
    var totals = [Int128](repeating: 0, count: count)
    for u in 0..<instance.units.count where !instance.signatures[Int(instance.units.signature[u])].isEmpty {
      for entry in rows[u] { totals[Int(entry.account)] += Int128(entry.value) }
    }
    return totals
  }

  private static func fairness(_ instance: Instance, _ accounts: [[Int64]]) -> (Int64, Int64) {
    let offered = offered(instance, instance.units.fairness, instance.cells.count)
    var (cost, largest) = (Int128(0), Int128(0))
    for (k, cell) in instance.cells.enumerated() {
      let total = cell.before.reduce(offered[k]) { $0 + Int128($1) }
      let shares = cell.share.reduce(Int128(0)) { $0 + Int128($1) }
      guard shares > 0 else { continue }
      for r in cell.share.indices {
        let target = total * Int128(cell.share[r]) / shares
        let miss = Int128(accounts[k][r]) - target
        cost += miss * miss * Int128(cell.weight) / (2048 * max(target, Int128(Entry.oneCase)))
        if cell.share[r] > 0 { largest = max(largest, abs(miss)) }
      }
    }
    return (Int64(clamping: cost), Int64(clamping: largest))
  }

  private static func quota(_ instance: Instance, _ accounts: [[Int64]], _ weight: Int64) -> (Int64, Int64) {
    let offered = offered(instance, instance.units.quota, instance.quotas.count)
    var (cost, largest) = (Int128(0), Int128(0))
    for (k, quota) in instance.quotas.enumerated() {
      let total = quota.before.reduce(offered[k]) { $0 + Int128($1) }
      let shares = quota.sharePPM.reduce(Int128(0)) { $0 + Int128($1) }
      guard shares > 0 else { continue }
      for t in quota.sharePPM.indices {
        let target = total * Int128(quota.sharePPM[t]) / shares
        let miss = max(0, abs(Int128(accounts[k][t]) - target) - target * Int128(quota.tolerancePPM) / 1_000_000)
        cost += miss * miss * Int128(weight) / (2048 * max(target, Int128(Entry.oneCase)))
        largest = max(largest, miss * 1_000_000 / max(1, target))
      }
    }
    return (Int64(clamping: cost), Int64(clamping: largest))
  }
}

extension PlanFigures.Evenness {
  /// All 0 for nobody; negative values count as 0.
  init(_ values: [Int64]) {
    let sorted = values.sorted()
    least = sorted.first ?? 0
    most = sorted.last ?? 0
    giniPermille = Int64(Gini.permille(sorted: sorted))
  }
}

extension Int64 {
  fileprivate func saturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
