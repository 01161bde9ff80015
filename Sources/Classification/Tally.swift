import Portfolio

/// Evidence of one case while its counters are read. At most so many attempts a day and point count, those that say most first.
struct Tally {
  var attempts: Int64 = 0
  var messages: Int64 = 0
  var recentMessages: Int64 = 0
  var byPerson: Int64 = 0
  /// Milli-units of evidence by contact point; 256 points at most, 255 for attempts without one. Allocated when a case has more than one point.
  private var named: [(point: UInt8, evidence: Int64)] = []
  private var day = Day.none
  private var today: [(point: UInt8, weight: Int64, count: Int64)] = []

  /// Points with at least one call. Calls without a point are one more only when no call has a point.
  var points: Int { named.contains { $0.point != 255 } ? named.reduce(0) { $0 + ($1.point != 255 ? 1 : 0) } : named.count }

  /// The least evidence over the points: the live number decides. 0 without calls.
  var leastPoint: Int64 {
    var least: Int64?
    for entry in named where entry.point != 255 { least = min(least ?? .max, entry.evidence) }
    return least ?? named.first?.evidence ?? 0
  }

  mutating func call(_ cell: ContactCount, weight: Int64, limit: Int) {
    if cell.day != day {
      finishDay(limit: limit)
      day = cell.day
    }
    today.append((cell.point, weight, Int64(cell.count)))
  }

  /// Closes the day being read.
  mutating func finishDay(limit: Int) {
    guard !today.isEmpty else { return }
    if today.count > 1 { today.sort { ($0.point, $1.weight) < ($1.point, $0.weight) } }
    var (point, left): (UInt8, Int64) = (today[0].point, Int64(limit))
    for entry in today {
      if entry.point != point { (point, left) = (entry.point, Int64(limit)) }
      let counted = min(left, entry.count)
      left -= counted
      add(entry.point, counted * entry.weight)
    }
    today.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ point: UInt8, _ evidence: Int64) {
    if let known = named.firstIndex(where: { $0.point == point }) { named[known].evidence += evidence } else { named.append((point, evidence)) }
  }
}
