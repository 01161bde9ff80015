package import Portfolio

/// Every constant of the classification, as a policy's `classify` part may set it. `init()` is the shipped profile `cn-mobile-2026`.
///
/// Weights are in milli (1000 = one full piece of evidence), shares in per mille, times in calendar days. The published method names the
/// steps and their inputs only: all numbers here are this product's own.
package struct ClassificationSettings: Sendable, Equatable {
  /// Name of the profile the values started from.
  package var profile: String

  // Counting
  /// At most so many attempts, and so many messages, count a day and contact point, the heaviest first; nil = all.
  package var countsPerDay: Int?
  /// Which contact point speaks for the case, and how the evidence of one is put together (S24).
  package var points: PointRule
  /// How the failed attempts on one contact point become one number: their sum or their mean (S24).
  package var phoneValue: PhoneValue
  /// Evidence of one failed call by what came of it, in milli. An outcome with weight 0 or without a weight is no evidence at all.
  package var weights: OutcomeWeights
  /// Evidence of one unanswered message (λ), and as much again for a recent one (λ'), in milli.
  package var messageWeight: Int
  /// λ', in milli; added to λ for a message of the last `recentDays` days.
  package var recentMessageWeight: Int
  /// A message is recent when it is at most so many days old.
  package var recentDays: Int

  // Unreached cases
  /// S21: more attempts than this since the last conversation make a case abnormal; nil = rule off.
  package var abnormalAbove: Int?
  /// S22–S23: more attempts *and* more unanswered messages than these make a case abnormal; nil = rule off.
  package var suspectAbove: Int?
  /// Unanswered messages for `suspectAbove`; 0…1,000,000.
  package var otherChannelsAbove: Int
  /// S24: A = X / (X + k) with this k in milli; abnormal from `threshold` per mille on.
  package var halfway: Int
  /// Per mille, 1…999.
  package var threshold: Int
  /// Fewer calls and messages by a person than this, and not abnormal: unknown. 0 = never unknown.
  package var unknownBelow: Int

  // Reached cases
  /// A case without a conversation for more days than this is judged by the unreached rules again; nil = reached for ever.
  package var quietDays: Int?
  /// Conversations of so many days before the slot count, yesterday's most, linearly less with age.
  package var windowDays: Int
  /// Cooperative when the smoothed share of cooperative conversations is at least this, in per mille.
  package var cooperativeShare: Int
  /// Smoothing: so many conversations (milli, weighing as yesterday's) with a cooperative share of `priorShare` per mille are assumed
  /// beside the real ones.
  package var priorWeight: Int
  /// Per mille, 0…1000.
  package var priorShare: Int
  /// Whether a neutral conversation counts as a cooperative one; false = it is no evidence.
  package var neutralCountsAsCooperative: Bool
  /// The class of a debtor who was talked to when nothing known of it speaks for or against: `unknown` or `cooperative`.
  package var nothingSaid: CaseClass
  /// A promise heard in a conversation counts as uncooperative when so many days have passed without any payment; nil = never.
  package var emptyPromiseDays: Int?

  // Deeds
  /// Payments and promises decide before words do.
  package var deedsOutrankWords: Bool
  /// A payment at most so many days before the slot, and not before the last broken promise's due day, makes a case cooperative.
  package var paidWithinDays: Int
  /// A promise is broken when the money has not arrived so many days after its due day.
  package var promiseGraceDays: Int
  /// false: a broken promise decides nothing.
  package var brokenPromiseIsUncooperative: Bool

  /// Profile `cn-mobile-2026`: numbers verified dead on two days are abnormal, about twenty spread no-answers too, ten busy tones are not.
  package init() {
    profile = "cn-mobile-2026"
    countsPerDay = 2
    points = .least
    phoneValue = .sum
    weights = OutcomeWeights()
    messageWeight = 60
    recentMessageWeight = 60
    recentDays = 14
    abnormalAbove = 90
    suspectAbove = 45
    otherChannelsAbove = 30
    halfway = 10_000
    threshold = 500
    unknownBelow = 2
    quietDays = 30
    windowDays = 60
    cooperativeShare = 500
    priorWeight = 500
    priorShare = 500
    neutralCountsAsCooperative = false
    nothingSaid = .unknown
    emptyPromiseDays = 14
    deedsOutrankWords = true
    paidWithinDays = 30
    promiseGraceDays = 3
    brokenPromiseIsUncooperative = true
  }
}

/// Which contact point speaks for a case.
package enum PointRule: String, CaseIterable, Sendable {
  /// The one with the least evidence against it: one live number is enough.
  case least
  /// All numbers are thrown together.
  case together
}

/// How the evidence of single attempts becomes one value.
package enum PhoneValue: String, CaseIterable, Sendable {
  /// Only grows with every failed attempt.
  case sum
  /// The mean weight of an attempt: one more busy tone can make a case *less* abnormal.
  case mean
}

/// Evidence weights of the outcomes of calls in milli, 0…`OutcomeWeights.limit`.
package struct OutcomeWeights: Sendable, Equatable {
  /// Largest weight.
  package static let limit = 1_000_000

  /// The outcomes that can be evidence, in the order of their raw values; the words are those of YAML.
  package static let outcomes: [ContactOutcome] = [
    .hungUp, .rejected, .busy, .noAnswer, .poweredOff, .outOfCoverage, .suspended, .invalidNumber, .numberChanged, .voicemail, .wrongPerson,
    .notConnected,
  ]

  private var milli: [Int32]

  /// The shipped weights. Busy is low because exchanges announce rejected and unanswered calls as busy too.
  package init() {
    milli = [Int32](repeating: 0, count: ContactOutcome.allCases.count)
    self[.hungUp] = 600
    self[.rejected] = 400
    self[.busy] = 250
    self[.noAnswer] = 500
    self[.poweredOff] = 900
    self[.outOfCoverage] = 700
    self[.suspended] = 2_500
    self[.invalidNumber] = 5_000
    self[.numberChanged] = 4_000
    self[.voicemail] = 400
    self[.wrongPerson] = 5_000
    // Half of an unanswered call: nobody knows whether it rang.
    self[.notConnected] = 250
  }

  /// The weight of an outcome; values set are clamped to 0…`limit`, and outcomes that cannot be evidence keep 0.
  package subscript(outcome: ContactOutcome) -> Int {
    get { Int(milli[Int(outcome.rawValue)]) }
    set {
      guard OutcomeWeights.outcomes.contains(outcome) else { return }
      milli[Int(outcome.rawValue)] = Int32(max(0, min(newValue, OutcomeWeights.limit)))
    }
  }
}
