package import Policy
import Portfolio

/// A rule of the new list beside the one of the old list that it stands for.
package struct RulePair: Sendable {
  /// Position in the old list; nil for a rule that is new.
  package let old: Int?
  /// Position in the new list; nil for a rule that is gone.
  package let new: Int?
  /// How what it asks for has changed, by itself; nil where there is nothing to compare.
  package let asks: ScopeVerdict?
  /// How the cases have changed that it really gets, behind the rules before it; nil where there is nothing to compare, or it would take too long.
  package let gets: ScopeVerdict?
  /// Whether it does something else with its cases.
  package let doesOtherwise: Bool
  /// Whether it has another name.
  package let isRenamed: Bool
  /// Whether it stands elsewhere among the rules that there were before.
  package let isMoved: Bool

  /// Whether anything about it is different.
  package var isChanged: Bool {
    old == nil || new == nil || doesOtherwise || isRenamed || isMoved || asks.map { $0.relation != .equal } ?? true
  }
}

/// How two lists of rules differ, of which the first that matches decides.
package struct RuleListDifference: Sendable {
  package let section: RuleSection
  /// The rules of the new list in order, then those that are gone.
  package let pairs: [RulePair]
  /// Cases that both policies cover and that the lists decide otherwise, one for each pair of rules that does so. nil: it would take too long to tell.
  package let decidedOtherwise: [Meetings.Meeting]?
  /// Rules of the new list, by position, that never decide a case that the new policy covers.
  package let idle: [Int]
  /// Whether rules and order are the same.
  package var isSame: Bool { pairs.allSatisfy { !$0.isChanged } }
  /// False: the rules are others, and every case is decided as before. nil where that cannot be told.
  package var hasEffect: Bool? { decidedOtherwise.map { !$0.isEmpty } }

  /// Every decision is compared among the cases that both policies cover; where they cover none in common, among all.
  init(_ section: RuleSection, _ old: CasePolicy, _ new: CasePolicy, shared: Scope) {
    self.section = section
    let (before, after) = (old.rules(section), new.rules(section))
    let outside = Scope.except(shared)
    let meetings = try? Meetings([outside] + before.map(\.scope), [outside] + after.map(\.scope))
    let otherwise = CasePolicy.otherwise(section)
    decidedOtherwise = meetings.map { meetings in
      meetings.all.compactMap { meeting in
        guard meeting.old != 0, meeting.new != 0 else { return nil }
        let (first, second) = (meeting.old.map { $0 - 1 }, meeting.new.map { $0 - 1 })
        guard (first.map { before[$0].consequence } ?? otherwise) != (second.map { after[$0].consequence } ?? otherwise) else { return nil }
        return Meetings.Meeting(old: first, new: second, made: meeting.made)
      }
    }
    let own = try? Meetings([], [.except(Scope(new.covers))] + after.map(\.scope))
    idle = own.map { own in after.indices.filter { !own.newMatches($0 + 1) } } ?? []
    pairs = Self.paired(before, after).map { first, second, isMoved in
      guard let first, let second else {
        return RulePair(old: first, new: second, asks: nil, gets: nil, doesOtherwise: false, isRenamed: false, isMoved: false)
      }
      return RulePair(
        old: first, new: second, asks: try? ScopeVerdict(before[first].scope, after[second].scope),
        gets: meetings?.verdict(first + 1, second + 1), doesOtherwise: before[first].consequence != after[second].consequence,
        isRenamed: before[first].name != after[second].name, isMoved: isMoved)
    }
  }

  /// Which rule stands for which: by name, then by being equal, then by asking for the same, then by doing the same in the same order.
  private static func paired(_ old: [ListedRule], _ new: [ListedRule]) -> [(Int?, Int?, isMoved: Bool)] {
    var partner = [Int?](repeating: nil, count: new.count)
    var taken = [Bool](repeating: false, count: old.count)
    func match(_ isPair: (ListedRule, ListedRule) -> Bool) {
      for k in new.indices where partner[k] == nil {
        guard let found = old.indices.first(where: { !taken[$0] && isPair(old[$0], new[k]) }) else { continue }
        partner[k] = found
        taken[found] = true
      }
    }
    match { $0.name != nil && $0.name == $1.name }
    match { $0.name == nil && $0 == $1 }
    match { $0.scope == $1.scope }
    match { $0.consequence == $1.consequence && $0.name == nil }
    let kept = Set(longestAscent(partner.compactMap(\.self)))
    return new.indices.map { (partner[$0], $0, partner[$0].map { !kept.contains($0) } ?? false) }
      + old.indices.filter { !taken[$0] }.map { ($0, nil, false) }
  }

  /// The most rules that stand in the order in which they stood: the others have moved.
  private static func longestAscent(_ positions: [Int]) -> [Int] {
    var best: [[Int]] = []
    for (k, position) in positions.enumerated() {
      let before = best.indices.filter { positions[$0] < position }.map { best[$0] }.max { $0.count < $1.count } ?? []
      best.append(before + [position])
      assert(best.count == k + 1)
    }
    return best.max { $0.count < $1.count } ?? []
  }
}
