package import Portfolio

/// What a sample agency looks like. The same settings give the same bytes everywhere.
package struct SampleSettings: Sendable, Equatable {
  /// Everything random is drawn from it; another seed is another agency of the same size.
  package var seed: UInt64
  /// Open cases before the first night.
  package var cases: Int
  /// New cases that arrive on the day before each night.
  package var newCases: Int
  /// Collectors on the staff, trainees and the one who leaves before the first night included.
  package var collectors: Int
  /// Days of history before the first night.
  package var days: Int
  /// Nights for which a folder `night-1`, `night-2` … is written beside `base`.
  package var nights: Int
  /// The business day of the first night.
  package var firstSlot: Day

  /// The agency of the demo: 20,000 open cases, 1,000 new a night, 60 collectors, 30 days, three nights.
  package init(
    seed: UInt64 = 7, cases: Int = 20_000, newCases: Int = 1_000, collectors: Int = 60, days: Int = 30, nights: Int = 3, firstSlot: Day
  ) {
    self.seed = seed
    self.cases = cases
    self.newCases = newCases
    self.collectors = collectors
    self.days = days
    self.nights = nights
    self.firstSlot = firstSlot
  }
}

/// A seeded stream of numbers: SplitMix64, so that the sample never depends on a library's generator.
struct Dice {
  private var state: UInt64

  /// An independent stream for each set of keys.
  init(_ seed: UInt64, _ a: UInt64, _ b: UInt64 = 0) {
    state = seed &* 0xD6E8_FEB8_6659_FD93 &+ a &* 0xA076_1D64_78BD_642F &+ b &* 0xE703_7ED1_A0B4_28DB
    _ = next()
  }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  /// 0..<n.
  mutating func below(_ n: Int) -> Int { Int((UInt64(n).multipliedFullWidth(by: next())).high) }
  mutating func permille(_ share: Int) -> Bool { below(1000) < share }
  /// A position by integer weights.
  mutating func weighted(_ weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }
  mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
}
