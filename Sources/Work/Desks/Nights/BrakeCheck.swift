import Policy
import Portfolio

/// Compares a plan with the agency's brakes, in per mille of the cases open at the freeze.
enum BrakeCheck {
  /// What tripped; empty when the plan may be published. `isFirst`: no night was published before. Then there is nothing to compare with: the plan
  /// waits where the agency file does not say that a first night is published, and where another brake trips it says so as well.
  static func tripped(_ brakes: Brakes, _ snapshot: Snapshot, _ outcome: Outcome, isFirst: Bool = false) -> [TrippedBrake] {
    let open = snapshot.cases.count
    guard open > 0 else { return [] }
    func count(_ kind: DecisionKind) -> Int { outcome.decisions.count { $0.kind == kind } }
    let measured: [(TrippedBrake.Kind, Int, Int?)] = [
      (.recalled, count(.recalled) + count(.moved), brakes.recalledAbovePermille), (.moved, count(.moved), brakes.movedAbovePermille),
      (.unassigned, count(.unassigned), brakes.unassignedAbovePermille),
      (.classChanged, outcome.classChanged(since: snapshot), brakes.classChangedAbovePermille),
    ]
    let found = measured.compactMap { kind, cases, limit -> TrippedBrake? in
      guard let limit, cases * 1000 > limit * open else { return nil }
      return TrippedBrake(kind, figure: Int64(cases), of: Int64(open), limitPermille: limit)
    }
    guard isFirst, brakes.firstNightWaits || !found.isEmpty else { return found }
    return [TrippedBrake(.firstNight, figure: Int64(count(.assigned) + count(.moved)), of: Int64(open))] + found
  }
}
