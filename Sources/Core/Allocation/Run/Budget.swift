/// How many passes a run makes, by the size of the instance: small ones can afford many. Counted in passes and steps, never in time.
struct Budget: Sendable {
  let pricedPasses: Int
  let improvingPasses: Int
  /// Partners tried per unit and improving pass.
  let tries: Int
  /// Steps of the dual ascent.
  let ascentSteps: Int
  private let units: Int
  /// Parts of a portion that need not wait for each other: where there are many units, what one lane does meanwhile hardly matters to another.
  let lanes: Int
  /// Up to so many units every partner is tried.
  private static let small = 2000

  init(units: Int, _ settings: AllocationSettings) {
    self.units = units
    lanes = settings.lanes ?? (units >= 20_000 ? 2 : 1)
    pricedPasses = settings.passes.map { max(1, $0) } ?? max(7, min(40, 1_600_000 / max(1, units)))
    improvingPasses = settings.passes ?? (units <= Self.small ? 200 : max(1, min(24, 160_000 / units)))
    tries = units <= Self.small ? .max : max(4, min(settings.swapTries, 3_000_000 / units))
    ascentSteps = settings.bounds ? (units <= 1000 ? 60 : units <= 100_000 ? 240 : 96) : 0
  }

  /// How prices of places soften over the passes: from which part of them on, in percent, and how far down, in binary digits × 256.
  struct Softening: Sendable {
    let from: Int
    let digits: Int
    /// Soft prices let units go where they cost least; what is overbooked by it in the end, repair puts right.
    static let usual = Softening(from: 25, digits: 1701)
  }

  /// Small instances, where a single unit left out counts, are tried in several ways. The best is kept.
  var softenings: [Softening] {
    units <= 4000
      ? [.usual, Softening(from: 50, digits: 594), Softening(from: 50, digits: 1106), Softening(from: 75, digits: 256)] : [.usual]
  }

  /// How stiff prices are in a pass, from `first` on.
  func stiffness(_ first: Int64, _ softening: Softening, pass: Int) -> Int64 {
    let stiff = (pricedPasses * softening.from + 99) / 100
    let left = pricedPasses - stiff
    let falling = max(1, min(left, max(6, left * 2 / 3)))
    let fallen = max(0, min(pass + 1 - stiff, falling))
    return max(1, (first * SoftMinimum(256).weight(Int64(softening.digits * fallen / falling))) >> 20)
  }

  /// What the dual ascent takes for its first temperature: the stiffness, and of a night, where cases count in several accounts, a third of what
  /// accounts make of an average unit where it is, which is how far prices are from those they will have.
  func firstTemperature(_ ledger: Ledger) -> Int64 {
    let first = stiffness(ledger)
    guard !ledger.isPriced else { return first }
    var (sum, count) = (Int128(0), Int128(0))
    for u in 0..<units where ledger.place[u] >= 0 {
      count += 1
      for i in ledger.units.fairness.range(u) {
        let entry = ledger.units.fairness.values[i]
        let account = ledger.cells[Int(entry.account) * ledger.seats.count + Int(ledger.place[u])]
        let value = Int128(2 * (entry.raw >> ledger.ranges.cellDigits))
        sum += Int128(((value * Int128(account.deviation) * Int128(account.reciprocal)) >> 48).magnitude)
      }
    }
    return max(first, Int64(clamping: min(Int128(Self.hottest), sum / max(1, 3 * count))))
  }

  /// Softened by a weight of up to 2^20, it still fits.
  private static let hottest: Int64 = 1 << 42

  /// Temperatures of the dual ascent. Prices of a plan with few units at each receiver are about right: from a 32nd to a 512th. Those of the largest
  /// have not settled, nor those of a night, which was dealt in one go: from the beginning.
  func temperature(_ stiffness: Int64, step: Int, isSettled: Bool) -> Int64 {
    let falling = max(1, ascentSteps * 4 / 5)
    let (from, to) = isLarge ? (Int64(0), Int64(2240)) : (isSettled ? 1280 : 0, 2304)
    return max(1, (stiffness * SoftMinimum(256).weight(from + (to - from) * Int64(min(step, falling)) / Int64(falling))) >> 20)
  }

  /// Steps of a pass. Shortlists are made anew for each, so that nobody decides by old prices.
  var portions: Int { max(1, min(40, units / 32)) }

  /// Portions of an improving pass for each step of the ascent beside it: about as long.
  var portionsPerAscent: Int { isLarge ? 2 : 1 }

  var isSmall: Bool { units <= Self.small }
  var isLarge: Bool { units >= 200_000 }
  /// Receivers in a list of a large instance: more take longer to compare and hardly find anybody cheaper.
  static let shortlist = 16

  var steps: Int { softenings.count * (1 + (pricedPasses + 2 * improvingPasses) * portions) + ascentSteps }

  /// What a case too many adds to the price of a place: a sixth of what an ordinary case costs at an ordinary receiver.
  func stiffness(_ ledger: Ledger) -> Int64 {
    var (effort, cases, load, reciprocal, people) = (Int128(0), Int128(0), Int128(0), Int128(0), Int128(0))
    for u in 0..<units {
      effort += Int128(ledger.units.effort[u].rawValue >> ledger.ranges.loadDigits)
      cases += Int128(ledger.units.cases[u])
    }
    for seat in ledger.seats where seat.casesLeft > 0 {
      people += 1
      load += Int128(seat.load)
      reciprocal += Int128(seat.reciprocal)
    }
    guard people > 0, cases > 0 else { return 1 }
    // Everything dealt evenly: what one more average case costs the average receiver.
    let (one, mean) = (effort / cases, (load + effort) / people)
    let cost = (Fixed.growth(of: mean, by: one) * (reciprocal / people)) >> 48
    return max(64, Int64(clamping: min(Int128(Ranges.largestTerm >> 20), cost / 6)))
  }
}
