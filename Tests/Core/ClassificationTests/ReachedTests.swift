import Classification
import Portfolio
import Testing

@Suite struct ReachedTests {
  @Test func neutralTalkIsNoEvidence() {
    var history = History()
    for ago in 1...3 { history.talk(.neutral, daysAgo: ago) }
    history.talk(.uncooperative, daysAgo: 4)
    #expect(history.verdict().caseClass == .uncooperative)
    #expect(history.verdict().reason.numbers.n4 == 1)
    var literal = ClassificationSettings()
    literal.neutralCountsAsCooperative = true
    #expect(history.verdict(literal).caseClass == .cooperative)
  }

  @Test func theNewestConversationWeighsMost() {
    var history = History()
    history.talk(.uncooperative, daysAgo: 28)
    history.talk(.cooperative, daysAgo: 2)
    #expect(history.verdict().caseClass == .cooperative)
    history.talk(.uncooperative, daysAgo: 1)
    #expect(history.verdict().caseClass == .uncooperative)
  }

  @Test func theShareIsSmoothedAndCompared() {
    var history = History()
    history.talk(.cooperative, daysAgo: 1)
    // One conversation of full weight and half of one assumed, of which half cooperates: (1 + 0.25) / 1.5.
    #expect(history.verdict() == Verdict(.cooperative, .wordsCooperative(share: 833, threshold: 500, cooperative: 1, uncooperative: 0)))
    var strict = ClassificationSettings()
    strict.cooperativeShare = 900
    #expect(
      history.verdict(strict) == Verdict(.uncooperative, .wordsUncooperative(share: 833, threshold: 900, cooperative: 1, uncooperative: 0)))
  }

  @Test func oldTalkIsOutsideTheWindow() {
    var history = History()
    history.talk(.uncooperative, daysAgo: 61)
    history.talk(.neutral, daysAgo: 1)
    #expect(history.verdict() == Verdict(.unknown, .nothingSaid(conversations: 1, window: 60)))
  }

  @Test func aConversationNobodyHasTheWordsOfSaysNothing() {
    var history = History()
    history.call(.connected, daysAgo: 3)
    #expect(history.verdict() == Verdict(.unknown, .nothingSaid(conversations: 0, window: 60)))
    var generous = ClassificationSettings()
    generous.nothingSaid = .cooperative
    #expect(history.verdict(generous).caseClass == .cooperative)
    #expect(history.verdict(.source).caseClass == .cooperative)
  }

  @Test func promisesInWordsWithoutMoneyTurnAgainstTheDebtor() {
    var history = History()
    for ago in [20, 25, 30, 40, 50] { history.talk(.cooperative, daysAgo: ago, groups: .promise) }
    #expect(history.verdict() == Verdict(.uncooperative, .wordsUncooperative(share: 88, threshold: 500, cooperative: 0, uncooperative: 5)))
    var paid = history
    paid.pay(100, daysAgo: 35)
    #expect(paid.verdict().reason.numbers.n3 == 2)
    var patient = ClassificationSettings()
    patient.emptyPromiseDays = nil
    #expect(history.verdict(patient).caseClass == .cooperative)
  }

  @Test func fivePromisesAndNoPaymentAreUncooperative() {
    var history = History()
    for ago in [10, 17, 24, 31, 38] {
      history.talk(.cooperative, daysAgo: ago)
      history.promise(50_000, madeDaysAgo: ago, dueDaysAgo: ago - 5)
    }
    #expect(history.verdict() == Verdict(.uncooperative, .promiseBroken(daysAgo: 5, broken: 5)))
  }

  @Test func aPaymentYesterdayOutweighsThreeRefusals() {
    var history = History()
    for ago in 2...4 { history.talk(.uncooperative, daysAgo: ago) }
    #expect(history.verdict().caseClass == .uncooperative)
    history.pay(10_000, daysAgo: 1)
    #expect(history.verdict() == Verdict(.cooperative, .paidRecently(daysAgo: 1, window: 30)))
    #expect(history.verdict(.source).caseClass == .uncooperative)
  }

  @Test func aPaymentBeforeTheBrokenPromiseDoesNotHealIt() {
    var history = History()
    history.talk(.cooperative, daysAgo: 20)
    history.pay(10_000, daysAgo: 19)
    history.promise(50_000, madeDaysAgo: 18, dueDaysAgo: 8)
    #expect(history.verdict() == Verdict(.uncooperative, .promiseBroken(daysAgo: 8, broken: 1)))
    history.pay(10_000, daysAgo: 7)
    #expect(history.verdict().caseClass == .cooperative)
  }

  @Test func anOpenPromiseOutweighsWordsButNotABrokenOne() {
    var history = History()
    history.talk(.uncooperative, daysAgo: 2)
    history.promise(50_000, madeDaysAgo: 1, dueDaysAgo: -4)
    #expect(history.verdict() == Verdict(.cooperative, .promiseOpen(daysLeft: 4)))
    history.promise(50_000, madeDaysAgo: 20, dueDaysAgo: 10)
    #expect(history.verdict().reason.code == .promiseBroken)
    var lenient = ClassificationSettings()
    lenient.brokenPromiseIsUncooperative = false
    #expect(history.verdict(lenient).reason.code == .promiseOpen)
  }

  @Test func aRunningPlanIsCooperativeUntilAnInstalmentIsMissed() {
    var history = History()
    history.talk(.uncooperative, daysAgo: 25)
    for due in [15, -15, -45] { history.promise(1_000, madeDaysAgo: 25, dueDaysAgo: due, plan: 7) }
    #expect(history.verdict().reason.code == .promiseBroken)
    history.pay(1_000, daysAgo: 16)
    var settings = ClassificationSettings()
    settings.paidWithinDays = 5
    #expect(history.verdict(settings) == Verdict(.cooperative, .promiseOpen(daysLeft: 15)))
  }

  @Test func aBrokenPromiseLongAgoLeavesASilentDebtorToTheUnreachedRules() {
    var history = History()
    history.talk(.cooperative, daysAgo: 90)
    history.promise(1_000, madeDaysAgo: 90, dueDaysAgo: 80)
    for ago in 20...44 { history.call(.noAnswer, daysAgo: ago) }
    #expect(history.verdict().reason.code == .evidenceAbnormal)
  }

  @Test func theLiteralProfileForgetsNothing() {
    var history = History()
    history.talk(.cooperative, daysAgo: 50)
    for ago in 1...40 { history.call(.noAnswer, daysAgo: ago) }
    #expect(history.verdict(.source).caseClass == .cooperative)
    var dead = History()
    for ago in 1...2 { dead.call(.invalidNumber, daysAgo: ago) }
    #expect(dead.verdict(.source).caseClass == .abnormal)
    // The published mean: enough busy tones talk a dead number back to life.
    for ago in 3...20 { dead.call(.busy, daysAgo: ago) }
    #expect(dead.verdict(.source).caseClass == .normal)
    #expect(dead.verdict().caseClass == .abnormal)
  }

  @Test func profilesAreFoundByName() {
    #expect(ClassificationSettings.profiles.map(\.word) == ["cn-mobile-2026", "source"])
    for (word, value) in ClassificationSettings.profiles { #expect(value.profile == word) }
  }
}
