import Portfolio

/// What one case's counters add up to since the last conversation. Lives on the stack; cells must come in ascending (day, point, code), as
/// they are packed.
struct EvidenceTally {
  /// Values are clamped here, far above every threshold, so that no product of theirs overflows.
  static let ceiling: Int64 = 1_000_000_000_000

  /// Last day with a conversation that the counters or the caller know of.
  private(set) var lastConversation: Day
  /// Failed calls, and unanswered messages, that counted.
  private(set) var calls: Int64 = 0
  private(set) var messages: Int64 = 0
  private(set) var recentMessages: Int64 = 0
  /// Messages by a person among `messages`.
  private(set) var personMessages: Int64 = 0
  private(set) var points = PointSums()

  private let slot: Day
  private let recentFrom: Day
  /// 0 = no limit.
  private let perDay: Int
  /// The same as a bound.
  private let most: Int64
  private var day = Day.none
  private var point: UInt8 = 0
  /// Calls of the open (day, point), and the evidence of those that count.
  private var dayCalls: Int64 = 0
  private var daySum: Int64 = 0
  /// The heaviest two; with another limit than two, all that count, once there are any.
  private var two: (first: Int64, second: Int64) = (0, 0)
  private var others = SIMD8<Int64>()
  private var dayMessages: Int64 = 0
  private var dayPersonMessages: Int64 = 0

  init(slot: Day, lastConversation: Day, settings: ClassificationSettings) {
    self.slot = slot
    self.lastConversation = lastConversation
    recentFrom = slot - settings.recentDays
    perDay = min(max(0, settings.countsPerDay ?? 0), ClassificationSettings.Limits.countsPerDay.upperBound)
    most = perDay > 0 ? Int64(perDay) : .max
  }

  /// Adds packed counters; `rules` are those of their codes.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: [CodeRule]) {
    withUnsafeTemporaryAllocation(of: ContactCount.self, capacity: 32) { cells in
      rules.withUnsafeBufferPointer { rules in
        var reader = ContactCounters.Reader()
        while true {
          let count = reader.next(bytes, into: cells)
          if count == 0 { return }
          for index in 0..<count where cells[index].code >= 0 && Int(cells[index].code) < rules.count {
            add(cells[index], rules[Int(cells[index].code)])
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func add(_ cell: ContactCount, _ rule: CodeRule) {
    // Raw values: comparing days goes through a call.
    let today = cell.day.rawValue
    guard rule.kind != .nothing, today < slot.rawValue, today > lastConversation.rawValue, cell.count > 0 else { return }
    if rule.kind == .conversation {
      forget(upTo: cell.day)
      return
    }
    if today != day.rawValue || cell.point != point {
      close()
      day = cell.day
      point = cell.point
    }
    let count = Int64(cell.count)
    if rule.kind == .call {
      addCalls(count, rule.weight)
    } else {
      dayMessages &+= count
      dayPersonMessages &+= rule.kind == .message ? count : 0
    }
  }

  /// Books the last open (day, point); without branches, since what comes next in a case is anybody's guess.
  @inline(__always)
  mutating func close() {
    calls &+= min(dayCalls, most)
    points.add(min(daySum, EvidenceTally.ceiling), at: point)
    let counted = min(dayMessages, most)
    messages &+= counted
    // A person's messages take the places first: more of the machine's never hide them.
    personMessages &+= min(dayPersonMessages, most)
    recentMessages &+= day.rawValue >= recentFrom.rawValue ? counted : 0
    clearDay()
  }

  @inline(__always)
  private mutating func addCalls(_ count: Int64, _ weight: Int64) {
    dayCalls &+= count
    if perDay == 2 {
      addToTwo(weight)
      if count > 1 { addToTwo(weight) }
    } else if perDay == 0 {
      daySum = min(daySum &+ min(count, 1_000_000) &* weight, EvidenceTally.ceiling)
    } else {
      addToOthers(min(count, most), weight)
    }
  }

  /// Of the two heaviest calls of the day the lighter one gives way.
  @inline(__always)
  private mutating func addToTwo(_ weight: Int64) {
    daySum &+= max(0, weight &- two.second)
    two = (max(two.first, weight), max(min(two.first, weight), two.second))
  }

  private mutating func addToOthers(_ counted: Int64, _ weight: Int64) {
    for _ in 0..<counted {
      var lightest = 0
      for lane in 1..<max(perDay, 1) where others[lane] < others[lightest] { lightest = lane }
      let gain = weight - others[lightest]
      guard gain > 0 else { return }
      daySum += gain
      others[lightest] = weight
    }
  }

  @inline(__always)
  private mutating func clearDay() {
    two = (0, 0)
    if perDay != 2, perDay != 0 { others = SIMD8() }
    dayCalls = 0
    daySum = 0
    dayMessages = 0
    dayPersonMessages = 0
  }

  private mutating func forget(upTo conversation: Day) {
    lastConversation = conversation
    clearDay()
    calls = 0
    messages = 0
    recentMessages = 0
    personMessages = 0
    points = PointSums()
  }
}

/// Evidence by contact point. The first four points of a case need no memory of their own.
struct PointSums {
  private var first: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
  private var others: [Int64] = []

  @inline(__always)
  mutating func add(_ value: Int64, at point: UInt8) {
    if point < 4 {
      // Which point comes next is anybody's guess: an address, not a branch.
      withUnsafeMutableBytes(of: &first) { bytes in
        let sums = bytes.assumingMemoryBound(to: Int64.self)
        sums[Int(point)] = Self.sum(sums[Int(point)], value)
      }
    } else if value > 0 {
      addOther(value, at: point)
    }
  }

  private mutating func addOther(_ value: Int64, at point: UInt8) {
    if others.isEmpty { others = [Int64](repeating: 0, count: 252) }
    others[Int(point) - 4] = Self.sum(others[Int(point) - 4], value)
  }

  /// Both are at most the ceiling.
  @inline(__always)
  private static func sum(_ a: Int64, _ b: Int64) -> Int64 { min(a &+ b, EvidenceTally.ceiling) }

  /// Points with evidence, the least evidence among them (0 if there is none), and the sum of all.
  var summary: (points: Int, least: Int64, total: Int64) {
    var result = (points: 0, least: Int64.max, total: Int64(0))
    func take(_ value: Int64) {
      guard value > 0 else { return }
      result = (result.points + 1, min(result.least, value), Self.sum(result.total, value))
    }
    take(first.0)
    take(first.1)
    take(first.2)
    take(first.3)
    for value in others { take(value) }
    if result.points == 0 { result.least = 0 }
    return result
  }
}
