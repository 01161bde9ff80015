import Classification
import Policy
import Portfolio
import Testing

@Suite("The classify part of a policy")
struct ClassificationReaderTests {
  private func settings(_ text: String) throws -> ClassificationSettings {
    try Small.parsed(Small.policy("classify", "classify: { \(text) }")).classification
  }

  @Test("takes a profile as it is", arguments: ClassificationSettings.profiles.map(\.word))
  func profiles(_ name: String) throws {
    let expected = try #require(ClassificationSettings.profiles.first { $0.word == name }?.value)
    #expect(try settings("profile: \(name)") == expected)
  }

  /// Each constant is set to a value unlike the profile's, so a key that sets another constant, or none, shows.
  @Test("sets every constant, each by its key and no other")
  func everyConstant() throws {
    let shipped = ClassificationSettings()
    let changes: [(String, (inout ClassificationSettings) -> Void)] = [
      ("counts_per_day: 5", { $0.countsPerDay = 5 }), ("counts_per_day: all", { $0.countsPerDay = nil }),
      ("points: together", { $0.points = .together }),
      ("phone_value: mean", { $0.phoneValue = .mean }), ("message_weight: 0.007", { $0.messageWeight = 7 }),
      ("recent_message_weight: 1.5", { $0.recentMessageWeight = 1500 }), ("recent: 9 days", { $0.recentDays = 9 }),
      ("abnormal_above: 61 attempts", { $0.abnormalAbove = 61 }), ("abnormal_above: off", { $0.abnormalAbove = nil }),
      ("suspect_above: 41 attempts", { $0.suspectAbove = 41 }), ("suspect_above: off", { $0.suspectAbove = nil }),
      ("other_channels_above: 31 messages", { $0.otherChannelsAbove = 31 }), ("halfway: 2", { $0.halfway = 2000 }),
      ("threshold: 66.6%", { $0.threshold = 666 }), ("unknown_below: 4 contacts", { $0.unknownBelow = 4 }),
      ("quiet: 31 days", { $0.quietDays = 31 }),
      ("quiet: off", { $0.quietDays = nil }), ("window: 61 days", { $0.windowDays = 61 }),
      ("cooperative_share: 60%", { $0.cooperativeShare = 600 }),
      ("prior_weight: 1", { $0.priorWeight = 1000 }), ("prior_share: 40%", { $0.priorShare = 400 }),
      ("neutral: cooperative", { $0.neutralCountsAsCooperative = true }), ("nothing_said: cooperative", { $0.nothingSaid = .cooperative }),
      ("empty_promise: 15 days", { $0.emptyPromiseDays = 15 }),
      ("empty_promise: off", { $0.emptyPromiseDays = nil }), ("deeds: no evidence", { $0.deedsOutrankWords = false }),
      ("paid: within 16 days", { $0.paidWithinDays = 16 }), ("promise_grace: 0 days", { $0.promiseGraceDays = 0 }),
      ("promise_broken: no evidence", { $0.brokenPromiseIsUncooperative = false }),
    ]
    for (text, change) in changes {
      var expected = shipped
      change(&expected)
      #expect(try settings("profile: cn-mobile-2026, \(text)") == expected, "\(text)")
      #expect(expected != shipped, "\(text)")
    }
    // All but the profile's name and the weights.
    let keys = Set(changes.map { $0.0.prefix { $0 != ":" } })
    #expect(keys.count + 2 == Mirror(reflecting: shipped).children.count)
  }

  @Test("sets the weights of outcomes that say something, and of no others", arguments: ContactOutcome.allCases)
  func weights(_ outcome: ContactOutcome) throws {
    let text = "profile: cn-mobile-2026, weights: { \(outcome.word): 0.123 }"
    if OutcomeWeights.outcomes.contains(outcome) {
      var expected = ClassificationSettings()
      expected.weights[outcome] = 123
      #expect(try settings(text) == expected)
    } else {
      let found = Small.findings(Small.policy("classify", "classify: { \(text) }"))
      #expect(found.count == 1)
      #expect(found.first?.hasPrefix("p.yaml:8:49: unknown key “\(outcome.word)” in “classify.weights”") == true, "\(found)")
    }
  }

  @Test("must name a profile")
  func noProfile() {
    #expect(Small.findings(Small.policy("classify", "classify: { quiet: 30 days }")) == ["p.yaml:8:11: “classify” lacks the key “profile”"])
  }

  @Test("warns about a suspicion that comes too late")
  func lateSuspicion() {
    let found = Small.findings(Small.policy("classify", "classify: { profile: cn-mobile-2026, suspect_above: 90 attempts }"))
    #expect(
      found == [
        "p.yaml:8:53: a case with so many attempts is abnormal anyway (“abnormal_above”: 90); the step does nothing (warning)"
      ])
  }
}
