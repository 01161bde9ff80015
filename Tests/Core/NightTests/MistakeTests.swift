import Movement
import Night
import Policy
import Portfolio
import Testing
import Workload

/// Mistakes found in other systems; each has a night here that would show it.
@Suite struct MistakeTests {
  private func counts(_ outcome: Outcome, _ people: Int) -> [Int] {
    outcome.decisions.reduce(into: [Int](repeating: 0, count: people)) { if $1.to != .none { $0[$1.to.position] += 1 } }
  }

  private func limited(_ scene: inout Scene, _ limits: WorkLimits) {
    var agency = scene.policies.agency
    agency.workload.limits = limits
    scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
  }

  /// A comparator that compares an element with itself sorts nothing.
  @Test func whenPlacesAreShortTheOldestCasesGoFirstWhateverTheirOrder() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var dice = SplitMix64(state: seed)
      var scene = Scene()
      limited(&scene, WorkLimits(cases: 80...400, amount: 0, newPerDay: 5, newPerBatchDay: 5))
      for code in ["A", "B"] { scene.person(code) }
      let ages = Array(1...25).shuffled(using: &dice)
      for age in ages {
        let index = scene.debt()
        scene.snapshot.cases.entrustedOn[index.position] = Scene.slot - age
      }
      // Everybody must be there for the oldest case as for the youngest.
      scene.change { $0.service = [ServiceRule(firstContactHours: 2160)] }
      let outcome = try Night.decide(scene.snapshot, scene.policies)
      let placed = outcome.decisions.filter { $0.kind == .assigned }.map { ages[$0.caseIndex.position] }
      #expect(placed.sorted() == Array(16...25), "seed \(seed)")
    }
  }

  /// Removal by index shifts names against percentages.
  @Test func sharesBelongToTeamsByNameWhoeverLeavesAndInWhateverOrder() throws {
    func teams(_ order: [String], without absent: String? = nil) throws -> [String: Int] {
      var scene = Scene()
      let codes = ["a", "a", "b", "b", "c", "c"]
      for (number, team) in codes.enumerated() { scene.person("\(team)\(number)", team: team) }
      for c in codes.indices where codes[c] == absent { scene.snapshot.collectors.active[c] = false }
      let shares = ["a": 500_000, "b": 300_000, "c": 200_000]
      scene.change { policy in
        policy.quotas = QuotaSettings(
          of: .newCases, shares: order.map { QuotaSettings.Share(team: $0, ppm: shares[$0] ?? 0) }, tolerancePPM: 0)
        policy.fair = FairnessSettings(newCasesWithin: nil, newAmountWithinPermille: nil)
      }
      for _ in 0..<40 { scene.debt() }
      let given = counts(try Night.decide(scene.snapshot, scene.policies), codes.count)
      return Dictionary(zip(codes, given), uniquingKeysWith: +)
    }
    for order in [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]] {
      #expect(try teams(order) == ["a": 20, "b": 12, "c": 8], "\(order)")
    }
    let without = try teams(["a", "b", "c"], without: "b")
    #expect(without["b"] == 0 && (without["a"] ?? 0) > (without["c"] ?? 0) && without.values.reduce(0, +) == 40)
  }

  /// An early recall that can never match; a field emptied and then read.
  @Test func anUntouchedCaseIsTakenBackAndItsFormerHolderIsStillNamed() throws {
    var scene = Scene()
    let holder = scene.person("A"), other = scene.person("B")
    scene.change { $0.movement.recall.noFollowUpWorkingDays = 3 }
    let index = scene.debt(holder: holder)
    scene.snapshot.cases.heldSince[index.position] = Scene.slot - 14
    let decision = try #require(try Night.decide(scene.snapshot, scene.policies).decisions.first)
    #expect(decision.kind == .moved && decision.from == holder && decision.to == other)
    guard case .recallNoFollowUp(let workingDays, _) = decision.recallReason else { return #expect(Bool(false), "not taken back early") }
    #expect(workingDays >= 3)
  }

  /// Conditions of one query object pile up when it is used twice.
  @Test func aNightLeavesNothingBehindForTheNextOne() throws {
    var one = Scene()
    for code in ["A", "B"] { one.person(code) }
    one.change { $0.routes = [Route(rule: "cmb", when: Self.client("cmb"), teams: ["*"]), Route(rule: "rest", teams: ["*"])] }
    var two = one
    for _ in 0..<5 { one.debt(client: "cmb") }
    for number in 0..<9 { two.debt(client: number % 2 == 0 ? "cmb" : "cgb") }
    let before = try Night.decide(one.snapshot, one.policies)
    let between = try Night.decide(two.snapshot, one.policies)
    let after = try Night.decide(one.snapshot, one.policies)
    #expect(before.decisions == after.decisions && before.rules == after.rules)
    #expect(before.decisions.allSatisfy { $0.route == 0 })
    #expect(between.decisions.map(\.route) == (0..<9).map { $0 % 2 == 0 ? 0 : 1 })
  }

  private static func client(_ name: String) -> Condition {
    var condition = Condition()
    condition.clients = [name]
    return condition
  }

  /// With "same debtor" on, single cases are taken from the wrong list and get lost.
  @Test func singleCasesAmongGroupsAreDealtOnceEach() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      var dice = SplitMix64(state: seed)
      var scene = Scene()
      for code in ["A", "B", "C"] { scene.person(code) }
      for _ in 0..<40 { scene.debt(debtor: Int64.random(in: 0...25, using: &dice)) }
      let outcome = try Night.decide(scene.snapshot, scene.policies)
      #expect(outcome.decisions.map(\.caseIndex.position) == Array(0..<40) && outcome.decisions.allSatisfy { $0.kind == .assigned })
      var owner: [Int64: CollectorIndex] = [:]
      for decision in outcome.decisions where scene.snapshot.cases.debtor[decision.caseIndex.position] != 0 {
        let debtor = scene.snapshot.cases.debtor[decision.caseIndex.position]
        #expect(owner[debtor, default: decision.to] == decision.to, "one debtor, one person; seed \(seed)")
        owner[debtor] = decision.to
      }
    }
  }

  /// Weights absent or zero.
  @Test func zeroEverywhereMeansNobodyAssignableNotACrash() throws {
    var scene = Scene()
    for code in ["A", "B"] { scene.person(code) }
    for _ in 0..<4 { scene.debt() }
    var agency = scene.policies.agency
    agency.workload.effortSeconds = [0, 0, 0, 0, 0]
    (agency.workload.wrapUpSeconds, agency.workload.secondsPerMessage, agency.workload.secondsPerOther) = (0, 0, 0)
    (agency.workload.betaPermille, agency.workload.shrinkHours) = (0, 0)
    for mode in WorkloadSettings.Mode.allCases {
      agency.workload.mode = mode
      agency.workload.limits = WorkLimits()
      scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
      #expect(
        try Night.decide(scene.snapshot, scene.policies).decisions.allSatisfy { $0.kind == .assigned }, "no weight is no reason to stop")
      agency.workload.limits = WorkLimits(cases: 0...0, amount: 0, newPerDay: 0, newPerBatchDay: 0)
      scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
      let closed = try Night.decide(scene.snapshot, scene.policies)
      #expect(closed.decisions.count == 4 && closed.decisions.allSatisfy { $0.kind == .unassigned && $0.reason.code == .noRoom })
      #expect(closed.loads.closedBy.allSatisfy { $0 != .open } && closed.loads.room == [0, 0])
    }
  }

  /// A preference becomes a monopoly: one person fills the whole quota first.
  @Test func aTeamsQuotaIsFilledByAllOfTheTeam() throws {
    var scene = Scene()
    for number in 0..<4 { scene.person("a\(number)", team: "a") }
    for number in 0..<4 { scene.person("b\(number)", team: "b") }
    scene.change { policy in
      policy.quotas = QuotaSettings(of: .newCases, shares: [.init(team: "a", ppm: 800_000), .init(team: "b", ppm: 200_000)])
    }
    for _ in 0..<40 { scene.debt() }
    let given = counts(try Night.decide(scene.snapshot, scene.policies), 8)
    #expect(given[0..<4].allSatisfy { $0 == 8 } && given[4..<8].allSatisfy { $0 == 2 }, "\(given)")
  }

  /// Capacity counted per queue while people sit in several.
  @Test func roomIsCountedOnceOverAllPolicies() throws {
    var scene = Scene()
    limited(&scene, WorkLimits(cases: 80...400, amount: 0, newPerDay: 10, newPerBatchDay: 10))
    for code in ["A", "B"] { scene.person(code) }
    let cards = CasePolicy(name: "cards", covers: Self.client("cmb"), routes: [Route(rule: "all", teams: ["*"])])
    let loans = CasePolicy(name: "loans", covers: Self.client("cgb"), routes: [Route(rule: "all", teams: ["*"])])
    scene.policies = PolicySet(agency: scene.policies.agency, policies: [cards, loans])
    for number in 0..<60 { scene.debt(client: number % 2 == 0 ? "cmb" : "cgb") }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(counts(outcome, 2) == [10, 10])
    #expect(outcome.decisions.count { $0.kind == .unassigned } == 40)
  }

  /// Spare capacity counted in items, so small-capacity workers starve.
  @Test func halfADayGetsHalfAShareHoweverManyPlacesOthersHave() throws {
    var scene = Scene()
    for code in ["full", "half"] { scene.person(code) }
    scene.snapshot.collectors.fullTime[1] = 500
    var rows = scene.snapshot.collectors.indices.map { Array(scene.snapshot.collectors.days[$0]) }
    for d in rows[1].indices {
      rows[1][d].scheduledMinutes = 240
      rows[1][d].talkSeconds /= 2
      rows[1][d].calls /= 2
    }
    scene.snapshot.collectors.days = Ragged(rows)
    scene.snapshot.collectors.caseLimit = [10_000, 0]
    for _ in 0..<30 { scene.debt() }
    #expect(counts(try Night.decide(scene.snapshot, scene.policies), 2) == [20, 10])
  }

  /// The first to log in gets the night's pile.
  @Test func whoComesTomorrowGetsAsMuchAsWhoIsHereToday() throws {
    var scene = Scene()
    for code in ["early", "late"] { scene.person(code) }
    var rows = scene.snapshot.collectors.indices.map { Array(scene.snapshot.collectors.days[$0]) }
    // The late one has no shift on the slot's day and one more on the Saturday of the same week.
    for d in rows[1].indices where rows[1][d].day == Scene.slot { rows[1][d].scheduledMinutes = 0 }
    for d in rows[0].indices where rows[0][d].day == Scene.slot + 2 { rows[0][d].scheduledMinutes = 0 }
    scene.snapshot.collectors.days = Ragged(rows)
    for _ in 0..<20 { scene.debt() }
    let given = counts(try Night.decide(scene.snapshot, scene.policies), 2)
    #expect(given.allSatisfy { (9...11).contains($0) }, "\(given)")
  }

  /// Whoever is not there within the case's service time gets nothing of it, however empty the desk.
  @Test func presenceIsMeasuredByTheCasesOwnClock() throws {
    var scene = Scene()
    let here = scene.person("here")
    scene.person("away")
    var rows = scene.snapshot.collectors.indices.map { Array(scene.snapshot.collectors.days[$0]) }
    for d in rows[1].indices where rows[1][d].day >= Scene.slot && rows[1][d].day < Scene.slot + 5 { rows[1][d].leaveMinutes = 480 }
    scene.snapshot.collectors.days = Ragged(rows)
    scene.change { $0.service = [ServiceRule(firstContactHours: 48)] }
    for _ in 0..<6 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.decisions.allSatisfy { $0.to == here })
  }
}
