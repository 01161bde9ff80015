import Portfolio
import Testing

@Suite struct DeedReaderTests {
  @Test func aPromiseIsKeptOnlyByEnoughMoneyInTime() {
    var history = History()
    history.promise(1_000, madeDaysAgo: 20, dueDaysAgo: 10)
    history.pay(999, daysAgo: 12)
    #expect(history.deeds().lastBrokenDue == History.day(10))
    #expect(history.deeds().brokenSincePayment == 1)
    history.pay(1, daysAgo: 7)
    #expect(history.deeds().lastBrokenDue == .none)
    #expect(history.deeds(graceDays: 2).lastBrokenDue == History.day(10))
    #expect(history.deeds(graceDays: 2).brokenSincePayment == 0)
  }

  @Test func graceDelaysTheVerdictByItsDays() {
    for ago in -3...6 {
      var history = History()
      history.promise(madeDaysAgo: 9, dueDaysAgo: ago)
      let isBroken = ago > 3
      #expect(history.deeds().lastBrokenDue == (isBroken ? History.day(ago) : .none))
      #expect(history.deeds().openPromiseDue == (isBroken ? .none : History.day(ago)))
    }
  }

  @Test func anyMoneyKeepsAPromiseWithoutAmount() {
    var history = History()
    history.promise(madeDaysAgo: 20, dueDaysAgo: 10)
    history.pay(1, daysAgo: 20)
    #expect(history.deeds().lastBrokenDue == .none)
    #expect(history.deeds().lastPaid == History.day(20))
  }

  @Test func aReversedPaymentNeverHappened() {
    var history = History()
    history.pay(500, daysAgo: 20)
    history.pay(1_000, daysAgo: 5)
    history.pay(-1_000, daysAgo: 5)
    #expect(history.deeds().lastPaid == History.day(20))
    history.pay(-500, daysAgo: 2)
    #expect(history.deeds().lastPaid == .none)
    history.pay(-500, daysAgo: 1)
    history.pay(300, daysAgo: 30)
    #expect(history.deeds().lastPaid == .none)
  }

  @Test func aPartlyReversedPaymentStillCounts() {
    var history = History()
    history.promise(800, madeDaysAgo: 20, dueDaysAgo: 10)
    history.pay(1_000, daysAgo: 12)
    history.pay(-300, daysAgo: 11)
    #expect(history.deeds().lastPaid == History.day(12))
    #expect(history.deeds().lastBrokenDue == History.day(10))
  }

  @Test func lateMoneyHealsAMissedInstalment() {
    var history = History()
    for due in [40, 10, -20] { history.promise(1_000, madeDaysAgo: 60, dueDaysAgo: due, plan: 1) }
    #expect(history.deeds().missedInstalments == 2)
    #expect(history.deeds().instalmentsDue == 1)
    #expect(history.deeds().planRunning)
    history.pay(1_500, daysAgo: 2)
    #expect(history.deeds().missedInstalments == 1)
    history.pay(1_500, daysAgo: 1)
    let deeds = history.deeds()
    #expect(deeds.missedInstalments == 0 && deeds.instalmentsDue == 0 && !deeds.planRunning && deeds.lastBrokenDue == .none)
  }

  @Test func aNewPlanReplacesTheOld() {
    var history = History()
    for due in [50, 20, -10] { history.promise(1_000, madeDaysAgo: 80, dueDaysAgo: due, plan: 1) }
    for due in [-5, -35] { history.promise(500, madeDaysAgo: 10, dueDaysAgo: due, plan: 2) }
    let deeds = history.deeds()
    #expect(deeds.missedInstalments == 0 && deeds.instalmentsDue == 2 && deeds.lastBrokenDue == .none)
  }

  @Test func instalmentsWithoutAmountNeedMoneyOfTheirOwn() {
    var history = History()
    for due in [40, 10, -20] { history.promise(madeDaysAgo: 60, dueDaysAgo: due, plan: 1) }
    history.pay(5, daysAgo: 41)
    #expect(history.deeds().missedInstalments == 1)
  }

  @Test func theOrderOfRowsDoesNotMatter() {
    for seed in UInt64(1)...200 {
      var random = SplitMix64(state: seed)
      var history = History()
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        history.pay(Int64.random(in: -900...1_500, using: &random), daysAgo: Int.random(in: -2...40, using: &random))
      }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let made = Int.random(in: 0...40, using: &random)
        let (amount, plan) = (Int64.random(in: 0...2_000, using: &random), Int32.random(in: 0...2, using: &random))
        history.promise(amount, madeDaysAgo: made, dueDaysAgo: made - Int.random(in: 0...30, using: &random), plan: plan)
      }
      let before = history.deeds()
      history.payments.shuffle(using: &random)
      history.promises.shuffle(using: &random)
      #expect(history.deeds() == before)
    }
  }
}
