/// What one more unit of everything is worth, receiver by receiver. For any prices with places and amounts at 0 or more, weak duality gives
/// a lower bound of what every plan costs (`Bound`).
package struct Prices: Sendable, Equatable {
  /// By receiver.
  package var effort: [Price<Effort>]
  /// By `cell * receivers + receiver`.
  package var account: [Price<AccountValue>]
  /// By receiver: of a place for a case, 0 or more.
  package var place: [Cost]
  /// By receiver: of an amount under his limit, 0 or more; 0 where there is no limit.
  package var amount: [Price<Amount>]
  /// By `quota * teams + team`.
  package var quota: [Price<AccountValue>]
  /// Teams that `quota` tells apart.
  package var teams: Int

  /// What a unit of so many cases and such an amount has to pay for its places at a receiver.
  package func placePrice(cases: Int32, amount: Amount, at r: Int) -> Cost {
    let paid = (Int128(amount.rawValue) * Int128(self.amount[r].rawValue)) >> Int128(Price<Amount>.digits)
    return Int64(cases) * place[r] + Cost(Int64(clamping: paid))
  }

  /// No prices at all.
  package init(receivers: Int, cells: Int, quotas: Int, teams: Int) {
    effort = [Price](repeating: .zero, count: receivers)
    place = [Cost](repeating: .zero, count: receivers)
    amount = [Price](repeating: .zero, count: receivers)
    account = [Price](repeating: .zero, count: cells * receivers)
    quota = [Price](repeating: .zero, count: quotas * teams)
    self.teams = teams
  }

  /// The marginal costs of a plan, and what places were worth on the way to it.
  init(_ ledger: Ledger, opening: Ledger) {
    let ranges = ledger.ranges
    teams = ledger.teams
    effort = ledger.seats.map { Price(Self.marginal($0.load, $0.reciprocal, ranges.loadDigits)) }
    account = ledger.cells.map { Price(Self.marginal($0.deviation, $0.reciprocal, ranges.cellDigits)) }
    place = ledger.seats.indices.map { Cost(opening.seats[$0].casesLeft > 0 ? max(0, ledger.seats[$0].casePrice) : 0) }
    amount = ledger.seats.map { seat in
      guard seat.amountLeft != .max, seat.amountPrice > 0 else { return .zero }
      // 2^-16 → 2^-24 cost units.
      return Price(Int64(clamping: ledger.amountUnit.pricePerAmount(Int128(seat.amountPrice) << 8)))
    }
    quota = ledger.quotas.map { account in
      guard account.weight == 1 else { return .zero }
      return Price(Self.marginal(account.deviation, account.reciprocal, ranges.quotaDigits))
    }
  }

  /// d/dx of x² · reciprocal / 2^48 in 2^-24, per value before low digits were dropped.
  private static func marginal(_ x: Int64, _ reciprocal: Int64, _ dropped: Int64) -> Int64 {
    Int64(clamping: (2 * Int128(x) * Int128(reciprocal)) >> Int128(Price<Effort>.digits + dropped))
  }
}
