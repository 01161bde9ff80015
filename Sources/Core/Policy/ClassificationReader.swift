import Classification
import Portfolio
import Speech
import YAML

/// Reads the `classify` part of a policy: a profile, and every constant the policy sets differently.
struct ClassificationReader {
  /// Things that are allowed but deserve a look.
  let warnings: Problems

  private typealias Limits = ClassificationSettings.Limits

  func read(_ reader: ValueReader) -> ClassificationSettings? {
    reader.mapping { keys in
      var settings = keys.required("profile").or(ClassificationSettings()) { reader in
        reader.choice(among: ClassificationSettings.profiles.map { ($0.word, $0.value) }, what: Wording("a profile", "参数集"))
      }
      readCounting(keys, &settings)
      readUnreached(keys, &settings)
      readReached(keys, &settings)
      readDeeds(keys, &settings)
      return settings
    }
  }

  /// What counts as evidence, and how much.
  private func readCounting(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.countsPerDay = keys.optional("counts_per_day").or(settings.countsPerDay) { reader in
      reader.either("all", means: nil) { $0.int(in: Limits.countsPerDay).map(Int?.some) }
    }
    settings.points = keys.optional("points").or(settings.points) { $0.choice() }
    settings.phoneValue = keys.optional("phone_value").or(settings.phoneValue) { $0.choice() }
    keys.optional("weights").mapping { weights -> Void? in
      for outcome in OutcomeWeights.outcomes {
        settings.weights[outcome] = weights.optional(outcome.word).or(settings.weights[outcome]) { $0.milli(in: Limits.weight) }
      }
      return nil
    }
    settings.messageWeight = keys.optional("message_weight").or(settings.messageWeight) { $0.milli(in: Limits.weight) }
    settings.recentMessageWeight = keys.optional("recent_message_weight").or(settings.recentMessageWeight) { $0.milli(in: Limits.weight) }
    settings.recentDays = keys.optional("recent").or(settings.recentDays) { $0.days(in: Limits.days) }
  }

  /// S21–S24.
  private func readUnreached(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.abnormalAbove = keys.optional("abnormal_above").orOff(settings.abnormalAbove) { $0.count(of: "attempts", in: Limits.counts) }
    let suspect = keys.optional("suspect_above")
    settings.suspectAbove = suspect.orOff(settings.suspectAbove) { $0.count(of: "attempts", in: Limits.counts) }
    if suspect.isPresent, let suspectAbove = settings.suspectAbove, let abnormalAbove = settings.abnormalAbove,
      suspectAbove >= abnormalAbove
    {
      warnings.add(
        at: suspect.position,
        Wording(
          "a case with so many attempts is abnormal anyway (“abnormal_above”: \(abnormalAbove)); the step does nothing",
          "联系次数这么多的案件本来就是非正常（“abnormal_above”：\(abnormalAbove)）；这一档不起作用"))
    }
    settings.otherChannelsAbove = keys.optional("other_channels_above").or(settings.otherChannelsAbove) {
      $0.count(of: "messages", in: Limits.counts)
    }
    settings.halfway = keys.optional("halfway").or(settings.halfway) { $0.milli(in: Limits.halfway) }
    settings.threshold = keys.optional("threshold").or(settings.threshold) { $0.permille(in: Limits.threshold) }
    settings.unknownBelow = keys.optional("unknown_below").or(settings.unknownBelow) { $0.count(of: "contacts", in: Limits.counts) }
  }

  /// S11 and S12.
  private func readReached(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.quietDays = keys.optional("quiet").orOff(settings.quietDays) { $0.days(in: Limits.days) }
    settings.windowDays = keys.optional("window").or(settings.windowDays) { $0.days(in: Limits.days) }
    settings.cooperativeShare = keys.optional("cooperative_share").or(settings.cooperativeShare) { $0.permille(in: Limits.share) }
    settings.priorWeight = keys.optional("prior_weight").or(settings.priorWeight) { $0.milli(in: Limits.weight) }
    settings.priorShare = keys.optional("prior_share").or(settings.priorShare) { $0.permille(in: Limits.share) }
    settings.neutralCountsAsCooperative = keys.optional("neutral").or(settings.neutralCountsAsCooperative) {
      $0.choice(among: [("no evidence", false), ("cooperative", true)])
    }
    settings.nothingSaid = keys.optional("nothing_said").or(settings.nothingSaid) {
      $0.choice(among: [("unknown", CaseClass.unknown), ("cooperative", .cooperative)])
    }
    settings.emptyPromiseDays = keys.optional("empty_promise").orOff(settings.emptyPromiseDays) { $0.days(in: Limits.days) }
  }

  /// Payments and promises.
  private func readDeeds(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.deedsOutrankWords = keys.optional("deeds").or(settings.deedsOutrankWords) {
      $0.choice(among: [("outrank words", true), ("no evidence", false)])
    }
    settings.paidWithinDays = keys.optional("paid").or(settings.paidWithinDays) { $0.within() }
    settings.promiseGraceDays = keys.optional("promise_grace").or(settings.promiseGraceDays) { $0.days(in: Limits.graceDays) }
    settings.brokenPromiseIsUncooperative = keys.optional("promise_broken").or(settings.brokenPromiseIsUncooperative) {
      $0.choice(among: [("uncooperative", true), ("no evidence", false)])
    }
  }
}
