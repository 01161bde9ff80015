package import Portfolio

/// The `classify` part of a policy: every constant of steps S11, S12 and S21–S24. The published method states the steps and no number; these are ours.
/// Weights in milli-units of evidence, shares in per mille, spans in days.
package struct ClassificationSettings: Sendable, Equatable {
  /// S21: more attempts than this since the last conversation → abnormal.
  package var abnormalAbove: Int
  /// S22: more attempts than this make a case suspect; S23: with more unanswered messages than `otherChannelsAbove` it is abnormal.
  package var suspectAbove: Int
  package var otherChannelsAbove: Int
  /// Fewer calls and messages by a person than this, and the case is unknown.
  package var unknownBelow: Int
  /// S24: evidence of one attempt on a contact point by `ContactOutcome.rawValue`, in milli-units, 0 or more.
  package var weights: [Int32]
  /// Evidence of one unanswered message, and what is added when it lies within `recentDays`.
  package var messageWeight: Int32
  package var recentMessageWeight: Int32
  package var recentDays: Int
  /// Evidence X gives abnormality X / (X + halfEvidence); at `halfEvidence` it is one half.
  package var halfEvidence: Int32
  /// Abnormal from this abnormality on, per mille.
  package var abnormalFrom: Int
  /// At most so many attempts a day and contact point count.
  package var countsPerDay: Int
  /// A case without a conversation for longer than this is read by the unreached rules again.
  package var quietDays: Int
  /// Conversations of so many days before the slot count.
  package var windowDays: Int
  /// The newest conversation weighs this much, each older one 1 less, at least 1.
  package var newestWeight: Int
  /// Weight of an even prior that keeps one conversation from deciding alone.
  package var smoothing: Int
  /// Cooperative from this smoothed share of cooperative conversations on, per mille.
  package var cooperativeShare: Int
  /// The published method's choice: neutral talk counts as cooperative. Off: it is no evidence.
  package var neutralCountsAsCooperative: Bool
  /// A promise is broken when so many days after its due day the money has not come.
  package var promiseGraceDays: Int
  /// A payment within so many days outranks words.
  package var paidWithinDays: Int

  /// The shipped profile, `cn-mobile-2026`: two verified invalid numbers, or about twenty spread unanswered calls, make a point abnormal; ten busy tones do not.
  package init() {
    abnormalAbove = 60
    suspectAbove = 40
    otherChannelsAbove = 30
    unknownBelow = 3
    weights = Self.weights([
      .hungUp: 60, .rejected: 60, .busy: 15, .noAnswer: 50, .poweredOff: 80, .outOfCoverage: 70, .suspended: 300, .invalidNumber: 500,
      .numberChanged: 500, .voicemail: 40, .wrongPerson: 500,
    ])
    messageWeight = 5
    recentMessageWeight = 5
    recentDays = 7
    halfEvidence = 1000
    abnormalFrom = 500
    countsPerDay = 3
    quietDays = 30
    windowDays = 60
    newestWeight = 4
    smoothing = 2
    cooperativeShare = 500
    neutralCountsAsCooperative = false
    promiseGraceDays = 2
    paidWithinDays = 15
  }

  /// The steps as literally as numbers can be put to them: low counts decide, neutral talk is cooperative, nobody goes quiet.
  package static var published: ClassificationSettings {
    var settings = ClassificationSettings()
    settings.abnormalAbove = 20
    settings.suspectAbove = 10
    settings.otherChannelsAbove = 10
    settings.unknownBelow = 0
    settings.countsPerDay = 1000
    settings.quietDays = 36_500
    settings.neutralCountsAsCooperative = true
    settings.smoothing = 0
    return settings
  }

  /// The shipped profiles by the name that `classify: { profile: … }` uses.
  package static let profiles: [(name: String, settings: ClassificationSettings)] = [
    ("cn-mobile-2026", ClassificationSettings()), ("published-method", .published),
  ]

  /// A weight for every outcome, 0 for those not named.
  package static func weights(_ named: [ContactOutcome: Int32]) -> [Int32] {
    ContactOutcome.allCases.map { named[$0] ?? 0 }
  }
}
