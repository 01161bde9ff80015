package import Portfolio

/// Working time, saturation, score and room of every collector (S13, S14), in integers.
package enum Workloads {
  /// Score of somebody who holds work and has no working time.
  static let fullScore: Int64 = 1_000_000_000

  /// - Parameters:
  ///   - classes: tonight's class of every case of the snapshot.
  ///   - countsAsLoad: false for cases that burden nobody although somebody holds them (stopped cases).
  ///   - amounts: outstanding of every case in base minor units.
  ///   - batchDay: whether the cap for days with a large file applies.
  /// - Returns: columns as long as `snapshot.collectors`. Figures of open cases count every held case;
  ///   effort, score and room only those that count as load.
  package static func loads(
    _ snapshot: Snapshot, classes: [CaseClass], countsAsLoad: [Bool], amounts: [Int64], settings: WorkloadSettings, calendar: Calendar,
    batchDay: Bool
  ) -> CollectorLoads {
    precondition(
      classes.count == snapshot.cases.count && countsAsLoad.count == classes.count && amounts.count == classes.count,
      "one class, flag and amount for every case")
    let collectors = snapshot.collectors
    var loads = CollectorLoads()
    let held = Holdings(snapshot, classes, countsAsLoad, amounts, settings.effortSeconds)
    loads.effortSeconds = held.effort
    loads.openCases = held.cases
    loads.openAmount = held.amount
    loads.casesByClass = held.byClass
    let activity = Activity(snapshot, settings)
    loads.usedSeconds = activity.used
    loads.scheduledSeconds = activity.scheduled
    loads.saturation = activity.saturation
    let week = ComingWeek(snapshot, settings, calendar)
    loads.nextPresent = week.nextPresent
    for c in collectors.indices {
      let ramp = Ramp(settings.ramp, joined: collectors.joinedOn[c], on: snapshot.slot)
      let capacity = week.seconds[c] * ramp.permille / 1000
      let excess = max(0, Int64(activity.saturation[c]) - Int64(activity.peers[c]))
      let discounted = settings.mode == .discount ? discount(capacity, excess, settings.betaPermille) : capacity
      loads.capacitySeconds.append(discounted)
      loads.score.append(score(held.effort[c], capacity, Int64(activity.saturation[c]), settings.betaPermille))
      loads.allowedClasses.append(ramp.classes)
      let room = Room(
        limits: settings.limits, own: (Int64(collectors.caseLimit[c]), collectors.amountLimit[c]), fullTime: Int64(collectors.fullTime[c]),
        ramp: ramp.permille, present: week.presence[c], newToday: Int64(collectors.newToday[c]), batchDay: batchDay)
      let left = room.left(cases: held.loadCases[c], amount: held.loadAmount[c])
      let closed = closeReason(c, collectors, snapshot.slot, capacity, week.nextPresent[c]) ?? left.closedBy
      loads.closedBy.append(closed)
      loads.room.append(closed == .open ? left.cases : 0)
      loads.amountRoom.append(closed == .open ? left.amount : 0)
    }
    return loads
  }

  /// The load that the allocation starts from: effort held, or in the published mode the score as seconds of working time, so that with
  /// all other terms off the best score wins.
  package static func startingLoad(_ loads: CollectorLoads, _ settings: WorkloadSettings) -> [Int64] {
    guard settings.mode == .published else { return loads.effortSeconds }
    return (0..<loads.count).map { c in Int64(clamping: Int128(loads.score[c]) * Int128(loads.capacitySeconds[c]) / 1000) }
  }

  /// Working time shrinks smoothly with saturation above the peers' mean and never to nothing.
  private static func discount(_ seconds: Int64, _ excessPermille: Int64, _ betaPermille: Int64) -> Int64 {
    guard seconds > 0 else { return 0 }
    let divisor = 1_000_000 + Int128(max(0, betaPermille)) * Int128(excessPermille)
    return max(1, Int64(Int128(seconds) * 1_000_000 / divisor))
  }

  private static func score(_ effort: Int64, _ capacity: Int64, _ saturation: Int64, _ beta: Int64) -> Int64 {
    let activity = saturation * beta / 1000
    if effort == 0 { return activity }
    return capacity == 0 ? fullScore : min(fullScore, Int64(clamping: Int128(effort) * 1000 / Int128(capacity)) + activity)
  }

  private static func closeReason(_ c: Int, _ collectors: CollectorColumns, _ slot: Day, _ capacity: Int64, _ nextPresent: Day)
    -> CloseReason?
  {
    if collectors.leavesOn[c] < slot { return .left }
    if !collectors.active[c] { return .inactive }
    return capacity <= 0 || nextPresent == .never ? .notPresent : nil
  }
}

/// What every collector holds: all of it for the figures, what counts as load for effort and caps.
struct Holdings {
  var cases: [Int32]
  var amount: [Int64]
  var byClass: [Int32]
  var effort: [Int64]
  var loadCases: [Int64]
  var loadAmount: [Int64]

  init(_ snapshot: Snapshot, _ classes: [CaseClass], _ countsAsLoad: [Bool], _ amounts: [Int64], _ effortSeconds: [Int64]) {
    let n = snapshot.collectors.count
    (cases, amount) = ([Int32](repeating: 0, count: n), [Int64](repeating: 0, count: n))
    byClass = [Int32](repeating: 0, count: n * CaseClass.allCases.count)
    (effort, loadCases, loadAmount) = (amount, amount, amount)
    for i in snapshot.cases.indices {
      let holder = snapshot.cases.holder[i]
      guard holder != .none else { continue }
      let c = holder.position
      let kind = Int(classes[i].rawValue)
      cases[c] += 1
      amount[c] = adding(amount[c], amounts[i])
      byClass[c * CaseClass.allCases.count + kind] += 1
      guard countsAsLoad[i] else { continue }
      effort[c] += kind < effortSeconds.count ? max(0, effortSeconds[kind]) : 0
      loadCases[c] += 1
      loadAmount[c] = adding(loadAmount[c], amounts[i])
    }
  }
}

/// Sum that stops at the ends of the range instead of trapping.
func adding(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? (b < 0 ? .min : .max) : sum
}
