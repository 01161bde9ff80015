import Allocation

/// Judges a plan from the definitions alone; shares no code with the solver.
struct Checker {
  let instance: Instance

  /// Everything the plan does that it must not.
  func violations(_ receiver: [Int32]) -> [String] {
    var found: [String] = []
    var cases = [Int: Int](), amount = [Int: Int]()
    if receiver.count != instance.units.count { found.append("not every unit has an answer") }
    for (u, r) in receiver.enumerated() where r >= 0 {
      if !instance.signatures[Int(instance.units.signature[u])].contains(r) { found.append("unit \(u) to somebody not eligible") }
      if instance.units.exclusions[u].contains(r) { found.append("unit \(u) to somebody excluded") }
      cases[Int(r), default: 0] += Int(instance.units.cases[u])
      amount[Int(r), default: 0] += Int(instance.units.amount[u].rawValue)
    }
    for r in 0..<instance.receivers.count {
      if cases[r, default: 0] > Int(instance.receivers.caseRoom[r]) { found.append("receiver \(r) over case room") }
      if instance.receivers.amountRoom[r] != .unlimited, amount[r, default: 0] > Int(instance.receivers.amountRoom[r].rawValue) {
        found.append("receiver \(r) over amount room")
      }
    }
    return found
  }

  /// Cases placed, by ascending priority.
  func placed(_ receiver: [Int32]) -> [Int] {
    let priorities = Set(instance.units.priority).sorted()
    return priorities.map { p in
      receiver.indices.reduce(0) { $0 + (instance.units.priority[$1] == p && receiver[$1] >= 0 ? Int(instance.units.cases[$1]) : 0) }
    }
  }

  /// The objective in floating point, straight from its definition: quotas in cases, and everything below them in cost units.
  func objective(_ receiver: [Int32], moveCost: Double) -> (quota: Double, rest: Double) {
    var load = instance.receivers.load0.map { Double($0.rawValue) }
    var cell = instance.cells.map { $0.before.map { Double($0.rawValue) } }
    var team = instance.quotas.map { $0.before.map { Double($0.rawValue) } }
    var moved = 0.0
    for (u, r) in receiver.enumerated() where r >= 0 {
      load[Int(r)] += Double(instance.units.effort[u].rawValue)
      for entry in instance.units.fairness[u] { cell[Int(entry.account)][Int(r)] += Double(entry.value.rawValue) }
      let t = Int(instance.receivers.team[Int(r)])
      for entry in instance.units.quota[u] where t >= 0 && t < team[Int(entry.account)].count {
        team[Int(entry.account)][t] += Double(entry.value.rawValue)
      }
      if instance.units.current[u] >= 0, instance.units.current[u] != r { moved += moveCost }
    }
    var sum = moved
    for r in load.indices {
      let base = Double(instance.receivers.load0[r].rawValue)
      sum += 1024 * (load[r] * load[r] - base * base) / (2 * Double(max(1, instance.receivers.capacity[r].rawValue)))
    }
    for (k, values) in cell.enumerated() {
      let shares = instance.cells[k].share.map(Double.init)
      sum += misses(
        values, shares, total(k, instance.units.fairness, instance.cells[k].before), Double(instance.cells[k].weight.rawValue), 0)
    }
    var missed = 0.0
    for (k, values) in team.enumerated() {
      let quota = instance.quotas[k]
      missed += misses(
        values, quota.sharePPM.map(Double.init), total(k, instance.units.quota, quota.before), 1, Double(quota.tolerancePPM) / 1e6)
    }
    return (missed, sum)
  }

  private func total(_ account: Int, _ entries: Rows<Entry>, _ before: [AccountValue]) -> Double {
    var sum = before.reduce(0.0) { $0 + Double($1.rawValue) }
    for u in 0..<instance.units.count where !instance.signatures[Int(instance.units.signature[u])].isEmpty {
      for entry in entries[u] where Int(entry.account) == account { sum += Double(entry.value.rawValue) }
    }
    return sum
  }

  private func misses(_ values: [Double], _ shares: [Double], _ total: Double, _ weight: Double, _ tolerance: Double) -> Double {
    let all = shares.reduce(0, +)
    guard all > 0 else { return 0 }
    var sum = 0.0
    for (k, value) in values.enumerated() {
      let target = total * shares[k] / all
      let miss = max(0, abs(value - target) - tolerance * target) / 1024
      sum += weight * miss * miss / (2 * max(target / 1024, 1))
    }
    return sum
  }

  /// Units that could simply be put to somebody as the plan stands.
  func forgotten(_ receiver: [Int32]) -> [Int] {
    receiver.indices.filter { u in
      guard receiver[u] < 0 else { return false }
      return instance.signatures[Int(instance.units.signature[u])].contains { r in
        var trial = receiver
        trial[u] = r
        return violations(trial).isEmpty
      }
    }
  }

