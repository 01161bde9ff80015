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
  private var day = Day.none
  private var point: UInt8 = 0
  /// The heaviest calls of the open (day, point), at most `perDay` of them in the first lanes.
  private var heaviest = SIMD8<Int32>()
  private var dayCalls: Int64 = 0
  private var daySum: Int64 = 0
  private var dayMessages: Int64 = 0
  private var dayPersonMessages: Int64 = 0

  init(slot: Day, lastConversation: Day, settings: ClassificationSettings) {
    self.slot = slot
    self.lastConversation = lastConversation
    recentFrom = slot - settings.recentDays
    perDay = min(max(0, settings.countsPerDay ?? 0), ClassificationSettings.Limits.countsPerDay.upperBound)
  }

  mutating func add(_ cell: ContactCount, _ rule: CodeRule) {
    guard rule.kind != .nothing, cell.day < slot, cell.day > lastConversation, cell.count > 0 else { return }
    if rule.kind == .conversation {
      forget(upTo: cell.day)
      return
    }
    if cell.day != day || cell.point != point {
      close()
      day = cell.day
      point = cell.point
    }
    let count = Int64(cell.count)
    switch rule.kind {
    case .call: addCalls(count, rule.weight)
    case .message:
      dayMessages += count
      dayPersonMessages += count
    case .automaticMessage: dayMessages += count
    case .nothing, .conversation: break
    }
  }

  /// Books the last open (day, point).
  mutating func close() {
    if dayCalls > 0 {
      var sum = daySum
      if perDay > 0 { for lane in 0..<perDay { sum += Int64(heaviest[lane]) } }
      calls += capped(dayCalls)
      points.add(min(sum, EvidenceTally.ceiling), at: point)
    }
    if dayMessages > 0 {
      let counted = capped(dayMessages)
      messages += counted
      // A person's messages take the places first: more of the machine's never hide them.
      personMessages += capped(dayPersonMessages)
      if day >= recentFrom { recentMessages += counted }
    }
    clearDay()
  }

  private func capped(_ count: Int64) -> Int64 { perDay > 0 ? min(count, Int64(perDay)) : count }

  private mutating func addCalls(_ count: Int64, _ weight: Int64) {
    dayCalls += count
    guard perDay > 0 else {
      daySum += min(count * weight, EvidenceTally.ceiling)
      return
    }
    for _ in 0..<min(count, Int64(perDay)) {
      var lightest = 0
      for lane in 1..<max(perDay, 1) where heaviest[lane] < heaviest[lightest] { lightest = lane }
      guard Int64(heaviest[lightest]) < weight else { return }
      heaviest[lightest] = Int32(weight)
    }
  }

  private mutating func clearDay() {
    heaviest = SIMD8()
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

/// Evidence by contact point. The first eight points of a case need no memory of their own.
struct PointSums {
  private var first = SIMD8<Int64>()
  private var others: [Int64] = []

  mutating func add(_ value: Int64, at point: UInt8) {
    if point < 8 {
      first[Int(point)] = min(first[Int(point)] + value, EvidenceTally.ceiling)
    } else {
      if others.isEmpty { others = [Int64](repeating: 0, count: 248) }
      others[Int(point) - 8] = min(others[Int(point) - 8] + value, EvidenceTally.ceiling)
    }
  }

  /// Points with evidence, the least evidence among them (0 if there is none), and the sum of all.
  var summary: (points: Int, least: Int64, total: Int64) {
    var points = 0
    var least = Int64.max
    var total: Int64 = 0
    func take(_ value: Int64) {
      guard value > 0 else { return }
      points += 1
      least = min(least, value)
      total = min(total + value, EvidenceTally.ceiling)
    }
    for lane in 0..<8 { take(first[lane]) }
    for value in others { take(value) }
    return (points, points == 0 ? 0 : least, total)
  }
}
