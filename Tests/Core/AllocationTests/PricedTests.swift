import Allocation
import Testing

/// Instances in which everything has a price, as `allot solve` reads them, judged from the definitions in floating point.
struct PricedInstances {
  static let unit = Double(1 << 20)

  struct Made {
    var instance: Instance
    var penalty: [Double]

    /// The objective of a plan, infinite when it breaks a limit.
    func cost(_ plan: [Int32]) -> Double {
      let receivers = instance.receivers
      let units = instance.units
      var load = receivers.load0.map { Double($0.rawValue) }
      var value = [Double](repeating: 0, count: receivers.count)
      var team = [Double](repeating: 0, count: 2)
      var cases = [Int](repeating: 0, count: receivers.count)
      var amount = [Amount](repeating: 0, count: receivers.count)
      var sum = 0.0
      for (u, r) in plan.enumerated() {
        let allowed = instance.signatures[Int(units.signature[u])].filter { !units.exclusions[u].contains($0) }
        guard r >= 0 else {
          if !allowed.isEmpty { sum += penalty[u] }
          continue
        }
        if !allowed.contains(r) { return .infinity }
        let c = Int(r)
        load[c] += Double(units.effort[u].rawValue)
        cases[c] += Int(units.cases[u])
        amount[c] += units.amount[u]
        for entry in units.fairness[u] { value[c] += Double(entry.value.rawValue) / 1024 }
        team[Int(receivers.team[c])] += Double(units.cases[u])
        for entry in units.match[u] {
          sum += Double(entry.value.rawValue) * Double(instance.match.loss[Int(entry.account) * receivers.count + c]) / 65536
        }
      }
      for c in 0..<receivers.count {
        if cases[c] > Int(receivers.caseRoom[c]) || amount[c] > receivers.amountRoom[c] { return .infinity }
        let before = Double(receivers.load0[c].rawValue)
        sum += 512 * (load[c] * load[c] - before * before) / Double(receivers.capacity[c].rawValue)
        let target = Double(instance.cells[0].target[c].rawValue) / 1024
        sum += Double(instance.cells[0].weight.rawValue) * (value[c] - target) * (value[c] - target) / (2 * target)
      }
      for t in 0..<2 {
        let target = Double(instance.quotas[0].target[t].rawValue) / 1024
        sum += Double(instance.quotas[0].weight.rawValue) * (team[t] - target) * (team[t] - target) / (2 * target)
      }
      return sum
    }

    func best() -> Double {
      var plan = [Int32](repeating: -1, count: instance.units.count)
      var least = Double.infinity
      func descend(_ u: Int) {
        if u == plan.count {
          least = min(least, cost(plan))
          return
        }
        for r in [-1] + Array(instance.signatures[Int(instance.units.signature[u])]) {
          plan[u] = r
          descend(u + 1)
        }
        plan[u] = -1
      }
      descend(0)
      return least
    }
  }

  func make(_ seed: UInt64, units count: Int, receivers people: Int) throws -> Made {
    var random = Random(seed)
    var receivers = Receivers()
    for r in 0..<people {
      receivers.append(
        load0: Effort(Int64(random.below(1500)) * 1024), capacity: Effort(Int64(400 + random.below(600)) * 1024),
        caseRoom: Int32(random.below(count / 2 + 3)),
        amountRoom: random.chance(30) ? Amount(Int64(random.below(400_000))) : .unlimited, team: Int32(r % 2), key: random.next())
    }
    let signatures = (0..<3).map { _ in (0..<Int32(people)).filter { _ in random.chance(70) } }
    var units = Units()
    var penalty: [Double] = []
    for _ in 0..<count {
      let cases = random.chance(25) ? 2 + random.below(2) : 1
      let value = Int64(random.below(3000))
      let price = Double(200 * cases * (1 + random.below(3))) * Self.unit
      penalty.append(price)
      units.append(
        signature: Int32(random.below(3)), cases: Int32(cases), effort: Effort(Int64(cases * [1, 2, 3, 5, 8, 13][random.below(6)]) * 1024),
        amount: Amount(value * 100), penalty: Cost(Int64(price)), key: random.next(),
        exclusions: random.chance(25) ? [Int32(random.below(people))] : [],
        fairness: [Entry(account: 0, value: AccountValue(value))], quota: [Entry(account: 0, value: .cases(Int64(cases)))],
        match: [Entry(account: Int32(random.below(2)), value: AccountValue(value))])
    }
    let losses = (0..<2 * people).map { _ in Int32(random.below(1 << 27)) }
    return Made(
      instance: try Instance(
        receivers: receivers, signatures: signatures, units: units,
        cells: [
          FairnessCell(
            before: .init(repeating: 0, count: people), target: (0..<people).map { _ in AccountValue(Int64(1024 + random.below(4000))) },
            weight: Cost(1 << 20))
        ],
        quotas: [Quota(target: [AccountValue(Int64(count) * 512), AccountValue(Int64(count) * 512)], weight: Cost(20 << 20))],
        match: MatchTable(loss: losses, classes: 2), objective: .priced), penalty: penalty)
  }

