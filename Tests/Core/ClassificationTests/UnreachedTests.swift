import Classification
import Portfolio
import Testing

@Suite struct UnreachedTests {
  @Test func nothingKnownIsUnknown() {
    #expect(History().verdict() == Verdict(.unknown, .tooFewContacts(attempts: 0, messages: 0, minimum: 2)))
  }

  @Test func twoInvalidNumbersOnTwoDaysAreAbnormal() {
    var history = History()
    history.call(.invalidNumber, daysAgo: 9)
    #expect(history.verdict().caseClass == .unknown)
    history.call(.invalidNumber, daysAgo: 2)
    #expect(history.verdict() == Verdict(.abnormal, .evidenceAbnormal(abnormality: 500, threshold: 500, points: 1, attempts: 2)))
  }

  @Test func aLiveNumberDecidesOverADeadOne() {
    var history = History()
    for ago in 1...4 { history.call(.invalidNumber, daysAgo: ago, point: 0) }
    history.call(.busy, daysAgo: 3, point: 1)
    #expect(history.verdict() == Verdict(.normal, .evidenceNormal(abnormality: 24, threshold: 500, points: 2, attempts: 5)))
  }

  @Test func oneBusyToneAfterEightInvalidNumbersChangesNothing() {
    var history = History()
    for ago in 2...9 { history.call(.invalidNumber, daysAgo: ago) }
    history.call(.busy, daysAgo: 1)
    #expect(history.verdict().caseClass == .abnormal)
    #expect(history.verdict(.source).caseClass == .abnormal)
  }

  @Test(arguments: [
    (ContactOutcome.noAnswer, 19, CaseClass.normal), (.noAnswer, 20, .abnormal), (.busy, 10, .normal), (.poweredOff, 12, .abnormal),
  ])
  func spreadCallsAddUp(outcome: ContactOutcome, count: Int, expected: CaseClass) {
    var history = History()
    for ago in 1...count { history.call(outcome, daysAgo: ago) }
    #expect(history.verdict().caseClass == expected)
  }

  @Test func aDayOfDiallingCountsOnlyTwice() {
    var history = History()
    history.call(.noAnswer, 40, daysAgo: 1)
    #expect(history.verdict() == Verdict(.normal, .evidenceNormal(abnormality: 90, threshold: 500, points: 1, attempts: 2)))
  }

  @Test func theHeaviestCallsOfADayCount() {
    var history = History()
    history.call(.busy, 5, daysAgo: 1)
    history.call(.invalidNumber, 1, daysAgo: 1)
    history.call(.poweredOff, 1, daysAgo: 1)
    #expect(history.verdict().reason.numbers.n1 == 5_900 * 1000 / 15_900)
  }

  @Test func automaticMessagesAloneLeaveACaseUnknown() {
    var history = History()
    for ago in [3, 8] { history.attempt(ContactCode(channel: .sms, outcome: .delivered, automatic: true), daysAgo: ago) }
    #expect(history.verdict() == Verdict(.unknown, .tooFewContacts(attempts: 0, messages: 0, minimum: 2)))
    for ago in [3, 8] { history.attempt(ContactCode(channel: .sms, outcome: .delivered), daysAgo: ago) }
    #expect(history.verdict().caseClass == .normal)
  }

