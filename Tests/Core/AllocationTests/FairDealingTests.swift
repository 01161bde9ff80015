import Allocation
import Testing

/// Mistakes seen elsewhere, and the everyday expectations of a team.
struct FairDealing {
  func team(_ count: Int, load0: Effort = 0, room: Int32 = 500, seed: UInt64 = 1, teams: [Int32] = []) -> Receivers {
    var random = Random(seed)
    var receivers = Receivers()
    for r in 0..<count {
      receivers.append(load0: load0, capacity: 144_000, caseRoom: room, team: r < teams.count ? teams[r] : -1, key: random.next())
    }
    return receivers
  }

  func counts(_ plan: Plan, _ receivers: Int) -> [Int] {
    plan.receiver.reduce(into: [Int](repeating: 0, count: receivers)) { if $1 >= 0 { $0[Int($1)] += 1 } }
  }

  func plain(_ count: Int, seed: UInt64, fairness: [Entry] = [], quota: [Entry] = []) -> Units {
    var random = Random(seed)
    var units = Units()
    for _ in 0..<count { units.append(signature: 0, effort: 900, key: random.next(), fairness: fairness, quota: quota) }
    return units
  }

  @Test func tenCasesForFourPeopleAreThreeThreeTwoTwo() throws {
    var threes = [Int](repeating: 0, count: 4)
    for seed in 0..<60 as Range<UInt64> {
      let plan = Solver.solve(try Instance(receivers: team(4, seed: seed), signatures: [[0, 1, 2, 3]], units: plain(10, seed: seed + 99)))
      let counts = counts(plan, 4)
      #expect(counts.sorted() == [2, 2, 3, 3])
      for r in 0..<4 where counts[r] == 3 { threes[r] += 1 }
    }
    // The remainder does not always fall on the first, the oldest or the last.
    #expect(threes.allSatisfy { $0 > 12 && $0 < 48 }, "\(threes)")
  }

  @Test func theRemainderRotatesOverTheMonth() throws {
    var before = [AccountValue](repeating: 0, count: 5)
    for night in 0..<22 as Range<UInt64> {
      let cell = FairnessCell(before: before, share: [1, 1, 1, 1, 1], weight: AllocationSettings.weight(withinPermille: 50))
      let units = plain(7, seed: night, fairness: [Entry(account: 0, value: AccountValue.oneCase)])
      let plan = Solver.solve(try Instance(receivers: team(5), signatures: [[0, 1, 2, 3, 4]], units: units, cells: [cell]))
      for (r, n) in counts(plan, 5).enumerated() { before[r] += .cases(Int64(n)) }
      let spread = (before.max() ?? .zero) - (before.min() ?? .zero)
      #expect(spread <= AccountValue.oneCase, "night \(night): \(before)")
    }
  }

  @Test(arguments: [[400_000, 350_000, 250_000], [600_000, 390_000, 10_000]] as [[Int64]])
  func sevenCasesANightFollowTheQuotaOverTheMonth(_ shares: [Int64]) throws {
    var before: [AccountValue] = [0, 0, 0]
    for night in 0..<22 as Range<UInt64> {
      let quota = Quota(before: before, sharePPM: shares)
      let units = plain(7, seed: night + 50, quota: [Entry(account: 0, value: AccountValue.oneCase)])
      let people = team(6, load0: Effort(Int64(night) * 1000), teams: [0, 0, 1, 1, 2, 2])
      let plan = Solver.solve(try Instance(receivers: people, signatures: [Array(0..<6)], units: units, quotas: [quota]))
      for (r, n) in counts(plan, 6).enumerated() { before[r / 2] += .cases(Int64(n)) }
    }
    for t in 0..<3 {
      let target = AccountValue.cases(154).rawValue * shares[t] / 1_000_000
      #expect(abs(before[t].rawValue - target) <= AccountValue.perCase, "team \(t): \(before[t]) instead of \(target)")
    }
    #expect(before[2] > .zero)
  }

  @Test func quotasGoBeforeLoad() throws {
    var receivers = Receivers()
    receivers.append(load0: 200_000, capacity: 100_000, caseRoom: 100, team: 0, key: 1)
    receivers.append(load0: 0, capacity: 200_000, caseRoom: 100, team: 1, key: 2)
    let units = plain(20, seed: 4, quota: [Entry(account: 0, value: AccountValue.oneCase)])
    let quota = Quota(before: [0, 0], sharePPM: [750_000, 250_000])
    let plan = Solver.solve(try Instance(receivers: receivers, signatures: [[0, 1]], units: units, quotas: [quota]))
    #expect(counts(plan, 2) == [15, 5])
  }

