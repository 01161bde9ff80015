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
  /// Calls of the open (day, point), and the evidence of those that count.
  private var dayCalls: Int64 = 0
  private var daySum: Int64 = 0
  /// With a limit: the calls that count while they are all alike, the usual day; the lanes only when they differ.
  private var alike: (weight: Int32, count: Int32) = (0, 0)
  private var differ = false
  private var heaviest = SIMD8<Int32>()
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
      calls += capped(dayCalls)
      points.add(min(daySum, EvidenceTally.ceiling), at: point)
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
    defer { dayCalls += count }
    let counted = capped(count)
    if perDay == 0 || dayCalls == 0 {
      daySum += min(counted * weight, EvidenceTally.ceiling)
      alike = (Int32(clamping: weight), Int32(clamping: counted))
      return
    }
    if !differ {
      differ = true
      for lane in 0..<Int(alike.count) { heaviest[lane] = alike.weight }
    }
    for _ in 0..<counted {
      var lightest = 0
      for lane in 1..<max(perDay, 1) where heaviest[lane] < heaviest[lightest] { lightest = lane }
      let gain = weight - Int64(heaviest[lightest])
      guard gain > 0 else { return }
      daySum += gain
      heaviest[lightest] = Int32(clamping: weight)
    }
  }

  private mutating func clearDay() {
    if differ { heaviest = SIMD8() }
    differ = false
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

  mutating func add(_ value: Int64, at point: UInt8) {
    switch point {
    case 0: first.0 = Self.sum(first.0, value)
    case 1: first.1 = Self.sum(first.1, value)
    case 2: first.2 = Self.sum(first.2, value)
    case 3: first.3 = Self.sum(first.3, value)
    default:
      if others.isEmpty { others = [Int64](repeating: 0, count: 252) }
      others[Int(point) - 4] = Self.sum(others[Int(point) - 4], value)
    }
  }

  private static func sum(_ a: Int64, _ b: Int64) -> Int64 { min(a + b, EvidenceTally.ceiling) }

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
