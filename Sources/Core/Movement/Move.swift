package import Portfolio

/// What the rules of movement say about one case tonight.
package enum Move: Hashable, Sendable {
  /// Stays with its holder; no rule spoke.
  case keeps
  /// Stays with its holder by pin, retention or stay rule: no recall may touch it.
  case stays(Reason)
  /// Is to leave its holder, as soon as another has room. With `assignedPinned`: a person pinned it to another collector.
  case recalls(Reason)
  /// Must not be dealt now. `ownerKeeps` is about a case with a holder: false sends it to the pool, where it waits.
  case holds(Reason, ownerKeeps: Bool, countsAsLoad: Bool)
  /// Is in the pool and may be dealt.
  case deals
}

/// How often each rule of movement matched, for the report on rules that match nothing or everything.
package struct MovementTally: Sendable, Equatable {
  /// Cases asked about; every one once.
  package private(set) var considered = 0
  /// By position of the settings' stay rules: cases that stay by it.
  package private(set) var stay: [Int]
  /// By position of the settings' stop rules: cases that it holds.
  package private(set) var stop: [Int]
  /// By recall reason.
  package private(set) var recall: [ReasonCode: Int] = [:]

  /// Zeroes for every rule of the settings.
  package init(_ settings: MovementSettings) {
    stay = [Int](repeating: 0, count: settings.stay.count)
    stop = [Int](repeating: 0, count: settings.stop.count)
  }

  mutating func count(_ outcome: MovementRules.Outcome) {
    considered += 1
    if let rule = outcome.stayRule { stay[rule] += 1 }
    if let rule = outcome.stopRule { stop[rule] += 1 }
    if case .recalls(let reason) = outcome.move { recall[reason.code, default: 0] += 1 }
  }

  /// One line per stay and stop rule (`stay 1` …) in policy order, then one per kind of recall that the settings allow.
  package func health(policy: String, _ settings: MovementSettings) -> [RuleHealth] {
    var lines: [RuleHealth] = []
    func add(_ rule: String, _ matched: Int) {
      lines.append(RuleHealth(policy: policy, rule: rule, matched: matched, considered: considered))
    }
    for (k, matched) in stay.enumerated() { add("stay \(k + 1)", matched) }
    for (k, matched) in stop.enumerated() { add("stop \(k + 1)", matched) }
    let rules = settings.recall
    if rules.whenHolderLeft { add("recall left", recall[.recallHolderLeft] ?? 0) }
    if rules.whenNotAuthorised { add("recall not authorised", recall[.recallNotAuthorised] ?? 0) }
    if rules.whenRetentionExpired { add("recall retention", recall[.recallRetentionExpired] ?? 0) }
    if rules.forcedAfterWorkingDays != nil { add("recall forced", recall[.recallForced] ?? 0) }
    if rules.noFollowUpWorkingDays != nil { add("recall early", recall[.recallNoFollowUp] ?? 0) }
    if !rules.rotate.isEmpty { add("recall rotate", recall[.recallRotated] ?? 0) }
    return lines
  }
}
