import Movement
import Portfolio
import Testing

struct StaysAndHolds {
  /// Everything would be recalled but for what the test adds.
  func eager() -> TestNight {
    var night = TestNight()
    night.settings.stay = MovementSettings().stay
    night.settings.stop = MovementSettings().stop
    night.settings.recall.forcedAfterWorkingDays = 1
    return night
  }

  @Test func stayRulesBeatRecalls() {
    var night = eager()
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
    night.facts.deeds.lastPaid = TestNight.slot - 15
    #expect(night.move() == .stays(.stayPaid(daysAgo: 15, window: 15)))
    night.facts.deeds.lastPaid = TestNight.slot - 16
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
    night.facts.deeds.planRunning = true
    night.facts.deeds.instalmentsDue = 4
    night.facts.deeds.missedInstalments = 1
    #expect(night.move() == .stays(.stayPlan(due: 4, missed: 1)))
    night.facts.deeds.missedInstalments = 2
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
  }

  @Test func aPromiseKeepsTheCaseUntilWorkingDaysAfterItsDueDay() {
    var night = eager()
    night.facts.deeds.openPromiseDue = TestNight.slot + 10
    // The slot is a Monday: nine working days up to a Thursday, and three of grace.
    #expect(night.move() == .stays(.stayPromise(daysLeft: 12, counted: 1)))
    // Due on Wednesday: Thursday and Friday have passed, Monday is the third day.
    night.facts.deeds.openPromiseDue = TestNight.slot - 5
    #expect(night.move() == .stays(.stayPromise(daysLeft: 1, counted: 1)))
    // The promise counts as broken before the three days are over.
    night.facts.deeds.openPromiseDue = .none
    night.facts.deeds.lastBrokenDue = TestNight.slot - 5
    night.facts.deeds.brokenSincePayment = 1
    #expect(night.move() == .stays(.stayPromise(daysLeft: 1, counted: 1)))
    night.facts.deeds.lastBrokenDue = TestNight.slot - 6
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
  }

  /// Thanksgiving is no day on which money reaches an American client; the agency in China works on it.
  @Test func theGraceOfAPromiseCountsOnTheDaysOfTheCasesClientWhereItHasItsOwn() {
    var night = eager()
    night.snapshot.slot = TestNight.day("2026-11-30")
    night.facts.deeds.openPromiseDue = TestNight.day("2026-11-24")
    // Wednesday, Thursday and Friday have passed: the three days are over.
    #expect(night.move() == .recalls(.recallForced(workingDays: 25, limit: 1)))
    let client = Calendar(workedWeekdays: 0b0011_1110, holidays: [TestNight.day("2026-11-26")], makeUpDays: [])
    night.snapshot.cases.client = [1]
    func move(_ clients: [Calendar?]) -> Move {
      MovementRules(night.settings, night.finished(), night.calendar, clients: clients).decide(CaseIndex(0), night.finished(), night.facts)
    }
    #expect(move([nil, client]) == .stays(.stayPromise(daysLeft: 1, counted: 1)))
    #expect(move([client, nil]) == .recalls(.recallForced(workingDays: 25, limit: 1)), "another client's")
    #expect(move([client]) == .recalls(.recallForced(workingDays: 25, limit: 1)), "a client beyond the list")
  }

  @Test func retentionStaysToItsLastDay() {
    var night = eager()
    night.snapshot.cases.retainedUntil = [TestNight.slot]
    #expect(night.move() == .stays(.stayRetained(daysLeft: 0)))
    night.snapshot.cases.retainedUntil = [TestNight.slot - 1]
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
    night.snapshot.cases.retainedUntil = [.never]
    #expect(night.move() == .stays(.stayRetained(daysLeft: nil)))
  }

