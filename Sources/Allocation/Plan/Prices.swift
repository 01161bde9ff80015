/// What one more unit of everything is worth, receiver by receiver. For any prices with places and amounts at 0 or more, weak duality gives
/// a lower bound of what every plan costs (`Bound`).
package struct Prices: Sendable, Equatable {
  /// Digits of the fraction of prices per unit of effort, account value or amount.
  package static let digits: Int64 = 24

  /// By receiver: of a unit of effort, in 2^-24 cost units.
  package var effort: [Int64]
  /// By `cell * receivers + receiver`: of a value of 1/1024 case in a fairness account, in 2^-24 cost units.
  package var account: [Int64]
  /// By receiver: of a place for a case, in cost units, 0 or more.
  package var place: [Int64]
  /// By receiver: of a unit of amount under its limit, in 2^-24 cost units, 0 or more; 0 where there is no limit.
  package var amount: [Int64]
  /// By `quota * teams + team`: of a value of 1/1024 case in a quota, in 2^-24 cost units.
  package var quota: [Int64]
  package var teams: Int

  /// What a quantity is worth at a price: quantity · price / 2^24 in cost units, rounded down.
  @inline(__always) static func worth(_ quantity: Int64, at price: Int64) -> Int64 {
    let wide = quantity.multipliedFullWidth(by: price)
    return wide.high << 40 | Int64(bitPattern: UInt64(wide.low) >> 24)
  }

  /// What a unit of so many cases and such an amount has to pay for its places at a receiver, in cost units.
  package func placePrice(cases: Int32, amount: Int64, at r: Int) -> Int64 {
    Int64(cases) * place[r] + Int64(clamping: (Int128(amount) * Int128(self.amount[r])) >> Int128(Self.digits))
  }

  /// No prices at all.
  package init(receivers: Int, cells: Int, quotas: Int, teams: Int) {
    effort = [Int64](repeating: 0, count: receivers)
    (place, amount) = (effort, effort)
    account = [Int64](repeating: 0, count: cells * receivers)
    quota = [Int64](repeating: 0, count: quotas * teams)
    self.teams = teams
  }

  /// The marginal costs of a plan, and what places were worth on the way to it.
  init(_ ledger: Ledger, opening: Ledger) {
    let ranges = ledger.ranges
    teams = ledger.teams
    effort = ledger.seats.map { Self.marginal($0.load, $0.reciprocal, ranges.loadDigits) }
    account = ledger.cells.map { Self.marginal($0.deviation, $0.reciprocal, ranges.cellDigits) }
    place = ledger.seats.indices.map { opening.seats[$0].casesLeft > 0 ? max(0, ledger.seats[$0].casePrice) : 0 }
    amount = ledger.seats.map { seat in
      guard seat.amountLeft != .max, seat.amountPrice > 0 else { return 0 }
      // 2^-16 per 1/1024 of the mean → 2^-24 per unit.
      return Int64(clamping: (Int128(seat.amountPrice) * Int128(ledger.amountScale)) >> 40)
    }
    quota = ledger.quotas.map { account in
      guard account.weight == 1 else { return 0 }
      return Self.marginal(account.deviation, account.reciprocal, ranges.quotaDigits)
    }
  }

  /// d/dx of x² · reciprocal / 2^48 in 2^-24, per value before low digits were dropped.
  private static func marginal(_ x: Int64, _ reciprocal: Int64, _ dropped: Int64) -> Int64 {
    Int64(clamping: (2 * Int128(x) * Int128(reciprocal)) >> Int128(digits + dropped))
  }
}
