package import Portfolio
import Runs
package import Schema

/// Which cases to show; parts that are nil leave nothing out.
package struct CaseFilter: Sendable {
  /// The client's number of the case, whole; it may stand for cases of several clients.
  package var caseNo: String?
  /// Name of the client.
  package var client: String?
  /// Name of the stage, as the client writes it.
  package var stage: String?
  /// Name of the batch.
  package var batch: String?
  /// Name of the team of the collector who holds the case; leaves out the pool.
  package var team: String?
  /// Code of the collector who holds the case.
  package var holder: String?
  /// The class the case has now.
  package var caseClass: CaseClass?
  /// Open cases unless set; nil shows closed ones too.
  package var status: CaseStatus? = .open
  /// True: only cases nobody holds; false: only held ones.
  package var inPool: Bool?
  /// Any of these.
  package var flags: CaseFlags?
  /// Only cases at which nobody works for this reason.
  package var unattended: Unattended?
  /// Only cases behind this one, in the order of client and number.
  package var after: CaseMark?
  /// Every open case; the properties narrow it down.
  package init() {}
}

/// A case as it stands, for people.
package struct ShownCase: Sendable, Hashable {
  /// The database's id of the case.
  package var id: Int64
  /// The client's number of the case; unique with the client.
  package var caseNo: String
  /// Name of the client.
  package var client: String
  /// Name of what the client entrusted together; nil when no file said.
  package var batch: String?
  /// Name of the product; nil when no file said.
  package var product: String?
  /// Name of the stage (M1, M2 …); nil when no file said.
  package var stage: String?
  /// Name of the region; nil when no file said.
  package var region: String?
  /// What is still owed, in minor units of `currency`: the client's last figure less the payments since.
  package var outstanding: Int64
  /// The case's own currency, which never changes.
  package var currency: Currency
  /// Open, or how the case ended.
  package var status: CaseStatus
  /// Class by the last verdict that was published; `.unknown` before the first.
  package var caseClass: CaseClass
  /// Day of the slot in which the case got its class; `.none` before its first night.
  package var classSince: Day
  /// Why the case has its class; nil before its first night. As of the night in which the class last changed.
  package var classReason: Reason?
  /// Code of the collector who holds the case; nil is the pool, and so is every closed case.
  package var holder: String?
  /// Day since which the holder has the case; `.none` in the pool.
  package var heldSince: Day
  /// How many holders the case has had so far, the present one included; 0 when nobody has had it.
  package var hand: Int
  /// Flags in force.
  package var flags: CaseFlags
  /// The hold last entered, in force on days before `holdUntil`; `.none` when there is none or it was lifted.
  package var hold: HoldKind
  /// First day on which the hold is over: `.never` without end, `.none` without a hold. It may have passed.
  package var holdUntil: Day
  /// Last day of the client's or a person's retention; `.none` without one. It may have passed.
  package var retainedUntil: Day
  /// Code of the collector with whom a person's pin keeps the case; nil without a pin.
  package var pinnedTo: String?
  /// Last day of the pin; `.none` without one. It may have passed.
  package var pinnedUntil: Day
  /// When the case came in, by the client's file; `.none` when it does not say.
  package var entrustedOn: Day
  /// Day from which days past due count; `.none` when unknown.
  package var overdueOn: Day
  /// When the case goes back to the client; `.none` when unknown.
  package var dueBackOn: Day
}

/// One decision of one run, for people.
package struct ShownDecision: Sendable, Hashable {
  /// The run that decided.
  package var run: RunID
  /// Business day of that run.
  package var slot: Day
  /// The database's id of the case.
  package var caseID: Int64
  /// The client's number of the case.
  package var caseNo: String
  /// Name of the client.
  package var client: String
  /// What became of the case; of a lost decision, what was planned.
  package var kind: DecisionKind
  /// Codes of collectors; nil is the pool.
  package var from: String?
  /// Code of the collector who gets the case; nil is the pool.
  package var to: String?
  /// What was outstanding when the run decided, in minor units of `currency`.
  package var amount: Int64
  /// The case's own currency.
  package var currency: Currency
  /// Class by this run's verdict; of a run that takes another back, the class it found.
  package var caseClass: CaseClass
  /// Name of the policy and rule of its route; nil when none covered the case or matched.
  package var policy: String?
  /// Rule of the route that matched, as that version of the policy has it.
  package var route: String?
  /// Why the case got where it is, or could not.
  package var reason: Reason
  /// Why it left its holder; nil unless moved or recalled.
  package var recallReason: Reason?
  /// Planned, but not won at the publish; `reason` says why.
  package var isLost: Bool
  /// Of a plan that waits for a person: not in force.
  package var isWaiting: Bool
}

/// Everything about one case that answers "why".
package struct CaseExplanation: Sendable {
  /// The case as it stands now.
  package var shown: ShownCase
  /// Latest first.
  package var decisions: [ShownDecision]
  /// Codes of former holders and the day they gave the case up, latest first.
  package var formerHolders: [(collector: String, until: Day)]
  /// The latest promises, the latest first.
  package var promises: [ShownPromise] = []
}
