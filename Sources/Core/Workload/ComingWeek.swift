import Portfolio

/// The working time ahead. Where the schedules of most people reach into the horizon, schedules decide; a week without any scheduled hours (a
/// holiday, or an agency that sends no schedules), or with those of a few only (a roster that has begun to come in), falls back to calendar and
/// contract for whoever is not in it, so it closes nobody and divides by nothing. Leave counts either way.
struct ComingWeek {
  /// Scheduled seconds of each collector in the horizon, leave taken off.
  var seconds: [Int64] = []
  /// The same in per mille of full-time days, 0…1000.
  var presence: [Int64] = []
  var nextPresent: [Day] = []
  /// People whose earlier hours are known, whose coming ones are not, and who are counted by contract because the coming roster names too few.
  private(set) var withoutRoster: Int32 = 0

  /// `asksMost`: whether schedules decide only where those of most people reach into the horizon; false as runs of before had it, for which one
  /// person's hours were everybody's roster.
  init(_ snapshot: Snapshot, _ settings: WorkloadSettings, _ calendar: Calendar, asksMost: Bool = true) {
    let collectors = snapshot.collectors
    let slot = snapshot.slot
    let wanted = max(1, settings.horizonWorkingDays)
    var working = calendar.nextWorkingDays(wanted, onOrAfter: slot)
    if working.isEmpty { working = (0..<wanted).map { slot + $0 } }
    let end = working[working.count - 1]
    let fullWeek = Int64(working.count) * max(1, settings.fullDayMinutes) * 60
    var (named, known) = (0, 0)
    var hasHours = [Bool](repeating: false, count: collectors.count)
    for c in collectors.indices {
      hasHours[c] = collectors.days[c].contains { $0.day >= slot && $0.day <= end && $0.scheduledMinutes > 0 }
      guard collectors.active[c], collectors.leavesOn[c] >= slot else { continue }
      if hasHours[c] { named += 1 }
      if collectors.days[c].contains(where: { $0.scheduledMinutes > 0 }) { known += 1 }
    }
    let isAnyScheduled = collectors.days.values.contains { $0.day >= slot && $0.day <= end && Self.minutes($0) > 0 }
    let decides = isAnyScheduled && (!asksMost || named * 2 >= known)
    for c in collectors.indices {
      let employed = max(slot, collectors.joinedOn[c])...max(slot, collectors.joinedOn[c], collectors.leavesOn[c])
      let isKnown = collectors.days[c].contains { $0.scheduledMinutes > 0 }
      let scheduled = isAnyScheduled && isKnown && (decides || hasHours[c])
      if isAnyScheduled, isKnown, !scheduled, collectors.active[c], collectors.leavesOn[c] >= slot { withoutRoster += 1 }
      var sum: Int64 = 0
      var next = Day.never
      if scheduled {
        for day in collectors.days[c] where day.day >= slot && employed.contains(day.day) && Self.minutes(day) > 0 {
          if next == .never { next = day.day }
          if day.day <= end { sum += Self.minutes(day) * 60 }
        }
      } else {
        let perDay = max(1, settings.fullDayMinutes) * 60 * max(0, Int64(collectors.fullTime[c])) / 1000
        for day in working where employed.contains(day) {
          let left = perDay - Self.leave(collectors.days[c], on: day) * 60
          guard left > 0 else { continue }
          if next == .never { next = day }
          sum += left
        }
      }
      if collectors.leavesOn[c] < slot { (sum, next) = (0, .never) }
      seconds.append(sum)
      presence.append(min(1000, sum * 1000 / fullWeek))
      nextPresent.append(next)
    }
  }

  /// Minutes of leave on a day that has no hours; 0 where none is known.
  private static func leave(_ days: ArraySlice<CollectorDay>, on day: Day) -> Int64 {
    days.first { $0.day == day && $0.scheduledMinutes == 0 }.map { Int64($0.leaveMinutes) } ?? 0
  }

  private static func minutes(_ day: CollectorDay) -> Int64 { max(0, Int64(day.scheduledMinutes) - Int64(day.leaveMinutes)) }
}
