/// Places units: as many cases as possible by priority, then at the least cost. Deterministic: the same instance and settings give the
/// same plan, whatever the number of threads and the build.
///
/// *Deal* (where leaving out has no price): in order of priority each unit to its cheapest receiver, others moving on where all are full;
/// this settles who has a place. *Prices*: passes in which places may be overbooked at a price that follows demand, so that scarce places go
/// to those who need them most. *Repair*: every limit holds again. *Improve*: moves, exchanges and chains on the true objective. *Bound*: the
/// prices prove how far the plan can be from the best.
package enum Solver {
  /// - Parameters:
  ///   - prices: of an earlier plan for the same receivers, to start from; together with `Units.current` the warm start.
  ///   - report: told after each step; returning false ends the run with what it has, as `settings.steps` would.
  package static func solve(
    _ instance: Instance, _ settings: AllocationSettings = AllocationSettings(), from prices: Prices? = nil,
    report: @escaping @Sendable (SolverProgress) -> Bool = { _ in true }
  ) -> Plan {
    var run = SolverRun(instance, settings, prices, report)
    return run.plan(instance)
  }
}

/// One run of the solver: what it knows and what it has decided so far.
struct SolverRun {
  let settings: AllocationSettings
  let opening: Ledger
  let budget: Budget
  let control: Control
  var ledger: Ledger
  var shortlists: Shortlists
  var shortageOf: [Int32]
  var shortages: [Shortage] = []
  var passes = 0
  private let warmPrices: Prices?
  /// Where the ascent starts; nil = from the plan.
  private var start: Prices?

  init(_ instance: Instance, _ settings: AllocationSettings, _ prices: Prices?, _ report: @escaping @Sendable (SolverProgress) -> Bool) {
    self.settings = settings
    warmPrices = prices
    opening = Ledger(instance, settings)
    ledger = opening
    shortlists = Shortlists(ledger, length: settings.shortlist)
    budget = Budget(ledger, settings)
    control = Control(steps: budget.steps, limit: settings.steps ?? .max, report)
    shortageOf = [Int32](repeating: -1, count: instance.units.count)
  }

  mutating func plan(_ instance: Instance) -> Plan {
    if Exhaustive.fits(opening) {
      solveExactly(instance)
      return result(instance)
    }
    if ledger.isPriced {
      if let warmPrices { PriceStart.take(warmPrices, &ledger) } else { PriceStart.apply(&ledger) }
      start = warmPrices ?? PriceStart.guess(ledger, opening)
      takeCurrent()
      price()

      repairPriced()
    } else {
      deal(instance)
      if isScarce, instance.quotas.allSatisfy({ $0.weight > 0 }) { priceKeepingLevels(instance) }
    }
    improve()
    if !ledger.isPriced { dealLeft(instance) }
    return result(instance)
  }

  /// Up to so many units every partner is tried.
  private static let small = 2000

  private var isScarce: Bool {
    ledger.seats.indices.contains { opening.seats[$0].casesLeft > 0 && ledger.seats[$0].casesLeft == 0 }
  }

  /// A warm start: whoever holds a unit and may keep it, keeps it for now.
  private mutating func takeCurrent() {
    for u in 0..<ledger.units.count {
      let r = ledger.units.current[u]
      if r >= 0, ledger.place[u] < 0, ledger.isEligible(u, r) { ledger.add(u, to: Int(r)) }
    }
  }

  /// Best response at prices that follow demand.
  mutating func price() {
    var stiffness = budget.stiffness(ledger)
    let least = max(1, stiffness / 5)
    let units = ledger.units.count
    let blocks = Passes.Blocks(shortlists.types, portions: budget.portions)
    for pass in 0..<budget.pricedPasses where !control.isStopped {
      ledger.stiffen(stiffness)
      let moved = Passes.priced(&ledger, &shortlists, blocks, control)
      ledger.raisePrices()
      passes += 1
      if pass >= budget.stiffPasses { stiffness = max(least, stiffness * 7 / 10) }
      if moved <= units / 2000, stiffness == least { break }
    }
    ledger.stiffen(0)
  }

  mutating func repairPriced() {
    _ = Repair.unbook(&ledger, &shortlists)
    fillPriced()
    control.finish(.repair)
  }

  /// Units that are out, dearest first, to whoever has room.
  private mutating func fillPriced() {
    let out = (0..<ledger.units.count).filter { ledger.place[$0] < 0 && !ledger.isHopeless($0) }.sorted { a, b in
      let (x, y) = (ledger.units.penalty[a] / Int64(ledger.units.cases[a]), ledger.units.penalty[b] / Int64(ledger.units.cases[b]))
      if x != y { return x > y }
      return ledger.units.key[a] != ledger.units.key[b] ? ledger.units.key[a] < ledger.units.key[b] : a < b
    }
    for u in out {
      let choice = Placing.bestWithRoom(u, ledger, &shortlists)
      if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
    }
  }

  mutating func improve() {
    var descent = Descent(ledger, tries: budget.tries)
    var first: Int64 = 0
    let blocks = Passes.Blocks(shortlists.types, portions: budget.portions)
    for pass in 0..<budget.improvingPasses where !control.isStopped {
      let gained = descent.pass(&ledger, &shortlists, blocks, control)
      passes += 1
      if pass == 0 { first = gained }
      if gained <= (ledger.units.count <= Self.small ? 0 : first / 200) { break }
      if ledger.isPriced { fillPriced() }
    }
  }

  /// Dual ascent, from soft demand to hard.
  private func raise(_ prices: Prices) -> Prices {
    let counts = (0..<ledger.units.count).map { (ledger.isPriced || ledger.place[$0] >= 0) && !ledger.isHopeless($0) }
    var ascent = Ascent(prices, opening, .crowds(opening.units), counts: counts, threads: settings.threads)
    let first = budget.stiffness(ledger)
    var temperature = first
    for step in 0..<budget.ascentSteps where !control.isStopped {
      ascent.step(step, temperature: temperature)
      temperature = max(1, first / 400, temperature * 15 / 16)
      control.finish(.bound)
    }
    return ascent.prices
  }

  func result(_ instance: Instance) -> Plan {
    let prices = Prices(ledger, opening: opening)
    let totals = ledger.totals(from: opening)
    var plan = Plan(
      receiver: ledger.place, why: settings.explains ? Explanation.of(ledger, shortlists, shortageOf, prices) : [], shortages: shortages,
      loadCost: totals.load, fairnessCost: totals.fairness, quotaCost: totals.quota, matchCost: totals.match,
      unassignedCost: totals.unassigned, moves: totals.moves, passes: passes, steps: control.step, prices: prices)
    let pricedQuotas = instance.quotas.allSatisfy { $0.weight > 0 }
    plan.costBelowQuotas =
      totals.load + totals.fairness + totals.match + totals.unassigned + Int64(totals.moves) * ledger.moveCost
      + (pricedQuotas ? totals.quota : 0)
    if settings.bounds {
      let place = ledger.place
      let groups = BoundGroups(ledger, cells: instance.cells.count, quotas: instance.quotas.count) { ledger.isPriced || place[$0] >= 0 }
      plan.bound = Bound(ledger, prices).value(opening, groups, threads: settings.threads)
      let raised = raise(start ?? PriceStart.guess(ledger, opening))
      let better = Bound(ledger, raised).value(opening, groups, threads: settings.threads)
      if better > plan.bound ?? .min { (plan.bound, plan.prices) = (better, raised) }
    }
    return plan
  }
}
