import Classification
import Portfolio
import YAML

/// Reads the `classify` part of a policy: a profile, and every constant the policy sets differently.
struct ClassificationReader {
  /// Things that are allowed but deserve a look.
  let warnings: Problems

  /// Outcomes of a call that can speak against a contact point; the others say nothing about the debtor and have no weight to set.
  static let evidence: [ContactOutcome] = [
    .hungUp, .rejected, .busy, .noAnswer, .poweredOff, .outOfCoverage, .suspended, .invalidNumber, .numberChanged, .voicemail, .wrongPerson,
  ]

  func read(_ reader: ValueReader) -> ClassificationSettings? {
    reader.mapping { keys in
      var settings = ClassificationSettings()
      let profiles = ClassificationSettings.profiles.map { ($0.name, $0.settings) }
      settings = keys.required("profile").or(settings) { $0.choice(among: profiles, what: "a profile") }
      readUnreached(keys, &settings)
      readReached(keys, &settings)
      return settings
    }
  }

  /// S21–S24.
  private func readUnreached(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.abnormalAbove = keys.optional("abnormal_above").or(settings.abnormalAbove) { $0.count(of: "attempts", in: 0...100_000) }
    let suspect = keys.optional("suspect_above")
    settings.suspectAbove = suspect.or(settings.suspectAbove) { $0.count(of: "attempts", in: 0...100_000) }
    if suspect.isPresent, settings.suspectAbove >= settings.abnormalAbove {
      warnings.add(
        at: suspect.position,
        "a case with so many attempts is abnormal anyway (“abnormal_above”: \(settings.abnormalAbove)); the step does nothing")
    }
    settings.otherChannelsAbove = keys.optional("other_channels_above").or(settings.otherChannelsAbove) {
      $0.count(of: "messages", in: 0...100_000)
    }
    settings.unknownBelow = keys.optional("unknown_below").or(settings.unknownBelow) { $0.count(of: "contacts", in: 0...1000) }
    settings.countsPerDay = keys.optional("counts_per_day").or(settings.countsPerDay) { $0.int(in: 1...1000) }
    keys.optional("weights").mapping { weights -> Void? in
      for outcome in Self.evidence {
        let old = Int(settings.weights[Int(outcome.rawValue)])
        settings.weights[Int(outcome.rawValue)] = Int32(weights.optional(outcome.word).or(old) { $0.milli(in: 0...100_000) })
      }
      return nil
    }
    settings.messageWeight = Int32(keys.optional("message_weight").or(Int(settings.messageWeight)) { $0.milli(in: 0...100_000) })
    settings.recentMessageWeight = Int32(
      keys.optional("recent_message_weight").or(Int(settings.recentMessageWeight)) { $0.milli(in: 0...100_000) })
    settings.recentDays = keys.optional("recent").or(settings.recentDays) { $0.days(in: 0...3650) }
    settings.halfEvidence = Int32(keys.optional("half_evidence").or(Int(settings.halfEvidence)) { $0.milli(in: 1...1_000_000) })
    settings.abnormalFrom = keys.optional("abnormal_from").or(settings.abnormalFrom) { $0.permille(in: 1...1000) }
  }

  /// S11 and S12, and the deeds that outrank words.
  private func readReached(_ keys: MappingReader, _ settings: inout ClassificationSettings) {
    settings.quietDays = keys.optional("quiet").or(settings.quietDays) { $0.days(in: 1...36_500) }
    settings.windowDays = keys.optional("window").or(settings.windowDays) { $0.days(in: 1...36_500) }
    settings.newestWeight = keys.optional("newest_weight").or(settings.newestWeight) { $0.int(in: 1...1000) }
    settings.smoothing = keys.optional("smoothing").or(settings.smoothing) { $0.int(in: 0...1000) }
    settings.cooperativeShare = keys.optional("cooperative_share").or(settings.cooperativeShare) { $0.permille(in: 1...1000) }
    settings.neutralCountsAsCooperative = keys.optional("neutral").or(settings.neutralCountsAsCooperative) {
      $0.choice(among: [("no evidence", false), ("cooperative", true)])
    }
    settings.promiseGraceDays = keys.optional("promise_grace").or(settings.promiseGraceDays) { $0.days(in: 0...365) }
    settings.paidWithinDays = keys.optional("paid").or(settings.paidWithinDays, ConditionReader.paidWithin)
  }
}
