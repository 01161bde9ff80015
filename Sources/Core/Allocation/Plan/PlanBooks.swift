/// The books of a finished plan: everybody's effort, the places left, and how far each account is from its target, counted from nothing but the
/// instance and who got what, in full precision. Explanations and comparisons read them.
///
/// The solver's ledger keeps the same sums with rounded reciprocals and, where ranges are extreme, without low digits; what it says of a unit's
/// cost and what these books say differ by roundings only. Tests hold both against the objective's definition.
package struct PlanBooks: Sendable {
  /// Whose books they are.
  package let instance: Instance
  /// By unit: the receiver, −1 for nobody.
  package let receiver: [Int32]
  /// By receiver: effort in hand, tonight's units included.
  package private(set) var load: [Effort]
  /// By receiver: places left.
  package private(set) var casesLeft: [Int32]
  /// By cell and receiver: the target β, cut off to the scale; 0 for who has no share.
  package private(set) var target: [[AccountValue]]
  /// By cell and receiver: what is there after tonight, less the target.
  package private(set) var deviation: [[AccountValue]]
  /// The same by quota and team.
  private var quotaTarget: [[AccountValue]]
  private var quotaDeviation: [[AccountValue]]
  /// By cell: its weight for single units, 0 where there is so little to share that every target is cut off to 0.
  private let weight: [Cost]

  /// - Parameter receiver: by unit, −1 for nobody. Limits may be broken.
  package init(_ instance: Instance, _ receiver: [Int32]) {
    (self.instance, self.receiver) = (instance, receiver)
    let (units, receivers) = (instance.units, instance.receivers)
    load = receivers.load0
    casesLeft = receivers.caseRoom
    deviation = instance.cells.map(\.before)
    quotaDeviation = instance.quotas.map(\.before)
    // What there is to share: all that somebody may take, placed or not.
    var offered = instance.cells.map(\.before.exactSum)
    var quotaOffered = instance.quotas.map(\.before.exactSum)
    for u in 0..<units.count {
      let isOffered = !instance.signatures[Int(units.signature[u])].isEmpty
      for entry in units.fairness[u] where isOffered { offered[Int(entry.account)] += Int128(entry.raw) }
      for entry in units.quota[u] where isOffered { quotaOffered[Int(entry.account)] += Int128(entry.raw) }
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
    weight = instance.cells.indices.map { k in targets[k].contains { $0 > .zero } ? instance.cells[k].weight : .zero }
    for k in deviation.indices { for r in deviation[k].indices { deviation[k][r] -= target[k][r] } }
    for k in quotaDeviation.indices { for t in quotaDeviation[k].indices { quotaDeviation[k][t] -= quotaTarget[k][t] } }
  }

  private static func targets(_ shares: [Int64], of total: Int128) -> [AccountValue] {
    let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
    return shares.map { AccountValue(sum == 0 ? 0 : Int64(clamping: total * Int128($0) / sum)) }
  }

  // MARK: Costs of one unit

  /// What unit `u` costs at `r`, without match and moving: where it is, what its going would save; elsewhere, what its coming
  /// would add with all others in place.
  ///
  /// - Parameters:
  ///   - quotaWeight: the cost of a quota's (T − β)² / (2β) in cases.
  ///   - account: told the part of each fairness cell.
  package func cost(_ u: Int, at r: Int, quotaWeight: Cost, account: (_ cell: Int, _ cost: Cost) -> Void) -> (load: Cost, quota: Cost) {
    let units = instance.units
    let here = Int(receiver[u]) == r
    let before = load[r] - (here ? units.effort[u] : .zero)
    for entry in units.fairness[u] {
      let k = Int(entry.account)
      let from = deviation[k][r] - (here ? entry.value : .zero)
      account(k, Self.cost(Self.missCost(from: from, to: from + entry.value, tolerance: 0, target: target[k][r], weight: weight[k])))
    }
    let team = Int(instance.receivers.team[r])
    var quota = Cost.zero
    for entry in units.quota[u] where team >= 0 && team < quotaDeviation[Int(entry.account)].count {
      let k = Int(entry.account)
      // The team's account holds the unit wherever in the team it is.
      let sits = receiver[u] >= 0 && Int(instance.receivers.team[Int(receiver[u])]) == team
      let from = quotaDeviation[k][team] - (sits ? entry.value : .zero)
      quota += Self.cost(
        Self.missCost(from: from, to: from + entry.value, tolerance: tolerance(k, team), target: quotaTarget[k][team], weight: quotaWeight))
    }
    return (Self.cost(loadCost(r, from: before, to: before + units.effort[u])), quota)
  }

  // MARK: Costs of the plan

  /// What tonight's load costs.
  package var loadCost: Cost {
    Self.cost(load.indices.reduce(Int128(0)) { $0 + loadCost($1, from: instance.receivers.load0[$1], to: load[$1]) })
  }

  /// What the misses of all fairness targets cost.
  package var fairnessCost: Cost {
    var sum = Int128(0)
    for (k, cell) in instance.cells.enumerated() where !cell.isOff {
      for r in deviation[k].indices {
        sum += Self.missCost(from: 0, to: deviation[k][r], tolerance: 0, target: target[k][r], weight: cell.weight)
      }
    }
    return Self.cost(sum)
  }

  /// What the misses of all quotas beyond their tolerance cost, at a weight as in `cost`.
  package func quotaCost(weight: Cost) -> Cost {
    var sum = Int128(0)
    for (k, misses) in quotaDeviation.enumerated() where !instance.quotas[k].isOff {
      for t in misses.indices {
        sum += Self.missCost(from: 0, to: misses[t], tolerance: tolerance(k, t), target: quotaTarget[k][t], weight: weight)
      }
    }
    return Self.cost(sum)
  }

  /// The largest miss of anybody's fairness target who has a share.
  package var largestMiss: AccountValue {
    var largest = AccountValue.zero
    for (k, cell) in instance.cells.enumerated() {
      for r in deviation[k].indices where cell.target.isEmpty ? cell.share[r] > 0 : cell.target[r] > .zero {
        largest = max(largest, AccountValue(Int64(clamping: deviation[k][r].rawValue.magnitude)))
      }
    }
    return largest
  }

  /// The largest miss of a quota beyond its tolerance, in millionths of the target.
  package var largestQuotaMissPPM: Int64 {
    var largest = Int128(0)
    for (k, misses) in quotaDeviation.enumerated() where !instance.quotas[k].isOff {
      for t in misses.indices {
        let whole = quotaTarget[k][t] > .zero ? Int128(quotaTarget[k][t].rawValue) : max(1, quotaTarget[k].exactSum)
        largest = max(largest, Self.miss(misses[t], tolerance: tolerance(k, t)) * 1_000_000 / whole)
      }
    }
    return Int64(clamping: largest)
  }

  // MARK: The definition

  /// (x'² − x²) / 2W from x to x', in cost units, cut off.
  private func loadCost(_ r: Int, from x: Effort, to y: Effort) -> Int128 {
    let growth = Fixed.growth(of: Int128(x.rawValue), by: Int128((y - x).rawValue))
    return growth * Int128(Cost.perSecond) / (2 * Int128(max(1, instance.receivers.capacity[r].rawValue)))
  }

  /// weight · (m'² − m²) / 2β in cases, with m what a deviation misses beyond the tolerance, in cost units, cut off.
  private static func missCost(from x: AccountValue, to y: AccountValue, tolerance: AccountValue, target: AccountValue, weight: Cost)
    -> Int128
  {
    let (before, after) = (miss(x, tolerance: tolerance), miss(y, tolerance: tolerance))
    return (after * after - before * before) * Int128(weight.rawValue)
      / (2 * Int128(AccountValue.perCase) * Int128(max(target, .oneCase).rawValue))
  }

  private static func miss(_ x: AccountValue, tolerance: AccountValue) -> Int128 {
    max(0, Int128(x.rawValue.magnitude) - Int128(tolerance.rawValue))
  }

  private static func cost(_ x: Int128) -> Cost { Cost(Int64(clamping: x)) }

  /// A team's free deviation.
  private func tolerance(_ k: Int, _ team: Int) -> AccountValue {
    AccountValue(Int64(clamping: Int128(quotaTarget[k][team].rawValue) * Int128(instance.quotas[k].tolerancePPM) / 1_000_000))
  }
}
