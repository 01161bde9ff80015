package import Portfolio

/// What one night knows of every case as far as working time depends on it; columns as long as the snapshot's cases.
package struct Stock: Sendable {
  /// Tonight's class.
  package var classes: [CaseClass]
  /// false for cases that burden nobody although somebody holds them (stopped cases).
  package var countsAsLoad: [Bool]
  /// Outstanding in base minor units.
  package var amounts: [Int64]

  /// All three as long as the snapshot's cases.
  package init(classes: [CaseClass], countsAsLoad: [Bool], amounts: [Int64]) {
    self.classes = classes
    self.countsAsLoad = countsAsLoad
    self.amounts = amounts
  }
}

/// Everybody's desk on one night: what is read once for all, and one person's figures from it. The night's loads and the parts shown to
/// people are both made of this, so they cannot differ.
package struct Desks: Sendable {
  let snapshot: Snapshot
  let settings: WorkloadSettings
  let batchDay: Bool
  let stock: Stock
  let held: Holdings
  let activity: Activity
  let week: ComingWeek

  /// `asksMost`: as for `ComingWeek`, `onlyScheduled` as for `WorkWindow`. `batchDay`: whether the cap for days with a large file applies. A stock of another length than the snapshot's cases is a fault of the
  /// caller and traps.
  package init(
    _ snapshot: Snapshot, _ stock: Stock, _ settings: WorkloadSettings, _ calendar: Calendar, batchDay: Bool, asksMost: Bool = true,
    onlyScheduled: Bool = true
  ) {
    precondition(
      stock.classes.count == snapshot.cases.count && stock.countsAsLoad.count == stock.classes.count
        && stock.amounts.count == stock.classes.count, "one class, flag and amount for every case")
    self.snapshot = snapshot
    self.settings = settings
    self.batchDay = batchDay
    self.stock = stock
    held = Holdings(snapshot, stock, settings.effortSeconds)
    activity = Activity(snapshot, settings, onlyScheduled: onlyScheduled)
    week = ComingWeek(snapshot, settings, calendar, asksMost: asksMost)
  }

  subscript(_ c: Int) -> Desk { Desk(self, c) }
}

/// One person's figures.
struct Desk {
  let ramp: Ramp
  /// Scheduled seconds ahead after ramp.
  let capacitySeconds: Int64
  /// Saturation above the peers' mean, in per mille.
  let excessPermille: Int64
  /// What load is priced against: in the mode that discounts, less the busier one is than the peers.
  let pricedSeconds: Int64
  /// The two terms of S14 and their sum.
  let effortTerm: Int64
  let activityTerm: Int64
  let score: Int64
  let room: Room
  let left: (cases: Int32, amount: Int64)
  let closedBy: CloseReason

  fileprivate init(_ desks: Desks, _ c: Int) {
    let (collectors, settings, activity) = (desks.snapshot.collectors, desks.settings, desks.activity)
    ramp = Ramp(settings.ramp, joined: collectors.joinedOn[c], on: desks.snapshot.slot)
    capacitySeconds = desks.week.seconds[c] * ramp.permille / 1000
    excessPermille = max(0, Int64(activity.saturation[c]) - Int64(activity.peers[c]))
    pricedSeconds =
      settings.mode == .discount ? Self.discount(capacitySeconds, excessPermille, settings.betaPermille) : capacitySeconds
    effortTerm = Self.effortTerm(desks.held.effort[c], capacitySeconds)
    activityTerm = Int64(activity.saturation[c]) * settings.betaPermille / 1000
    // Somebody who holds work and has no time at all is full whatever his activity was.
    score = effortTerm == Workloads.fullScore ? effortTerm : min(Workloads.fullScore, effortTerm + activityTerm)
    room = Room(
      limits: settings.limits, own: (Int64(collectors.caseLimit[c]), collectors.amountLimit[c]), fullTime: Int64(collectors.fullTime[c]),
      ramp: ramp.permille, present: desks.week.presence[c], newToday: Int64(collectors.newToday[c]), batchDay: desks.batchDay)
    let left = room.left(cases: desks.held.loadCases[c], amount: desks.held.loadAmount[c])
    closedBy =
      Self.closeReason(c, collectors, desks.snapshot.slot, capacitySeconds, desks.week.nextPresent[c]) ?? left.closedBy
    self.left = closedBy == .open ? (left.cases, left.amount) : (0, 0)
  }

  /// Working time shrinks smoothly with saturation above the peers' mean and never to nothing.
  private static func discount(_ seconds: Int64, _ excessPermille: Int64, _ betaPermille: Int64) -> Int64 {
    guard seconds > 0 else { return 0 }
    let divisor = 1_000_000 + Int128(max(0, betaPermille)) * Int128(excessPermille)
    return max(1, Int64(Int128(seconds) * 1_000_000 / divisor))
  }

  private static func effortTerm(_ effort: Int64, _ capacity: Int64) -> Int64 {
    if effort == 0 { return 0 }
    return capacity == 0 ? Workloads.fullScore : min(Workloads.fullScore, Int64(clamping: Int128(effort) * 1000 / Int128(capacity)))
  }

  private static func closeReason(_ c: Int, _ collectors: CollectorColumns, _ slot: Day, _ capacity: Int64, _ nextPresent: Day)
    -> CloseReason?
  {
    if collectors.leavesOn[c] < slot { return .left }
    if !collectors.active[c] { return .inactive }
    return capacity <= 0 || nextPresent == .never ? .notPresent : nil
  }
}
