// The one place where reasons become numbers and numbers reasons: the order of a reason's numbers is that of its payload.
extension Reason {
  /// What stands for days without end.
  private static let withoutEnd: Int64 = -1

  /// The reason without its numbers: what is stored and counted by.
  package var code: ReasonCode {
    switch self {
    case .tooFewContacts: .tooFewContacts
    case .manyAttempts: .manyAttempts
    case .manyAttemptsAndMessages: .manyAttemptsAndMessages
    case .evidenceAbnormal: .evidenceAbnormal
    case .evidenceNormal: .evidenceNormal
    case .paidRecently: .paidRecently
    case .promiseBroken: .promiseBroken
    case .promiseOpen: .promiseOpen
    case .wordsCooperative: .wordsCooperative
    case .wordsUncooperative: .wordsUncooperative
    case .nothingSaid: .nothingSaid
    case .stayPlan: .stayPlan
    case .stayPromise: .stayPromise
    case .stayPaid: .stayPaid
    case .stayRetained: .stayRetained
    case .stayPinned: .stayPinned
    case .stayRule: .stayRule
    case .recallForced: .recallForced
    case .recallNoFollowUp: .recallNoFollowUp
    case .recallRotated: .recallRotated
    case .recallRetentionExpired: .recallRetentionExpired
    case .recallHolderLeft: .recallHolderLeft
    case .recallNotAuthorised: .recallNotAuthorised
    case .holdFlag: .holdFlag
    case .holdEntered: .holdEntered
    case .holdNearReturn: .holdNearReturn
    case .holdNothingDue: .holdNothingDue
    case .holdRule: .holdRule
    case .holdWithGroup: .holdWithGroup
    case .holdNoRate: .holdNoRate
    case .emergencyStop: .emergencyStop
    case .assignedCheapest: .assignedCheapest
    case .assignedOnly: .assignedOnly
    case .assignedWithGroup: .assignedWithGroup
    case .assignedPinned: .assignedPinned
    case .assignedAgain: .assignedAgain
    case .noPolicyCovers: .noPolicyCovers
    case .noRouteMatches: .noRouteMatches
    case .nobodyInTeams: .nobodyInTeams
    case .nobodyWithSkills: .nobodyWithSkills
    case .nobodyPresent: .nobodyPresent
    case .everybodyExcluded: .everybodyExcluded
    case .noRoom: .noRoom
    case .noNewHolder: .noNewHolder
    case .placeTakenMeanwhile: .placeTakenMeanwhile
    case .caseChangedMeanwhile: .caseChangedMeanwhile
    case .groupChangedMeanwhile: .groupChangedMeanwhile
    case .runUndone: .runUndone
    }
  }

