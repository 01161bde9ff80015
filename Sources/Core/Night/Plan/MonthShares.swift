import Policy
import Portfolio
import Workload

/// Everybody's share of the month's new work: minutes scheduled from the month's first day to the next day of work, leave taken off. A returner has a
/// share of the days he was there, not of the month.
struct MonthShares {
  /// By collector; 0 for who is not active or has left.
  private(set) var minutes: [Int64] = []
  /// By collector: whether contract hours stand for a roster that is not known.
  private(set) var isByContract: [Bool] = []

  init(_ standing: Standing) {
    let (collectors, loads) = (standing.snapshot.collectors, standing.loads)
    let (slot, first) = (standing.snapshot.slot, standing.snapshot.slot.firstOfMonth)
    func isHere(_ c: Int) -> Bool { loads.closedBy[c] != .inactive && loads.closedBy[c] != .left }
    func last(_ c: Int) -> Day { max(slot, min(loads.nextPresent[c], slot + 6)) }
    minutes = collectors.indices.map { c in
      guard isHere(c) else { return 0 }
      var sum: Int64 = 0
      for day in collectors.days[c] where day.day >= first && day.day <= last(c) {
        sum += Int64(max(0, day.scheduledMinutes - day.leaveMinutes))
      }
      return sum
    }
    isByContract = [Bool](repeating: false, count: collectors.count)
    guard standing.rules.sharesByContract else { return }
    // As working time ahead is counted: a week that nobody is scheduled in, or a person who never is, goes by calendar and contract.
    let nobodyScheduled = !minutes.contains { $0 > 0 }
    let (calendar, settings) = (standing.policies.agency.calendar, standing.policies.agency.workload)
    for c in collectors.indices where isHere(c) {
      guard nobodyScheduled || !collectors.days[c].contains(where: { $0.scheduledMinutes > 0 }) else { continue }
      let (from, to) = (max(first, collectors.joinedOn[c]), min(last(c), collectors.leavesOn[c]))
      // Who works at all has a share, also in a month without a working day so far.
      let days = max(1, Int64(calendar.workingDays(from: from, to: to + 1)))
      let perDay = max(1, settings.fullDayMinutes) * max(0, Int64(collectors.fullTime[c])) / 1000
      var away: Int64 = 0
      for day in collectors.days[c]
      where day.day >= from && day.day <= to && day.scheduledMinutes == 0 && day.leaveMinutes > 0 && calendar.isWorkingDay(day.day) {
        away += min(perDay, Int64(day.leaveMinutes))
      }
      minutes[c] = max(0, days * perDay - away)
      isByContract[c] = minutes[c] > 0
    }
  }
}
