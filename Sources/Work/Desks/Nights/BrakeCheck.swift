package import Policy
package import Portfolio
import Runs
package import Schema

/// Compares a plan with the agency's brakes, in per mille of the cases open at the freeze.
package struct BrakeCheck: Sendable {
  let store: Store
  let agency: Agency

  /// `store` is read for the nights before.
  package init(store: Store, agency: Agency) { (self.store, self.agency) = (store, agency) }

  /// What tripped of a plan, the nights before it considered; and the figures of its inputs, for the nights after it.
  package func tripped(_ key: RunKey, _ snapshot: Snapshot, _ outcome: Outcome, _ set: PolicySet) async throws -> (
    brakes: [TrippedBrake], inputs: [(name: String, value: Int64)]
  ) {
    let limits = set.agency.brakes
    let inputs = InputProfile.figures(snapshot, set.agency)
    let hasNight = try await store.runs.hasPublishedNight(agency: agency)
    var brakes = Self.tripped(limits, snapshot, outcome, isFirst: key.kind == .night && !hasNight)
    brakes += ContractBrake.tripped(snapshot, set, outcome)
    if let limit = limits.inputsBeyondPermille, key.kind == .night {
      let before = try await store.runs.inputsOfNights(before: key.slot, limit: InputProfile.nights, agency: agency)
      brakes += InputProfile.unlike(inputs, before, permille: limit)
    }
    return (brakes, inputs)
  }

  /// What tripped; empty when the plan may be published. `isFirst`: no night was published before. Then there is nothing to compare with: the plan
  /// waits where the agency file does not say that a first night is published, and where another brake trips it says so as well.
  package static func tripped(_ brakes: Brakes, _ snapshot: Snapshot, _ outcome: Outcome, isFirst: Bool = false) -> [TrippedBrake] {
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
