import Policy
import Portfolio

/// Compares a plan with the agency's brakes, in per mille of the cases open at the freeze.
enum BrakeCheck {
  /// What tripped, one sentence each; empty when the plan may be published.
  static func tripped(_ brakes: Brakes, _ snapshot: Snapshot, _ outcome: Outcome) -> [String] {
    let open = snapshot.cases.count
    guard open > 0 else { return [] }
    func count(_ kind: DecisionKind) -> Int { outcome.decisions.count { $0.kind == kind } }
    let measured: [(String, Int, Int?)] = [
      ("recalled or moved to another collector", count(.recalled) + count(.moved), brakes.recalledAbovePermille),
      ("moved to another collector", count(.moved), brakes.movedAbovePermille),
      ("unassigned", count(.unassigned), brakes.unassignedAbovePermille),
      ("changing class", classChanged(snapshot, outcome), brakes.classChangedAbovePermille),
    ]
    return measured.compactMap { name, cases, limit in
      guard let limit, cases * 1000 > limit * open else { return nil }
      return "\(cases) of \(open) open cases are \(name) (\(percent(cases * 1000 / open))); the agency's limit is \(percent(limit))"
    }
  }

  /// Cases that had a class before and get another: on their first night all do, and that says nothing.
  static func classChanged(_ snapshot: Snapshot, _ outcome: Outcome) -> Int {
    snapshot.cases.indices.count {
      snapshot.cases.classSince[$0].isKnown && snapshot.cases.previousClass[$0] != outcome.verdicts[$0].caseClass
    }
  }

  private static func percent(_ permille: Int) -> String { "\(permille / 10).\(permille % 10) %" }
}
