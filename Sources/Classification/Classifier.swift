package import Portfolio

/// S11, S12 and S21–S24 for one case after the other, by one policy's settings. Integers only; the rule and the numbers that decided come with the class.
package struct Classifier: Sendable {
  private let settings: ClassificationSettings
  private let slot: Day
  /// By contact code: what one attempt says.
  private let meanings: [Meaning]

  private struct Meaning: Sendable {
    var reached = false
    /// A call that may count as evidence; its weight in milli-units.
    var call = false
    var weight: Int32 = 0
    /// A message that nobody answered.
    var message = false
    /// Done by a person, so it counts against `unknownBelow`.
    var byPerson = false
  }

  package init(_ settings: ClassificationSettings, _ snapshot: Snapshot) {
    self.settings = settings
    slot = snapshot.slot
    meanings = snapshot.contactCodes.map { Self.meaning($0, settings) }
  }

  private static func meaning(_ code: ContactCode, _ settings: ClassificationSettings) -> Meaning {
    var meaning = Meaning()
    // A third party is no evidence, whatever came of it; a wrong person speaks against the point whoever the source names.
    if code.party == .thirdParty, code.outcome != .wrongPerson { return meaning }
    switch code.outcome {
    case .connected, .replied:
      meaning.reached = code.party == .debtor
    case .thirdParty, .networkProblem, .cancelled, .unknown, .undelivered:
      break
    case .delivered:
      meaning.message = !code.inbound
      meaning.byPerson = !code.inbound && !code.automatic
    case .hungUp, .rejected, .busy, .noAnswer, .poweredOff, .outOfCoverage, .suspended, .invalidNumber, .numberChanged, .voicemail, .wrongPerson:
      guard !code.inbound else { break }
      if code.channel == .phone {
        meaning.call = true
        meaning.weight = max(0, settings.weights[Int(code.outcome.rawValue)])
      } else {
        meaning.message = true
      }
      meaning.byPerson = !code.automatic
    }
    return meaning
  }

  /// The class of one case. `deeds` as `DeedReader` gives them.
  package func verdict(_ index: CaseIndex, _ snapshot: Snapshot, _ deeds: Deeds) -> Verdict {
    let lastConversation = lastConversation(index, snapshot)
    let reached = lastConversation.isKnown && slot - lastConversation <= settings.quietDays
    if let verdict = byDeeds(deeds, reached: reached) { return verdict }
    return reached ? byWords(index, snapshot) : byEvidence(index, snapshot, since: lastConversation)
  }

  private func lastConversation(_ index: CaseIndex, _ snapshot: Snapshot) -> Day {
    var last = Day.none
    for fact in snapshot.conversations[index] where fact.day < slot { last = max(last, fact.day) }
    ContactCounters.forEach(snapshot.contacts[index]) { cell in
      if cell.day < slot, cell.code >= 0, Int(cell.code) < meanings.count, meanings[Int(cell.code)].reached { last = max(last, cell.day) }
    }
    return last
  }

  /// Paid since the last broken promise, broken, open: in this order. A broken promise of somebody who went silent is left to the unreached rules.
  private func byDeeds(_ deeds: Deeds, reached: Bool) -> Verdict? {
    if deeds.lastPaid.isKnown, slot - deeds.lastPaid <= settings.paidWithinDays, deeds.lastPaid > deeds.lastBrokenDue {
      return Verdict(.cooperative, Reason(.paidRecently, Int64(slot - deeds.lastPaid), Int64(settings.paidWithinDays)))
    }
    if reached, deeds.brokenSincePayment > 0 {
      return Verdict(.uncooperative, Reason(.promiseBroken, Int64(slot - deeds.lastBrokenDue), Int64(deeds.brokenSincePayment)))
    }
    if deeds.openPromiseDue.isKnown { return Verdict(.cooperative, Reason(.promiseOpen, Int64(deeds.openPromiseDue - slot))) }
    return nil
  }

  /// S12: the smoothed share of cooperative conversations, the newest weighing most. Conversations come in ascending order of day.
  private func byWords(_ index: CaseIndex, _ snapshot: Snapshot) -> Verdict {
    var (cooperative, uncooperative, weighed, total) = (0, 0, 0, 0)
    var weight = settings.newestWeight
    for fact in snapshot.conversations[index].reversed() where fact.day < slot && slot - fact.day <= settings.windowDays {
      guard fact.tone != .neutral || settings.neutralCountsAsCooperative else { continue }
      if fact.tone == .uncooperative {
        uncooperative += 1
      } else {
        cooperative += 1
        weighed += weight
      }
      total += weight
      weight = max(1, weight - 1)
    }
    // (weighed + smoothing / 2) / (total + smoothing), both doubled; no evidence at all is an even share.
    let numerator = 2 * weighed + settings.smoothing
    let denominator = 2 * (total + settings.smoothing)
    let share = denominator == 0 ? 500 : numerator * 1000 / denominator
    let isCooperative = share >= settings.cooperativeShare
    return Verdict(
      isCooperative ? .cooperative : .uncooperative,
      Reason(isCooperative ? .wordsCooperative : .wordsUncooperative, Int64(share), Int64(settings.cooperativeShare), Int64(cooperative), Int64(uncooperative)))
  }

  /// S21–S24 on the days after the last conversation: within a day the order must not matter.
  private func byEvidence(_ index: CaseIndex, _ snapshot: Snapshot, since last: Day) -> Verdict {
    var tally = Tally()
    ContactCounters.forEach(snapshot.contacts[index]) { cell in
      guard cell.day > last, cell.day < slot, cell.code >= 0, Int(cell.code) < meanings.count else { return }
      let meaning = meanings[Int(cell.code)]
      if meaning.byPerson { tally.byPerson += Int64(cell.count) }
      if meaning.message {
        tally.messages += Int64(cell.count)
        if slot - cell.day <= settings.recentDays { tally.recentMessages += Int64(cell.count) }
      } else if meaning.call {
        tally.attempts += Int64(cell.count)
        tally.call(cell, weight: Int64(meaning.weight), limit: settings.countsPerDay)
      }
    }
    tally.finishDay(limit: settings.countsPerDay)
    if tally.attempts > settings.abnormalAbove {
      return Verdict(.abnormal, Reason(.manyAttempts, tally.attempts, Int64(settings.abnormalAbove)))
    }
    if tally.attempts > settings.suspectAbove, tally.messages > settings.otherChannelsAbove {
      return Verdict(
        .abnormal,
        Reason(.manyAttemptsAndMessages, tally.attempts, Int64(settings.suspectAbove), tally.messages, Int64(settings.otherChannelsAbove)))
    }
    let other = tally.messages * Int64(settings.messageWeight) + tally.recentMessages * Int64(settings.recentMessageWeight)
    let evidence = tally.leastPoint + other
    let half = Int64(max(1, settings.halfEvidence))
    let abnormality = evidence * 1000 / (evidence + half)
    // X / (X + k) ≥ θ, by cross-multiplication.
    if evidence * 1000 >= Int64(settings.abnormalFrom) * (evidence + half) {
      return Verdict(.abnormal, Reason(.evidenceAbnormal, abnormality, Int64(settings.abnormalFrom), Int64(tally.points), tally.attempts))
    }
    if tally.byPerson < settings.unknownBelow {
      let messages = min(tally.byPerson, tally.messages)
      return Verdict(.unknown, Reason(.tooFewContacts, tally.byPerson - messages, messages, Int64(settings.unknownBelow)))
    }
    return Verdict(.normal, Reason(.evidenceNormal, abnormality, Int64(settings.abnormalFrom), Int64(tally.points), tally.attempts))
  }
}
