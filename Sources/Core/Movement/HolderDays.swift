package import Portfolio

/// Counts a collector's own working days before the slot: days on which hours were left after leave, where the agency's schedule is known;
/// elsewhere the agency's calendar decides, less days of whole leave. A day that the schedule covers but does not name is a day off, so a holiday week counts
/// nothing.
package struct HolderDays: Sendable {
  private let slot: Int32
  private let known: Range<Int32>
  /// Worked days of a collector from the first known day on, `known.count + 1` running sums each.
  private let sums: [Int32]
  private let hasSchedule: [Bool]
  private let calendarStart: Int32
  private let calendarSums: [Int32]
  private let calendar: Calendar
  /// Of people without any scheduled hours: working days of whole leave, ascending.
  private let leave: [Int: [Int32]]

  /// Looks back at most this many days through a table; older spans are counted day by day.
  private static let tableDays: Int32 = 1500

  /// Reads everybody's hours once: one pass over the collectors' days, after which a span costs two look-ups.
  /// `calendar` decides before and after the days that the schedules cover, and for people without any scheduled hours.
  package init(_ snapshot: Snapshot, _ calendar: Calendar) {
    let slot = snapshot.slot.rawValue
    let collectors = snapshot.collectors
    var first = slot
    var last = Int32.min
    var hasSchedule = [Bool](repeating: false, count: collectors.count)
    for c in collectors.indices {
      for day in collectors.days[c] where day.scheduledMinutes > 0 {
        hasSchedule[c] = true
        first = min(first, day.day.rawValue)
        // Hours on or after the slot show that the schedule covers every day up to it.
        last = max(last, min(day.day.rawValue, slot - 1))
      }
    }
    known = last < first ? first..<first : first..<(last + 1)
    var sums: [Int32] = []
    sums.reserveCapacity(collectors.count * (known.count + 1))
    for c in collectors.indices {
      var worked = [Bool](repeating: false, count: known.count)
      for day in collectors.days[c] where known.contains(day.day.rawValue) {
        worked[Int(day.day.rawValue - first)] = day.scheduledMinutes - day.leaveMinutes > 0
      }
      var sum: Int32 = 0
      sums.append(0)
      for flag in worked {
        if flag { sum += 1 }
        sums.append(sum)
      }
    }
    let start = slot - Self.tableDays
    var calendarSums: [Int32] = [0]
    for raw in start..<slot { calendarSums.append(calendarSums[calendarSums.count - 1] + (calendar.isWorkingDay(Day(raw)) ? 1 : 0)) }
    (self.slot, self.sums, self.hasSchedule) = (slot, sums, hasSchedule)
    var leave: [Int: [Int32]] = [:]
    for c in collectors.indices where !hasSchedule[c] {
      let days = collectors.days[c].filter { $0.leaveMinutes >= 1440 && calendar.isWorkingDay($0.day) }.map(\.day.rawValue)
      if !days.isEmpty { leave[c] = days }
    }
    self.leave = leave
    (calendarStart, self.calendarSums, self.calendar) = (start, calendarSums, calendar)
  }

  /// The collector's working days from `since` to the day before the slot; 0 when `since` is unknown or not before the slot.
  package func worked(by collector: CollectorIndex, since: Day) -> Int {
    guard since.isKnown, since.rawValue < slot else { return 0 }
    let c = collector.position
    guard hasSchedule[c], !known.isEmpty else {
      let away = leave[c]?.count { $0 >= since.rawValue && $0 < slot } ?? 0
      return calendarDays(since.rawValue, slot) - away
    }
    let row = c * (known.count + 1)
    let from = max(since.rawValue, known.lowerBound)
    var count = calendarDays(min(since.rawValue, known.lowerBound), known.lowerBound)
    if from < known.upperBound {
      count += Int(sums[row + known.count] - sums[row + Int(from - known.lowerBound)])
    }
    return count + calendarDays(max(since.rawValue, known.upperBound), slot)
  }

  private func calendarDays(_ from: Int32, _ to: Int32) -> Int {
    guard from < to else { return 0 }
    guard from >= calendarStart else {
      return calendar.workingDays(from: Day(from), to: Day(min(to, calendarStart))) + calendarDays(calendarStart, to)
    }
    return Int(calendarSums[Int(to - calendarStart)] - calendarSums[Int(from - calendarStart)])
  }
}
