import Movement
import Night
import Policy
import Portfolio
import Testing
import Workload

@Suite struct NightTests {
  private func decision(_ outcome: Outcome, _ index: CaseIndex) -> Decision? { outcome.decisions.first { $0.caseIndex == index } }

  @Test func aNightWithoutCasesDecidesNothing() throws {
    var scene = Scene()
    scene.person("A")
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.decisions.isEmpty && outcome.verdicts.isEmpty)
    #expect(outcome.loads.count == 1)
  }

  @Test func aNightWithoutCollectorsLeavesEveryCaseUnassignedWithTheReason() throws {
    var scene = Scene()
    let index = scene.debt()
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, index)?.kind == .unassigned)
    #expect(decision(outcome, index)?.reason.code == .nobodyInTeams)
  }

  @Test func aClientsOwnDaysReachTheGraceOfItsPromisesAndNobodyElses() throws {
    var scene = Scene()
    let (a, _) = (scene.person("A"), scene.person("B"))
    let (own, other) = (scene.debt(client: "harbour", holder: a), scene.debt(client: "cmb", holder: a))
    // Due on Thursday: Friday, Monday and Tuesday have passed.
    let promise = PromiseFact(madeOn: Scene.slot - 10, dueOn: Scene.slot - 6, amount: 1, plan: 0)
    scene.snapshot.promises = Ragged([[promise], [promise]])
    scene.change { policy in policy.movement.recall.forcedAfterWorkingDays = 1 }
    let without = try Night.decide(scene.snapshot, scene.policies)
    #expect(without.holderAfter[own.position] != a && without.holderAfter[other.position] != a)
    let monday = Calendar(workedWeekdays: 0b0011_1110, holidays: [Scene.slot - 2], makeUpDays: [])
    var agency = scene.policies.agency
    agency.clientCalendars = [ClientCalendar(client: "harbour", code: "x", calendar: monday)]
    let with = try Night.decide(scene.snapshot, PolicySet(agency: agency, policies: scene.policies.policies))
    #expect(with.holderAfter[own.position] == a && with.holderAfter[other.position] != a)
  }

  @Test func equalPeopleGetEqualNumbersWithinOne() throws {
    var scene = Scene()
    for code in ["A", "B", "C", "D"] { scene.person(code) }
    for _ in 0..<10 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    var counts = [Int](repeating: 0, count: 4)
    for decision in outcome.decisions { counts[decision.to.position] += 1 }
    #expect(outcome.decisions.allSatisfy { $0.kind == .assigned })
    #expect(counts.sorted() == [2, 2, 3, 3])
  }

  @Test func theRemainderRotatesWithTheMonthsAccount() throws {
    var scene = Scene()
    let ahead = scene.person("A", newThisMonth: 5)
    let behind = scene.person("B", newThisMonth: 4)
    let index = scene.debt()
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, index)?.to == behind)
    scene.given(behind, 2)
    #expect(decision(try Night.decide(scene.snapshot, scene.policies), index)?.to == ahead)
  }

  /// Everybody has as many cases, but A had those of the client that pays best.
  @Test func aPolicyThatTellsClientsApartSharesEachOfThem() throws {
    var scene = Scene()
    let a = scene.person("A"), b = scene.person("B")
    scene.given(a, 4, client: "good")
    scene.given(b, 4, client: "other")
    let good = scene.debt(), other = scene.debt()
    scene.snapshot.cases.client[good.position] = scene.snapshot.clients.intern("good")
    scene.snapshot.cases.client[other.position] = scene.snapshot.clients.intern("other")
    scene.change { $0.fair.by = [.client] }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, good)?.to == b && decision(outcome, other)?.to == a)
    let account = try #require(decision(outcome, good)?.account)
    #expect(
      outcome.accounts[Int(account)]
        == AccountKey(policy: "everything", rule: "everyone", client: scene.snapshot.cases.client[good.position]))
  }

  @Test func aDebtorsCasesGoToOnePerson() throws {
    var scene = Scene()
    for code in ["A", "B", "C"] { scene.person(code) }
    let first = scene.debt(debtor: 7), second = scene.debt(debtor: 7)
    for _ in 0..<6 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, first)?.to == decision(outcome, second)?.to)
  }

  @Test func aNewCaseFollowsTheDebtorsOtherCase() throws {
    var scene = Scene()
    let busy = scene.person("A")
    scene.person("B")
    for _ in 0..<20 { scene.debt(holder: busy) }
    let sibling = scene.debt(debtor: 7, holder: busy)
    let index = scene.debt(debtor: 7)
    let found = decision(try Night.decide(scene.snapshot, scene.policies), index)
    #expect(found?.to == busy)
    #expect(found?.reason == Reason.assignedWithGroup(caseID: scene.snapshot.cases.id[sibling.position]))
  }

  @Test func aGroupNobodyMayTakeAsAWholeIsSplitAlongAuthorisation() throws {
    var scene = Scene()
    let english = scene.person("A", skills: ["english"])
    let cantonese = scene.person("B", skills: ["cantonese"])
    let one = scene.debt(debtor: 7, needs: ["english"]), other = scene.debt(debtor: 7, needs: ["cantonese"])
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, one)?.to == english)
    #expect(decision(outcome, other)?.to == cantonese)
    scene.change { $0.together = .debtor(otherwise: .wait) }
    let waiting = try Night.decide(scene.snapshot, scene.policies)
    #expect(waiting.decisions.allSatisfy { $0.kind == .unassigned })
  }

  @Test func nobodyWithTheSkillMeansUnassignedNeverEverybody() throws {
    var scene = Scene()
    scene.person("A")
    let index = scene.debt(needs: ["cantonese"])
    let found = decision(try Night.decide(scene.snapshot, scene.policies), index)
    #expect(found?.kind == .unassigned && found?.reason.code == .nobodyWithSkills)
  }

  @Test func formerHoldersAndConflictsAreLeftOut() throws {
    var scene = Scene()
    let former = scene.person("A"), conflicted = scene.person("B"), free = scene.person("C")
    let index = scene.debt(former: [FormerHolder(collector: former, until: Scene.slot - 5)], conflicts: [conflicted])
    #expect(decision(try Night.decide(scene.snapshot, scene.policies), index)?.to == free)
  }

  @Test func whenOnlyFormerHoldersAreLeftTheExclusionIsLiftedAndSaid() throws {
    var scene = Scene()
    let people = ["A", "B", "C"].map { scene.person($0) }
    let index = scene.debt(former: people.map { FormerHolder(collector: $0, until: Scene.slot - 5) })
    let found = decision(try Night.decide(scene.snapshot, scene.policies), index)
    #expect(found?.kind == .assigned && found?.reason.code == .assignedAgain)
  }

  @Test func flaggedCasesAreHeldWithTheirOwner() throws {
    var scene = Scene()
    let owner = scene.person("A")
    let held = scene.debt(holder: owner, flags: .dispute), pool = scene.debt(flags: .dispute)
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, held)?.kind == .held && outcome.holderAfter[held.position] == owner)
    #expect(decision(outcome, pool)?.kind == .held && decision(outcome, pool)?.reason.code == .holdFlag)
  }

  @Test func aPinIsStrongerThanTheMonthsAccount() throws {
    var scene = Scene()
    let pinned = scene.person("A", newThisMonth: 50)
    scene.person("B")
    let index = scene.debt()
    scene.snapshot.cases.pinnedTo[index.position] = pinned
    scene.snapshot.cases.pinnedUntil[index.position] = Scene.slot + 3
    let found = decision(try Night.decide(scene.snapshot, scene.policies), index)
    #expect(found?.to == pinned && found?.reason.code == .assignedPinned)
  }

  @Test func aLeaversCasesGoToSomebodyElseOrToThePool() throws {
    var scene = Scene()
    let leaver = scene.person("A")
    scene.snapshot.collectors.leavesOn[leaver.position] = Scene.slot - 1
    let index = scene.debt(holder: leaver)
    let alone = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(alone, index)?.kind == .recalled && alone.holderAfter[index.position] == .none)
    let other = scene.person("B")
    let found = decision(try Night.decide(scene.snapshot, scene.policies), index)
    #expect(found?.kind == .moved && found?.to == other && found?.recallReason?.code == .recallHolderLeft)
  }

  @Test func caseWithoutPolicyOrRateWaitsWithTheReason() throws {
    var scene = Scene()
    scene.person("A")
    let dollars = scene.debt(currency: .usd)
    #expect(decision(try Night.decide(scene.snapshot, scene.policies), dollars)?.reason.code == .holdNoRate)
    scene.change { $0.covers.clients = ["other"] }
    #expect(decision(try Night.decide(scene.snapshot, scene.policies), dollars)?.reason.code == .noPolicyCovers)
  }

  @Test func moreCasesThanPlacesFillsEveryPlaceAndSaysWhyTheRestWaits() throws {
    var scene = Scene()
    var agency = scene.policies.agency
    agency.workload.limits.newPerDay = 3
    agency.workload.limits.newPerBatchDay = 3
    scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
    for code in ["A", "B"] { scene.person(code) }
    for _ in 0..<9 { scene.debt() }
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    let assigned = outcome.decisions.filter { $0.kind == .assigned }.count
    #expect(assigned == Int(outcome.loads.room.reduce(0, +)))
    #expect(outcome.decisions.filter { $0.kind == .unassigned }.allSatisfy { $0.reason.code == .noRoom })
    #expect(outcome.decisions.count == 9)
  }

  @Test func newCasesGoBeforeRecalledOnesWherePlacesAreShort() throws {
    var scene = Scene()
    var agency = scene.policies.agency
    (agency.workload.limits.newPerDay, agency.workload.limits.newPerBatchDay) = (1, 1)
    scene.policies = PolicySet(agency: agency, policies: scene.policies.policies)
    scene.change { $0.movement.recall.forcedAfterWorkingDays = 3 }
    let holder = scene.person("A"), free = scene.person("B")
    scene.snapshot.collectors.newToday[holder.position] = 1
    let recalled = scene.debt(holder: holder), new = scene.debt()
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(outcome, new)?.to == free && outcome.holderAfter[recalled.position] == holder)
    // With a place for both it leaves.
    scene.snapshot.collectors.newToday[holder.position] = 0
    let roomy = try Night.decide(scene.snapshot, scene.policies)
    #expect(decision(roomy, recalled)?.to == free && decision(roomy, new)?.to == holder)
  }

  @Test func aSnapshotWithAShortColumnIsRefused() {
    var scene = Scene()
    scene.debt()
    scene.snapshot.cases.flags = []
    #expect(throws: NightError.self) { try Night.decide(scene.snapshot, scene.policies) }
  }
}

@Suite struct PinnedNightTests {
  @Test func aHeldCasePinnedToAnotherGoesThereAndToNobodyElse() throws {
    var scene = Scene()
    let holder = scene.person("A"), pinned = scene.person("B")
    scene.person("C")
    let index = scene.debt(holder: holder)
    scene.snapshot.cases.pinnedTo[index.position] = pinned
    scene.snapshot.cases.pinnedUntil[index.position] = Scene.slot + 3
    let outcome = try Night.decide(scene.snapshot, scene.policies)
    #expect(outcome.holderAfter[index.position] == pinned)
    scene.snapshot.collectors.active[pinned.position] = false
    #expect(try Night.decide(scene.snapshot, scene.policies).holderAfter[index.position] == holder)
  }
}
