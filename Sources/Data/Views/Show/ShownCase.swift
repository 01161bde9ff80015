package import Portfolio
package import Runs
package import Schema

/// Which cases to show; parts that are nil leave nothing out.
package struct CaseFilter: Sendable {
  package var caseNo: String?
  package var client: String?
  package var stage: String?
  package var batch: String?
  package var team: String?
  /// Code of the collector who holds the case.
  package var holder: String?
  package var caseClass: CaseClass?
  package var status: CaseStatus? = .open
  /// True: only cases nobody holds; false: only held ones.
  package var inPool: Bool?
  /// Any of these.
  package var flags: CaseFlags?
  package init() {}
}

/// A case as it stands, for people.
package struct ShownCase: Sendable, Hashable {
  package var id: Int64
  package var caseNo: String
  package var client: String
  package var batch: String?
  package var product: String?
  package var stage: String?
  package var region: String?
  package var outstanding: Int64
  package var currency: Currency
  package var status: CaseStatus
  package var caseClass: CaseClass
  package var classSince: Day
  /// Why the case has its class; nil before its first night. As of the night in which the class last changed.
  package var classReason: Reason?
  package var holder: String?
  package var heldSince: Day
  package var hand: Int
  package var flags: CaseFlags
  package var hold: HoldKind
  package var holdUntil: Day
  package var retainedUntil: Day
  package var pinnedTo: String?
  package var pinnedUntil: Day
  package var entrustedOn: Day
  package var overdueOn: Day
  package var dueBackOn: Day
}

/// One decision of one run, for people.
package struct ShownDecision: Sendable, Hashable {
  package var run: RunID
  package var slot: Day
  package var caseID: Int64
  package var caseNo: String
  package var client: String
  package var kind: DecisionKind
  /// Codes of collectors; nil is the pool.
  package var from: String?
  package var to: String?
  package var amount: Int64
  package var currency: Currency
  package var caseClass: CaseClass
  /// Name of the policy and rule of its route; nil when none covered the case or matched.
  package var policy: String?
  package var route: String?
  package var reason: Reason
  package var recallReason: Reason?
  /// Planned, but not won at the publish; `reason` says why.
  package var isLost: Bool
}

/// Everything about one case that answers "why".
package struct CaseExplanation: Sendable {
  package var shown: ShownCase
  /// Latest first.
  package var decisions: [ShownDecision]
  /// Codes of former holders and the day they gave the case up, latest first.
  package var formerHolders: [(collector: String, until: Day)]
}
