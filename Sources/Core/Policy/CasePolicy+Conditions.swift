import Movement
package import Portfolio

extension CasePolicy {
  /// The same with every condition changed, those of segments included.
  package func mapConditions(_ change: (Condition) -> Condition) -> CasePolicy {
    func whole(_ condition: Condition) -> Condition {
      var changed = change(condition)
      changed.segments = changed.segments.map { $0.map { Segment(name: $0.name, when: whole($0.when)) } }
      return changed
    }
    var policy = self
    policy.covers = whole(covers)
    policy.segments = segments.map { Segment(name: $0.name, when: whole($0.when)) }
    for index in routes.indices { policy.routes[index].when = whole(routes[index].when) }
    for index in never.indices { policy.never[index].when = whole(never[index].when) }
    for index in service.indices { policy.service[index].when = whole(service[index].when) }
    for index in movement.stay.indices { policy.movement.stay[index].when = whole(movement.stay[index].when) }
    for index in movement.stop.indices { policy.movement.stop[index].when = whole(movement.stop[index].when) }
    return policy
  }

  /// Every condition of the policy: coverage, segments, stay, stop, routes, never, service.
  package var conditions: [Condition] {
    let rules = movement.stay.map(\.when) + movement.stop.map(\.when) + routes.map(\.when) + never.map(\.when) + service.map(\.when)
    return [covers] + segments.map(\.when) + rules
  }
}

extension PolicySet {
  /// Whether a condition of a policy asks for a debtor's other cases.
  package var asksDebtor: Bool { policies.contains { $0.conditions.contains(where: \.asksDebtor) } }
}
