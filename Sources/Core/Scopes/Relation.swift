package import Portfolio

/// How the cases of a new rule lie to those of an old one.
package enum Relation: String, CaseIterable, Sendable {
  /// The same cases.
  case equal
  /// Some of the old one's cases and no others.
  case narrower
  /// All of the old one's cases and others.
  case wider
  /// None in common.
  case disjoint
  /// Some in common, and each has others.
  case crossing
}

/// What was found of two rules, and cases that show it.
package struct ScopeVerdict: Sendable, Equatable {
  package let relation: Relation
  /// A case that only the old one takes; not nil if there is any.
  package let onlyOld: MadeCase?
  /// A case that only the new one takes; not nil if there is any.
  package let onlyNew: MadeCase?
  /// A case that both take; not nil if there is any.
  package let both: MadeCase?

  /// The relation follows from which of the cases there are.
  package init(onlyOld: MadeCase?, onlyNew: MadeCase?, both: MadeCase?) {
    (self.onlyOld, self.onlyNew, self.both) = (onlyOld, onlyNew, both)
    relation =
      switch (onlyOld != nil, onlyNew != nil, both != nil) {
      case (false, false, _): .equal
      case (true, false, true): .narrower
      case (false, true, true): .wider
      // Nothing lies within everything, and everything is more than nothing.
      case (true, false, false): .narrower
      case (false, true, false): .wider
      case (true, true, false): .disjoint
      case (true, true, true): .crossing
      }
  }

  /// Of two scopes by themselves.
  package init(_ old: Scope, _ new: Scope) throws(TooIntricate) {
    let meetings = try Meetings([old], [new])
    self.init(onlyOld: meetings.meeting(0, nil), onlyNew: meetings.meeting(nil, 0), both: meetings.meeting(0, 0))
  }

  /// Of two conditions by themselves.
  package init(_ old: Condition, _ new: Condition) throws(TooIntricate) { try self.init(Scope(old), Scope(new)) }

  /// A case on which the two differ; nil where they are equal.
  package var witness: MadeCase? { onlyNew ?? onlyOld }
}

extension Meetings {
  /// How the cases that a rule of the second list really gets lie to those that one of the first list really gets: less what earlier rules take.
  package func verdict(_ old: Int, _ new: Int) -> ScopeVerdict {
    ScopeVerdict(
      onlyOld: all.first { $0.old == old && $0.new != new }?.made, onlyNew: all.first { $0.new == new && $0.old != old }?.made,
      both: meeting(old, new))
  }

  /// Whether a rule of the second list ever decides a case.
  package func newMatches(_ rule: Int) -> Bool { all.contains { $0.new == rule } }
}
