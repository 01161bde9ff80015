import Testing

@testable import Allocation

/// What a unit costs at the margin is what the whole objective differs by with it and without it.
struct MarginalCost {
  /// Units somewhere, or nowhere: rules and limits do not matter here.
  private func anyPlan(_ instance: Instance, _ random: inout Random) -> [Int32] {
    (0..<instance.units.count).map { _ in Int32(random.below(instance.receivers.count + 1)) - 1 }
  }

  private func instances(_ seed: Int) throws -> [Instance] {
    [
      try Shape(units: 30, receivers: 5, groups: true, amounts: true, fairness: true, quotas: true, room: 20).instance(UInt64(seed) + 5000),
      try PricedInstances().make(UInt64(seed) + 6000, units: 30, receivers: 5).instance,
    ]
  }

  private func isNear(_ a: Double, _ b: Double, _ slack: Double) -> Bool { abs(a - b) <= slack + 1e-9 * max(abs(a), abs(b)) }

  @Test(arguments: 0..<25) func isTheDifferenceItMakesToTheWholeObjective(_ seed: Int) throws {
    var random = Random(UInt64(seed))
    for instance in try instances(seed) {
      let (definition, settings) = (Definition(instance), AllocationSettings())
      var plan = anyPlan(instance, &random)
      var ledger = Ledger(instance, settings)
      for u in plan.indices where plan[u] >= 0 { ledger.add(u, to: Int(plan[u])) }
      // What quotas cost before everything else is counted in quanta.
      let isPriced = instance.objective == .priced
      let (quota, digits) = (instance.quotas[0], Int(ledger.ranges.quantumDigits))
      let quanta = Double(ledger.ranges.quotaWeight) * Double(sign: .plus, exponent: digits, significand: 1)
      let quantum = isPriced ? Double(quota.weight.rawValue) : quanta
      for u in plan.indices {
        let here = plan[u]
        if here >= 0 { ledger.remove(u) }
        plan[u] = -1
        let without = definition.parts(plan)
        for r in 0..<instance.receivers.count {
          plan[u] = Int32(r)
          let with = definition.parts(plan)
          let quota = ledger.open { $0.quotaCost(Probe(u, ledger), at: r) }
          let rest = Double(ledger.cost(u, at: r) - quota)
          let moving = (with.moves - without.moves) * Double(settings.moveCost.rawValue)
          let expected = with.belowQuotas - without.belowQuotas + moving
          // Every part is rounded down.
          #expect(isNear(rest, expected, 8), "seed \(seed), unit \(u) at \(r): \(rest), not \(expected)")
          let missed = (with.quota - without.quota) * quantum
          #expect(isNear(Double(quota), missed, isPriced ? 2 : 2 * Double(ledger.ranges.quotaWeight)), "seed \(seed), unit \(u) at \(r)")
        }
        plan[u] = here
        if here >= 0 { ledger.add(u, to: Int(here)) }
      }
    }
  }