  @Test func pinsKeepOrDirectACase() {
    var night = eager()
    night.snapshot.cases.pinnedTo = [CollectorIndex(0)]
    night.snapshot.cases.pinnedUntil = [TestNight.slot + 3]
    #expect(night.move() == .stays(.stayPinned(daysLeft: 3)))
    night.snapshot.cases.pinnedTo = [CollectorIndex(1)]
    #expect(night.move() == .recalls(.assignedPinned))
    #expect(night.rules().pin(CaseIndex(0), night.finished()) == CollectorIndex(1))
    night.snapshot.collectors.leavesOn[1] = TestNight.slot - 1
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)), "a pin to somebody who left is void")
    night.snapshot.cases.pinnedTo = [CollectorIndex(0)]
    night.snapshot.cases.pinnedUntil = [TestNight.slot - 1]
    #expect(night.move() == .recalls(.recallForced(workingDays: 20, limit: 1)))
  }

  @Test func nobodyIsLeftToKeepALeaversCommitments() {
    var night = eager()
    night.facts.deeds.planRunning = true
    night.snapshot.collectors.leavesOn[0] = TestNight.slot - 2
    #expect(night.move() == .recalls(.recallHolderLeft(daysAgo: 2)))
  }

  @Test func stopsComeBeforeEverything() {
    var night = eager()
    night.snapshot.cases.flags = [[.dispute, .hardship]]
    night.facts.deeds.planRunning = true
    #expect(night.move() == .holds(.holdFlag(flags: .dispute, rule: 1), ownerKeeps: true, countsAsLoad: false))
    night.snapshot.cases.holder = [.none]
    #expect(night.move() == .holds(.holdFlag(flags: .dispute, rule: 1), ownerKeeps: true, countsAsLoad: false))
    night.settings.stop = [StopRule(when: .always, ownerKeeps: false, countsAsLoad: true)]
    #expect(night.move() == .holds(.holdRule(rule: 1), ownerKeeps: false, countsAsLoad: true))
  }

  @Test func holdsEndOnTheirDayAndNothingDueIsNotDealt() {
    var night = eager()
    night.snapshot.cases.holder = [.none]
    #expect(night.move() == .deals)
    night.snapshot.cases.hold = [.complaint]
    #expect(night.move() == .holds(.holdEntered(kind: .complaint, daysLeft: nil), ownerKeeps: true, countsAsLoad: false))
    night.snapshot.cases.holdUntil = [TestNight.slot + 1]
    #expect(night.move() == .holds(.holdEntered(kind: .complaint, daysLeft: 1), ownerKeeps: true, countsAsLoad: false))
    night.snapshot.cases.holdUntil = [TestNight.slot]
    #expect(night.move() == .deals)
    night.snapshot.cases.outstanding = [0]
    #expect(night.move() == .holds(.holdNothingDue(outstanding: 0), ownerKeeps: true, countsAsLoad: false))
  }

  @Test func aCaseAboutToGoBackToItsClientNeitherMovesNorIsDealt() {
    var night = eager()
    night.settings.minimumDaysBeforeReturn = 5
    night.snapshot.cases.dueBackOn = [TestNight.slot + 4]
    #expect(night.move() == .keeps)
    night.snapshot.cases.holder = [.none]
    #expect(night.move() == .holds(.holdNearReturn(daysLeft: 4, minimum: 5), ownerKeeps: true, countsAsLoad: false))
    night.snapshot.cases.dueBackOn = [TestNight.slot + 5]
    #expect(night.move() == .deals)
  }

  @Test func formerHoldersAreExcludedLatestFirstUntilTheExclusionExpires() {
    var night = TestNight()
    func gave(_ c: Int, _ days: Int) -> FormerHolder { FormerHolder(collector: CollectorIndex(c), until: TestNight.slot - days) }
    night.former = [gave(4, 150), gave(3, 90), gave(2, 60), gave(1, 30), gave(1, 40)]
    func excluded() -> [Int] { night.rules().excludedFormerHolders(CaseIndex(0), night.finished()).map(\.position) }
    #expect(excluded() == [0, 1, 2])
    night.snapshot.cases.holder = [.none]
    #expect(excluded() == [1, 2, 3])
    night.settings.notBackTo = NotBackTo(holders: 3, days: 60)
    #expect(excluded() == [1, 2], "in a team of three the third is free again")
    night.settings.notBackTo = nil
    #expect(excluded() == [])
    night.snapshot.cases.holder = [CollectorIndex(5)]
    #expect(excluded() == [5], "a recalled case never goes back at once")
  }

  @Test func healthCountsWhatMatched() {
    var night = eager()
    var tally = MovementTally(night.settings)
    _ = night.rules().decide(CaseIndex(0), night.finished(), night.facts, tally: &tally)
    night.facts.deeds.lastPaid = TestNight.slot - 1
    _ = night.rules().decide(CaseIndex(0), night.finished(), night.facts, tally: &tally)
    let health = tally.health(policy: "p", night.settings)
    #expect(health.first { $0.rule == "stay 3" } == RuleHealth(policy: "p", rule: "stay 3", matched: 1, considered: 2))
    #expect(health.first { $0.rule == "recall forced" }?.matched == 1)
    #expect(health.first { $0.rule == "stop 1" }?.matched == 0)
  }
}
