package import Portfolio

/// Cases and their outstanding amount in minor units of one currency; signed where it is a flow.
package struct Stock: Sendable, Hashable, AdditiveArithmetic {
  /// Number of cases; negative for what leaves.
  package var cases: Int64
  /// Minor units of the account's currency; negative for what leaves.
  package var amount: Int64
  /// So many cases with so much outstanding.
  package init(_ cases: Int64, _ amount: Int64) {
    self.cases = cases
    self.amount = amount
  }
  /// No cases and no amount.
  package static let zero = Stock(0, 0)
  /// Cases and amounts added; both sides must be of one currency.
  package static func + (a: Stock, b: Stock) -> Stock { Stock(a.cases + b.cases, a.amount + b.amount) }
  /// Cases and amounts taken off; both sides must be of one currency.
  package static func - (a: Stock, b: Stock) -> Stock { Stock(a.cases - b.cases, a.amount - b.amount) }
  /// The same flow seen from the other side.
  package static prefix func - (a: Stock) -> Stock { Stock(-a.cases, -a.amount) }
}

/// What changes a stock. Raw values are stored by nobody; the order is the order of the table.
package enum FlowLineKind: String, CaseIterable, Sendable {
  case entrusted, reopened, recalled, assigned
  /// Of a team's account: from the pool to its people, from people of other teams, from its people to the pool, to people of other teams.
  case fromPool = "from_pool"
  case movedIn = "moved_in"
  case toPool = "to_pool"
  case movedOut = "moved_out"
  case settled, returned, withdrawn, deceased, revalued
}

/// One side of the ledger between two runs.
package struct FlowAccount: Sendable, Equatable {
  /// The stock at the position of the ledger before this run's.
  package var opening: Stock
  /// Signed: what comes in is positive. Each kind at most once.
  package var lines: [FlowLine]
  /// The stock at the position of the ledger that this run took.
  package var closing: Stock
  /// An account in which nothing lies and nothing moves, unless stocks and lines are given.
  package init(opening: Stock = .zero, lines: [FlowLine] = [], closing: Stock = .zero) {
    self.opening = opening
    self.lines = lines
    self.closing = closing
  }

  /// Opening and all lines less closing. Anything but zero means that a case was lost or invented.
  package var difference: Stock { lines.reduce(opening) { $0 + $1.change } - closing }
  /// The signed change by one kind; zero when there is none.
  package subscript(_ kind: FlowLineKind) -> Stock { lines.first { $0.kind == kind }?.change ?? .zero }
}

/// One line of an account.
package struct FlowLine: Sendable, Equatable {
  /// What changed the stock.
  package var kind: FlowLineKind
  /// By how much: positive for what comes in.
  package var change: Stock
  /// Made from the ledger's flow of one kind, side and currency.
  package init(_ kind: FlowLineKind, _ change: Stock) {
    self.kind = kind
    self.change = change
  }
}

/// The two accounts of one currency: the pool and the cases with people.
package struct StockFlow: Sendable, Equatable {
  /// Currency of all amounts of both accounts.
  package var currency: Currency
  /// Cases that nobody holds.
  package var pool: FlowAccount
  /// Cases that a collector holds; moves among collectors are no flow.
  package var people: FlowAccount
  /// Of the closing stocks: cases that must not be dealt. Never a flow.
  package var held: Stock
  /// Two empty accounts, unless read from the ledger's position of the run.
  package init(currency: Currency, pool: FlowAccount = FlowAccount(), people: FlowAccount = FlowAccount(), held: Stock = .zero) {
    self.currency = currency
    self.pool = pool
    self.people = people
    self.held = held
  }

  /// The pool's and the people's difference; what one side gives the other must get, so the transfers cancel too.
  package var difference: Stock { pool.difference + people.difference }
  /// Whether each side reconciles and what left one side for the other arrived there.
  package var reconciles: Bool {
    pool.difference == .zero && people.difference == .zero && pool[.assigned] + people[.assigned] == .zero
      && pool[.recalled] + people[.recalled] == .zero
  }
}