  /// By trying everything: the most cases that can be placed, by priority, and the least objective of any plan that places the same units
  /// as `plan` (which of several equal units stay out is not a question of cost).
  func bruteForce(against given: [Int32], moveCost: Double) -> (placed: [Int], quota: Double, rest: Double) {
    var most: [Int] = []
    var least = (quota: Double.infinity, rest: Double.infinity)
    var plan = [Int32](repeating: -1, count: instance.units.count)
    func descend(_ u: Int) {
      if u == plan.count {
        let placed = placed(plan)
        if most.isEmpty || most.lexicographicallyPrecedes(placed) { most = placed }
        if plan.indices.allSatisfy({ (plan[$0] < 0) == (given[$0] < 0) }) {
          let cost = objective(plan, moveCost: moveCost)
          if cost.quota < least.quota - 1e-3 || (cost.quota < least.quota + 1e-3 && cost.rest < least.rest) { least = cost }
        }
        return
      }
      for r in [-1] + Array(instance.signatures[Int(instance.units.signature[u])]) {
        plan[u] = r
        if r < 0 || violations(plan).isEmpty { descend(u + 1) }
      }
      plan[u] = -1
    }
    descend(0)
    return (most, least.quota, least.rest)
  }

  /// How many of the units can be placed at once when each is one case and amounts do not bind: augmenting paths, one by one.
  func largestMatching(among units: [Int]) -> Int {
    var sitting = [[Int]](repeating: [], count: instance.receivers.count)
    func find(_ u: Int, _ seen: inout Set<Int>) -> Bool {
      for r in instance.signatures[Int(instance.units.signature[u])].map(Int.init)
      where !instance.units.exclusions[u].contains(Int32(r)) && !seen.contains(r) {
        seen.insert(r)
        if sitting[r].count < Int(instance.receivers.caseRoom[r]) {
          sitting[r].append(u)
          return true
        }
        for (k, x) in sitting[r].enumerated() where find(x, &seen) {
          sitting[r][k] = u
          return true
        }
      }
      return false
    }
    return units.reduce(0) { count, u in
      var seen = Set<Int>()
      return count + (find(u, &seen) ? 1 : 0)
    }
  }
}

/// SplitMix64.
struct Random {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// What a random instance may contain.
struct Shape {
  var units = 6
  var receivers = 3
  var groups = false
  var amounts = false
  var fairness = false
  var quotas = false
  var room = 3

  func instance(_ seed: UInt64) throws -> Instance {
    var random = Random(seed)
    var receivers = Receivers()
    for r in 0..<self.receivers {
      receivers.append(
        load0: Effort(Int64(random.below(50_000))), capacity: Effort(Int64(random.below(10) == 0 ? 0 : 20_000 + random.below(130_000))),
        caseRoom: Int32(random.below(room + 1)), amountRoom: amounts && random.chance(60) ? Amount(Int64(random.below(4000))) : .unlimited,
        team: Int32(r % 2), key: random.next())
    }
    let signatures = (0..<4).map { _ in (0..<Int32(self.receivers)).filter { _ in random.chance(60) } }
    var cells: [FairnessCell] = []
    if fairness {
      for _ in 0..<2 {
        cells.append(
          FairnessCell(
            before: (0..<self.receivers).map { _ in .cases(Int64(random.below(5))) },
            share: (0..<self.receivers).map { _ in Int64(random.below(4)) },
            weight: AllocationSettings.weight(withinPermille: 100)))
      }
    }
    let quotas =
      quotas
      ? [Quota(before: [.cases(Int64(random.below(5))), 2048], sharePPM: [600_000, 400_000], tolerancePPM: Int64(random.below(50_000)))]
      : []
    var units = Units()
    for _ in 0..<self.units {
      let value = Int64(random.below(3000))
      units.append(
        signature: Int32(random.below(4)), cases: groups && random.chance(30) ? 2 : 1,
        effort: [360, 600, 720, 900, 1500][random.below(5)],
        amount: amounts ? Amount(Int64(random.below(2000))) : 0, priority: Int32(random.below(3)),
        current: random.chance(20) ? Int32(random.below(self.receivers)) : -1, key: random.next(),
        exclusions: random.chance(30) ? [Int32(random.below(self.receivers))] : [],
        fairness: fairness ? [Entry(account: 0, value: 1024), Entry(account: 1, value: AccountValue(value))] : [],
        quota: quotas.isEmpty ? [] : [Entry(account: 0, value: 1024)])
    }
    return try Instance(receivers: receivers, signatures: signatures, units: units, cells: cells, quotas: quotas)
  }
}