  @Test func allSharesZeroSwitchesATermOffAndNobodyEligibleIsNoCrash() throws {
    let cell = FairnessCell(before: [0, 0], share: [0, 0], weight: Cost(1 << 30))
    let quota = Quota(before: [0], sharePPM: [0])
    let entries = [Entry(account: 0, value: 1024)]
    let units = plain(4, seed: 1, fairness: entries, quota: entries)
    let fine = Solver.solve(
      try Instance(receivers: team(2, teams: [0, 0]), signatures: [[0, 1]], units: units, cells: [cell], quotas: [quota]))
    #expect(counts(fine, 2) == [2, 2] && fine.fairnessCost == 0 && fine.quotaCost == 0)
    let nobody = Solver.solve(try Instance(receivers: team(2), signatures: [[]], units: plain(4, seed: 1)))
    #expect(nobody.receiver == [-1, -1, -1, -1] && nobody.why.allSatisfy { $0 == UnitWhy(eligible: 0) })
    let noRoom = Solver.solve(try Instance(receivers: team(2, room: 0), signatures: [[0, 1]], units: plain(4, seed: 1)))
    #expect(noRoom.receiver == [-1, -1, -1, -1] && noRoom.shortages == [Shortage(receivers: 2, places: 0, wanted: 4)])
    let empty = Solver.solve(try Instance(receivers: Receivers(), signatures: [], units: Units()))
    #expect(empty.receiver == [])
  }

  @Test func theShortageNamesCasesPeopleAndPlaces() throws {
    var random = Random(12)
    var receivers = Receivers()
    for r in 0..<100 { receivers.append(load0: 0, capacity: 144_000, caseRoom: r < 36 ? 10 : r == 36 ? 20 : 40, key: random.next()) }
    var units = Units()
    for u in 0..<900 { units.append(signature: u < 412 ? 1 : 0, effort: 900, key: random.next()) }
    let plan = Solver.solve(try Instance(receivers: receivers, signatures: [Array(0..<100), Array(0..<37)], units: units))
    #expect(plan.receiver.filter { $0 < 0 }.count == 32)
    #expect(plan.shortages == [Shortage(receivers: 37, places: 380, wanted: 412)])
    #expect(plan.receiver.indices.allSatisfy { plan.receiver[$0] >= 0 || plan.why[$0].shortage == 0 })
  }

  @Test func smallCasesOverManyPeopleLeaveNoLargeCaseOut() throws {
    var random = Random(5)
    var units = Units()
    for u in 0..<1500 {
      units.append(
        signature: 0, effort: 360, priority: u % 100 == 0 ? 1 : 0, key: random.next(),
        fairness: [Entry(account: 0, value: AmountScale.scaled(u % 100 == 0 ? 10_000_000 : 100, mean: 100))])
    }
    let people = 3000
    let cell = FairnessCell(before: .init(repeating: 0, count: people), share: .init(repeating: 1, count: people), weight: Cost(1 << 34))
    let plan = Solver.solve(
      try Instance(receivers: team(people), signatures: [Array(0..<Int32(people))], units: units, cells: [cell]),
      AllocationSettings(passes: 1, bounds: false))
    #expect(plan.receiver.allSatisfy { $0 >= 0 })
    #expect(counts(plan, people).max() == 1)
  }

  @Test func withOnlyLoadTheBestScoreGetsTheCase() throws {
    for seed in 0..<30 as Range<UInt64> {
      var random = Random(seed)
      var receivers = Receivers()
      for _ in 0..<20 { receivers.append(load0: Effort(Int64(random.below(100_000))), capacity: 144_000, caseRoom: 5, key: random.next()) }
      let plan = Solver.solve(try Instance(receivers: receivers, signatures: [Array(0..<20)], units: plain(1, seed: seed)))
      #expect(receivers.load0[Int(plan.receiver[0])] == receivers.load0.min())
    }
  }

  @Test func anEmptyDeskDoesNotTakeEverythingOnceItIsLevel() throws {
    var receivers = team(3, load0: 9000)
    receivers.append(load0: 0, capacity: 144_000, caseRoom: 500, key: 3)
    let plan = Solver.solve(try Instance(receivers: receivers, signatures: [[0, 1, 2, 3]], units: plain(50, seed: 2)))
    #expect(counts(plan, 4)[3] == 20 && counts(plan, 4)[0...2].allSatisfy { $0 == 10 })
  }

