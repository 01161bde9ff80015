import Night
import Policy
import Portfolio
import Testing
import Workload

/// The numbers behind every place, counted again from outside.
@Suite struct ExplanationTests {
  /// Effort of a case nobody called, and the week of a full-time person.
  private static let (effort, week): (Int64, Int64) = (720, 144_000)

  private func load(_ before: Int64, _ added: Int64 = Self.effort) -> Int64 {
    ((before + added) * (before + added) - before * before) * 1024 / (2 * Self.week)
  }

  private func withoutAccounts(_ scene: inout Scene) {
    scene.change { $0.fair = FairnessSettings(newCasesWithin: nil, newAmountWithinPermille: nil) }
  }

  @Test func theCostTheRunnerUpAndTheFullColleagueAreNamed() throws {
    var scene = Scene()
    withoutAccounts(&scene)
    let free = scene.person("free"), busy = scene.person("busy"), busier = scene.person("busier")
    for _ in 0..<20 { scene.debt(holder: busy) }
    for _ in 0..<40 { scene.debt(holder: busier) }
    scene.snapshot.collectors.newToday[free.position] = 59
    let first = scene.debt(), second = scene.debt()
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    let told = outcome.explanations
    #expect(told.placements.map(\.caseIndex) == [first, second] && told.offered == 2)
    let here = try #require(told.placements.first { outcome.holderAfter[$0.caseIndex.position] == free })
    let other = try #require(told.placements.first { outcome.holderAfter[$0.caseIndex.position] == busy })
    #expect(here.cost.load == load(0) && here.cost.total == here.cost.load && here.full == .none)
    #expect(here.runnerUp != .none && here.eligible == 3)
    // Had the free one had room for both, the second case would have cost twice and a half less than where it went.
    #expect(other.cost.load == load(20 * Self.effort) && other.runnerUp == busier && other.runnerUpCost.load == load(40 * Self.effort))
    #expect(other.full == free && other.fullCost == load(Self.effort) && other.placeWorth == other.cost.total - other.fullCost)
    #expect(other.withRoom == 2)
    let fared = told.fared
    #expect(fared[free.position].got == 1 && fared[busy.position].got == 1 && fared[busier.position].got == 0)
    #expect(fared[free.position].missed == 1 && fared[free.position].placeWorth == other.placeWorth)
    #expect(fared.map(\.eligibleFor) == [2, 2, 2])
  }

  @Test func filtersAreCountedOneAfterTheOther() throws {
    var scene = Scene()
    withoutAccounts(&scene)
    for number in 0..<6 { scene.person("P\(number)", skills: number < 5 ? ["cantonese"] : []) }
    scene.snapshot.collectors.active[0] = false
    var rows = scene.snapshot.collectors.indices.map { Array(scene.snapshot.collectors.days[$0]) }
    for d in rows[1].indices { rows[1][d].leaveMinutes = rows[1][d].scheduledMinutes }
    scene.snapshot.collectors.days = Ragged(rows)
    scene.snapshot.collectors.newToday[2] = 60
    let index = scene.debt(
      needs: ["cantonese"], former: [FormerHolder(collector: CollectorIndex(3), until: Scene.slot - 2)])
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    let one = try #require(outcome.explanations.placements.first)
    let funnel = outcome.explanations.funnels[Int(one.funnel)]
    // Six in the team, one inactive, one without the skill, one away, one a former holder, one full.
    #expect([funnel.inTeams, funnel.withSkills, funnel.present, one.eligible, one.withRoom] == [5, 4, 3, 2, 1])
    #expect(funnel.requiredSkills == 1 && funnel.route == 0 && outcome.holderAfter[index.position] == CollectorIndex(4))
    #expect(one.full == CollectorIndex(2) || one.full == .none)
  }

  @Test func theMonthsAccountAndTheQuotasAreToldApart() throws {
    var scene = Scene()
    scene.person("a", team: "a", newThisMonth: 6)
    scene.person("b", team: "b", newThisMonth: 2)
    scene.change { $0.quotas = QuotaSettings(of: .newCases, shares: [.init(team: "a", ppm: 500_000), .init(team: "b", ppm: 500_000)]) }
    scene.debt(300_000)
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    let one = try #require(outcome.explanations.placements.first)
    #expect(outcome.decisions.first?.to == CollectorIndex(1))
    // Below its share and below its quota: taking the case lowers both, load goes up.
    #expect(one.cost.number < 0 && one.cost.quota < 0 && one.cost.load > 0 && one.cost.amount < 0)
    #expect(one.runnerUp == CollectorIndex(0) && one.runnerUpCost.number > 0 && one.runnerUpCost.quota > 0)
    #expect(one.cost.total == one.cost.load + one.cost.number + one.cost.amount + one.cost.quota)
    let fared = outcome.explanations.fared
    #expect(fared.map(\.monthAfter) == [6 * 1024, 3 * 1024] && abs(fared[0].monthShare - 4608) <= 1)
  }

