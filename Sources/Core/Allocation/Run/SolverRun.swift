/// One run of the solver: what it knows and what it has decided so far.
struct SolverRun {
  let settings: AllocationSettings
  let instance: Instance
  /// Units stand in the order of these blocks, not in the instance's.
  let blocks: Blocks
  let opening: Ledger
  let budget: Budget
  let control: Control
  var ledger: Ledger
  var shortlists: Shortlists
  var shortageOf: [Int32]
  var shortages: [Shortage] = []
  var passes = 0
  private let warmPrices: Prices?
  /// The ascent, when it has begun.
  private var climb: Climb?
  /// As many as are worth starting.
  private let threads: Int

  init(
    _ instance: consuming Instance, _ settings: AllocationSettings, _ prices: Prices?,
    _ report: @escaping @Sendable (SolverProgress) -> Bool
  ) {
    self.settings = settings
    threads = instance.units.count * instance.receivers.count < 100_000 ? 1 : settings.threads
    warmPrices = prices
    budget = Budget(units: instance.units.count, settings)
    var types = UnitTypes(instance.units)
    blocks = Blocks(types, portions: budget.portions, lanes: budget.lanes)
    types.reorder(blocks.order)
    instance.units.reorder(blocks.order)
    self.instance = consume instance
    opening = Ledger(self.instance, settings)
    ledger = opening
    shortlists = Shortlists(ledger, types, length: budget.isLarge ? min(settings.shortlist, Budget.shortlist) : settings.shortlist)
    control = Control(steps: budget.steps, limit: settings.steps ?? .max, report)
    shortageOf = [Int32](repeating: -1, count: opening.units.count)
  }

  mutating func plan(_ isFinal: ([Int32]) -> Bool) -> Plan {
    if Exhaustive.fits(opening) {
      solveExactly()
      return result(isFinal)
    }
    if ledger.isPriced {
      if let warmPrices { PriceStart.take(warmPrices, &ledger) } else { PriceStart.apply(&ledger) }
      takeCurrent()
      planPriced()
    } else {
      deal()
      if isScarce, instance.quotas.allSatisfy({ $0.weight > .zero }) { priceKeepingLevels() }
      improve()
    }
    if !ledger.isPriced { dealLeft() }
    return result(isFinal)
  }

  /// Where leaving out has a price: passes, repair and improvement, in as many ways as are worth trying.
  private mutating func planPriced() {
    let begun = ledger
    var best: (ledger: Ledger, cost: Int128)?
    for softening in budget.softenings where best == nil || !control.isStopped {
      ledger = begun
      price(softening)
      repairPriced()
      improve()
      let cost = ledger.totals(from: opening).cost(quotas: true)
      if best.map({ cost < $0.cost }) ?? true { best = (ledger, cost) }
    }
    if let best { ledger = best.ledger }
  }

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

  /// Passes that are made in any case: to find everybody a place one by one, or to repair what the first pass overbooks, takes longer.
  private static let neededPasses = 3

  /// Best response at prices that follow demand.
  mutating func price(_ softening: Budget.Softening = .usual) {
    let first = budget.stiffness(ledger)
    let units = ledger.units.count
    let passing = Passes(ledger, shortlists, blocks, threads: threads)
    for pass in 0..<budget.pricedPasses where pass < Self.neededPasses || !control.isStopped {
      let mayStop = pass >= Self.neededPasses
      let moved = passing.pass(stiffness: budget.stiffness(first, softening, pass: pass), mayStop: mayStop, control)
      passes += 1
      if pass > budget.pricedPasses / 2, moved <= units / 2000 { break }
    }
    passing.finish()
    ledger = passing.ledger
  }

  mutating func repairPriced() {
    _ = Repair.unbook(&ledger, &shortlists)
    fillPriced()
    control.finish(.repair)
  }

  /// Units that are out, dearest first, to whoever has room.
  private mutating func fillPriced() {
    let out = (0..<ledger.units.count).filter { ledger.place[$0] < 0 && !ledger.isHopeless($0) }.sorted { a, b in
      let (x, y) = (
        ledger.units.penalty[a].rawValue / Int64(ledger.units.cases[a]), ledger.units.penalty[b].rawValue / Int64(ledger.units.cases[b])
      )
      if x != y { return x > y }
      return ledger.units.key[a] != ledger.units.key[b] ? ledger.units.key[a] < ledger.units.key[b] : a < b
    }
    for u in out {
      let choice = Placing.bestWithRoom(u, ledger, &shortlists)
      if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
    }
  }

