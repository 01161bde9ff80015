/// Why something was decided, with the numbers that decided it. Shares are per mille, days are calendar days unless said otherwise, costs are
/// the allocation's units; ids are the database's, rules and routes count from 1. `Reason+Numbers.swift` says how each is written as bytes.
package enum Reason: Hashable, Sendable {
  // Verdicts: unreached
  /// Attempts and messages by a person; a judgement needs `minimum` of both together.
  case tooFewContacts(attempts: Int64, messages: Int64, minimum: Int64)
  /// S21: more attempts than `limit`.
  case manyAttempts(attempts: Int64, limit: Int64)
  /// S22–S23: more attempts and more unanswered messages than their limits.
  case manyAttemptsAndMessages(attempts: Int64, limit: Int64, unanswered: Int64, unansweredLimit: Int64)
  /// S24: abnormality of the least abnormal contact point against the threshold.
  case evidenceAbnormal(abnormality: Int64, threshold: Int64, points: Int64, attempts: Int64)
  case evidenceNormal(abnormality: Int64, threshold: Int64, points: Int64, attempts: Int64)
  // Verdicts: deeds
  case paidRecently(daysAgo: Int64, window: Int64)
  /// Days since the due day; promises broken since the last payment.
  case promiseBroken(daysAgo: Int64, broken: Int64)
  /// Days until the due day.
  case promiseOpen(daysLeft: Int64)
  // Verdicts: words
  /// Cooperative share of the words, smoothed, against the threshold; conversations of either kind.
  case wordsCooperative(share: Int64, threshold: Int64, cooperative: Int64, uncooperative: Int64)
  case wordsUncooperative(share: Int64, threshold: Int64, cooperative: Int64, uncooperative: Int64)
  /// Talked to within the window of days, but nothing is known that speaks for or against.
  case nothingSaid(conversations: Int64, window: Int64)
  // Stay
  /// Instalments still due and missed.
  case stayPlan(due: Int64, missed: Int64)
  /// Days until the promise keeps the case no longer, and what they are: 1 working days until its grace ends, 2 days until it falls due; 0 in runs
  /// by rules before 6, whose number was either, or the one and the other added.
  case stayPromise(daysLeft: Int64, counted: Int64)
  case stayPaid(daysAgo: Int64, window: Int64)
  /// Days the retention still runs; nil without end.
  case stayRetained(daysLeft: Int64?)
  /// Days the pin still runs; nil without end.
  case stayPinned(daysLeft: Int64?)
  case stayRule(rule: Int64)
  // Recall
  /// Working days held.
  case recallForced(workingDays: Int64, limit: Int64)
  /// Working days without follow-up by a person.
  case recallNoFollowUp(workingDays: Int64, limit: Int64)
  /// Working days in the class with this holder.
  case recallRotated(workingDays: Int64, limit: Int64, caseClass: CaseClass)
  /// Days since the retention ended.
  case recallRetentionExpired(daysAgo: Int64)
  /// Days since the holder's last day; nil when he is inactive and no last day that has passed is known.
  case recallHolderLeft(daysAgo: Int64?)
  /// Skills the holder lacks, as bits.
  case recallNotAuthorised(missing: UInt64)
  // Hold
  /// Flags of the case that the stop rule names.
  case holdFlag(flags: CaseFlags, rule: Int64)
  /// Entered by a person; days until it ends, nil without end.
  case holdEntered(kind: HoldKind, daysLeft: Int64?)
  /// Days until the case goes back to its client, and how many it takes to deal it.
  case holdNearReturn(daysLeft: Int64, minimum: Int64)
  /// Minor units of the case's currency.
  case holdNothingDue(outstanding: Int64)
  case holdRule(rule: Int64)
  /// A case of the debtor's group is held.
  case holdWithGroup(caseID: Int64)
  /// No exchange rate for the case's currency.
  case holdNoRate(currency: Currency)
  /// An emergency stop holds it; by rules before 8 `holdEntered` with the kind `emergency`.
  case emergencyStop
  // Assigned
  /// Eligible collectors, marginal cost here and at the runner-up; without a runner-up 0.
  case assignedCheapest(eligible: Int64, cost: Int64, runnerUp: Int64, runnerUpCost: Int64)
  /// The only eligible collector with room; eligible before room.
  case assignedOnly(eligible: Int64, cost: Int64)
  /// Follows the debtor's other case.
  case assignedWithGroup(caseID: Int64)
  /// Pinned by a person.
  case assignedPinned
  /// Every eligible collector was a former holder, so that exclusion was lifted; then as `assignedCheapest`.
  case assignedAgain(eligible: Int64, cost: Int64, runnerUp: Int64, runnerUpCost: Int64)
  // Unassigned: the first filter that left nobody
  case noPolicyCovers
  case noRouteMatches
  case nobodyInTeams(route: Int64)
  /// Required skills as bits; collectors before the filter.
  case nobodyWithSkills(required: UInt64, collectors: Int64)
  /// Collectors before the filter.
  case nobodyPresent(collectors: Int64)
  /// Collectors before the filter; of them excluded as former holders and by conflict.
  case everybodyExcluded(collectors: Int64, formerHolders: Int64, conflicts: Int64)
  /// Collectors eligible, places they had together at the start of the night, cases that wanted them. Where no place is what lacks but what is left
  /// of their amount limits: the most that any of them has left, in base minor units and at least 1; else 0, as by rules before 8.
  case noRoom(eligible: Int64, places: Int64, wanted: Int64, mostAmount: Int64 = 0)
  /// A recall was due and found nobody else with room: which one, with its own numbers (as many as are written beside it); nil in rows of before.
  case noNewHolder(recall: ReasonCode?, first: Int64, second: Int64, third: Int64)
  // Publish: the numbers are those of the reason that the plan had given.
  case placeTakenMeanwhile(planned: ReasonNumbers)
  case caseChangedMeanwhile(planned: ReasonNumbers)
  case groupChangedMeanwhile(planned: ReasonNumbers)
  /// Taken back by a person.
  case runUndone(run: Int64)
}
