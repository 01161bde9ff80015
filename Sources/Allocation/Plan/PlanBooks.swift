/// The books of a finished plan: everybody's effort, the places left, and how far each account is from its target, counted from nothing but the
/// instance and who got what, in full precision. Explanations and comparisons read them.
///
/// The solver's ledger keeps the same sums with rounded reciprocals and, where ranges are extreme, without low digits; what it says of a unit's
/// cost and what these books say differ by roundings only. Tests hold both against the objective's definition.
package struct PlanBooks: Sendable {
  package let instance: Instance
  /// By unit: the receiver, −1 for nobody.
  package let receiver: [Int32]
  /// By receiver: effort in hand, tonight's units included.
  package private(set) var load: [Int64]
  /// By receiver: places left.
  package private(set) var casesLeft: [Int32]
  /// By cell and receiver: the target, and what is there less the target, both in the unit of `Entry.value`.
  package private(set) var target: [[Int64]]
  package private(set) var deviation: [[Int64]]
  /// The same by quota and team.
  private var quotaTarget: [[Int64]]
  private var quotaDeviation: [[Int64]]
  /// By cell: its weight for single units, 0 where there is so little to share that every target is cut off to 0.
  private let weight: [Int64]

  /// - Parameter receiver: by unit, −1 for nobody. Limits may be broken.
  package init(_ instance: Instance, _ receiver: [Int32]) {
    (self.instance, self.receiver) = (instance, receiver)
    let (units, receivers) = (instance.units, instance.receivers)
    load = receivers.load0
    casesLeft = receivers.caseRoom
    deviation = instance.cells.map(\.before)
    quotaDeviation = instance.quotas.map(\.before)
    // What there is to share: all that somebody may take, placed or not.
    var offered = instance.cells.map { $0.before.reduce(Int128(0)) { $0 + Int128($1) } }
    var quotaOffered = instance.quotas.map { $0.before.reduce(Int128(0)) { $0 + Int128($1) } }
    for u in 0..<units.count {
      let isOffered = !instance.signatures[Int(units.signature[u])].isEmpty
      for entry in units.fairness[u] where isOffered { offered[Int(entry.account)] += Int128(entry.value) }
      for entry in units.quota[u] where isOffered { quotaOffered[Int(entry.account)] += Int128(entry.value) }
      guard receiver[u] >= 0 else { continue }
      let r = Int(receiver[u])
      load[r] += units.effort[u]
      casesLeft[r] -= units.cases[u]
      for entry in units.fairness[u] { deviation[Int(entry.account)][r] += entry.value }
      let team = Int(receivers.team[r])
      for entry in units.quota[u] where team >= 0 && team < quotaDeviation[Int(entry.account)].count {
        quotaDeviation[Int(entry.account)][team] += entry.value
      }
    }
    target = instance.cells.indices.map { k in
      let cell = instance.cells[k]
      return cell.target.isEmpty ? Self.targets(cell.share, of: offered[k]) : cell.target
    }
    quotaTarget = instance.quotas.indices.map { k in
      let quota = instance.quotas[k]
      return quota.target.isEmpty ? Self.targets(quota.sharePPM, of: quotaOffered[k]) : quota.target
    }
    let targets = target
    weight = instance.cells.indices.map { k in targets[k].contains { $0 > 0 } ? instance.cells[k].weight : 0 }
    for k in deviation.indices { for r in deviation[k].indices { deviation[k][r] -= target[k][r] } }
    for k in quotaDeviation.indices { for t in quotaDeviation[k].indices { quotaDeviation[k][t] -= quotaTarget[k][t] } }
  }

  private static func targets(_ shares: [Int64], of total: Int128) -> [Int64] {
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
    return shares.map { sum == 0 ? 0 : Int64(clamping: total * Int128($0) / sum) }
  }

  // MARK: Costs of one unit

  /// What unit `u` costs at `r` in cost units, without match and moving: where it is, what its going would save; elsewhere, what its coming
  /// would add with all others in place.
  ///
  /// - Parameters:
  ///   - quotaWeight: cost units of a quota's (T − β)² / (2β) in cases.
  ///   - account: told the part of each fairness cell.
  package func cost(_ u: Int, at r: Int, quotaWeight: Int64, account: (_ cell: Int, _ cost: Int64) -> Void) -> (load: Int64, quota: Int64) {
    let units = instance.units
    let here = Int(receiver[u]) == r
    let before = load[r] - (here ? units.effort[u] : 0)
    for entry in units.fairness[u] {
      let k = Int(entry.account)
      let from = deviation[k][r] - (here ? entry.value : 0)
      account(k, Int64(clamping: Self.missCost(from: from, to: from &+ entry.value, tolerance: 0, target: target[k][r], weight: weight[k])))
    }
    let team = Int(instance.receivers.team[r])
    var quota: Int64 = 0
    for entry in units.quota[u] where team >= 0 && team < quotaDeviation[Int(entry.account)].count {
      let k = Int(entry.account)
      // The team's account holds the unit wherever in the team it is.
      let sits = receiver[u] >= 0 && Int(instance.receivers.team[Int(receiver[u])]) == team
      let from = quotaDeviation[k][team] - (sits ? entry.value : 0)
      quota &+= Int64(
        clamping: Self.missCost(
          from: from, to: from &+ entry.value, tolerance: tolerance(k, team), target: quotaTarget[k][team], weight: quotaWeight))
    }
    return (Int64(clamping: loadCost(r, from: before, to: before + units.effort[u])), quota)
  }

  // MARK: Costs of the plan

  /// What the night's load costs, in cost units.
  package var loadCost: Int64 {
    Int64(clamping: load.indices.reduce(Int128(0)) { $0 + loadCost($1, from: instance.receivers.load0[$1], to: load[$1]) })
  }

  /// What the misses of all fairness targets cost, in cost units.
  package var fairnessCost: Int64 {
    var sum = Int128(0)
    for (k, cell) in instance.cells.enumerated() where !cell.isOff {
      for r in deviation[k].indices {
        sum += Self.missCost(from: 0, to: deviation[k][r], tolerance: 0, target: target[k][r], weight: cell.weight)
      }
    }
    return Int64(clamping: sum)
  }

  /// What the misses of all quotas beyond their tolerance cost, in cost units, at a weight as in `cost`.
  package func quotaCost(weight: Int64) -> Int64 {
    var sum = Int128(0)
    for (k, misses) in quotaDeviation.enumerated() where !instance.quotas[k].isOff {
      for t in misses.indices {
        sum += Self.missCost(from: 0, to: misses[t], tolerance: tolerance(k, t), target: quotaTarget[k][t], weight: weight)
      }
    }
    return Int64(clamping: sum)
  }

  /// The largest miss of anybody's fairness target who has a share, in the unit of `Entry.value`.
  package var largestMiss: Int64 {
    var largest: Int64 = 0
    for (k, cell) in instance.cells.enumerated() {
      for r in deviation[k].indices where cell.target.isEmpty ? cell.share[r] > 0 : cell.target[r] > 0 {
        largest = max(largest, Int64(clamping: deviation[k][r].magnitude))
      }
    }
    return largest
  }

  /// The largest miss of a quota beyond its tolerance, in millionths of the target.
  package var largestQuotaMissPPM: Int64 {
    var largest = Int128(0)
    for (k, misses) in quotaDeviation.enumerated() where !instance.quotas[k].isOff {
      for t in misses.indices {
        largest = max(largest, Self.miss(misses[t], tolerance: tolerance(k, t)) * 1_000_000 / Int128(max(1, quotaTarget[k][t])))
      }
    }
    return Int64(clamping: largest)
  }

  // MARK: The definition

  /// (x'² − x²) / 2W from x to x', in cost units, cut off.
  private func loadCost(_ r: Int, from x: Int64, to y: Int64) -> Int128 {
    let growth = Int128(y) * Int128(y) - Int128(x) * Int128(x)
    return growth * Int128(AllocationSettings.costPerSecond) / (2 * Int128(max(1, instance.receivers.capacity[r])))
  }

  /// weight · (m'² − m²) / 2β in cases, with m what a deviation misses beyond the tolerance, in cost units, cut off.
  private static func missCost(from x: Int64, to y: Int64, tolerance: Int64, target: Int64, weight: Int64) -> Int128 {
    let (before, after) = (miss(x, tolerance: tolerance), miss(y, tolerance: tolerance))
    return (after * after - before * before) * Int128(weight) / (2048 * Int128(max(target, Entry.oneCase)))
  }

  private static func miss(_ x: Int64, tolerance: Int64) -> Int128 { max(0, Int128(x.magnitude) - Int128(tolerance)) }

  /// A team's free deviation in the unit of `Entry.value`.
  private func tolerance(_ k: Int, _ team: Int) -> Int64 {
    Int64(clamping: Int128(quotaTarget[k][team]) * Int128(instance.quotas[k].tolerancePPM) / 1_000_000)
  }
}
