/// A rule that one move breaks, with what it takes to say so.
package enum MoveFinding: Hashable, Sendable {
  case receiverGone
  /// Skills the receiver lacks, as bits.
  case missingSkill(missing: UInt64)
  case conflict
  /// What stops the case.
  case stopped(by: Reason)
  case noPolicy
  case noRoute
  /// Position of the route from 1.
  case outsideRoute(route: Int64)
  case classNotAllowed(CaseClass)
  /// Days from the slot within which the case's service time wants the receiver there.
  case absent(within: Int64)
  /// New cases a night would give the receiver, and each cap that the move passes: `caseLimit`, `newPerDay`; none where only what one night fills
  /// up is passed.
  case noRoom(room: Int64, passed: [CloseReason])
  /// Base minor units left of the receiver's cap before this move.
  case noAmountRoom(room: Int64)
  case formerHolder
  /// Cases of the debtor with somebody else.
  case splitsGroup(others: Int64)
  /// What keeps the case with its holder.
  case commitment(by: Reason)
  /// Database id of the collector.
  case pinnedElsewhere(collector: Int64)

  /// The rule without its numbers, as it is stored with the move.
  package var rule: MoveRule {
    switch self {
    case .receiverGone: .receiverGone
    case .missingSkill: .missingSkill
    case .conflict: .conflict
    case .stopped: .stopped
    case .noPolicy: .noPolicy
    case .noRoute: .noRoute
    case .outsideRoute: .outsideRoute
    case .classNotAllowed: .classNotAllowed
    case .absent: .absent
    case .noRoom: .noRoom
    case .noAmountRoom: .noAmountRoom
    case .formerHolder: .formerHolder
    case .splitsGroup: .splitsGroup
    case .commitment: .commitment
    case .pinnedElsewhere: .pinnedElsewhere
    }
  }

  /// Whether an emergency stop is in the way.
  package var isEmergency: Bool {
    switch self {
    case .stopped(by: .emergencyStop), .stopped(by: .holdEntered(kind: .emergency, daysLeft: _)): true
    default: false
    }
  }
}
