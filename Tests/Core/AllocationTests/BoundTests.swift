import Testing

@testable import Allocation

/// What the bound says units cost, against every receiver looked at for every unit.
struct BoundSums {
  enum Kind: CaseIterable { case ordinary, allAlike, equalSlopes, steep, steepest }

  /// Units as a night has them: in number and amount, for a route and one of its two cells; some are several cases, of both cells.
  private func instance(_ random: inout Random, units count: Int, receivers people: Int, _ objective: Objective) throws -> Instance {
    var receivers = Receivers()
    for r in 0..<people {
      receivers.append(
        load0: 0, capacity: 1000, caseRoom: Int32(random.below(4)), amountRoom: random.chance(30) ? 1_000_000 : .unlimited,
        team: Int32(r % 3) - 1, key: random.next())
    }
    let signatures = (0..<2).map { _ in (0..<Int32(people)).filter { _ in random.chance(80) } }
    var units = Units()
    for _ in 0..<count {
      let cell = Int32(random.below(2))
      let value = random.chance(40) ? [0, 700, 700, 51_200][random.below(4)] : Int64(random.below(4000))
      var fairness = [(0, 1024), (1 + cell, 1024), (3, value), (4 + cell, value)].map { Entry(account: $0, value: AccountValue($1)) }
      let cases = random.chance(15) ? Int32(2) : 1
      if cases > 1 {
        let more = Int64(random.below(2000))
        fairness = [(0, 2048), (1, 1024), (2, 1024), (3, value + more), (4, value), (5, more)].map {
          Entry(account: $0, value: AccountValue($1))
        }
      }
      units.append(
        signature: Int32(random.below(2)), cases: cases, effort: Effort(600 * Int64(cases)),
        amount: Amount(value * 100 + Int64(random.below(3))),
        penalty: Cost(Int64(random.below(1 << 30))), current: random.chance(15) ? Int32(random.below(people)) : -1, key: random.next(),
        exclusions: random.chance(30) ? (0..<3).map { _ in Int32(random.below(people)) } : [], fairness: fairness,
        quota: [Entry(account: 0, value: .cases(Int64(cases)))],
        match: random.chance(30) ? (0..<Int32(1 + random.below(2))).map { Entry(account: $0, value: AccountValue(value)) } : [])
    }
    let zeros = [AccountValue](repeating: .zero, count: people)
    let cells = (0..<6).map { _ in FairnessCell(before: zeros, share: [Int64](repeating: 1, count: people), weight: 1024) }
    let losses = (0..<2 * people).map { _ in Int32(random.below(1 << 20)) }
    return try Instance(
      receivers: receivers, signatures: signatures, units: units, cells: cells,
      quotas: [Quota(target: [AccountValue(5120), AccountValue(5120)], weight: 1024)], match: MatchTable(loss: losses, classes: 2),
      objective: objective)
  }

  private func prices(_ random: inout Random, _ kind: Kind, receivers: Int) -> Prices {
    var prices = Prices(receivers: receivers, cells: 6, quotas: 1, teams: 2)
    let digits: Int64 = kind == .steepest ? 60 : kind == .steep ? 50 : 34
    func price(_ random: inout Random) -> Int64 { Int64(bitPattern: random.next()) >> (63 - digits) }
    if kind == .allAlike { return prices }
    for r in 0..<receivers {
      prices.effort[r] = Price(price(&random))
      prices.place[r] = Cost(Int64(random.below(1 << 20)))
      prices.amount[r] = random.chance(20) ? Price(Int64(random.below(1 << 30))) : .zero
    }
    for k in prices.account.indices { prices.account[k] = Price(kind == .equalSlopes ? 1 << 30 : price(&random)) }
    for k in prices.quota.indices { prices.quota[k] = Price(price(&random)) }
    return prices
  }

  /// Σ over units of the least of all lines, straight from the definition.
  private func everyLine(_ instance: Instance, _ prices: Prices, moveCost: Int64) -> Int128 {
    let (units, receivers) = (instance.units, instance.receivers)
    var sum = Int128(0)
    for u in 0..<units.count {
      let allowed = instance.signatures[Int(units.signature[u])].filter { !units.exclusions[u].contains($0) }
      if allowed.isEmpty { continue }
      var least = instance.objective == .priced ? units.penalty[u].rawValue : Int64.max / 4
      for r in allowed.map({ Int($0) }) where receivers.caseRoom[r] >= units.cases[u] {
        var line = prices.effort[r].worth(units.effort[u]).rawValue + Int64(units.cases[u]) * prices.place[r].rawValue
        line += prices.amount[r].worth(units.amount[u]).rawValue
        for entry in units.fairness[u] { line += prices.account[Int(entry.account) * receivers.count + r].worth(entry.value).rawValue }
        for entry in units.match[u] {
          line += (entry.value.rawValue * Int64(instance.match.loss[Int(entry.account) * receivers.count + r])) >> 16
        }
        let team = Int(receivers.team[r])
        for entry in units.quota[u] where team >= 0 { line += prices.quota[Int(entry.account) * 2 + team].worth(entry.value).rawValue }
        if units.current[u] >= 0, Int(units.current[u]) != r { line += moveCost }
        least = min(least, line)
      }
      sum += Int128(least)
    }
    return sum
  }

