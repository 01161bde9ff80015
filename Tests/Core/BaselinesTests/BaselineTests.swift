import Allocation
import Testing

@testable import Baselines

@Suite struct BaselineTests {
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
  }

  private func plain(_ cases: Int, _ people: Int, room: Int32 = 100, amount: (Int) -> Amount = { _ in 100 }) throws -> (
    Instance, BaselineFacts
  ) {
    var receivers = Receivers()
    for r in 0..<people { receivers.append(load0: 0, capacity: 144_000, caseRoom: room, key: UInt64(r)) }
    var units = Units()
    for u in 0..<cases { units.append(signature: 0, effort: 900, amount: amount(u), key: UInt64(u)) }
    let instance = try Instance(receivers: receivers, signatures: [(0..<people).map { Int32($0) }], units: units)
    return (instance, facts(instance))
  }

  private func facts(_ instance: Instance) -> BaselineFacts {
    let (units, people) = (instance.units.count, instance.receivers.count)
    return BaselineFacts(
      attempts: Array(repeating: 0, count: units), ageDays: Array(repeating: 0, count: units),
      openCases: Array(repeating: 0, count: people),
      score: Array(repeating: 0, count: people), productivity: Array(repeating: 1, count: people))
  }

  private func random(_ seed: UInt64) throws -> (Instance, BaselineFacts) {
    var random = Random(state: seed)
    let people = 1 + random.below(8)
    var receivers = Receivers()
    for r in 0..<people {
      receivers.append(
        load0: Effort(Int64(random.below(100_000))), capacity: Effort(Int64(random.below(150_000))), caseRoom: Int32(random.below(9)),
        amountRoom: random.below(3) == 0 ? Amount(Int64(random.below(3000))) : .unlimited, team: Int32(random.below(3)) - 1, key: UInt64(r))
    }
    let signatures = (0..<3).map { _ in (0..<people).filter { _ in random.below(3) > 0 }.map { Int32($0) } }
    var units = Units()
    for u in 0..<random.below(60) {
      units.append(
        signature: Int32(random.below(3)), cases: Int32(1 + random.below(8) / 7), effort: Effort(Int64(random.below(2000))),
        amount: Amount(Int64(random.below(900))),
        current: Int32(random.below(people + 3)) < people ? Int32(random.below(people)) : -1, key: UInt64(u),
        exclusions: random.below(5) == 0 ? [Int32(random.below(people))] : [], fairness: [Entry(account: 0, value: 1024)],
        quota: [Entry(account: 0, value: 1024)])
    }
    let cell = FairnessCell(
      before: (0..<people).map { _ in .cases(Int64(random.below(9))) }, share: (0..<people).map { _ in Int64(random.below(400)) },
      weight: .seconds(900))
    let instance = try Instance(
      receivers: receivers, signatures: signatures, units: units, cells: [cell],
      quotas: [Quota(before: [2048, 0], sharePPM: [600_000, 400_000], tolerancePPM: 10_000)])
    var facts = facts(instance)
    facts.attempts = (0..<units.count).map { _ in Int64(random.below(30)) }
    facts.ageDays = (0..<units.count).map { _ in Int64(random.below(300)) }
    facts.openCases = (0..<people).map { _ in Int32(random.below(200)) }
    facts.score = (0..<people).map { _ in Int64(random.below(2000)) }
    facts.productivity = (0..<people).map { _ in Int64(random.below(50)) }
    return (instance, facts)
  }

  @Test func everyBaselineObeysWhatBindsEverybodyAndWastesNoPlace() throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      let (instance, facts) = try random(seed)
      for baseline in Baseline.allCases {
        let dealt = baseline.deal(instance, facts)
        var (cases, amounts) = (instance.receivers.caseRoom, instance.receivers.amountRoom)
        for u in 0..<instance.units.count where dealt.receiver[u] >= 0 {
          let r = Int(dealt.receiver[u])
          #expect(
            instance.signatures[Int(instance.units.signature[u])].contains(Int32(r)) && !instance.units.exclusions[u].contains(Int32(r)))
          cases[r] -= instance.units.cases[u]
          if amounts[r] != .unlimited { amounts[r] -= instance.units.amount[u] }
        }
        #expect(cases.allSatisfy { $0 >= 0 } && amounts.allSatisfy { $0 >= 0 }, "\(baseline), seed \(seed)")
        for u in 0..<instance.units.count where dealt.receiver[u] < 0 {
          for r in instance.signatures[Int(instance.units.signature[u])] where !instance.units.exclusions[u].contains(r) {
            let fits = cases[Int(r)] >= instance.units.cases[u] && amounts[Int(r)] >= instance.units.amount[u]
            #expect(!fits, "\(baseline) left unit \(u) out although \(r) had room, seed \(seed)")
          }
        }
        #expect(baseline.deal(instance, facts) == dealt, "the same twice")
      }
    }
  }

  @Test func roundRobinGoesRound() throws {
    let (instance, facts) = try plain(7, 3)
    #expect(Baseline.roundRobin.deal(instance, facts) == Dealt(receiver: [0, 1, 2, 0, 1, 2, 0], stopped: 0))
    let (tight, same) = try plain(5, 2, room: 2)
    #expect(Baseline.roundRobin.deal(tight, same) == Dealt(receiver: [0, 1, 0, 1, -1], stopped: 1))
  }

  @Test func theSnakeGoesThereAndBackByAmount() throws {
    // Amounts 0 … 6, so the largest is unit 6.
    let (instance, facts) = try plain(7, 3) { Amount(Int64($0 * 100)) }
    #expect(Baseline.snake.deal(instance, facts).receiver == [0, 0, 1, 2, 2, 1, 0])
  }

  @Test func leastLoadedLooksAtCasesInHandOnly() throws {
    let (instance, same) = try plain(6, 3)
    var facts = same
    facts.openCases = [5, 0, 4]
    let dealt = Baseline.leastLoaded.deal(instance, facts).receiver
    #expect(dealt.filter { $0 == 1 }.count == 5 && dealt.filter { $0 == 2 }.count == 1)
  }

  @Test func theScoreGoesToTheBestScoreCountedAnew() throws {
    let (instance, same) = try plain(16, 2)
    var facts = same
    // 900 s of 144,000 are 6.25 per mille a case: ten cases close a gap of 62.
    facts.score = [62, 0]
    let dealt = Baseline.score.deal(instance, facts).receiver
    #expect(dealt.prefix(10).allSatisfy { $0 == 1 } && dealt.filter { $0 == 0 }.count == 3)
  }

  @Test func theRatingGivesTheBestCasesToTheProductive() throws {
    let (instance, same) = try plain(8, 2) { Amount(Int64($0 * 100)) }
    var facts = same
    facts.productivity = [30, 10]
    facts.ageDays = (0..<8).map { Int64(800 - $0 * 100) }
    let dealt = Baseline.rating.deal(instance, facts).receiver
    #expect(dealt.filter { $0 == 0 }.count == 6 && dealt[7] == 0 && dealt[6] == 0)
    #expect(Rating.ranks([5, 1, 5, 9]) == [250, 0, 250, 750])
  }

  @Test func figuresAreWhatTheyAreCalled() throws {
    let (instance, facts) = try random(17)
    for baseline in Baseline.allCases {
      let dealt = baseline.deal(instance, facts)
      let figures = PlanFigures(
        baseline.rawValue, instance, dealt.receiver, stopped: dealt.stopped, quotaWeight: Cost(1 << 32), reference: dealt.receiver)
      let placed = (0..<instance.units.count).filter { dealt.receiver[$0] >= 0 }
      #expect(figures.assigned == placed.reduce(0) { $0 + Int64(instance.units.cases[$1]) })
      #expect(figures.assigned + figures.unassigned == (0..<instance.units.count).reduce(0) { $0 + Int64(instance.units.cases[$1]) })
      #expect(figures.differing == 0 && figures.cases.most >= figures.cases.least && (0...1000).contains(figures.cases.giniPermille))
      var load = 0.0
      for r in 0..<instance.receivers.count {
        let before = Double(instance.receivers.load0[r].rawValue)
        let after = before + placed.reduce(0.0) { $0 + (dealt.receiver[$1] == Int32(r) ? Double(instance.units.effort[$1].rawValue) : 0) }
        load += (after * after - before * before) / (2 * Double(max(1, instance.receivers.capacity[r].rawValue))) * 1024
      }
      #expect(abs(Double(figures.loadCost.rawValue) - load) <= Double(instance.receivers.count))
    }
    #expect(PlanFigures.Evenness([3, 3, 3, 3]) == PlanFigures.Evenness(least: 3, most: 3, giniPermille: 0))
    #expect(PlanFigures.Evenness([0, 0, 0, 8]) == PlanFigures.Evenness(least: 0, most: 8, giniPermille: 750))
    // 2/3 and 1/6, rounded half up as in the reports.
    #expect(PlanFigures.Evenness([0, 0, 5]).giniPermille == 667 && PlanFigures.Evenness([2, 1]).giniPermille == 167)
    #expect(PlanFigures.Evenness([]) == PlanFigures.Evenness(least: 0, most: 0, giniPermille: 0))
  }
}