  @Test func staysAreToldByTheirReason() throws {
    var scene = Scene()
    let holder = scene.person("A")
    let kept = scene.debt(holder: holder), paid = scene.debt(holder: holder), alike = scene.debt(holder: holder)
    scene.snapshot.payments = Ragged([[], [PaymentFact(day: Scene.slot - 2, amount: 500)], [PaymentFact(day: Scene.slot - 2, amount: 700)]])
    let told = try Night.decide(scene.snapshot, scene.policies).explanations
    #expect(told.stayed == [paid, alike] && told.stayedBy == [0, 0] && told.stayReasons.map(\.code) == [.stayPaid])
    #expect(!told.stayed.contains(kept))
  }

  @Test func onRandomNightsTheNumbersHold() throws {
    for seed in 1...150 as ClosedRange<UInt64> {
      var dice = SplitMix64(state: seed)
      var scene = Scene()
      let people = Int.random(in: 1...6, using: &dice)
      for number in 0..<people {
        scene.person("P\(number)", team: ["a", "b"][number % 2], newThisMonth: Int32.random(in: 0...5, using: &dice))
      }
      for c in 0..<people { scene.snapshot.collectors.newToday[c] = Int32.random(in: 50...60, using: &dice) }
      for _ in 0..<Int.random(in: 1...30, using: &dice) {
        scene.debt(
          Int64.random(in: 1000...900_000, using: &dice), debtor: Int64.random(in: 0...20, using: &dice),
          holder: Int.random(in: 0...2, using: &dice) == 0 ? CollectorIndex(Int.random(in: 0..<people, using: &dice)) : .none,
          conflicts: Int.random(in: 0...4, using: &dice) == 0 ? [CollectorIndex(Int.random(in: 0..<people, using: &dice))] : [])
      }
      let outcome = try Night.decide(scene.snapshot, scene.policies)
      let told = outcome.explanations
      var left = outcome.loads.room
      for decision in outcome.decisions where decision.to != .none { left[decision.to.position] -= 1 }
      #expect(told.placements.map(\.caseIndex) == told.placements.map(\.caseIndex).sorted() && Int(told.offered) == told.placements.count)
      for one in told.placements {
        let to = outcome.holderAfter[one.caseIndex.position]
        let funnel = told.funnels[Int(one.funnel)]
        #expect(
          funnel.inTeams >= funnel.withSkills && funnel.withSkills >= funnel.present && funnel.present >= one.eligible
            && one.eligible >= one.withRoom)
        guard outcome.decisions.first(where: { $0.caseIndex == one.caseIndex })?.kind == .assigned else { continue }
        #expect(one.withRoom >= 1 && one.runnerUp != to && one.full != to)
        if one.runnerUp != .none { #expect(left[one.runnerUp.position] >= one.together, "seed \(seed)") }
        if one.full != .none {
          #expect(
            left[one.full.position] <= 0 && one.fullCost < one.cost.total && one.placeWorth >= one.cost.total - one.fullCost, "seed \(seed)"
          )
          #expect(!scene.snapshot.conflicts[one.caseIndex].contains(one.full))
        }
      }
      for c in 0..<people {
        #expect(told.fared[c].eligibleFor <= told.offered && told.fared[c].got <= told.fared[c].eligibleFor, "seed \(seed)")
      }
    }
  }
}

/// What is told of the month, of wishes and of quotas counts every new case.
@Suite struct MonthToldTests {
  /// Fifteen of one and four that follow: what the books of the month say after the publish.
  private func following() -> (scene: Scene, people: [CollectorIndex]) {
    var scene = Scene()
    scene.change { $0.together = .debtor(otherwise: .wait) }
    let people = [scene.person("a", newThisMonth: 15), scene.person("b", newThisMonth: 15)]
    for debtor in 1...4 as ClosedRange<Int64> {
      scene.debt(debtor: debtor, holder: people[0])
      scene.debt(debtor: debtor)
    }
    return (scene, people)
  }

