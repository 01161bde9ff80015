import Classification
import Policy
import Portfolio
import Testing

@Suite("The classify part of a policy")
struct ClassificationReaderTests {
  private func settings(_ text: String) throws -> ClassificationSettings {
    try Small.parsed(Small.policy("classify", "classify: { \(text) }")).classification
  }

  @Test("takes a profile as it is", arguments: ClassificationSettings.profiles.map(\.name))
  func profiles(_ name: String) throws {
    let expected = try #require(ClassificationSettings.profiles.first { $0.name == name }?.settings)
    #expect(try settings("profile: \(name)") == expected)
  }

  /// Each constant is set to a value unlike the profile's, so a key that sets another constant, or none, shows.
  @Test("sets every constant, each by its key and no other")
  func everyConstant() throws {
    let shipped = ClassificationSettings()
    let changes: [(String, (inout ClassificationSettings) -> Void)] = [
      ("abnormal_above: 61 attempts", { $0.abnormalAbove = 61 }), ("suspect_above: 41 attempts", { $0.suspectAbove = 41 }),
      ("other_channels_above: 31 messages", { $0.otherChannelsAbove = 31 }), ("unknown_below: 4 contacts", { $0.unknownBelow = 4 }),
      ("counts_per_day: 5", { $0.countsPerDay = 5 }), ("message_weight: 0.007", { $0.messageWeight = 7 }),
      ("recent_message_weight: 1.5", { $0.recentMessageWeight = 1500 }), ("recent: 9 days", { $0.recentDays = 9 }),
      ("half_evidence: 2", { $0.halfEvidence = 2000 }), ("abnormal_from: 66.6%", { $0.abnormalFrom = 666 }),
      ("quiet: 31 days", { $0.quietDays = 31 }),
      ("window: 61 days", { $0.windowDays = 61 }), ("newest_weight: 6", { $0.newestWeight = 6 }), ("smoothing: 0", { $0.smoothing = 0 }),
      ("cooperative_share: 60%", { $0.cooperativeShare = 600 }), ("neutral: cooperative", { $0.neutralCountsAsCooperative = true }),
      ("promise_grace: 0 days", { $0.promiseGraceDays = 0 }), ("paid: within 16 days", { $0.paidWithinDays = 16 }),
    ]
    for (text, change) in changes {
      var expected = shipped
      change(&expected)
      #expect(try settings("profile: cn-mobile-2026, \(text)") == expected, "\(text)")
      #expect(expected != shipped, "\(text)")
    }
    // All but the weights and the profile.
    #expect(changes.count + 1 == Mirror(reflecting: shipped).children.count)
  }

  @Test("sets the weights of outcomes that say something, and of no others", arguments: ContactOutcome.allCases)
  func weights(_ outcome: ContactOutcome) throws {
    let shipped = ClassificationSettings()
    let text = "profile: cn-mobile-2026, weights: { \(outcome.word): 0.123 }"
    if shipped.weights[Int(outcome.rawValue)] > 0 {
      var expected = shipped
      expected.weights[Int(outcome.rawValue)] = 123
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
    let found = Small.findings(Small.policy("classify", "classify: { profile: cn-mobile-2026, suspect_above: 60 attempts }"))
    #expect(
      found == [
        "p.yaml:8:53: a case with so many attempts is abnormal anyway (“abnormal_above”: 60); the step does nothing (warning)"
      ])
  }
}
