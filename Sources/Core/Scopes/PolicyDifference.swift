package import Policy
import Portfolio

/// How two policies differ in what they take and do. What is a value and no rule (recall, fairness, constants) is compared by those who say it.
package struct PolicyDifference: Sendable {
  package let old: CasePolicy
  package let new: CasePolicy
  /// How the cases lie to each other that the two cover; nil: it would take too long to tell.
  package let covers: ScopeVerdict?
  /// Whether there can be a case that both cover.
  package let shareCases: Bool
  /// Stay, stop, route, service.
  package let lists: [RuleListDifference]
  /// Whom `never` keeps away from other cases than before.
  package let never: [NeverDifference]

  /// Both read under the same agency file, or each under its own.
  package init(_ old: CasePolicy, _ new: CasePolicy) {
    self.old = old
    self.new = new
    let (before, after) = (Scope(old.covers), Scope(new.covers))
    covers = try? ScopeVerdict(before, after)
    shareCases = covers.map { $0.both != nil } ?? true
    let shared: Scope = shareCases ? .every([before, after]) : .all
    lists = RuleSection.allCases.map { RuleListDifference($0, old, new, shared: shared) }
    never = NeverDifference.all(old, new, shared: shared)
  }

  /// Of one section.
  package subscript(section: RuleSection) -> RuleListDifference? { lists.first { $0.section == section } }
}

extension Scope {
  /// The fields that are asked about, in order.
  package var fields: [Field] {
    var found: Set<Field> = []
    func look(_ scope: Scope) {
      switch scope {
      case .all: break
      case .part(let part): found.insert(part.field)
      case .every(let scopes), .any(let scopes): scopes.forEach(look)
      case .except(let scope): look(scope)
      }
    }
    look(self)
    return Field.allCases.filter(found.contains)
  }
}
