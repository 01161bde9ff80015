package import Desks
import Digest
package import Figures
import Portfolio
package import Speech

/// What a simulation came to.
package struct SimulationReport: Sendable {
  /// The plans and what differs between them.
  package var simulation: Simulation
  /// What a person should know besides, one sentence each without full stop.
  package var notes: [Wording] = []
  /// Phase and its time, in order.
  package var timings: [(phase: String, duration: Duration)] = []
}

extension Simulation {
  /// The figures that are kept with a change, as one line of JSON: of the plan that was asked about. `moved` are the cases that end with another holder than
  /// by the files in force, `handed_over` those that go from one person to another.
  package var record: String {
    let plan = subject ?? SimulatedPlan(name: "")
    var members = [("slot", "\"\(slot)\""), ("open", "\(plan.openCases)")]
    members += SimulatedPart.allCases.map { ($0 == .moved ? "handed_over" : $0.rawValue, "\(plan.count($0))") }
    members.append(("moved", "\(plan.otherHolder)"))
    members += [
      ("class_changed", "\(plan.classChanged)"), ("differ", "\(plan.differ)"), ("noise", noise.map { "\($0)" } ?? "null"),
      ("late", "\(plan.contacts.late)"), ("missed", "\(plan.contacts.missed)"),
      ("brakes", "[" + plan.brakes.map { "\"\($0.kind.rawValue)\"" }.joined(separator: ",") + "]"),
      ("parts", "{" + plan.parts.map { "\"\($0.name)\":\"\(Hex.encode($0.digest))\"" }.joined(separator: ",") + "}"),
    ]
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}