  /// The payload in its order as it is stored; nil days are −1, sets of bits and currencies the integer of their bits.
  package var numbers: ReasonNumbers {
    switch self {
    case .tooFewContacts(let attempts, let messages, let minimum): ReasonNumbers(attempts, messages, minimum)
    case .manyAttempts(let attempts, let limit): ReasonNumbers(attempts, limit)
    case .manyAttemptsAndMessages(let attempts, let limit, let unanswered, let unansweredLimit):
      ReasonNumbers(attempts, limit, unanswered, unansweredLimit)
    case .evidenceAbnormal(let abnormality, let threshold, let points, let attempts):
      ReasonNumbers(abnormality, threshold, points, attempts)
    case .evidenceNormal(let abnormality, let threshold, let points, let attempts): ReasonNumbers(abnormality, threshold, points, attempts)
    case .paidRecently(let daysAgo, let window): ReasonNumbers(daysAgo, window)
    case .promiseBroken(let daysAgo, let broken): ReasonNumbers(daysAgo, broken)
    case .promiseOpen(let daysLeft): ReasonNumbers(daysLeft)
    case .wordsCooperative(let share, let threshold, let cooperative, let uncooperative):
      ReasonNumbers(share, threshold, cooperative, uncooperative)
    case .wordsUncooperative(let share, let threshold, let cooperative, let uncooperative):
      ReasonNumbers(share, threshold, cooperative, uncooperative)
    case .nothingSaid(let conversations, let window): ReasonNumbers(conversations, window)
    case .stayPlan(let due, let missed): ReasonNumbers(due, missed)
    case .stayPromise(let daysLeft, let counted): ReasonNumbers(daysLeft, counted)
    case .stayPaid(let daysAgo, let window): ReasonNumbers(daysAgo, window)
    case .stayRetained(let daysLeft): ReasonNumbers(daysLeft ?? Self.withoutEnd)
    case .stayPinned(let daysLeft): ReasonNumbers(daysLeft ?? Self.withoutEnd)
    case .stayRule(let rule): ReasonNumbers(rule)
    case .recallForced(let workingDays, let limit): ReasonNumbers(workingDays, limit)
    case .recallNoFollowUp(let workingDays, let limit): ReasonNumbers(workingDays, limit)
    case .recallRotated(let workingDays, let limit, let caseClass): ReasonNumbers(workingDays, limit, Int64(caseClass.rawValue))
    case .recallRetentionExpired(let daysAgo): ReasonNumbers(daysAgo)
    case .recallHolderLeft(let daysAgo): ReasonNumbers(daysAgo ?? Self.withoutEnd)
    case .recallNotAuthorised(let missing): ReasonNumbers(Int64(bitPattern: missing))
    case .holdFlag(let flags, let rule): ReasonNumbers(Int64(flags.rawValue), rule)
    case .holdEntered(let kind, let daysLeft): ReasonNumbers(Int64(kind.rawValue), daysLeft ?? Self.withoutEnd)
    case .holdNearReturn(let daysLeft, let minimum): ReasonNumbers(daysLeft, minimum)
    case .holdNothingDue(let outstanding): ReasonNumbers(outstanding)
    case .holdRule(let rule): ReasonNumbers(rule)
    case .holdWithGroup(let caseID): ReasonNumbers(caseID)
    case .holdNoRate(let currency): ReasonNumbers(Int64(currency.packed))
    case .assignedCheapest(let eligible, let cost, let runnerUp, let runnerUpCost): ReasonNumbers(eligible, cost, runnerUp, runnerUpCost)
    case .assignedOnly(let eligible, let cost): ReasonNumbers(eligible, cost)
    case .assignedWithGroup(let caseID): ReasonNumbers(caseID)
    case .assignedAgain(let eligible, let cost, let runnerUp, let runnerUpCost): ReasonNumbers(eligible, cost, runnerUp, runnerUpCost)
    case .nobodyInTeams(let route): ReasonNumbers(route)
    case .nobodyWithSkills(let required, let collectors): ReasonNumbers(Int64(bitPattern: required), collectors)
    case .nobodyPresent(let collectors): ReasonNumbers(collectors)
    case .everybodyExcluded(let collectors, let formerHolders, let conflicts): ReasonNumbers(collectors, formerHolders, conflicts)
    case .noRoom(let eligible, let places, let wanted, let mostAmount): ReasonNumbers(eligible, places, wanted, mostAmount)
    case .noNewHolder(let recall, let first, let second, let third): ReasonNumbers(Int64(recall?.rawValue ?? 0), first, second, third)
    case .runUndone(let run): ReasonNumbers(run)
    case .placeTakenMeanwhile(let planned), .caseChangedMeanwhile(let planned), .groupChangedMeanwhile(let planned): planned
    case .assignedPinned, .noPolicyCovers, .noRouteMatches, .emergencyStop: ReasonNumbers()
    }
  }

  /// The reason that was stored as a code's raw value and four numbers. Throws when the program does not know the code, or could not have
  /// written these numbers with it.
  package init(stored rawCode: Int16, _ numbers: ReasonNumbers) throws(ReasonError) {
    guard let code = ReasonCode(rawValue: rawCode) else { throw ReasonError(rawCode: rawCode, numbers: numbers) }
    try self.init(code, numbers)
  }

  /// Like `init(stored:_:)`, of a known code.
  package init(_ code: ReasonCode, _ numbers: ReasonNumbers) throws(ReasonError) {
    // A number that the reason has no name for would be lost: then it is no such reason.
    guard let reason = Self.read(code, numbers), reason.numbers == numbers else {
      throw ReasonError(rawCode: code.rawValue, numbers: numbers)
    }
    self = reason
  }

