package import Portfolio

/// A case that a person wants somewhere else.
package struct ProposedMove: Hashable, Sendable {
  /// A case of the snapshot.
  package var caseIndex: CaseIndex
  /// `.none` sends it back to the pool.
  package var to: CollectorIndex
  /// Whether its holder was given the case on the slot day: it is then taken off the new cases of his day.
  package var isOfToday: Bool
  /// No rule is looked at yet.
  package init(_ caseIndex: CaseIndex, to: CollectorIndex, isOfToday: Bool = false) {
    self.caseIndex = caseIndex
    self.to = to
    self.isOfToday = isOfToday
  }
}

/// What moves by hand would break and change, by the rules a night would go by.
package struct Examination: Sendable {
  /// The load of one person the moves touch.
  package struct Effect: Sendable, Hashable {
    /// A person who gives or gets something.
    package var collector: CollectorIndex
    /// Open cases as they are.
    package var casesBefore: Int32
    /// Open cases when all moves are carried out.
    package var casesAfter: Int32
    /// Base minor units as they are.
    package var amountBefore: Int64
    /// Base minor units when all moves are carried out.
    package var amountAfter: Int64
    /// New cases he could still get by his caps before the moves.
    package var room: Int32
  }
  /// For each move, in the order given, each broken rule once, in order of `MoveRule`.
  package internal(set) var findings: [[MoveFinding]] = []
  /// For each move, the account of fairness that its case counts in; nil when no route speaks for it.
  package internal(set) var accounts: [AccountKey?] = []
  /// Ascending by collector.
  package internal(set) var effects: [Effect] = []
}