  @Test func aUnitStaysWhereItIsUnlessMovingPays() throws {
    var units = Units()
    units.append(signature: 0, effort: 900, current: 1, key: 7)
    let level = Solver.solve(try Instance(receivers: team(2, load0: 5000), signatures: [[0, 1]], units: units))
    #expect(level.receiver == [1] && level.moves == 0)
    var tilted = team(2)
    tilted.load0 = [0, 140_000]
    let moved = Solver.solve(try Instance(receivers: tilted, signatures: [[0, 1]], units: units))
    #expect(moved.receiver == [0] && moved.moves == 1)
  }

  @Test func oneMoveMakesAPlace() throws {
    var receivers = Receivers()
    receivers.append(load0: 0, capacity: 144_000, caseRoom: 1, key: 1)
    receivers.append(load0: 100_000, capacity: 144_000, caseRoom: 1, key: 2)
    var units = Units()
    units.append(signature: 0, effort: 900, priority: 0, key: 1)
    units.append(signature: 1, effort: 900, priority: 1, key: 2)
    let plan = Solver.solve(try Instance(receivers: receivers, signatures: [[0, 1], [0]], units: units))
    #expect(plan.receiver == [1, 0])
  }
}

struct InstanceValidation {
  func units(_ change: (inout Units) -> Void) -> Units {
    var units = Units()
    change(&units)
    return units
  }
  let receivers: Receivers = {
    var receivers = Receivers()
    receivers.append(load0: 0, capacity: 1, caseRoom: 1, key: 1)
    return receivers
  }()

  @Test func wrongNumbersAreRefusedWithTheirPlace() {
    let wrong: [(Units, String)] = [
      (units { $0.append(signature: 2, effort: 1, key: 1) }, "unit 0: no such signature; expected 0..<1"),
      (units { $0.append(signature: 0, cases: 0, effort: 1, key: 1) }, "unit 0: 0 cases; expected 1 or more"),
      (units { $0.append(signature: 0, effort: -1, key: 1) }, "unit 0: effort out of range; expected 0…2^40 seconds"),
      (units { $0.append(signature: 0, effort: 1, current: 4, key: 1) }, "unit 0: holder out of range; expected −1..<1"),
    ]
    for (units, message) in wrong {
      #expect(throws: InstanceError.self) { try Instance(receivers: receivers, signatures: [[0]], units: units) }
      do { _ = try Instance(receivers: receivers, signatures: [[0]], units: units) } catch { #expect(error.description == message) }
    }
    #expect(throws: InstanceError.self) { try Instance(receivers: receivers, signatures: [[0, 0]], units: Units()) }
    #expect(throws: InstanceError.self) { try Instance(receivers: receivers, signatures: [[1]], units: Units()) }
    #expect(throws: InstanceError.self) {
      try Instance(receivers: receivers, signatures: [], units: Units(), cells: [FairnessCell(before: [], share: [], weight: 1)])
    }
  }

  @Test func extremeNumbersNeitherTrapNorOverflow() throws {
    var receivers = Receivers()
    let most = Instance.largestValue
    for r in 0..<3 {
      receivers.append(
        load0: Effort(most), capacity: r == 0 ? 0 : Effort(most), caseRoom: .max, amountRoom: Amount(.max - 1), team: 0, key: UInt64(r))
    }
    let entry = Entry(account: 0, value: AccountValue(1 << 30))
    let units = units { units in
      for u in 0..<5 {
        units.append(signature: 0, effort: Effort(most / 8), amount: Amount(.max / 8), key: UInt64(u), fairness: [entry], quota: [entry])
      }
    }
    let cell = FairnessCell(before: [AccountValue(most), 0, AccountValue(most)], share: [1, most, 0], weight: Cost(most))
    let quota = Quota(before: [AccountValue(most)], sharePPM: [1_000_000])
    let instance = try Instance(receivers: receivers, signatures: [[0, 1, 2]], units: units, cells: [cell], quotas: [quota])
    let plan = Solver.solve(instance)
    #expect(Checker(instance: instance).violations(plan.receiver) == [] && plan.receiver.allSatisfy { $0 >= 0 })
  }

  @Test func amountsAreScaledByTheirMeanAndWinsorised() {
    #expect(AmountScale.mean([100, 300, 0, -5]) == 200 && AmountScale.mean([]) == 1)
    #expect(AmountScale.scaled(200, mean: 200) == 1024)
    #expect(
      AmountScale.scaled(Amount(.max), mean: 1) == 51_200 && AmountScale.scaled(-3, mean: 10) == 0 && AmountScale.scaled(5, mean: 0) == 5120
    )
  }
}
