import Allocation

/// The objective straight from its definition, in floating point, with targets cut off to whole account values as everywhere. Shares no code with
/// the solver or its books.
struct Definition {
  let instance: Instance
  private var target: [[Double]] = []
  private var quotaTarget: [[Double]] = []

  struct Parts {
    var load = 0.0
    /// By cell.
    var fairness: [Double] = []
    /// Σ (T − β)² / 2β in cases over all quotas and teams, beyond the tolerance.
    var quota = 0.0
    var match = 0.0
    /// Units that leave their holder for somebody else.
    var moves = 0.0
    /// Load, fairness and match.
    var belowQuotas: Double { fairness.reduce(load + match, +) }
  }

  init(_ instance: Instance) {
    self.instance = instance
    let units = instance.units
    func targets(_ shares: [Int64], _ given: [AccountValue], _ before: [AccountValue], _ rows: Rows<Entry>, _ account: Int) -> [Double] {
      if !given.isEmpty { return given.map { Double($0.rawValue) } }
      var total = before.reduce(Int64(0)) { $0 + $1.rawValue }
      for u in 0..<units.count where !instance.signatures[Int(units.signature[u])].isEmpty {
        for entry in rows[u] where Int(entry.account) == account { total += entry.value.rawValue }
      }
      let all = shares.reduce(0, +)
      return shares.map { all == 0 ? 0 : Double(total * $0 / all) }
    }
    target = instance.cells.indices.map { k in
      targets(instance.cells[k].share, instance.cells[k].target, instance.cells[k].before, units.fairness, k)
    }
    quotaTarget = instance.quotas.indices.map { k in
      targets(instance.quotas[k].sharePPM, instance.quotas[k].target, instance.quotas[k].before, units.quota, k)
    }
  }

  /// Of a plan by unit, −1 for nobody; limits may be broken.
  func parts(_ plan: [Int32]) -> Parts {
    var parts = Parts()
    let (units, receivers) = (instance.units, instance.receivers)
    for r in 0..<receivers.count {
      let before = Double(receivers.load0[r].rawValue)
      let after = plan.indices.reduce(before) { $0 + (plan[$1] == Int32(r) ? Double(units.effort[$1].rawValue) : 0) }
      parts.load += 1024 * (after * after - before * before) / (2 * Double(max(1, receivers.capacity[r].rawValue)))
    }
    for (k, cell) in instance.cells.enumerated() {
      var held = cell.before.map { Double($0.rawValue) }
      for u in plan.indices where plan[u] >= 0 {
        for entry in units.fairness[u] where Int(entry.account) == k { held[Int(plan[u])] += Double(entry.value.rawValue) }
      }
      let isOn = !cell.target.isEmpty || cell.share.contains { $0 > 0 }
      parts.fairness.append(isOn ? Double(cell.weight.rawValue) * misses(held, target[k], 0) : 0)
    }
    for (k, quota) in instance.quotas.enumerated() {
      var held = quota.before.map { Double($0.rawValue) }
      for u in plan.indices where plan[u] >= 0 && receivers.team[Int(plan[u])] >= 0 {
        for entry in units.quota[u] where Int(entry.account) == k {
          held[Int(receivers.team[Int(plan[u])])] += Double(entry.value.rawValue)
        }
      }
      if !quota.target.isEmpty || quota.sharePPM.contains(where: { $0 > 0 }) {
        parts.quota += misses(held, quotaTarget[k], Double(quota.tolerancePPM))
      }
    }
    for u in plan.indices where plan[u] >= 0 {
      for entry in units.match[u] {
        let loss = instance.match.loss[Int(entry.account) * receivers.count + Int(plan[u])]
        parts.match += Double(entry.value.rawValue) * Double(loss) / 65536
      }
      if units.current[u] >= 0, units.current[u] != plan[u] { parts.moves += 1 }
    }
    return parts
  }

  private func misses(_ held: [Double], _ target: [Double], _ tolerancePPM: Double) -> Double {
    zip(held, target).reduce(0.0) { sum, pair in
      let free = (pair.1 * tolerancePPM / 1_000_000).rounded(.down)
      let miss = max(0, abs(pair.0 - pair.1) - free) / 1024
      return sum + miss * miss / (2 * max(pair.1 / 1024, 1))
    }
  }
}
