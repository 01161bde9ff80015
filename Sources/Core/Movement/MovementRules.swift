package import Portfolio

/// Stay, stop, recall and exclusion rules of one policy, bound to one night. Order: a stop or hold first (law before everything), then the
/// pin, then a holder who left, then retention and stay rules, then the other recalls.
package struct MovementRules: Sendable {
  private let settings: MovementSettings
  /// By position of the settings' rules.
  private let stay: [BoundCondition]
  private let stop: [BoundCondition]
  private let rotation: [Int?]
  private let days: HolderDays
  private let calendar: Calendar
  /// By position of the client; nil where the agency's own holds, as for clients beyond the end.
  private let clientCalendars: [Calendar?]
  private let blackout: Bool
  /// Whether the days that a promise still keeps a case are of one kind, and say which; false as runs of before had them.
  private let tellsPromiseDays: Bool

  /// `days` may be shared between the policies of a night; without it it is counted here. `clients`: calendars by which the grace of a promise
  /// counts for a client's cases, by position in `snapshot.clients`; where there is none the agency's own holds. `tellsPromiseDays`: false for a
  /// run of before, whose reasons count a promise's days in calendar and working days at once.
  package init(
    _ settings: MovementSettings, _ snapshot: Snapshot, _ calendar: Calendar, clients: [Calendar?] = [], days: HolderDays? = nil,
    debtors: DebtorCounts? = nil, tellsPromiseDays: Bool = true
  ) {
    self.settings = settings
    self.tellsPromiseDays = tellsPromiseDays
    stay = settings.stay.map { rule in
      var condition = rule.when
      // The due day decides how long the rule holds, so a promise that has just become broken must not end it earlier.
      if case .workingDaysAfterDue = rule.until { condition.promise = nil }
      return condition.bind(to: snapshot, debtors: debtors)
    }
    stop = settings.stop.map { $0.when.bind(to: snapshot, debtors: debtors) }
    var rotation = [Int?](repeating: nil, count: CaseClass.allCases.count)
    for entry in settings.recall.rotate { rotation[Int(entry.caseClass.rawValue)] = entry.afterWorkingDays }
    self.rotation = rotation
    self.days = days ?? HolderDays(snapshot, calendar)
    self.calendar = calendar
    clientCalendars = clients
    blackout = Self.isBlackout(snapshot.slot, settings.recall.blackoutLastWorkingDaysOfMonth, calendar)
  }

  /// What is to become of the case. Pure; depends on nothing but its arguments.
  package func decide(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Move { outcome(index, snapshot, facts).move }

  /// The same, counting which rule matched.
  package func decide(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts, tally: inout MovementTally) -> Move {
    let outcome = outcome(index, snapshot, facts)
    tally.count(outcome)
    return outcome.move
  }

  /// The collector to whom a person pinned the case, if the pin holds tonight.
  package func pin(_ index: CaseIndex, _ snapshot: Snapshot) -> CollectorIndex? { Pins.inForce(index, snapshot) }

  /// Those who must not get the case (back): its holder if it has one, then former holders within the policy's number and days, latest
  /// first, so that whoever has to relax the rule drops from the end. Conflicts are not among them.
  package func excludedFormerHolders(_ index: CaseIndex, _ snapshot: Snapshot) -> [CollectorIndex] {
    var excluded: [CollectorIndex] = []
    let holder = snapshot.cases.holder[index.position]
    if holder != .none { excluded.append(holder) }
    guard let limit = settings.notBackTo, !snapshot.formerHolders[index].isEmpty else { return excluded }
    let former = snapshot.formerHolders[index].sorted { ($1.until, $0.collector) < ($0.until, $1.collector) }
    for entry in former where excluded.count < limit.holders && !excluded.contains(entry.collector) {
      if snapshot.slot - entry.until <= limit.days { excluded.append(entry.collector) }
    }
    return excluded
  }

  /// What is to become of a case, and which rule of `stay` or `stop` said so, from 0.
  package struct Outcome {
    /// As `decide` gives it.
    package var move: Move
    /// Set when a stay rule keeps the case.
    package var stayRule: Int?
    /// Set when a stop rule holds it.
    package var stopRule: Int?
    init(_ move: Move, stayRule: Int? = nil, stopRule: Int? = nil) {
      self.move = move
      self.stayRule = stayRule
      self.stopRule = stopRule
    }
  }

  /// `decide` with the rule that spoke.
  package func outcome(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Outcome {
    if let stopped = stopped(index, snapshot, facts) { return stopped }
    let i = index.position
    let holder = snapshot.cases.holder[i]
    let daysLeft = snapshot.cases.dueBackOn[i].isKnown ? snapshot.cases.dueBackOn[i] - snapshot.slot : Int.max
    let nearReturn = daysLeft < settings.minimumDaysBeforeReturn
    guard holder != .none else {
      let reason = Reason.holdNearReturn(daysLeft: Int64(daysLeft), minimum: Int64(settings.minimumDaysBeforeReturn))
      return Outcome(nearReturn ? .holds(reason, ownerKeeps: true, countsAsLoad: false) : .deals)
    }
    if let pinned = pin(index, snapshot) {
      return Outcome(pinned == holder ? .stays(pinReason(i, snapshot)) : .recalls(.assignedPinned))
    }
    if settings.recall.whenHolderLeft, hasLeft(holder, snapshot), !nearReturn {
      return Outcome(.recalls(.recallHolderLeft(daysAgo: Int64(snapshot.slot - snapshot.collectors.leavesOn[holder.position]))))
    }
    if snapshot.cases.retainedUntil[i] >= snapshot.slot {
      return Outcome(.stays(.stayRetained(daysLeft: daysUntil(snapshot.cases.retainedUntil[i], snapshot))))
    }
    for k in stay.indices where stay[k].holds(index, snapshot, facts) {
      if let reason = stayReason(settings.stay[k], k, i, snapshot, facts) { return Outcome(.stays(reason), stayRule: k) }
    }
    if nearReturn { return Outcome(.keeps) }
    return Outcome(recalled(i, index, snapshot, facts).map { .recalls($0) } ?? .keeps)
  }

  // MARK: Stop

  private func stopped(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Outcome? {
    let i = index.position
    for k in stop.indices where stop[k].holds(index, snapshot, facts) {
      let rule = settings.stop[k]
      let matched = rule.when.flags.map { snapshot.cases.flags[i].intersection($0) } ?? []
      let reason =
        matched.isEmpty ? Reason.holdRule(rule: Int64(k + 1)) : .holdFlag(flags: matched, rule: Int64(k + 1))
      return Outcome(.holds(reason, ownerKeeps: rule.ownerKeeps, countsAsLoad: rule.countsAsLoad), stopRule: k)
    }
    if snapshot.cases.hold[i] != .none, snapshot.cases.holdUntil[i] > snapshot.slot {
      let reason = Reason.holdEntered(
        kind: snapshot.cases.hold[i], daysLeft: daysUntil(snapshot.cases.holdUntil[i], snapshot))
      return Outcome(.holds(reason, ownerKeeps: true, countsAsLoad: false))
    }
    if snapshot.cases.outstanding[i] <= 0 {
      return Outcome(.holds(.holdNothingDue(outstanding: snapshot.cases.outstanding[i]), ownerKeeps: true, countsAsLoad: false))
    }
    return nil
  }

  // MARK: Stay

  /// Working days are counted one by one: of a promise for a day beyond ten years no further.
  private static let farthestDue = 3660

  private func pinReason(_ i: Int, _ snapshot: Snapshot) -> Reason {
    .stayPinned(daysLeft: daysUntil(snapshot.cases.pinnedUntil[i], snapshot))
  }

  /// nil without end.
  private func daysUntil(_ day: Day, _ snapshot: Snapshot) -> Int64? { day.isKnown ? Int64(day - snapshot.slot) : nil }

  /// nil when the rule's `until` lets go.
  private func stayReason(_ rule: StayRule, _ position: Int, _ i: Int, _ snapshot: Snapshot, _ facts: CaseFacts) -> Reason? {
    let deeds = facts.deeds
    switch rule.until {
    case .missedInstalments(let limit):
      guard deeds.planRunning, Int(deeds.missedInstalments) < limit else { return nil }
      return .stayPlan(due: Int64(deeds.instalmentsDue), missed: Int64(deeds.missedInstalments))
    case .workingDaysAfterDue(let limit):
      guard let due = promiseDue(rule.when.promise, deeds) else { return nil }
      let calendar = calendar(ofClient: snapshot.cases.client[i])
      guard due < snapshot.slot else {
        guard tellsPromiseDays else { return .stayPromise(daysLeft: Int64(due - snapshot.slot + limit), counted: 0) }
        let until = min(due, snapshot.slot + Self.farthestDue)
        return .stayPromise(daysLeft: Int64(calendar.workingDays(from: snapshot.slot, to: until + 1) + limit), counted: 1)
      }
      let passed = calendar.workingDays(from: due + 1, to: snapshot.slot)
      return passed < limit ? .stayPromise(daysLeft: Int64(limit - passed), counted: tellsPromiseDays ? 1 : 0) : nil
    case .always:
      if rule.when.plan != nil { return .stayPlan(due: Int64(deeds.instalmentsDue), missed: Int64(deeds.missedInstalments)) }
      if rule.when.promise == .open {
        return .stayPromise(daysLeft: Int64(max(0, deeds.openPromiseDue - snapshot.slot)), counted: tellsPromiseDays ? 2 : 0)
      }
      if let window = rule.when.paidWithin { return .stayPaid(daysAgo: Int64(snapshot.slot - deeds.lastPaid), window: Int64(window)) }
      return .stayRule(rule: Int64(position + 1))
    }
  }

  /// Money reaches a client on the client's days; the agency's decide where it names no others.
  private func calendar(ofClient client: Int32) -> Calendar {
    clientCalendars.indices.contains(Int(client)) ? clientCalendars[Int(client)] ?? calendar : calendar
  }

  /// The due day a stay rule counts from: that of the open promise, else of the one broken since the last payment.
  private func promiseDue(_ state: Condition.PromiseState?, _ deeds: Deeds) -> Day? {
    if state != .broken, deeds.openPromiseDue.isKnown { return deeds.openPromiseDue }
    return deeds.brokenSincePayment > 0 && deeds.lastBrokenDue.isKnown ? deeds.lastBrokenDue : nil
  }

  // MARK: Recall

  private func recalled(_ i: Int, _ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Reason? {
    let rules = settings.recall
    let holder = snapshot.cases.holder[i]
    if rules.whenNotAuthorised {
      let missing = snapshot.cases.requiredSkills[i] & ~snapshot.collectors.skills[holder.position]
      if missing != 0 { return .recallNotAuthorised(missing: missing) }
    }
    let since = snapshot.cases.heldSince[i]
    // What has no known beginning has lasted no known time.
    guard since.isKnown, !blackout else { return nil }
    let retained = snapshot.cases.retainedUntil[i]
    // A retention that ended before this holder got the case was somebody else's.
    if rules.whenRetentionExpired, retained.isKnown, retained >= since, days.worked(by: holder, since: max(retained + 1, since)) > 0 {
      return .recallRetentionExpired(daysAgo: Int64(snapshot.slot - retained))
    }
    if let limit = rules.forcedAfterWorkingDays {
      let held = days.worked(by: holder, since: since)
      if held >= max(1, limit) { return .recallForced(workingDays: Int64(held), limit: Int64(limit)) }
    }
    if let limit = rules.noFollowUpWorkingDays, days.worked(by: holder, since: since) >= max(1, limit) {
      let idle = days.worked(by: holder, since: max(since, FollowUp.last(index, snapshot, since: since) + 1))
      if idle >= max(1, limit) { return .recallNoFollowUp(workingDays: Int64(idle), limit: Int64(limit)) }
    }
    if let limit = rotation[Int(facts.verdict.caseClass.rawValue)] {
      // A class the case got only tonight has lasted no day yet.
      let inClass = snapshot.cases.previousClass[i] == facts.verdict.caseClass ? snapshot.cases.classSince[i] : snapshot.slot
      let worked = days.worked(by: holder, since: max(since, inClass))
      if worked >= max(1, limit) {
        return .recallRotated(workingDays: Int64(worked), limit: Int64(limit), caseClass: facts.verdict.caseClass)
      }
    }
    return nil
  }

  private func hasLeft(_ collector: CollectorIndex, _ snapshot: Snapshot) -> Bool {
    let last = snapshot.collectors.leavesOn[collector.position]
    return last.isKnown && last < snapshot.slot
  }

  /// Whether the slot lies on or after the first of the month's last `count` working days.
  static func isBlackout(_ slot: Day, _ count: Int, _ calendar: Calendar) -> Bool {
    guard count > 0, slot.isKnown else { return false }
    let (year, month, day) = slot.civil
    let monthEnd = slot + (Day.length(ofMonth: month, in: year) - day)
    var left = count
    var candidate = monthEnd
    while candidate > slot {
      if calendar.isWorkingDay(candidate) { left -= 1 }
      if left == 0 { return false }
      candidate = candidate - 1
    }
    return true
  }
}