  @Test func manyAttemptsAreAbnormalByTheFirstStep() {
    var settings = ClassificationSettings()
    settings.abnormalAbove = 10
    settings.suspectAbove = 5
    settings.otherChannelsAbove = 3
    var history = History()
    for ago in 1...6 { history.call(.busy, daysAgo: ago) }
    #expect(history.verdict(settings).caseClass == .normal)
    for ago in 1...4 { history.attempt(ContactCode(channel: .im, outcome: .delivered), daysAgo: ago) }
    #expect(
      history.verdict(settings) == Verdict(.abnormal, .manyAttemptsAndMessages(attempts: 6, limit: 5, unanswered: 4, unansweredLimit: 3)))
    for ago in 7...11 { history.call(.busy, daysAgo: ago) }
    #expect(history.verdict(settings) == Verdict(.abnormal, .manyAttempts(attempts: 11, limit: 10)))
    settings.abnormalAbove = nil
    settings.suspectAbove = nil
    #expect(history.verdict(settings).caseClass == .normal)
  }

  @Test func wrongPersonIsEvidenceAgainstThePointAndThirdPartiesAreNone() {
    var history = History()
    for ago in 1...9 { history.call(.thirdParty, daysAgo: ago, party: .thirdParty) }
    for ago in 1...9 { history.call(.noAnswer, daysAgo: ago, point: 3, party: .thirdParty) }
    #expect(history.verdict().caseClass == .unknown)
    for ago in 1...2 { history.call(.wrongPerson, daysAgo: ago, party: .thirdParty) }
    #expect(history.verdict().caseClass == .abnormal)
  }

  @Test func quietDebtorsFallBackToTheUnreachedRules() {
    var history = History()
    history.talk(.cooperative, daysAgo: 60)
    for ago in 80...120 { history.call(.invalidNumber, daysAgo: ago) }
    #expect(history.verdict().caseClass == .unknown)
    for ago in 20...44 { history.call(.noAnswer, daysAgo: ago) }
    #expect(history.verdict() == Verdict(.abnormal, .evidenceAbnormal(abnormality: 555, threshold: 500, points: 1, attempts: 25)))
    var settings = ClassificationSettings()
    settings.quietDays = nil
    #expect(history.verdict(settings).caseClass == .cooperative)
  }

  @Test func onlyTheDebtorsOwnAnswerReaches() {
    for party in [Party.thirdParty, .unknown] {
      var history = History()
      history.call(.connected, daysAgo: 3, party: party)
      #expect(history.verdict().reason.code == .tooFewContacts)
    }
    var history = History()
    history.call(.connected, daysAgo: 3)
    #expect(history.verdict() == Verdict(.unknown, .nothingSaid(conversations: 0, window: 60)))
    history = History()
    history.attempt(ContactCode(channel: .im, outcome: .replied, inbound: true), daysAgo: 3)
    #expect(history.verdict().reason.code == .nothingSaid)
  }

  @Test func inboundCallsAreEvidenceOnlyWhenConnected() {
    var history = History()
    for ago in 1...25 {
      for outcome in [ContactOutcome.hungUp, .noAnswer, .busy] {
        history.attempt(ContactCode(channel: .phone, outcome: outcome, inbound: true), daysAgo: ago)
      }
    }
    #expect(history.verdict() == Verdict(.unknown, .tooFewContacts(attempts: 0, messages: 0, minimum: 2)))
    history.attempt(ContactCode(channel: .phone, outcome: .connected, inbound: true), daysAgo: 3)
    #expect(history.verdict().reason.code == .nothingSaid)
  }

  @Test func callsOfTheDayOfAConversationAreNoEvidenceWhateverTheirPoint() {
    var settings = ClassificationSettings()
    settings.quietDays = 2
    for point: UInt8 in [0, 1, 254, 255] {
      var history = History()
      history.call(.connected, daysAgo: 5)
      history.call(.invalidNumber, 2, daysAgo: 5, point: point)
      #expect(history.verdict(settings) == Verdict(.unknown, .tooFewContacts(attempts: 0, messages: 0, minimum: 2)), "point \(point)")
      history.call(.invalidNumber, 2, daysAgo: 4, point: point)
      #expect(history.verdict(settings).caseClass == .abnormal, "point \(point)")
    }
  }

  @Test func factsOfTheSlotsDayAreIgnored() {
    var history = History()
    for ago in -3...0 { history.call(.invalidNumber, daysAgo: ago) }
    history.talk(.uncooperative, daysAgo: 0)
    history.pay(100, daysAgo: 0)
    history.promise(madeDaysAgo: 0, dueDaysAgo: -5)
    #expect(history.verdict().caseClass == .unknown)
    #expect(history.deeds() == Deeds())
  }

  @Test func manyPointsNeedNoLimit() {
    var history = History()
    for point in UInt8(0)...254 {
      for ago in 1...2 { history.call(.invalidNumber, daysAgo: ago, point: point) }
    }
    #expect(history.verdict() == Verdict(.abnormal, .manyAttempts(attempts: 510, limit: 90)))
    var settings = ClassificationSettings()
    settings.abnormalAbove = nil
    settings.suspectAbove = nil
    #expect(
      history.verdict(settings) == Verdict(.abnormal, .evidenceAbnormal(abnormality: 500, threshold: 500, points: 255, attempts: 510)))
    history.call(.busy, daysAgo: 1, point: 255)
    #expect(history.verdict(settings).caseClass == .normal)
  }

  @Test func hugeCountsDoNotOverflow() {
    var settings = ClassificationSettings.source
    settings.abnormalAbove = nil
    settings.suspectAbove = nil
    var history = History()
    for ago in 1...50 {
      history.call(.invalidNumber, .max, daysAgo: ago)
      history.attempt(ContactCode(channel: .sms, outcome: .delivered), .max, daysAgo: ago)
    }
    #expect(history.verdict(settings).caseClass == .abnormal)
    settings.phoneValue = .sum
    #expect(history.verdict(settings).caseClass == .abnormal)
  }

  @Test func codesNobodyKnowsAndDamagedCountersChangeNothing() {
    var history = History()
    history.cells = [ContactCount(day: History.day(2), point: 0, code: 1_000_000, count: 3)]
    #expect(history.verdict().caseClass == .unknown)
    var snapshot = History().snapshot
    snapshot.contacts = Ragged([[0x85, 0x80]])
    #expect(Classifier(ClassificationSettings(), snapshot).verdict(CaseIndex(0), snapshot, Deeds()).caseClass == .unknown)
  }
}
