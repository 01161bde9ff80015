import Movement
package import Policy
package import Portfolio

/// The parts of a policy that are lists of rules of which the first that matches decides.
package enum RuleSection: String, CaseIterable, Sendable {
  case stay, stop, route, service
}

/// What a rule does to the cases that it decides.
package enum Consequence: Hashable, Sendable {
  /// No rule decides, and nothing follows.
  case nothing
  case stays
  case stops(ownerKeeps: Bool, countsAsLoad: Bool)
  /// Who may get the case; each list ascending, for its order means nothing.
  case goes(teams: [String], collectors: [String], skills: [String])
  case firstContact(hours: Int, priority: Int)
}

/// One rule of a list: what it takes and what it does.
struct ListedRule: Sendable, Equatable {
  /// Of routes.
  var name: String?
  var when: Condition
  var scope: Scope
  var consequence: Consequence
}

extension CasePolicy {
  /// The rules of a section, in the order in which they are tried.
  func rules(_ section: RuleSection) -> [ListedRule] {
    switch section {
    case .stay: movement.stay.map { ListedRule(when: $0.when, scope: Scope($0), consequence: .stays) }
    case .stop:
      movement.stop.map {
        ListedRule(
          when: $0.when, scope: Scope($0.when), consequence: .stops(ownerKeeps: $0.ownerKeeps, countsAsLoad: $0.countsAsLoad))
      }
    case .route:
      routes.map {
        ListedRule(
          name: $0.rule, when: $0.when, scope: Scope($0.when),
          consequence: .goes(teams: $0.teams.sorted(), collectors: $0.collectors.sorted(), skills: $0.skills.sorted()))
      }
    case .service:
      service.map {
        ListedRule(
          when: $0.when, scope: Scope($0.when), consequence: .firstContact(hours: $0.firstContactHours, priority: $0.priority))
      }
    }
  }

  /// What a rule of a section does, by position.
  package func consequence(_ section: RuleSection, _ rule: Int) -> Consequence { rules(section)[rule].consequence }

  /// What becomes of cases that no rule of a section takes.
  package func otherwise(_ section: RuleSection) -> Consequence { Self.otherwise(section) }

  /// The same, whichever policy.
  static func otherwise(_ section: RuleSection) -> Consequence {
    switch section {
    case .stay, .stop, .route: .nothing
    case .service: .firstContact(hours: ServiceRule.standard.firstContactHours, priority: ServiceRule.standard.priority)
    }
  }
}
