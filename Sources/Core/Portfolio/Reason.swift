/// Why something was decided. Raw values are stored with every decision; never renumber, only add. The meaning of the numbers stands beside each.
package enum ReasonCode: Int16, CaseIterable, Sendable {
  // Verdicts: unreached
  /// attempts by a person, messages by a person, threshold
  case tooFewContacts = 1
  /// attempts, threshold (S21)
  case manyAttempts = 2
  /// attempts, threshold, unanswered messages, threshold (S22–S23)
  case manyAttemptsAndMessages = 3
  /// abnormality in per mille of the least abnormal point, threshold in per mille, contact points, attempts (S24)
  case evidenceAbnormal = 4
  case evidenceNormal = 5
  // Verdicts: deeds
  /// days since the payment, window in days
  case paidRecently = 10
  /// days since the due day, promises broken since the last payment
  case promiseBroken = 11
  /// days until the due day
  case promiseOpen = 12
  // Verdicts: words
  /// share cooperative in per mille (smoothed), threshold in per mille, cooperative conversations, uncooperative conversations
  case wordsCooperative = 13
  case wordsUncooperative = 14
  /// conversations in the window, window in days: talked to, but nothing is known that speaks for or against
  case nothingSaid = 15
  // Stay
  /// instalments still due, missed instalments
  case stayPlan = 20
  /// days until the promise's grace ends
  case stayPromise = 21
  /// days since the payment, window
  case stayPaid = 22
  /// days the retention still runs
  case stayRetained = 23
  /// days the pin still runs
  case stayPinned = 24
  /// position of the stay rule, from 1
  case stayRule = 25
  // Recall
  /// working days held, limit
  case recallForced = 30
  /// working days without follow-up by a person, limit
  case recallNoFollowUp = 31
  /// working days in the class with this holder, limit, class raw value
  case recallRotated = 32
  /// days since the retention ended
  case recallRetentionExpired = 33
  /// days since the holder's last day
  case recallHolderLeft = 34
  /// skills the holder lacks, as bits
  case recallNotAuthorised = 35
  // Hold
  /// flags that stop the case, as bits, position of the stop rule from 1
  case holdFlag = 40
  /// hold kind, days until it ends (−1 without end)
  case holdEntered = 41
  /// days until the case goes back to its client, minimum in days
  case holdNearReturn = 42
  /// outstanding in minor units
  case holdNothingDue = 43
  /// position of the stop rule, from 1
  case holdRule = 44
  /// a member of the debtor's group is held: database id of that case
  case holdWithGroup = 45
  /// no exchange rate for the case's currency: its packed code
  case holdNoRate = 46
  // Assigned
  /// eligible collectors, marginal cost, database id of the runner-up, marginal cost of the runner-up
  case assignedCheapest = 60
  /// the only eligible collector with room; eligible before room, marginal cost
  case assignedOnly = 61
  /// follows the debtor's other case: database id of that case
  case assignedWithGroup = 62
  /// pinned by a person
  case assignedPinned = 63
  /// every eligible collector was a former holder, so that exclusion was lifted; then as `assignedCheapest`
  case assignedAgain = 64
  // Unassigned: the first filter that left nobody
  case noPolicyCovers = 70
  case noRouteMatches = 71
  /// position of the route, from 1
  case nobodyInTeams = 72
  /// required skills as bits, collectors before the filter
  case nobodyWithSkills = 73
  /// collectors before the filter
  case nobodyPresent = 74
  /// collectors before the filter, excluded as former holders, excluded by conflict
  case everybodyExcluded = 75
  /// collectors eligible, places they had together at the start of the night, cases that wanted them
  case noRoom = 76
  /// recall not done: no other eligible collector has room; kind of recall, then its numbers
  case noNewHolder = 77
  // Publish
  case placeTakenMeanwhile = 80
  case caseChangedMeanwhile = 81
  case groupChangedMeanwhile = 82
  /// taken back by a person: the run
  case runUndone = 90
}

/// A reason code with its numbers, in the order its code documents; missing numbers are 0.
package struct Reason: Hashable, Sendable {
  package var code: ReasonCode
  package var n1: Int64
  package var n2: Int64
  package var n3: Int64
  package var n4: Int64
  package init(_ code: ReasonCode, _ n1: Int64 = 0, _ n2: Int64 = 0, _ n3: Int64 = 0, _ n4: Int64 = 0) {
    self.code = code
    self.n1 = n1
    self.n2 = n2
    self.n3 = n3
    self.n4 = n4
  }
}

/// The class of one case with the rule and numbers that decided it.
package struct Verdict: Hashable, Sendable {
  package var caseClass: CaseClass
  package var reason: Reason
  package init(_ caseClass: CaseClass, _ reason: Reason) {
    self.caseClass = caseClass
    self.reason = reason
  }
}
