/// What units would cost at every receiver they may go to, at the bound's prices. Laid open as `OpenLedger` is.
struct PricedLines {
  let prices: Prices
  /// Before anything was placed.
  let ledger: Ledger
  let open: OpenLedger
  /// Prices of accounts and amounts.
  let perValue: UnsafeBufferPointer<Price<AccountValue>>
  let perAmount: UnsafeBufferPointer<Price<Amount>>

  /// Σ of the cheapest priced costs of a group's units.
  func unitCosts(_ groups: BoundGroups, _ group: Int, _ search: inout LineSearch) -> Int128 {
    let members = groups.members[group].filter { !groups.isHopeless[Int($0)] }
    guard let first = members.first else { return 0 }
    let row = ledger.signatures.range(Int(ledger.units.signature[Int(first)]))
    search.open(row, members, LineColumns(members, self, isLimited: isLimited(row)), self)
    return search.sum(self)
  }

  /// Whether an amount has a price at somebody of a row.
  private func isLimited(_ row: Range<Int>) -> Bool {
    row.contains { perAmount[Int(ledger.signatures.values[$0])].rawValue > 0 }
  }

  /// The part of the line that all units of a group share whatever their values.
  func base(_ u: Int, _ r: Int) -> Int64 {
    prices.effort[r].worth(ledger.units.effort[u]).rawValue &+ Int64(ledger.units.cases[u]) &* prices.place[r].rawValue &+ quotaPart(u, r)
  }

  private func quotaPart(_ u: Int, _ r: Int) -> Int64 {
    guard prices.teams > 0, !prices.quota.isEmpty else { return 0 }
    let team = Int(open.seats[r].team)
    guard team >= 0 else { return 0 }
    var sum: Int64 = 0
    for i in ledger.units.quota.range(u) {
      let entry = open.quota[i]
      sum &+= prices.quota[Int(entry.account) &* prices.teams &+ team].worth(entry.value).rawValue
    }
    return sum
  }

  /// What a unit of the value pays for it at a receiver.
  @inline(__always) func worth(_ value: Int64, _ source: LineColumns.Source, at r: Int) -> Int64 {
    switch source {
    case .account(let base): perValue[base &+ r].worth(AccountValue(value)).rawValue
    case .match(let base): MatchTable.cost(value, open.loss[base &+ r])
    case .amount: perAmount[r].rawValue > 0 ? perAmount[r].worth(Amount(value)).rawValue : 0
    }
  }

  /// The same as a price: so many 2^-24 cost units for one more.
  @inline(__always) func slope(_ source: LineColumns.Source, at r: Int) -> Int64 {
    switch source {
    case .account(let base): perValue[base &+ r].rawValue
    case .match(let base): Int64(open.loss[base &+ r]) << (Price<AccountValue>.digits - MatchTable.shift)
    case .amount: max(0, perAmount[r].rawValue)
    }
  }
}
