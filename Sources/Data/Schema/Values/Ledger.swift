package import Portfolio

/// A number of cases and their outstanding in minor units.
package struct LedgerAmount: Sendable, Hashable {
  /// Number of cases; of revaluations, number of these. Negative only in differences.
  package var cases: Int64
  /// Minor units of the line's currency; may be negative in revaluations and differences.
  package var amount: Int64
  /// A stock or a flow; nothing at all unless given.
  package init(cases: Int64 = 0, amount: Int64 = 0) {
    self.cases = cases
    self.amount = amount
  }
  /// Number and amount each; traps on overflow.
  package static func + (a: LedgerAmount, b: LedgerAmount) -> LedgerAmount {
    LedgerAmount(cases: a.cases + b.cases, amount: a.amount + b.amount)
  }
  /// Number and amount each; traps on overflow.
  package static func - (a: LedgerAmount, b: LedgerAmount) -> LedgerAmount {
    LedgerAmount(cases: a.cases - b.cases, amount: a.amount - b.amount)
  }
}

/// One currency of a ledger position: pool and people before, the flows since, and after.
package struct LedgerLine: Sendable, Hashable {
  /// The cases' own currency; the ledger converts nothing.
  package var currency: Currency
  /// Which stock this line is about.
  package var side: LedgerSide
  /// Stock at the position before; nothing at the first.
  package var before = LedgerAmount()
  /// New cases, into the pool; 0 on the people's line.
  package var entrusted = LedgerAmount()
  /// Closed cases that are open again, into the pool; 0 on the people's line.
  package var reopened = LedgerAmount()
  /// From pool to people: out of the one line, into the other.
  package var assigned = LedgerAmount()
  /// From people to pool: out of the one line, into the other.
  package var recalled = LedgerAmount()
  /// From one person to another: no flow of a side, for information.
  package var moved = LedgerAmount()
  /// By how the case ended.
  package var closed: [CaseStatus: LedgerAmount] = [:]
  /// Number of revaluations and their difference; the number of cases does not change by them.
  package var revalued = LedgerAmount()
  /// Stock counted from the cases at this position.
  package var after = LedgerAmount()

  /// An empty line; what the position says is added to it.
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
  /// Number of the later of the two positions.
  package var position: Int64
  /// By currency, pool before people.
  package var lines: [LedgerLine]

  /// A position as it was taken, with both sides of each currency.
  package init(position: Int64, lines: [LedgerLine]) {
    self.position = position
    self.lines = lines
  }
  /// Lines that do not reconcile. Not empty means that something wrote past the ledger: a defect.
  package var imbalances: [LedgerLine] { lines.filter { $0.difference != LedgerAmount() } }
}
