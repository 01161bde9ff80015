import Portfolio

/// What a case's counters add up to since the last conversation.
struct Evidence {
  /// Values are clamped here, far above every threshold, so that no product of theirs overflows.
  static let ceiling: Int64 = 1_000_000_000_000

  /// Last day with a conversation that the counters or the caller know of.
  var lastConversation: Day
  /// Failed calls, and unanswered messages, that counted.
  var counts = DayCounts()
  var recentMessages: Int64 = 0
  /// Contact points with evidence, the least evidence among them (0 if there is none), and the sum of all.
  var points: Int64 = 0
  var least: Int64 = 0
  var total: Int64 = 0

  init(lastConversation: Day) { self.lastConversation = lastConversation }
}

/// Adds up packed counters. Every case of a night goes through here: no memory, no references, hardly a branch that depends on what came of
/// a call.
struct EvidenceTally: Sendable {
  private let rules: [CodeRule]
  private let slot: Day
  private let recentFrom: Day
  /// 0 = no limit.
  private let perDay: Int

  init(_ rules: [CodeRule], slot: Day, _ settings: ClassificationSettings) {
    self.rules = rules
    self.slot = slot
    recentFrom = slot - settings.recentDays
    perDay = min(max(0, settings.countsPerDay ?? 0), ClassificationSettings.Limits.countsPerDay.upperBound)
  }

  /// Facts of the slot's day and later are ignored, like cells whose code nobody knows and all cells after a fault in the bytes.
  func evidence(_ bytes: UnsafeBufferPointer<UInt8>, since lastConversation: Day) -> Evidence {
    if bytes.isEmpty { return Evidence(lastConversation: lastConversation) }
    return perDay == 2
      ? evidence(bytes, since: lastConversation, TwoOfADay()) : evidence(bytes, since: lastConversation, SomeOfADay(perDay))
  }

  @inline(__always)
  private func evidence(_ bytes: UnsafeBufferPointer<UInt8>, since last: Day, _ limit: some DayLimit) -> Evidence {
    withUnsafeTemporaryAllocation(of: ContactCount.self, capacity: 64) { cells in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: PointSums.points) { values in
        rules.withUnsafeBufferPointer { rules in
          var sums = PointSums(values)
          var evidence = Evidence(lastConversation: last)
          var reader = ContactCounters.Reader()
          var run = CellRun(limit, since: last)
          while true {
            var count = reader.next(bytes, into: cells)
            let isLast = count == 0 || cells[count - 1].day.rawValue >= slot.rawValue
            while count > 0, cells[count - 1].day.rawValue >= slot.rawValue { count -= 1 }
            // Days ascend: what is recent is the rest of all.
            var old = count
            while old > 0, cells[old - 1].day.rawValue >= recentFrom.rawValue { old -= 1 }
            if old > 0 { run.add(UnsafeBufferPointer(rebasing: cells[..<old]), rules, &sums, &evidence) }
            if old < count { run.add(UnsafeBufferPointer(rebasing: cells[old..<count]), rules, &sums, &evidence, areRecent: true) }
            if isLast { break }
          }
          sums.finish(&evidence)
          return evidence
        }
      }
    }
  }
}

/// Cells that are being read, in ascending (day, point, code), as they are packed.
private struct CellRun<Limit: DayLimit> {
  private var limit: Limit
  /// Day and point of the cell before, in one number; and the last number of the day of the last conversation.
  private var place = Int64.min
  private var lastPlace: Int64

  init(_ limit: Limit, since last: Day) {
    self.limit = limit
    lastPlace = Int64(last.rawValue) << 8 | 255
  }

  /// On its own, so that what it works with stays in registers.
  @inline(never)
  mutating func add(
    _ cells: UnsafeBufferPointer<ContactCount>, _ rules: UnsafeBufferPointer<CodeRule>, _ sums: inout PointSums, _ evidence: inout Evidence,
    areRecent: Bool = false
  ) {
    for cell in cells {
      let here = Int64(cell.day.rawValue) << 8 | Int64(cell.point)
      guard here > lastPlace, UInt32(bitPattern: cell.code) < UInt32(truncatingIfNeeded: rules.count) else { continue }
      let rule = rules[Int(cell.code)]
      if rule.kind == .conversation {
        lastPlace = here | 255
        evidence = Evidence(lastConversation: cell.day)
        sums.clear()
        _ = limit.take()
        continue
      }
      let same: Int64 = here == place ? -1 : 0
      place = here
      let gain = limit.gain(rule, Int64(cell.count), same: same)
      sums.add(gain, at: cell.point, limit)
    }
    let counts = limit.take()
    evidence.counts.calls &+= counts.calls
    evidence.counts.messages &+= counts.messages
    evidence.counts.personMessages &+= counts.personMessages
    evidence.recentMessages &+= areRecent ? counts.messages : 0
  }
}

/// Evidence by contact point, in memory of the caller's.
private struct PointSums {
  static let points = 256
  /// Most cases have fewer points than this; only so many are cleared in advance.
  private static let few = 16
  private let values: UnsafeMutableBufferPointer<Int64>
  private var used = few

  init(_ values: UnsafeMutableBufferPointer<Int64>) {
    self.values = values
    clear()
  }

  @inline(__always)
  mutating func clear() { for place in 0..<used { values.initializeElement(at: place, to: 0) } }

  @inline(__always)
  mutating func add(_ gain: Int64, at point: UInt8, _ limit: some DayLimit) {
    // 255, no point named, is as frequent as the first ones: it comes before them.
    let place = Int(point &+ 1)
    if place >= used { useAll() }
    values[place] = limit.sum(values[place], gain)
  }

  @inline(never)
  private mutating func useAll() {
    for place in used..<PointSums.points { values.initializeElement(at: place, to: 0) }
    used = PointSums.points
  }

  /// Writes what the points say together.
  @inline(__always)
  func finish(_ evidence: inout Evidence) {
    var least = Int64.max
    for place in 0..<used {
      let value = min(values[place], Evidence.ceiling)
      evidence.points &+= value > 0 ? 1 : 0
      least = min(least, value > 0 ? value : .max)
      evidence.total = min(evidence.total &+ value, Evidence.ceiling)
    }
    evidence.least = evidence.points > 0 ? least : 0
  }
}