  private static func read(_ code: ReasonCode, _ n: ReasonNumbers) -> Reason? {
    func days(_ number: Int64) -> Int64? { number == withoutEnd ? nil : number }
    func raw<Value: RawRepresentable>(_ number: Int64) -> Value? where Value.RawValue: FixedWidthInteger {
      Value.RawValue(exactly: number).flatMap { Value(rawValue: $0) }
    }
    switch code {
    case .tooFewContacts: return .tooFewContacts(attempts: n.n1, messages: n.n2, minimum: n.n3)
    case .manyAttempts: return .manyAttempts(attempts: n.n1, limit: n.n2)
    case .manyAttemptsAndMessages: return .manyAttemptsAndMessages(attempts: n.n1, limit: n.n2, unanswered: n.n3, unansweredLimit: n.n4)
    case .evidenceAbnormal: return .evidenceAbnormal(abnormality: n.n1, threshold: n.n2, points: n.n3, attempts: n.n4)
    case .evidenceNormal: return .evidenceNormal(abnormality: n.n1, threshold: n.n2, points: n.n3, attempts: n.n4)
    case .paidRecently: return .paidRecently(daysAgo: n.n1, window: n.n2)
    case .promiseBroken: return .promiseBroken(daysAgo: n.n1, broken: n.n2)
    case .promiseOpen: return .promiseOpen(daysLeft: n.n1)
    case .wordsCooperative: return .wordsCooperative(share: n.n1, threshold: n.n2, cooperative: n.n3, uncooperative: n.n4)
    case .wordsUncooperative: return .wordsUncooperative(share: n.n1, threshold: n.n2, cooperative: n.n3, uncooperative: n.n4)
    case .nothingSaid: return .nothingSaid(conversations: n.n1, window: n.n2)
    case .stayPlan: return .stayPlan(due: n.n1, missed: n.n2)
    case .stayPromise: return .stayPromise(daysLeft: n.n1, counted: n.n2)
    case .stayPaid: return .stayPaid(daysAgo: n.n1, window: n.n2)
    case .stayRetained: return .stayRetained(daysLeft: days(n.n1))
    case .stayPinned: return .stayPinned(daysLeft: days(n.n1))
    case .stayRule: return .stayRule(rule: n.n1)
    case .recallForced: return .recallForced(workingDays: n.n1, limit: n.n2)
    case .recallNoFollowUp: return .recallNoFollowUp(workingDays: n.n1, limit: n.n2)
    case .recallRotated: return raw(n.n3).map { .recallRotated(workingDays: n.n1, limit: n.n2, caseClass: $0) }
    case .recallRetentionExpired: return .recallRetentionExpired(daysAgo: n.n1)
    case .recallHolderLeft: return .recallHolderLeft(daysAgo: days(n.n1))
    case .recallNotAuthorised: return .recallNotAuthorised(missing: UInt64(bitPattern: n.n1))
    case .holdFlag: return raw(n.n1).map { .holdFlag(flags: $0, rule: n.n2) }
    case .holdEntered: return raw(n.n1).map { .holdEntered(kind: $0, daysLeft: days(n.n2)) }
    case .holdNearReturn: return .holdNearReturn(daysLeft: n.n1, minimum: n.n2)
    case .holdNothingDue: return .holdNothingDue(outstanding: n.n1)
    case .holdRule: return .holdRule(rule: n.n1)
    case .holdWithGroup: return .holdWithGroup(caseID: n.n1)
    case .holdNoRate: return UInt32(exactly: n.n1).flatMap(Currency.init(packed:)).map { .holdNoRate(currency: $0) }
    case .emergencyStop: return .emergencyStop
    case .assignedCheapest: return .assignedCheapest(eligible: n.n1, cost: n.n2, runnerUp: n.n3, runnerUpCost: n.n4)
    case .assignedOnly: return .assignedOnly(eligible: n.n1, cost: n.n2)
    case .assignedWithGroup: return .assignedWithGroup(caseID: n.n1)
    case .assignedPinned: return .assignedPinned
    case .assignedAgain: return .assignedAgain(eligible: n.n1, cost: n.n2, runnerUp: n.n3, runnerUpCost: n.n4)
    case .noPolicyCovers: return .noPolicyCovers
    case .noRouteMatches: return .noRouteMatches
    case .nobodyInTeams: return .nobodyInTeams(route: n.n1)
    case .nobodyWithSkills: return .nobodyWithSkills(required: UInt64(bitPattern: n.n1), collectors: n.n2)
    case .nobodyPresent: return .nobodyPresent(collectors: n.n1)
    case .everybodyExcluded: return .everybodyExcluded(collectors: n.n1, formerHolders: n.n2, conflicts: n.n3)
    case .noRoom: return .noRoom(eligible: n.n1, places: n.n2, wanted: n.n3, mostAmount: n.n4)
    case .noNewHolder:
      if n.n1 == 0 { return .noNewHolder(recall: nil, first: n.n2, second: n.n3, third: n.n4) }
      return raw(n.n1).map { .noNewHolder(recall: $0, first: n.n2, second: n.n3, third: n.n4) }
    case .placeTakenMeanwhile: return .placeTakenMeanwhile(planned: n)
    case .caseChangedMeanwhile: return .caseChangedMeanwhile(planned: n)
    case .groupChangedMeanwhile: return .groupChangedMeanwhile(planned: n)
    case .runUndone: return .runUndone(run: n.n1)
    }
  }
}

extension Reason {
  /// That this recall was due and found nobody. No recall has more than three numbers.
  package static func noNewHolder(for recall: Reason) -> Reason {
    let numbers = recall.numbers
    return .noNewHolder(recall: recall.code, first: numbers.n1, second: numbers.n2, third: numbers.n3)
  }

  /// Of a recall that found nobody: the recall that was due; nil of any other reason.
  package var postponed: Reason? {
    guard case .noNewHolder(let recall?, let first, let second, let third) = self else { return nil }
    return try? Reason(recall, ReasonNumbers(first, second, third))
  }
}
