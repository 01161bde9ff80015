import Figures
import Movement
import Policy
import Portfolio

extension CasePolicy {
  /// What its rules ask for, by their names in the counts of a night.
  var ruleMeanings: [String: RuleMeaning] {
    var found: [String: RuleMeaning] = ["covers": RuleMeaning(when: covers)]
    for (k, rule) in movement.stay.enumerated() {
      var meaning = RuleMeaning(when: rule.when)
      switch rule.until {
      case .always: break
      case .missedInstalments(let limit): meaning.missedInstalments = limit
      case .workingDaysAfterDue(let limit): meaning.workingDaysAfterDue = limit
      }
      found["stay \(k + 1)"] = meaning
    }
    for (k, rule) in movement.stop.enumerated() { found["stop \(k + 1)"] = RuleMeaning(when: rule.when) }
    for route in routes { found["route \(route.rule)"] = RuleMeaning(when: route.when) }
    let recall = movement.recall
    if let days = recall.forcedAfterWorkingDays { found["recall forced"] = RuleMeaning(workingDays: days) }
    if let days = recall.noFollowUpWorkingDays { found["recall early"] = RuleMeaning(workingDays: days) }
    if !recall.rotate.isEmpty {
      found["recall rotate"] = RuleMeaning(
        rotations: recall.rotate.map { RuleMeaning.Rotation($0.caseClass, workingDays: $0.afterWorkingDays) })
    }
    return found
  }

  /// Hours within which the strictest of its service rules wants the first contact.
  var firstContactHours: Int {
    service.map(\.firstContactHours).min() ?? ServiceRule.standard.firstContactHours
  }
}
