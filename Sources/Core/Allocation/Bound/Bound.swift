/// The dual bound: for any prices, what all units would cost at their cheapest priced receiver, plus what the accounts could at best make of
/// being paid those prices, less the worth of all limits. Weak duality: no plan costs less.
///
///     D = Σ_g min(penalty_g, min_c line_gc) + Σ_c min_L [load cost − p L] + Σ min_B [fairness cost − b B] + Σ min_T [quota cost − τ T]
///         − Σ_c (place price · room + amount price · amount room)
///
/// Who had no room for a unit before anything was placed is nobody's cheapest: he has it in no plan.
///
/// Every rounding goes down. The minimum over receivers is exact, though few of them are looked at (`LineSearch`).
struct Bound: Sendable {
  let prices: Prices
  private let opening: Ledger
  private var count: Int { opening.seats.count }

  /// - Parameter opening: the ledger before anything was placed.
  init(_ opening: Ledger, _ prices: Prices) {
    (self.prices, self.opening) = (prices, opening)
  }

  func value(_ groups: BoundGroups, threads: Int) -> Int64 {
    Int64(clamping: rest(groups) + unitCosts(groups, threads: threads))
  }

  /// Σ of what every unit would cost at its cheapest.
  func unitCosts(_ groups: BoundGroups, threads: Int) -> Int128 {
    // Enough parts to be shared evenly, each with enough to do.
    let parts = max(1, min(256, groups.count / 8))
    return Parallel.sum(parts: parts, threads: threads) { part in
      var search = LineSearch()
      return open { lines in
        (groups.count * part / parts..<groups.count * (part + 1) / parts).reduce(Int128(0)) { $0 + lines.unitCosts(groups, $1, &search) }
      }
    }
  }

  /// Everything but the units.
  func rest(_ groups: BoundGroups) -> Int128 {
    var sum = Int128(0)
    for (r, seat) in opening.seats.enumerated() {
      sum -= spare(prices.effort[r].rawValue, seat.load, seat.reciprocal, opening.ranges.loadDigits, most: groups.effortTotal)
      sum -= Int128(prices.place[r].rawValue) * Int128(max(0, seat.casesLeft))
      if seat.amountLeft != .max {
        sum -= ((Int128(prices.amount[r].rawValue) * Int128(seat.amountLeft)) >> Int128(Price<Amount>.digits)) + 1
      }
    }
    for (k, account) in opening.cells.enumerated() {
      sum += Fixed.square(account.deviation, account.reciprocal)
      sum -= spare(
        prices.account[k].rawValue, account.deviation, account.reciprocal, opening.ranges.cellDigits,
        most: groups.accountTotals[k / max(1, count)])
    }
    for (k, account) in opening.quotas.enumerated() where account.weight == 1 {
      sum += Fixed.square(account.deviation, account.reciprocal)
      sum -= spare(
        prices.quota[k].rawValue, account.deviation, account.reciprocal, opening.ranges.quotaDigits,
        most: groups.quotaTotals[k / max(1, opening.teams)])
    }
    return sum
  }

  /// The most that x² · reciprocal can gain, beyond its value at `start`, when every unit more is paid `price` and there are `most` units;
  /// rounded up.
  private func spare(_ price: Int64, _ start: Int64, _ reciprocal: Int64, _ dropped: Int64, most: Int64) -> Int128 {
    // The best x has 2 x · reciprocal / 2^48 = price.
    let last = Int128(start) + Int128(most >> dropped) + 1
    let best = reciprocal > 0 ? (Int128(price) << Int128(23 + dropped)) / Int128(reciprocal) : price > 0 ? last : Int128(start)
    let x = Int64(clamping: max(Int128(start), min(best, last)))
    func gain(_ x: Int64) -> Int128 {
      let paid = ((Int128(price) * Int128(x - start)) << Int128(dropped)) >> 24
      return paid - (Fixed.square(x, reciprocal) - Fixed.square(start, reciprocal))
    }
    // Concave: between whole values, and by rounding, it is at most a step's half curvature and two higher.
    let slack = (Int128(reciprocal) >> 48) + 3
    return max(0, gain(x), x > start ? gain(x - 1) : 0, gain(x + 1)) + slack
  }

  func open<Result>(_ body: (PricedLines) -> Result) -> Result {
    opening.open { open in
      prices.account.withUnsafeBufferPointer { account in
        prices.amount.withUnsafeBufferPointer { amount in
          body(PricedLines(prices: prices, ledger: opening, open: open, perValue: account, perAmount: amount))
        }
      }
    }
  }
}
