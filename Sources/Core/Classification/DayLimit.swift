/// How many calls and messages counted.
struct DayCounts {
  var calls: Int64 = 0
  var messages: Int64 = 0
  /// Messages by a person among `messages`. They take the day's places first: more of the machine's never hide them.
  var personMessages: Int64 = 0
}

/// Which calls and messages of one day and contact point count (`countsPerDay`), the heaviest calls first.
protocol DayLimit {
  /// What `count` > 0 events of this rule add to the evidence of their day and point. `same` has all bits when that is the day and point of the
  /// event before, else none.
  mutating func gain(_ rule: CodeRule, _ count: Int64, same: Int64) -> Int64
  /// The evidence of a point so far, and what comes to it.
  func sum(_ evidence: Int64, _ gain: Int64) -> Int64
  /// What counted since the last time.
  mutating func take() -> DayCounts
}

/// Two of each, as shipped. What comes next in a case is anybody's guess: no branches, three counters in one word.
struct TwoOfADay: DayLimit {
  /// Weights of the heaviest two of the open day and point.
  private var first: Int64 = 0
  private var second: Int64 = 0
  /// Counters of the open day and point, each 0…2, and what counted since `take`, which has to come before 500,000 events.
  private var open: Int64 = 0
  private var counted: Int64 = 0

  /// One in the counter of calls, of messages, of messages by a person.
  static let call: Int64 = 1
  static let message: Int64 = 1 << 21
  static let personMessage: Int64 = 1 << 42
  private static let ones = call | message | personMessage

  @inline(__always)
  mutating func gain(_ rule: CodeRule, _ count: Int64, same: Int64) -> Int64 {
    // All bits when there is a second event.
    let twice = (1 &- count) &>> 63
    let held = open & same
    let sum = held &+ rule.unit &+ (rule.unit & twice)
    // 3 and 4 are over the limit.
    let over = ((sum &>> 2) | ((sum &>> 1) & sum)) & TwoOfADay.ones
    open = (sum & ~(over &* 7)) | (over &<< 1)
    counted &+= open &- held

    let (a, b, w) = (first & same, second & same, rule.weight)
    // The heaviest two of a ≥ b, w, and w again or nothing.
    let lighter = TwoOfADay.least(a, w)
    first = a &+ w &- lighter
    let next = lighter &+ ((w &- lighter) & twice)
    second = b &+ next &- TwoOfADay.least(b, next)
    return first &+ second &- a &- b
  }

  /// `min` as arithmetic: a compiler may make a branch of the other.
  @inline(__always)
  private static func least(_ a: Int64, _ b: Int64) -> Int64 { b &+ ((a &- b) & ((a &- b) &>> 63)) }

  /// At most twice the largest weight an event: no number of events that fits into memory overflows.
  @inline(__always)
  func sum(_ evidence: Int64, _ gain: Int64) -> Int64 { evidence &+ gain }

  @inline(__always)
  mutating func take() -> DayCounts {
    let mask = TwoOfADay.message - 1
    let counts = DayCounts(calls: counted & mask, messages: counted &>> 21 & mask, personMessages: counted &>> 42 & mask)
    counted = 0
    return counts
  }
}

/// Another number, 1…8, or all.
struct SomeOfADay: DayLimit {
  /// 0 = all.
  private let places: Int
  private let most: Int64
  private var heaviest = SIMD8<Int64>()
  private var open = DayCounts()
  private var counted = DayCounts()

  init(_ places: Int) {
    self.places = places
    most = places > 0 ? Int64(places) : .max
  }

  mutating func gain(_ rule: CodeRule, _ count: Int64, same: Int64) -> Int64 {
    if same == 0 {
      open = DayCounts()
      heaviest = SIMD8()
    }
    switch rule.kind {
    case .call:
      add(count, \.calls)
      return gain(rule.weight, count)
    case .message:
      add(count, \.messages)
      add(count, \.personMessages)
    case .automaticMessage: add(count, \.messages)
    case .nothing, .conversation: break
    }
    return 0
  }

  private mutating func add(_ count: Int64, _ counter: WritableKeyPath<DayCounts, Int64>) {
    let before = open[keyPath: counter]
    open[keyPath: counter] = min(before &+ count, most)
    counted[keyPath: counter] &+= open[keyPath: counter] &- before
  }

  private mutating func gain(_ weight: Int64, _ count: Int64) -> Int64 {
    if places == 0 { return min(count, 1_000_000) &* weight }
    var sum: Int64 = 0
    for _ in 0..<min(count, most) {
      var lightest = 0
      for lane in 1..<places where heaviest[lane] < heaviest[lightest] { lightest = lane }
      guard weight > heaviest[lightest] else { break }
      sum += weight - heaviest[lightest]
      heaviest[lightest] = weight
    }
    return sum
  }

  func sum(_ evidence: Int64, _ gain: Int64) -> Int64 { min(evidence &+ gain, Evidence.ceiling) }

  mutating func take() -> DayCounts {
    defer { counted = DayCounts() }
    return counted
  }
}
