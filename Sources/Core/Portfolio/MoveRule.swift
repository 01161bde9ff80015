/// A rule that a move by hand breaks. Raw values are stored with the move; never renumber, only add.
package enum MoveRule: Int16, CaseIterable, Sendable {
  // Nobody can override these: law, authorisation, conflicts.
  /// The receiver is inactive or has left.
  case receiverGone = 1
  /// The receiver lacks a licence, language or other skill that case or route require.
  case missingSkill = 2
  /// The receiver must not have this case.
  case conflict = 3
  // A person may, with a reason; each is counted.
  /// A flag, hold or stop rule says that the case must not be dealt.
  case stopped = 10
  /// No policy covers the case.
  case noPolicy = 11
  /// No route of the policy matches the case.
  case noRoute = 12
  /// The route names other teams or people.
  case outsideRoute = 13
  /// The receiver's ramp leaves this class out.
  case classNotAllowed = 14
  /// The receiver has no working time within the case's service time, at most a week.
  case absent = 15
  /// More cases than one of the receiver's caps leaves room for: cases in hand, new cases of the day, what one night fills up.
  case noRoom = 16
  /// More money than the receiver's cap leaves room for.
  case noAmountRoom = 17
  /// The receiver held the case before, within the policy's number of holders and days.
  case formerHolder = 18
  /// The debtor's other cases lie with somebody else.
  case splitsGroup = 19
  /// A plan, promise, payment, retention or stay rule keeps the case with its holder.
  case commitment = 20
  /// A person pinned the case to somebody else.
  case pinnedElsewhere = 21

  /// Whether nobody can override it.
  package var isLaw: Bool { rawValue < 10 }

  /// The word used in SQL, CLI and reports.
  package var word: String {
    switch self {
    case .receiverGone: "receiver_gone"
    case .missingSkill: "missing_skill"
    case .conflict: "conflict"
    case .stopped: "stopped"
    case .noPolicy: "no_policy"
    case .noRoute: "no_route"
    case .outsideRoute: "outside_route"
    case .classNotAllowed: "class_not_allowed"
    case .absent: "absent"
    case .noRoom: "no_room"
    case .noAmountRoom: "no_amount_room"
    case .formerHolder: "former_holder"
    case .splitsGroup: "splits_group"
    case .commitment: "commitment"
    case .pinnedElsewhere: "pinned_elsewhere"
    }
  }
}