  /// Moves and trades; beside them, where leaving out has a price, prices rise already (else who counts is known only at the end).
  mutating func improve() {
    let improving = Improving(Descent(ledger, tries: budget.tries), ledger, shortlists, blocks)
    let climb = ledger.isPriced && settings.bounds && self.climb == nil ? self.climb(threads: 1) : nil
    var first: Int64 = 0
    for pass in 0..<budget.improvingPasses where !control.isStopped {
      improving.begin()
      for step in 0..<improving.steps where !control.isStopped {
        let climbs = step % budget.portionsPerAscent == 0 ? climb : nil
        _ = Parallel.gather(parts: climbs == nil ? 1 : 2, threads: threads) {
        } _: { _, part in
          if part == 0 { improving.work(step) } else { climbs?.step() }
        }
        control.finish(.improve)
      }
      ledger = improving.ledger
      let gained = improving.gained
      passes += 1
      if pass == 0 { first = gained }
      if gained <= (budget.isSmall ? 0 : first / 200) { break }
      if ledger.isPriced {
        fillPriced()
        improving.ledger = ledger
      }
    }
    shortlists = improving.shortlists
    if self.climb == nil { self.climb = climb }
  }

  /// Dual ascent, from the plan's prices.
  private func climb(threads: Int) -> Climb {
    let counts = (0..<ledger.units.count).map { (ledger.isPriced || ledger.place[$0] >= 0) && !ledger.isHopeless($0) }
    return Climb(
      Ascent(Prices(ledger, opening: opening), opening, .crowds(opening.units), counts: counts, threads: threads), budget,
      budget.firstTemperature(ledger))
  }

  /// The rest of it.
  private func raised() -> Prices {
    let climb = climb ?? climb(threads: threads)
    climb.ascent.threads = threads
    while climb.taken < budget.ascentSteps, !control.isStopped {
      climb.step()
      control.finish(.bound)
    }
    return climb.ascent.prices
  }

  func result(_ isFinal: ([Int32]) -> Bool) -> Plan {
    let prices = Prices(ledger, opening: opening)
    let totals = ledger.totals(from: opening)
    var plan = Plan(
      receiver: inOrderOfInstance(ledger.place),
      why: settings.explains ? inOrderOfInstance(Explanation.of(ledger, shortlists, shortageOf)) : [], shortages: shortages,
      loadCost: totals.load, fairnessCost: totals.fairness, quotaCost: totals.quota, matchCost: totals.match,
      unassignedCost: totals.unassigned, moves: totals.moves, passes: passes, steps: control.step, prices: prices)
    plan.costBelowQuotas = Cost(Int64(clamping: totals.cost(quotas: instance.quotas.allSatisfy { $0.weight > .zero })))
    if settings.bounds, isFinal(plan.receiver) { certify(&plan) }
    return plan
  }

  /// The better of the bounds that the plan's prices and the risen ones prove. Of a large instance a bound takes seconds: who stops the run
  /// before prices have half risen gets none.
  private func certify(_ plan: inout Plan) {
    guard isWorthCertifying else { return }
    let risen = raised()
    guard isWorthCertifying else { return }
    let place = ledger.place
    let groups = BoundGroups(ledger, cells: instance.cells.count, quotas: instance.quotas.count) { ledger.isPriced || place[$0] >= 0 }
    for prices in [plan.prices, risen] {
      let bound = Cost(Bound(opening, prices).value(groups, threads: threads))
      if bound > plan.bound ?? Cost(.min) { (plan.bound, plan.prices) = (bound, prices) }
    }
  }

  private var isWorthCertifying: Bool { !budget.isLarge || !control.isStopped || 2 * (climb?.taken ?? 0) >= budget.ascentSteps }

  /// Values by unit as the instance counts them.
  private func inOrderOfInstance<Value>(_ values: [Value]) -> [Value] {
    guard var all = values.first.map({ [Value](repeating: $0, count: values.count) }) else { return [] }
    for (i, u) in blocks.order.enumerated() { all[Int(u)] = values[i] }
    return all
  }
}
