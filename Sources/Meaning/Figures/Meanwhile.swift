package import Portfolio

/// What happened to cases between the decision of a run and the count of the stock behind its publish, by whatever but the run: facts that came in,
/// moves by hand, arrivals that were dealt. Numbers of cases.
package struct Meanwhile: Sendable, Hashable {
  /// Entrusted or reopened.
  package var came: Int64 = 0
  /// From the pool to somebody.
  package var assigned: Int64 = 0
  /// From somebody to somebody else.
  package var moved: Int64 = 0
  /// From somebody to the pool.
  package var recalled: Int64 = 0
  /// Closed.
  package var closed: Int64 = 0
  /// Times that what is owed on a case changed: payments, reversals, the client's figures.
  package var revalued: Int64 = 0
  /// By how much in sum, in base minor units; below 0 is less.
  package var revaluedBy: Int64 = 0
  /// Nothing happened.
  package init() {}
  /// Whether anything happened to what people hold, or to what is owed.
  package var isNothing: Bool { self == Meanwhile() }
}

/// Decisions of a plan that its publish left out, of one kind and for one reason.
package struct LeftOut: Sendable, Hashable {
  /// What was planned.
  package var kind: DecisionKind
  /// Why it was left out.
  package var code: ReasonCode
  /// How many.
  package var cases: Int64
  /// The first of them by their masked numbers, at most `named`.
  package var first: [String]
  /// How many are named.
  package static let named = 20
  /// A row of the count.
  package init(kind: DecisionKind, code: ReasonCode, cases: Int64, first: [String]) {
    (self.kind, self.code, self.cases, self.first) = (kind, code, cases, first)
  }
}
