import Portfolio

/// The working time ahead. Where anybody's schedule has hours in the horizon, schedules decide; a week without any scheduled hours (a
/// holiday, or an agency that sends no schedules) falls back to calendar and contract, so it closes nobody and divides by nothing.
struct ComingWeek {
  /// Scheduled seconds of each collector in the horizon, leave taken off.
  var seconds: [Int64] = []
  /// The same in per mille of full-time days, 0…1000.
  var presence: [Int64] = []
  var nextPresent: [Day] = []

  init(_ snapshot: Snapshot, _ settings: WorkloadSettings, _ calendar: Calendar) {
    let collectors = snapshot.collectors
    let slot = snapshot.slot
    let wanted = max(1, settings.horizonWorkingDays)
    var working = calendar.nextWorkingDays(wanted, onOrAfter: slot)
    if working.isEmpty { working = (0..<wanted).map { slot + $0 } }
    let end = working[working.count - 1]
    let fullWeek = Int64(working.count) * max(1, settings.fullDayMinutes) * 60
    let anyScheduled = collectors.days.values.contains { $0.day >= slot && $0.day <= end && Self.minutes($0) > 0 }
    for c in collectors.indices {
      let employed = max(slot, collectors.joinedOn[c])...max(slot, collectors.joinedOn[c], collectors.leavesOn[c])
      let scheduled = anyScheduled && collectors.days[c].contains { $0.scheduledMinutes > 0 }
      var sum: Int64 = 0
      var next = Day.never
      if scheduled {
        for day in collectors.days[c] where day.day >= slot && employed.contains(day.day) && Self.minutes(day) > 0 {
          if next == .never { next = day.day }
          if day.day <= end { sum += Self.minutes(day) * 60 }
        }
      } else {
        let perDay = max(1, settings.fullDayMinutes) * 60 * max(0, Int64(collectors.fullTime[c])) / 1000
        for day in working where employed.contains(day) && perDay > 0 {
          if next == .never { next = day }
          sum += perDay
        }
      }
      if collectors.leavesOn[c] < slot { (sum, next) = (0, .never) }
      seconds.append(sum)
      presence.append(min(1000, sum * 1000 / fullWeek))
      nextPresent.append(next)
    }
  }

  private static func minutes(_ day: CollectorDay) -> Int64 { max(0, Int64(day.scheduledMinutes) - Int64(day.leaveMinutes)) }
}
