package import Portfolio

/// Gives every case one of the five classes (S11, S12, S21–S24), with the rule and the numbers that decided.
///
/// Unreached cases: evidence is counted per contact point since the last conversation and only grows, so another failed attempt on a point
/// never makes a case less abnormal. A point is known when there is evidence about it since the last conversation. Facts of the slot's day
/// and later are ignored. Integers only; the order of events within a day has no influence.
package struct Classifier: Sendable {
  private let settings: ClassificationSettings
  private let tally: EvidenceTally

  /// Looks up once what every contact code of the snapshot means.
  package init(_ settings: ClassificationSettings, _ snapshot: Snapshot) {
    self.settings = settings
    tally = EvidenceTally(snapshot.contactCodes.map { CodeRule($0, settings) }, slot: snapshot.slot, settings)
  }

  /// The class of one case. `deeds` are those of `DeedReader` with the settings' `promiseGraceDays`.
  package func verdict(_ index: CaseIndex, _ snapshot: Snapshot, _ deeds: Deeds) -> Verdict {
    let slot = snapshot.slot
    if settings.deedsOutrankWords, let paid = paidVerdict(deeds, slot) { return paid }

    let known = lastConversation(index, snapshot)
    let evidence = snapshot.contacts.withRow(index) { tally.evidence($0, since: known) }
    let last = evidence.lastConversation
    let isReached = last.isKnown && settings.quietDays.map { slot - last <= $0 } ?? true
    if settings.deedsOutrankWords, let promise = promiseVerdict(index, snapshot, deeds, isReached: isReached) { return promise }
    return isReached ? words(index, snapshot, deeds) : unreached(evidence)
  }

  // MARK: Unreached

  private func unreached(_ evidence: Evidence) -> Verdict {
    if let limit = settings.abnormalAbove, evidence.counts.calls > Int64(limit) {
      return Verdict(.abnormal, .manyAttempts(attempts: evidence.counts.calls, limit: Int64(limit)))
    }
    if let limit = settings.suspectAbove, evidence.counts.calls > Int64(limit),
      evidence.counts.messages > Int64(settings.otherChannelsAbove)
    {
      let reason = Reason.manyAttemptsAndMessages(
        attempts: evidence.counts.calls, limit: Int64(limit), unanswered: evidence.counts.messages,
        unansweredLimit: Int64(settings.otherChannelsAbove))
      return Verdict(.abnormal, reason)
    }

    let phone = settings.points == .least ? evidence.least : evidence.total
    // The mean is kept as a fraction: numerator and denominator, never divided.
    let attempts = settings.phoneValue == .mean ? max(1, evidence.counts.calls) : 1
    let other =
      Int64(settings.messageWeight) * min(evidence.counts.messages, 1_000_000) + Int64(settings.recentMessageWeight)
      * min(evidence.recentMessages, 1_000_000)
    let x = phone + min(other, Evidence.ceiling) * min(attempts, 100_000)
    let k = Int64(settings.halfway) * min(attempts, 100_000)
    let threshold = Int64(settings.threshold)
    // A = x / (x + k) ≥ θ / 1000, multiplied out; in 128 bits, since x may hold a large number of attempts.
    let left = x.multipliedFullWidth(by: 1000 - threshold)
    let right = k.multipliedFullWidth(by: threshold)
    let isAbnormal = (left.high, left.low) >= (right.high, right.low)
    let share = perMille(x, of: x + k)
    let (points, calls) = (evidence.points, evidence.counts.calls)
    if isAbnormal {
      return Verdict(.abnormal, .evidenceAbnormal(abnormality: share, threshold: threshold, points: points, attempts: calls))
    }
    let (messages, minimum) = (evidence.counts.personMessages, Int64(settings.unknownBelow))
    if calls + messages < minimum {
      return Verdict(.unknown, .tooFewContacts(attempts: calls, messages: messages, minimum: minimum))
    }
    return Verdict(.normal, .evidenceNormal(abnormality: share, threshold: threshold, points: points, attempts: calls))
  }

  private func perMille(_ part: Int64, of whole: Int64) -> Int64 {
    guard whole > 0 else { return 0 }
    let (product, overflows) = part.multipliedReportingOverflow(by: 1000)
    return overflows ? whole.dividingFullWidth(part.multipliedFullWidth(by: 1000)).quotient : product / whole
  }

  // MARK: Deeds

  private func paidVerdict(_ deeds: Deeds, _ slot: Day) -> Verdict? {
    guard deeds.lastPaid.isKnown, slot - deeds.lastPaid <= settings.paidWithinDays else { return nil }
    if settings.brokenPromiseIsUncooperative, deeds.lastBrokenDue.isKnown, deeds.lastPaid < deeds.lastBrokenDue { return nil }
    return Verdict(.cooperative, .paidRecently(daysAgo: Int64(slot - deeds.lastPaid), window: Int64(settings.paidWithinDays)))
  }

  /// A broken promise of a debtor who has fallen silent since is history: the unreached rules decide then.
  private func promiseVerdict(_ index: CaseIndex, _ snapshot: Snapshot, _ deeds: Deeds, isReached: Bool) -> Verdict? {
    let slot = snapshot.slot
    if settings.brokenPromiseIsUncooperative, deeds.brokenSincePayment > 0, deeds.lastBrokenDue.isKnown {
      let days = slot - deeds.lastBrokenDue
      guard isReached || settings.quietDays.map({ days <= $0 }) ?? true else { return nil }
      return Verdict(.uncooperative, .promiseBroken(daysAgo: Int64(days), broken: Int64(deeds.brokenSincePayment)))
    }
    if deeds.openPromiseDue.isKnown { return Verdict(.cooperative, .promiseOpen(daysLeft: Int64(deeds.openPromiseDue - slot))) }
    if deeds.planRunning, deeds.missedInstalments == 0 {
      var next = Day.never
      for promise in snapshot.promises[index] where promise.plan != 0 && promise.dueOn >= slot { next = min(next, promise.dueOn) }
      return Verdict(.cooperative, .promiseOpen(daysLeft: next.isKnown ? Int64(next - slot) : 0))
    }
    return nil
  }

  // MARK: Words

  private func lastConversation(_ index: CaseIndex, _ snapshot: Snapshot) -> Day {
    var last = Day.none
    snapshot.conversations.withRow(index) { row in
      for conversation in row where conversation.day < snapshot.slot { last = max(last, conversation.day) }
    }
    // Who promises has been talked to, also when the log of that talk never came.
    snapshot.promises.withRow(index) { row in
      for promise in row where promise.madeOn < snapshot.slot { last = max(last, promise.madeOn) }
    }
    return last
  }

  private func words(_ index: CaseIndex, _ snapshot: Snapshot, _ deeds: Deeds) -> Verdict {
    let window = Int64(settings.windowDays)
    var weight: (cooperative: Int64, uncooperative: Int64) = (0, 0)
    var count: (cooperative: Int64, uncooperative: Int64) = (0, 0)
    var heard: Int64 = 0
    for conversation in snapshot.conversations[index] where conversation.day < snapshot.slot {
      let age = Int64(snapshot.slot - conversation.day)
      guard age <= window else { continue }
      heard += 1
      switch tone(of: conversation, age: age, deeds) {
      case .cooperative:
        weight.cooperative += window - age + 1
        count.cooperative += 1
      case .uncooperative:
        weight.uncooperative += window - age + 1
        count.uncooperative += 1
      case .neutral: break
      }
    }
    if count == (0, 0) { return Verdict(settings.nothingSaid, .nothingSaid(conversations: heard, window: window)) }
    // (c + s·p) / (c + u + s) with the assumed weight s; all in milli so that nothing is divided before the comparison.
    let prior = Int64(settings.priorWeight) * window
    let numerator = weight.cooperative * 1000 + prior * Int64(settings.priorShare) / 1000
    let denominator = (weight.cooperative + weight.uncooperative) * 1000 + prior
    let share = numerator * 1000 / denominator
    let isCooperative = numerator * 1000 >= denominator * Int64(settings.cooperativeShare)
    let threshold = Int64(settings.cooperativeShare)
    return isCooperative
      ? Verdict(
        .cooperative,
        .wordsCooperative(
          share: share, threshold: threshold, cooperative: count.cooperative, uncooperative: count.uncooperative))
      : Verdict(
        .uncooperative,
        .wordsUncooperative(
          share: share, threshold: threshold, cooperative: count.cooperative, uncooperative: count.uncooperative))
  }

  private func tone(of conversation: ConversationFact, age: Int64, _ deeds: Deeds) -> Tone {
    switch conversation.tone {
    case .uncooperative: return .uncooperative
    case .neutral: return settings.neutralCountsAsCooperative ? .cooperative : .neutral
    case .cooperative:
      guard let patience = settings.emptyPromiseDays, age > Int64(patience), deeds.lastPaid < conversation.day,
        KeywordGroups(rawValue: conversation.groups).contains(.promise)
      else { return .cooperative }
      return .uncooperative
    }
  }
}
