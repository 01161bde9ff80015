/// Why something was decided, without its numbers. Raw values are stored with every decision; never renumber, only add. What each code's
/// numbers mean says `Reason`.
package enum ReasonCode: Int16, CaseIterable, Sendable {
  // Verdicts: unreached
  case tooFewContacts = 1
  case manyAttempts = 2
  case manyAttemptsAndMessages = 3
  case evidenceAbnormal = 4
  case evidenceNormal = 5
  // Verdicts: deeds
  case paidRecently = 10
  case promiseBroken = 11
  case promiseOpen = 12
  // Verdicts: words
  case wordsCooperative = 13
  case wordsUncooperative = 14
  case nothingSaid = 15
  // Stay
  case stayPlan = 20
  case stayPromise = 21
  case stayPaid = 22
  case stayRetained = 23
  case stayPinned = 24
  case stayRule = 25
  // Recall
  case recallForced = 30
  case recallNoFollowUp = 31
  case recallRotated = 32
  case recallRetentionExpired = 33
  case recallHolderLeft = 34
  case recallNotAuthorised = 35
  // Hold
  case holdFlag = 40
  case holdEntered = 41
  case holdNearReturn = 42
  case holdNothingDue = 43
  case holdRule = 44
  case holdWithGroup = 45
  case holdNoRate = 46
  case emergencyStop = 47
  // Assigned
  case assignedCheapest = 60
  case assignedOnly = 61
  case assignedWithGroup = 62
  case assignedPinned = 63
  case assignedAgain = 64
  // Unassigned: the first filter that left nobody
  case noPolicyCovers = 70
  case noRouteMatches = 71
  case nobodyInTeams = 72
  case nobodyWithSkills = 73
  case nobodyPresent = 74
  case everybodyExcluded = 75
  case noRoom = 76
  case noNewHolder = 77
  // Publish
  case placeTakenMeanwhile = 80
  case caseChangedMeanwhile = 81
  case groupChangedMeanwhile = 82
  case runUndone = 90
}
