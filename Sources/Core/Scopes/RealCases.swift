import Classification
import Movement
package import Policy
package import Portfolio

/// What may be different for a case of tonight under another policy.
package enum Aspect: String, CaseIterable, Sendable {
  case covers, classify, stop, stay, recall, route, never, service
}

/// What a policy makes of a case in one aspect.
package enum CaseFate: Hashable, Sendable {
  case covered(Bool)
  case caseClass(CaseClass)
  /// What the rule does, and its position, nil where none matches. Of stays no position is told.
  case rule(Consequence, Int?)
  /// nil: the case is not recalled.
  case recalled(ReasonCode?)
  /// Whom `never` keeps away from the case; ascending, empty: nobody.
  case keptFrom([NeverTarget])
}

/// How many open cases two policies treat otherwise, and the smallest of them.
package struct RealDifference: Sendable {
  package let aspect: Aspect
  /// Open cases that were compared: for `covers` all, else those that both policies cover.
  package let considered: Int
  /// Open cases that the two treat otherwise.
  package let count: Int
  /// Those of them that have the least outstanding in the base currency, by position: which is the first by its number only the database knows.
  package let smallest: [CaseIndex]
}

/// Two policies, each by itself, over the open cases of a night. Nothing is dealt: this is what is asked before anybody is looked for.
package struct RealCases: Sendable {
  private let snapshot: Snapshot
  private let old: Side
  private let new: Side
  /// By aspect, in order; those in which nothing differs have a count of 0.
  package private(set) var differences: [RealDifference] = []

  /// Each policy under the agency file that it was read under.
  package init(_ snapshot: Snapshot, old: (CasePolicy, AgencyPolicy), new: (CasePolicy, AgencyPolicy)) {
    self.snapshot = snapshot
    let debtors = (old.0.conditions + new.0.conditions).contains(where: \.asksDebtor) ? DebtorCounts(snapshot) : nil
    self.old = Side(old.0, old.1, snapshot, debtors)
    self.new = Side(new.0, new.1, snapshot, debtors)
    var counts = [Int](repeating: 0, count: Aspect.allCases.count)
    var considered = counts
    var least = [Int64](repeating: .max, count: Aspect.allCases.count)
    var smallest = [[CaseIndex]](repeating: [], count: Aspect.allCases.count)
    for i in snapshot.cases.indices {
      let index = CaseIndex(i)
      guard let amount = new.1.inBase(snapshot.cases.outstanding[i], snapshot.cases.currency[i]) else { continue }
      let (before, after) = (self.old.fates(index, snapshot), self.new.fates(index, snapshot))
      for (k, aspect) in Aspect.allCases.enumerated() {
        guard let first = before[aspect], let second = after[aspect] else { continue }
        considered[k] += 1
        guard first.differs(from: second) else { continue }
        counts[k] += 1
        if amount < least[k] { (least[k], smallest[k]) = (amount, []) }
        if amount == least[k] { smallest[k].append(index) }
      }
    }
    differences = Aspect.allCases.enumerated().map { k, aspect in
      RealDifference(aspect: aspect, considered: considered[k], count: counts[k], smallest: smallest[k])
    }
  }

  /// What the two make of a case in one aspect; nil where one of them does not cover it.
  package func fates(_ index: CaseIndex, _ aspect: Aspect) -> (old: CaseFate, new: CaseFate)? {
    guard let old = old.fates(index, snapshot)[aspect], let new = new.fates(index, snapshot)[aspect] else { return nil }
    return (old, new)
  }

  /// A case in the words of rules, by the new policy's class and promises; told are client, amount, and what the rules of the aspect ask.
  package func made(_ index: CaseIndex, _ aspect: Aspect) -> MadeCase {
    let asked = Set(old.asked(aspect) + new.asked(aspect) + [.client, .outstanding])
    return new.made(index, snapshot, told: asked)
  }
}

extension CaseFate {
  /// Rules that do the same are no difference, whatever their position.
  func differs(from other: CaseFate) -> Bool {
    if case .rule(let first, _) = self, case .rule(let second, _) = other { return first != second }
    return self != other
  }
}