  @Test(arguments: 0..<25) func isTheSameInTheBooksOfThePlan(_ seed: Int) throws {
    var random = Random(UInt64(seed) + 77)
    for instance in try instances(seed) {
      let definition = Definition(instance)
      let plan = anyPlan(instance, &random)
      let weight = Cost(1 << 32)
      let books = PlanBooks(instance, plan)
      let whole = definition.parts(plan)
      #expect(isNear(Double(books.loadCost.rawValue), whole.load, 8))
      #expect(isNear(Double(books.fairnessCost.rawValue), whole.fairness.reduce(0, +), 16))
      #expect(isNear(Double(books.quotaCost(weight: weight).rawValue), whole.quota * Double(weight.rawValue), 8))
      for u in plan.indices {
        var other = plan
        other[u] = -1
        let without = definition.parts(other)
        for r in 0..<instance.receivers.count {
          other[u] = Int32(r)
          let with = definition.parts(other)
          var fairness = [Double](repeating: 0, count: instance.cells.count)
          let cost = books.cost(u, at: r, quotaWeight: weight) { fairness[$0] += Double($1.rawValue) }
          #expect(isNear(Double(cost.load.rawValue), with.load - without.load, 2))
          for k in fairness.indices { #expect(isNear(fairness[k], with.fairness[k] - without.fairness[k], 2)) }
          #expect(isNear(Double(cost.quota.rawValue), (with.quota - without.quota) * Double(weight.rawValue), 2))
        }
      }
    }
  }

  /// The area under a price that rises by the stiffness with each unit over what is left.
  private func line(_ price: Int64, _ stiffness: Int64, _ left: Int64, _ quantity: Int64, most: Double) -> Double {
    func height(_ over: Int64) -> Double { min(most, max(0, Double(price) + Double(stiffness) * Double(over))) }
    return Double(quantity) * (height(-left) + height(quantity - left)) / 2
  }

  /// Columns cut reciprocals beyond 2^47 (somebody with hardly any capacity, targets of a case or two): there they only rank.
  private func isExact(_ u: Int, _ r: Int, _ ledger: Ledger) -> Bool {
    let accounts = ledger.units.fairness[u].map { ledger.cells[Int($0.account) * ledger.seats.count + r] }
    return ledger.seats[r].reciprocal < 1 << 47 && accounts.allSatisfy { $0.reciprocal < 1 << 47 }
  }

  /// Places and amounts over the limit are paid for along a line that begins at 0; nothing is paid below.
  @Test(arguments: 0..<25) func pricesOfPlacesComeOnTopAndColumnsSayTheSame(_ seed: Int) throws {
    var random = Random(UInt64(seed) + 99)
    for instance in try instances(seed) {
      var ledger = Ledger(instance, AllocationSettings())
      let plan = anyPlan(instance, &random)
      for u in plan.indices where plan[u] >= 0 { ledger.add(u, to: Int(plan[u])) }
      ledger.stiffen(Int64(1 + random.below(1 << 20)))
      for r in ledger.seats.indices {
        ledger.seats[r].casePrice = random.chance(50) ? Int64(random.below(1 << 30)) : 0
        if ledger.seats[r].amountLeft != .max { ledger.seats[r].amountPrice = random.chance(50) ? Int64(random.below(1 << 24)) : 0 }
      }
      var compared = 0
      var columns = PriceColumns(receivers: ledger.seats.count, teams: ledger.teams)
      columns.read(ledger)
      for u in plan.indices {
        columns.price(u, ledger)
        let probe = Probe(u, ledger, moves: false)
        for (r, seat) in ledger.seats.enumerated() {
          let (cost, priced) = ledger.open { ($0.cost(probe, at: r), $0.pricedCost(probe, at: r)) }
          if isExact(u, r, ledger) {
            compared += 1
            #expect(columns.costs[r] == priced, "seed \(seed), unit \(u) at \(r)")
          }
          let places = line(seat.casePrice, ledger.caseStiffness, Int64(seat.casesLeft), probe.cases, most: .infinity)
          let isLimited = seat.amountLeft != .max
          let amounts = isLimited ? line(seat.amountPrice, ledger.amountStiffness, seat.scaledLeft, probe.scaled, most: 0x1p36) / 65536 : 0
          #expect(isNear(Double(priced - cost), places + amounts, 4), "seed \(seed), unit \(u) at \(r)")
        }
      }
      #expect(instance.objective == .levels || compared > 100)
    }
  }
}

struct Measures {
  @Test func whatAPriceIsWorthIsRoundedDown() {
    var random = Random(5)
    for _ in 0..<2000 {
      let (quantity, price) = (Int64(random.below(1 << 40)), Int64(random.below(1 << 46)) - 1 << 45)
      let exact = Int128(quantity) * Int128(price)
      #expect(Int128(Price<Effort>(price).worth(Effort(quantity)).rawValue) == exact >> 24)
    }
    #expect(Price<Amount>(1 << 23).worth(3) == 1 && Price<Amount>(-1).worth(1) == -1)
  }

  @Test func scalesMeetAsTheirNamesSay() {
    #expect(Cost.seconds(300).rawValue == 300 * 1024 && AccountValue.cases(3) == 3 * AccountValue.oneCase)
    #expect(AccountValue(2047).wholeCases == 1 && [Effort(7), 9].exactSum == 16)
    #expect(AmountScale.uncapped(.unlimited, mean: 1).rawValue == .max && AmountScale.uncapped(-4, mean: 9) == .zero)
    // 900 s at a full receiver for every case of a target missed by a tenth: (β/10)² / 2β · w / (β/10) = w / 20 per case, at the margin w / 10.
    #expect(AllocationSettings.weight(withinPermille: 100) == 10 * Cost.seconds(900))
    #expect(AllocationSettings.weight(withinCases: 5, averageTarget: 50) == AllocationSettings.weight(withinPermille: 100))
    var entry = Entry(account: 0, value: AccountValue(.max))
    #expect(entry.value.rawValue == Int64(Int32.max))
    entry.value = 512
    #expect(entry.value == 512)
  }

  /// Prices of amounts go from minor units to 1/1024 of the mean and back.
  @Test func pricesOfAmountsSurviveTheWayThroughTheMean() {
    for mean in [1, 100, 250_000, 1 << 40] as [Int64] {
      let unit = AmountUnit(mean: Amount(mean))
      let scaled: Int64 = unit.scaled(mean)
      #expect(scaled == 1023 || scaled == 1024)
      let price = Int128(1) << 40
      let back: Int128 = unit.pricePerAmount(unit.pricePerScaled(price))
      #expect(back <= price && back >= price - price >> 20)
    }
  }
}
