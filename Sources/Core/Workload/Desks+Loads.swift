package import Portfolio

extension Desks {
  /// Everybody's figures in the order of the snapshot's collectors. Figures of open cases count every held case; effort, score and room
  /// only those that count as load.
  package var loads: CollectorLoads {
    var loads = CollectorLoads()
    loads.effortSeconds = held.effort
    loads.openCases = held.cases
    loads.openAmount = held.amount
    loads.casesByClass = held.byClass
    loads.usedSeconds = activity.used
    loads.scheduledSeconds = activity.scheduled
    loads.saturation = activity.saturation
    loads.nextPresent = week.nextPresent
    loads.withoutRoster = week.withoutRoster
    for c in snapshot.collectors.indices {
      let desk = self[c]
      loads.capacitySeconds.append(desk.pricedSeconds)
      loads.score.append(desk.score)
      loads.allowedClasses.append(desk.ramp.classes)
      loads.closedBy.append(desk.closedBy)
      loads.room.append(desk.left.cases)
      loads.amountRoom.append(desk.left.amount)
    }
    return loads
  }
}
