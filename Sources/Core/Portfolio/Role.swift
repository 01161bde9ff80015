/// What somebody is to an agency. Raw values are stored.
package enum Role: String, CaseIterable, Sendable {
  /// Edits policy, runs nights, moves cases.
  case manager
  /// The second person: agrees to policies, to large moves and to plans behind a brake.
  case approver
  /// Leads a team: sees, moves, pins.
  case lead
  /// Reads everything, changes nothing, checks the seals.
  case auditor
  /// A program: brings files, reads results.
  case integrator
}