  @Test(arguments: Kind.allCases) func unitsCostWhatTheyCostWhenEverybodyIsCompared(_ kind: Kind) throws {
    for seed in 0..<25 as Range<UInt64> {
      var random = Random(seed)
      let people = 5 + Int(seed) * 3
      let instance = try instance(&random, units: 20 + Int(seed) * 9, receivers: people, seed % 2 == 0 ? .levels : .priced)
      let settings = AllocationSettings()
      let opening = Ledger(instance, settings)
      let groups = BoundGroups(opening, cells: 6, quotas: 1) { _ in true }
      let prices = prices(&random, kind, receivers: people)
      let expected = everyLine(instance, prices, moveCost: settings.moveCost.rawValue)
      #expect(Bound(opening, prices).unitCosts(groups, threads: 1) == expected, "seed \(seed)")
      #expect(Bound(opening, prices).unitCosts(groups, threads: 2) == expected, "seed \(seed), two threads")
    }
  }

  @Test func fewLinesAreComparedForUnitsThatDifferInTheirAmount() throws {
    var random = Random(7)
    var (receivers, units) = (Receivers(), Units())
    for _ in 0..<400 { receivers.append(load0: 0, capacity: 1000, caseRoom: 9, key: random.next()) }
    for _ in 0..<600 {
      let value = AccountValue(Int64(random.below(4000)))
      units.append(
        signature: 0, effort: 600, key: random.next(),
        fairness: [Entry(account: 0, value: .oneCase), Entry(account: 1, value: value), Entry(account: 2, value: value)])
    }
    let zeros = [AccountValue](repeating: .zero, count: 400)
    let cells = (0..<3).map { _ in FairnessCell(before: zeros, share: [Int64](repeating: 1, count: 400), weight: 1024) }
    let opening = Ledger(
      try Instance(receivers: receivers, signatures: [(0..<400).map { $0 }], units: units, cells: cells), AllocationSettings())
    let groups = BoundGroups(opening, cells: 3, quotas: 0) { _ in true }
    var prices = Prices(receivers: 400, cells: 3, quotas: 0, teams: 0)
    for k in prices.account.indices { prices.account[k] = Price(Int64(random.below(1 << 34))) }
    var search = LineSearch()
    Bound(opening, prices).open { lines in for group in 0..<groups.count { _ = lines.unitCosts(groups, group, &search) } }
    #expect(search.compared < 600 * 400 / 20, "\(search.compared) of \(600 * 400)")
  }

  @Test func whoHasNoRoomDoesNotSpoilTheBound() throws {
    var random = Random(3)
    var (receivers, units) = (Receivers(), Units())
    for r in 0..<8 { receivers.append(load0: 100_000, capacity: 200_000, caseRoom: r == 0 ? 0 : 40, key: random.next()) }
    for _ in 0..<200 { units.append(signature: 0, effort: 900, key: random.next(), fairness: [Entry(account: 0, value: .oneCase)]) }
    // Who has no room is far from his share.
    let before = [AccountValue.zero] + [AccountValue](repeating: .cases(1000), count: 7)
    let cell = FairnessCell(before: before, share: [Int64](repeating: 1, count: 8), weight: .seconds(900))
    let plan = Solver.solve(try Instance(receivers: receivers, signatures: [(0..<8).map { $0 }], units: units, cells: [cell]))
    #expect((0..<10_000).contains(plan.gapPPM ?? .max), "\(plan.gapPPM ?? -1) millionths")
  }

  @Test func pricesOfAnAccountThatAreWrongEverywhereAlikeAreRightWithinSomeSteps() throws {
    var random = Random(5)
    var (receivers, units) = (Receivers(), Units())
    for _ in 0..<40 { receivers.append(load0: 100_000, capacity: 200_000, caseRoom: 40, key: random.next()) }
    for _ in 0..<400 { units.append(signature: 0, effort: 900, key: random.next(), fairness: [Entry(account: 0, value: .oneCase)]) }
    let cell = FairnessCell(
      before: [AccountValue](repeating: .zero, count: 40), share: [Int64](repeating: 1, count: 40), weight: .seconds(900))
    let instance = try Instance(receivers: receivers, signatures: [(0..<40).map { $0 }], units: units, cells: [cell])
    let plan = Solver.solve(instance)
    let opening = Ledger(instance, AllocationSettings())
    let groups = BoundGroups(opening, cells: 1, quotas: 0) { _ in true }
    // A case more costs 2^30 cost units too much, with everybody; a step of a single price goes no further than a temperature.
    var prices = plan.prices
    for k in prices.account.indices { prices.account[k] = Price(prices.account[k].rawValue + 1 << 44) }
    #expect(Bound(opening, prices).value(groups, threads: 1) < 0)
    var ascent = Ascent(prices, opening, .crowds(opening.units), counts: [Bool](repeating: true, count: 400), threads: 1)
    for k in 0..<60 { ascent.step(k, temperature: 1000, holds: false) }
    let bound = Bound(opening, ascent.prices).value(groups, threads: 1)
    #expect(bound > plan.costBelowQuotas.rawValue * 99 / 100, "\(bound) of \(plan.costBelowQuotas.rawValue)")
    #expect(bound <= plan.costBelowQuotas.rawValue)
  }
}
