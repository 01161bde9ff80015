/// How many passes a run makes, by the size of the instance: small ones can afford many. Counted in passes and steps, never in time.
struct Budget: Sendable {
  let pricedPasses: Int
  let improvingPasses: Int
  /// Passes before the prices of places soften.
  let stiffPasses: Int
  /// Partners tried per unit and improving pass.
  let tries: Int
  /// Steps of the dual ascent.
  let ascentSteps: Int
  private let units: Int

  init(_ ledger: Ledger, _ settings: AllocationSettings) {
    units = ledger.units.count
    pricedPasses = settings.passes.map { max(1, $0) } ?? max(9, min(40, 800_000 / max(1, units)))
    improvingPasses = settings.passes ?? (units <= 2000 ? 200 : max(1, min(24, 300_000 / units)))
    tries = units <= 2000 ? .max : max(4, min(settings.swapTries, 3_000_000 / units))
    ascentSteps = settings.bounds ? (units <= 4000 ? 240 : 120) : 0
    stiffPasses = pricedPasses / 2
  }

  /// Steps of a pass.
  var portions: Int { max(1, min(20, units / 64)) }

  var steps: Int { 1 + (pricedPasses + 2 * improvingPasses) * portions + ascentSteps }

  /// What a case too many adds to the price of a place: a sixth of what an ordinary case costs at an ordinary receiver.
  func stiffness(_ ledger: Ledger) -> Int64 {
    var (effort, cases, load, reciprocal, people) = (Int128(0), Int128(0), Int128(0), Int128(0), Int128(0))
    for u in 0..<units {
      effort += Int128(ledger.units.effort[u] >> ledger.ranges.loadDigits)
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
    let cost = (one * (2 * mean + one) * (reciprocal / people)) >> 48
    return max(64, Int64(clamping: min(Int128(Ranges.largestTerm >> 20), cost / 6)))
  }
}
