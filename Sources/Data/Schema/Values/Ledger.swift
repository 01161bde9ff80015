package import Portfolio

/// A number of cases and their outstanding in minor units.
package struct LedgerAmount: Sendable, Hashable {
  package var cases: Int64
  package var amount: Int64
  package init(cases: Int64 = 0, amount: Int64 = 0) {
    self.cases = cases
    self.amount = amount
  }
  package static func + (a: LedgerAmount, b: LedgerAmount) -> LedgerAmount {
    LedgerAmount(cases: a.cases + b.cases, amount: a.amount + b.amount)
  }
  package static func - (a: LedgerAmount, b: LedgerAmount) -> LedgerAmount {
    LedgerAmount(cases: a.cases - b.cases, amount: a.amount - b.amount)
  }
}

/// One currency of a ledger position: pool and people before, the flows since, and after.
package struct LedgerLine: Sendable, Hashable {
  package var currency: Currency
  package var side: LedgerSide
  package var before = LedgerAmount()
  package var entrusted = LedgerAmount()
  package var reopened = LedgerAmount()
  package var assigned = LedgerAmount()
  package var recalled = LedgerAmount()
  /// From one person to another: no flow of a side, for information.
  package var moved = LedgerAmount()
  /// By how the case ended.
  package var closed: [CaseStatus: LedgerAmount] = [:]
  /// Number of revaluations and their difference; the number of cases does not change by them.
  package var revalued = LedgerAmount()
  package var after = LedgerAmount()

  package init(currency: Currency, side: LedgerSide) {
    self.currency = currency
    self.side = side
  }

  /// before + flows − after; nothing is missing when both parts are 0.
  package var difference: LedgerAmount {
    let closedTotal = closed.values.reduce(LedgerAmount()) { $0 + $1 }
    let value = LedgerAmount(cases: 0, amount: revalued.amount)
    switch side {
    case .pool: return before + entrusted + reopened + recalled - assigned - closedTotal + value - after
    case .people: return before + assigned - recalled - closedTotal + value - after
    }
  }
}

/// Stocks and flows between two positions, each in one snapshot of the database.
package struct Ledger: Sendable {
  package var position: Int64
  /// By currency, pool before people.
  package var lines: [LedgerLine]

  package init(position: Int64, lines: [LedgerLine]) {
    self.position = position
    self.lines = lines
  }
  /// Lines that do not reconcile. Not empty means that something wrote past the ledger: a defect.
  package var imbalances: [LedgerLine] { lines.filter { $0.difference != LedgerAmount() } }
}
