import Portfolio

extension ClassificationSettings {
  /// The published method taken literally, for comparison: attempts are counted without limit and decide early, the mean over all numbers
  /// together stands for the feedback, a debtor once reached stays reached, neutral talk is cooperation, and nobody looks at payments and
  /// promises.
  ///
  /// The publication gives no numbers; those of steps S21 to S24 are ours, of ordinary size; whoever compares with it sets his own.
  package static let source: ClassificationSettings = {
    var settings = ClassificationSettings()
    settings.profile = "source"
    settings.countsPerDay = nil
    settings.points = .together
    settings.phoneValue = .mean
    settings.abnormalAbove = 20
    settings.suspectAbove = 10
    settings.otherChannelsAbove = 5
    settings.halfway = 1_000
    settings.threshold = 500
    settings.unknownBelow = 0
    settings.quietDays = nil
    settings.priorWeight = 0
    settings.neutralCountsAsCooperative = true
    settings.nothingSaid = .cooperative
    settings.emptyPromiseDays = nil
    settings.deedsOutrankWords = false
    return settings
  }()

  /// Every profile by the name that a policy's `profile` gives, the shipped one first.
  package static let profiles: [(word: String, value: ClassificationSettings)] = [
    (ClassificationSettings().profile, ClassificationSettings()), (source.profile, source),
  ]

  /// What values are accepted from outside; anything else is a mistake, not an overflow.
  package enum Limits {
    /// `countsPerDay`.
    package static let countsPerDay = 1...8
    /// `quietDays`, `windowDays`, `recentDays`, `emptyPromiseDays`, `paidWithinDays`.
    package static let days = 1...3_650
    /// `promiseGraceDays`.
    package static let graceDays = 0...60
    /// `abnormalAbove`, `suspectAbove`, `otherChannelsAbove`, `unknownBelow`.
    package static let counts = 0...1_000_000
    /// `messageWeight`, `recentMessageWeight`, `priorWeight`, and the outcomes' weights, in milli.
    package static let weight = 0...OutcomeWeights.limit
    /// `halfway` in milli.
    package static let halfway = 1...1_000_000_000
    /// `threshold` in per mille: never 0 (everything abnormal), never 1000 (nothing).
    package static let threshold = 1...999
    /// `cooperativeShare` and `priorShare` in per mille.
    package static let share = 0...1_000
  }
}