  @Test func fiveHundredSmallInstancesAreSolvedAsTryingEverythingWould() throws {
    for seed in 0..<500 as Range<UInt64> {
      let made = try make(seed, units: 3 + Int(seed % 4), receivers: 2 + Int(seed % 3))
      let plan = Solver.solve(made.instance)
      let cost = made.cost(plan.receiver)
      #expect(cost.isFinite, "seed \(seed): a limit is broken")
      let best = made.best()
      let bound = Double(plan.bound?.rawValue ?? .max)
      #expect(bound <= best + 64 + best * 1e-5, "seed \(seed): a bound of \(bound) above the best plan \(best)")
      #expect(cost <= best * 1.0001 + 256, "seed \(seed): \(cost) instead of \(best)")
      #expect(
        abs(Double(plan.costBelowQuotas.rawValue) - cost) <= 64 + cost * 1e-4,
        "seed \(seed): the plan says \(plan.costBelowQuotas), not \(cost)")
    }
  }

  @Test(arguments: 0..<6) func largerOnesKeepEveryLimitAndForgetNobody(_ seed: Int) throws {
    let made = try make(UInt64(seed) + 9000, units: 150, receivers: 12)
    let plan = Solver.solve(made.instance)
    let cost = made.cost(plan.receiver)
    #expect(cost.isFinite)
    #expect(Double(plan.bound?.rawValue ?? .max) <= cost)
    // No single unit placed elsewhere, or placed at all, would lower the objective by more than a millionth.
    for u in plan.receiver.indices {
      for r in made.instance.signatures[Int(made.instance.units.signature[u])] where r != plan.receiver[u] {
        var other = plan.receiver
        other[u] = r
        #expect(made.cost(other) > cost * (1 - 1e-6) - 256, "seed \(seed): unit \(u) would be cheaper at \(r)")
      }
    }
  }

  @Test func aRunStoppedAtAStepIsTheRunLimitedToIt() throws {
    let made = try make(77, units: 400, receivers: 20)
    let whole = Solver.solve(made.instance)
    for step in [1, 7, 40] where step < whole.steps {
      let stopped = Solver.solve(made.instance) { $0.step < step }
      let limited = Solver.solve(made.instance, AllocationSettings(steps: step))
      #expect(stopped == limited && stopped.steps == step)
      #expect(made.cost(stopped.receiver).isFinite)
    }
    #expect(Solver.solve(made.instance) == whole)
  }

  @Test func threadsAreNotSeenInThePlan() throws {
    let made = try make(4, units: 4200, receivers: 30)
    for lanes in [1, 3] {
      var settings = AllocationSettings(passes: 2, bounds: lanes == 1)
      (settings.lanes, settings.threads) = (lanes, 1)
      let alone = Solver.solve(made.instance, settings)
      #expect(made.cost(alone.receiver).isFinite)
      settings.threads = 3
      #expect(Solver.solve(made.instance, settings) == alone, "\(lanes) lanes")
    }
  }

  @Test func aRunStoppedAtOnceStillPlacesWhoHasAPlace() throws {
    let made = try make(31, units: 400, receivers: 20)
    let (stopped, whole) = (Solver.solve(made.instance, AllocationSettings(steps: 0)), Solver.solve(made.instance))
    let placed = [stopped, whole].map { $0.receiver.count { $0 >= 0 } }
    #expect(made.cost(stopped.receiver).isFinite)
    #expect(placed[0] * 10 >= placed[1] * 9, "\(placed)")
  }

  @Test func arrivalsKeepEveryLimitAndPricesBeatGreed() throws {
    var (greedy, online, batch) = (0.0, 0.0, 0.0)
    for seed in 0..<6 as Range<UInt64> {
      let made = try make(seed + 500, units: 300, receivers: 15)
      let plan = Solver.solve(made.instance)
      var (plain, priced) = (Arrivals(made.instance, prices: nil), Arrivals(made.instance, prices: plan.prices))
      for u in 0..<300 { (_, _) = (plain.place(u), priced.place(u)) }
      let costs = [plain.receiver, priced.receiver, plan.receiver].map(made.cost)
      #expect(costs.allSatisfy { $0.isFinite })
      (greedy, online, batch) = (greedy + costs[0], online + costs[1], batch + costs[2])
    }
    #expect(batch < online && online < greedy)
  }
}
