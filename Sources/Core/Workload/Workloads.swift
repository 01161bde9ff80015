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
    let desks = Desks(snapshot, classes, countsAsLoad, amounts, settings, calendar, batchDay: batchDay)
    var loads = CollectorLoads()
    loads.effortSeconds = desks.held.effort
    loads.openCases = desks.held.cases
    loads.openAmount = desks.held.amount
    loads.casesByClass = desks.held.byClass
    loads.usedSeconds = desks.activity.used
    loads.scheduledSeconds = desks.activity.scheduled
    loads.saturation = desks.activity.saturation
    loads.nextPresent = desks.week.nextPresent
    for c in snapshot.collectors.indices {
      let desk = desks[c]
      loads.capacitySeconds.append(desk.pricedSeconds)
      loads.score.append(desk.score)
      loads.allowedClasses.append(desk.ramp.classes)
      loads.closedBy.append(desk.closedBy)
      loads.room.append(desk.left.cases)
      loads.amountRoom.append(desk.left.amount)
    }
    return loads
  }

  /// The load that the allocation starts from: effort held, or in the published mode the score as seconds of working time, so that with
  /// all other terms off the best score wins.
  package static func startingLoad(_ loads: CollectorLoads, _ settings: WorkloadSettings) -> [Int64] {
    guard settings.mode == .published else { return loads.effortSeconds }
    return (0..<loads.count).map { c in Int64(clamping: Int128(loads.score[c]) * Int128(loads.capacitySeconds[c]) / 1000) }
  }
}

/// What every collector holds: all of it for the figures, what counts as load for effort and caps.
struct Holdings {
  var cases: [Int32]
  var amount: [Int64]
  var byClass: [Int32]
  /// Of these, the ones that count as load.
  var loadByClass: [Int32]
  var effort: [Int64]
  var loadCases: [Int64]
  var loadAmount: [Int64]

  init(_ snapshot: Snapshot, _ classes: [CaseClass], _ countsAsLoad: [Bool], _ amounts: [Int64], _ effortSeconds: [Int64]) {
    let n = snapshot.collectors.count
    (cases, amount) = ([Int32](repeating: 0, count: n), [Int64](repeating: 0, count: n))
    byClass = [Int32](repeating: 0, count: n * CaseClass.allCases.count)
    loadByClass = byClass
    (effort, loadCases, loadAmount) = (amount, amount, amount)
    for (c, held) in snapshot.collectors.heldElsewhere.enumerated() {
      cases[c] = Int32(clamping: held.cases)
      (amount[c], effort[c], loadCases[c], loadAmount[c]) = (held.amount, held.effortSeconds, held.cases, held.amount)
    }
    for i in snapshot.cases.indices {
      let holder = snapshot.cases.holder[i]
      guard holder != .none else { continue }
      let c = holder.position
      let kind = Int(classes[i].rawValue)
      cases[c] += 1
      amount[c] = adding(amount[c], amounts[i])
      byClass[c * CaseClass.allCases.count + kind] += 1
      guard countsAsLoad[i] else { continue }
      loadByClass[c * CaseClass.allCases.count + kind] += 1
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