  @Test func casesThatFollowAreOfTheMonth() throws {
    let (scene, people) = following()
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.decisions.map(\.reason.code) == [ReasonCode](repeating: .assignedWithGroup, count: 4))
    #expect(outcome.decisions.allSatisfy { $0.to == people[0] })
    let fared = outcome.explanations.fared
    #expect(fared.map(\.monthAfter) == [19 * 1024, 15 * 1024] && fared.map(\.monthShare) == [17 * 1024, 17 * 1024])
    // A run of before is told as it was.
    let before = try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 5)))
    #expect(before.decisions == outcome.decisions && before.explanations.fared.map(\.monthAfter) == [0, 0])
  }

  @Test func aMonthCountsRoutesWithoutACaseTonightToo() throws {
    var (scene, people) = following()
    scene.change { $0.routes.append(Route(rule: "later", teams: ["*"])) }
    let other = AccountKey(policy: "everything", rule: "later")
    for _ in 0..<3 { scene.given(other, people[1], 100_000) }
    // Of a rule that is no longer there, too.
    scene.given(AccountKey(policy: "gone", rule: "any"), people[1], 100_000)
    let fared = try Night.decide(scene.snapshot, scene.policies).explanations.fared
    #expect(fared.map(\.monthAfter) == [19 * 1024, 19 * 1024] && fared.map(\.monthShare) == [19 * 1024, 19 * 1024])
  }

  @Test func aWishIsMeasuredWithTheCasesThatFollow() throws {
    let (scene, people) = following()
    let miss = try Night.decide(scene.snapshot, scene.policies).fairness.misses.first { $0.measure == .newCases }
    #expect(miss?.reached == 2 && miss?.isBelow == false && miss?.cause == .together, "\(String(describing: miss))")
    #expect(miss?.collector == scene.snapshot.collectors.id[people[0].position])
  }

  private func quotas(_ shares: [(String, Int)], _ scene: inout Scene) {
    scene.change { $0.quotas = QuotaSettings(of: .newCases, shares: shares.map { .init(team: $0.0, ppm: $0.1) }) }
  }

  @Test func aQuotaThatIsMissedIsNamedOnceWithWhatCameBefore() throws {
    // Only one of team b, with two places: six of ten wished, two had.
    var limited = Scene()
    limited.person("a", team: "a")
    let b = limited.person("b", team: "b")
    limited.snapshot.collectors.caseLimit[b.position] = 2
    quotas([("a", 400_000), ("b", 600_000)], &limited)
    for _ in 0..<10 { limited.debt() }
    let outcome = try Night.decide(limited.snapshot, limited.policies)
    #expect(
      outcome.fairness.quotas == [
        QuotaMiss(policy: "everything", team: "b", measure: .newCases, wantedPPM: 600_000, gotPPM: 200_000, cause: .limits)
      ], "\(outcome.fairness.quotas)")

    // Whoever of b is there may take none of them.
    var skilled = Scene()
    skilled.person("a", team: "a", skills: ["cantonese"])
    skilled.person("b", team: "b")
    quotas([("a", 500_000), ("b", 500_000)], &skilled)
    for _ in 0..<8 { skilled.debt(needs: ["cantonese"]) }
    let routes = try Night.decide(skilled.snapshot, skilled.policies).fairness.quotas
    #expect(routes.map(\.cause) == [.routes] && routes.map(\.team) == ["b"] && routes.map(\.gotPPM) == [0], "\(routes)")

    // The month was far off before tonight, and all of tonight goes the right way.
    var uneven = Scene()
    uneven.person("a", team: "a", newThisMonth: 20)
    uneven.person("b", team: "b")
    quotas([("a", 500_000), ("b", 500_000)], &uneven)
    for _ in 0..<5 { uneven.debt() }
    let earlier = try Night.decide(uneven.snapshot, uneven.policies).fairness.quotas
    #expect(earlier.map(\.cause) == [.earlier] && earlier.map(\.gotPPM) == [200_000], "\(earlier)")
  }

  @Test func aQuotaThatIsKeptButForAPartOfACaseIsNoMiss() throws {
    var scene = Scene()
    scene.person("a", team: "a")
    scene.person("b", team: "b")
    quotas([("a", 600_000), ("b", 400_000)], &scene)
    for _ in 0..<7 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.fairness.quotas.isEmpty, "\(outcome.fairness.quotas)")
  }
}

/// Who gets a case that was taken from somebody must be there in the case's own time.
@Suite struct ServiceTimeTests {
  @Test func whoIsOnLeaveGetsNoneOfALeaversCasesBeyondTheServiceTime() throws {
    var scene = Scene()
    let (gone, away, there) = (scene.person("gone"), scene.person("away"), scene.person("there"))
    scene.snapshot.collectors.leavesOn[gone.position] = Scene.slot - 1
    scene.leave(away, from: 0, days: 3)
    scene.change { $0.service = [ServiceRule(firstContactHours: 48)] }
    let cases = (0..<6).map { _ in scene.debt(holder: gone) }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(cases.allSatisfy { outcome.holderAfter[$0.position] == there })
    let funnel = try #require(outcome.explanations.funnels.first)
    #expect((funnel.withSkills, funnel.present) == (2, 1))
    // He is back within five days, the service time of a case without a rule.
    scene.change { $0.service = [] }
    let five = try Night.decide(scene.snapshot, scene.policies)
    #expect(cases.contains { five.holderAfter[$0.position] == away })
    #expect(five.explanations.funnels.first?.present == 2)
    // An older run is decided by its week.
    scene.change { $0.service = [ServiceRule(firstContactHours: 48)] }
    let before = try Night.decide(scene.snapshot, scene.policies, rules: #require(Night.Rules(number: 5)))
    #expect(cases.contains { before.holderAfter[$0.position] == away } && before.explanations.funnels.first?.present == 2)
  }
}
