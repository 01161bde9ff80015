import Classification
import Portfolio
import Testing

/// What must hold for every history.
@Suite struct HistoryPropertyTests {
  private static func random(_ random: inout SplitMix64, silent: Bool) -> History {
    var history = History()
    for _ in 0..<Int.random(in: 0...25, using: &random) { history.cells.append(cell(&random, failed: silent)) }
    if !silent {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        history.talk(Tone.allCases.randomElement(using: &random) ?? .neutral, daysAgo: Int.random(in: 0...90, using: &random))
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let made = Int.random(in: 0...60, using: &random)
        history.promise(
          Int64.random(in: 0...1_000, using: &random), madeDaysAgo: made, dueDaysAgo: made - Int.random(in: 0...20, using: &random))
      }
      if Bool.random(using: &random) { history.pay(500, daysAgo: Int.random(in: 0...60, using: &random)) }
    }
    return history
  }

  private static func cell(_ random: inout SplitMix64, failed: Bool) -> ContactCount {
    let outcomes = failed ? OutcomeWeights.outcomes + [.delivered, .networkProblem] : ContactOutcome.allCases
    let code = ContactCode(
      channel: Channel.allCases.randomElement(using: &random) ?? .phone, outcome: outcomes.randomElement(using: &random) ?? .busy,
      party: failed ? .debtor : Party.allCases.randomElement(using: &random) ?? .debtor, automatic: Bool.random(using: &random))
    return ContactCount(
      day: History.day(Int.random(in: 0...60, using: &random)), point: UInt8.random(in: 0...2, using: &random), code: History.code(code),
      count: Int32.random(in: 1...4, using: &random))
  }

  private static func rank(_ caseClass: CaseClass) -> Int { Int(caseClass.rawValue) }

  private static func settings(_ random: inout SplitMix64) -> ClassificationSettings {
    var settings = ClassificationSettings()
    settings.countsPerDay = [nil, 1, 2, 3, 8].randomElement(using: &random) ?? 2
    settings.points = PointRule.allCases.randomElement(using: &random) ?? .least
    settings.halfway = Int.random(in: 500...12_000, using: &random)
    settings.threshold = Int.random(in: 100...900, using: &random)
    settings.abnormalAbove = [nil, 8, 30].randomElement(using: &random) ?? nil
    settings.suspectAbove = [nil, 4, 15].randomElement(using: &random) ?? nil
    settings.otherChannelsAbove = Int.random(in: 0...6, using: &random)
    settings.unknownBelow = Int.random(in: 0...5, using: &random)
    return settings
  }

  @Test func anotherFailedAttemptOnAKnownPointNeverMakesACaseLessAbnormal() {
    var risen = 0
    for seed in UInt64(1)...3_000 {
      var random = SplitMix64(state: seed)
      let settings = Self.settings(&random)
      var history = Self.random(&random, silent: true)
      // Known: there is a failed call on the point already.
      let known = history.cells.filter { cell in
        let code = History.codes[Int(cell.code)]
        return code.channel == .phone && code.outcome != .networkProblem && code.outcome != .delivered && cell.day < History.slot
      }
      guard let point = known.randomElement(using: &random)?.point else { continue }
      let before = history.verdict(settings)
      history.call(
        OutcomeWeights.outcomes.randomElement(using: &random) ?? .busy, Int32.random(in: 1...3, using: &random),
        daysAgo: Int.random(in: 1...60, using: &random), point: point)
      let after = history.verdict(settings)
      #expect(Self.rank(after.caseClass) >= Self.rank(before.caseClass), "seed \(seed): \(before) then \(after)")
      if after.caseClass != before.caseClass { risen += 1 }
    }
    #expect(risen > 30, "the property was tested where it matters")
  }

  @Test func anotherUnansweredMessageNeverMakesACaseLessAbnormal() {
    for seed in UInt64(1)...2_000 {
      var random = SplitMix64(state: seed)
      let settings = Self.settings(&random)
      var history = Self.random(&random, silent: true)
      let before = history.verdict(settings)
      let code = ContactCode(channel: .sms, outcome: .delivered, automatic: Bool.random(using: &random))
      history.attempt(code, daysAgo: Int.random(in: 1...60, using: &random), point: UInt8.random(in: 0...4, using: &random))
      #expect(Self.rank(history.verdict(settings).caseClass) >= Self.rank(before.caseClass), "seed \(seed)")
    }
  }

  @Test func outcomesWithoutEvidenceChangeNothing() {
    let nothing: [ContactCode] = [
      ContactCode(channel: .phone, outcome: .networkProblem), ContactCode(channel: .phone, outcome: .cancelled),
      ContactCode(channel: .phone, outcome: .unknown), ContactCode(channel: .sms, outcome: .undelivered),
      ContactCode(channel: .phone, outcome: .thirdParty, party: .thirdParty),
      ContactCode(channel: .phone, outcome: .connected, party: .thirdParty),
      ContactCode(channel: .phone, outcome: .noAnswer, party: .thirdParty), ContactCode(channel: .phone, outcome: .hungUp, inbound: true),
      ContactCode(channel: .phone, outcome: .blocked), ContactCode(channel: .tracing, outcome: .traced),
      ContactCode(channel: .tracing, outcome: .notTraced), ContactCode(channel: .tracing, outcome: .connected),
      ContactCode(channel: .tracing, outcome: .noAnswer),
      ContactCode(channel: .sms, outcome: .unknown, automatic: true), ContactCode(channel: .sms, outcome: .noAnswer, automatic: true),
    ]
    for seed in UInt64(1)...2_000 {
      var random = SplitMix64(state: seed)
      let settings = Self.settings(&random)
      var history = Self.random(&random, silent: Bool.random(using: &random))
      let before = history.verdict(settings)
      for _ in 0...3 {
        let point = UInt8.random(in: 0...9, using: &random)
        history.attempt(
          nothing.randomElement(using: &random) ?? nothing[0], 3, daysAgo: Int.random(in: 1...60, using: &random), point: point)
      }
      #expect(history.verdict(settings) == before, "seed \(seed)")
    }
  }

  @Test func theOrderOfEventsWithinADayIsIrrelevant() {
    for seed in UInt64(1)...1_000 {
      var random = SplitMix64(state: seed)
      var history = Self.random(&random, silent: false)
      let before = history.verdict()
      history.cells.shuffle(using: &random)
      history.conversations.shuffle(using: &random)
      history.promises.shuffle(using: &random)
      #expect(history.verdict() == before, "seed \(seed)")
    }
  }

  @Test func everyVerdictNamesTheRuleOfItsClass() {
    let codes: [CaseClass: Set<ReasonCode>] = [
      .unknown: [.tooFewContacts, .nothingSaid], .normal: [.evidenceNormal],
      .abnormal: [.manyAttempts, .manyAttemptsAndMessages, .evidenceAbnormal],
      .cooperative: [.paidRecently, .promiseOpen, .wordsCooperative], .uncooperative: [.promiseBroken, .wordsUncooperative],
    ]
    var seen: Set<ReasonCode> = []
    for seed in UInt64(1)...3_000 {
      var random = SplitMix64(state: seed)
      let settings = Self.settings(&random)
      let verdict = Self.random(&random, silent: Bool.random(using: &random)).verdict(settings)
      #expect(codes[verdict.caseClass]?.contains(verdict.reason.code) == true)
      seen.insert(verdict.reason.code)
    }
    #expect(seen.count >= 9)
  }
}
