package import Portfolio

/// The five classes of the open cases: by stage, and how they changed since the previous run.
package struct ClassFigures: Sendable, Equatable {
  package var stages: [StageClasses] = []
  /// Cases by class at the previous run and class now: position `from * 5 + to`, both `CaseClass.rawValue`. New cases are not in it.
  package var transitions = [Int64](repeating: 0, count: 25)
  /// New cases by class.
  package var new = [Int64](repeating: 0, count: 5)
  package init() {}

  /// Open cases of a class over all stages.
  package func cases(_ caseClass: CaseClass) -> Int64 { stages.reduce(0) { $0 + $1.cases[Int(caseClass.rawValue)] } }
  /// Base amount of a class over all stages.
  package func amount(_ caseClass: CaseClass) -> Int64 { stages.reduce(0) { $0 + $1.amounts[Int(caseClass.rawValue)] } }
  /// Open cases of all classes.
  package var total: Int64 { stages.reduce(0) { $0 + $1.cases.reduce(0, +) } }
  /// Cases that were `from` and are `to`.
  package func moved(_ from: CaseClass, _ to: CaseClass) -> Int64 { transitions[Int(from.rawValue) * 5 + Int(to.rawValue)] }
}

/// The classes of one stage; positions are `CaseClass.rawValue`.
package struct StageClasses: Sendable, Equatable {
  /// Empty when the source names no stage.
  package var stage: String
  package var cases: [Int64]
  /// Base minor units.
  package var amounts: [Int64]
  package init(stage: String, cases: [Int64] = [0, 0, 0, 0, 0], amounts: [Int64] = [0, 0, 0, 0, 0]) {
    self.stage = stage
    self.cases = cases
    self.amounts = amounts
  }
}

/// Cases that were not dealt, by reason.
package struct WaitingFigures: Sendable, Equatable {
  /// `.held` or `.unassigned`.
  package var kind: DecisionKind
  package var code: ReasonCode
  /// A sample of the group, for the sentence; nil when the group differs too much in its numbers.
  package var example: Reason?
  package var cases: Int64
  /// Base minor units.
  package var amount: Int64
  /// By days since the case came in: up to 1, 7, 30, 90, more.
  package var byAge: [Int64]
  package init(kind: DecisionKind, code: ReasonCode, example: Reason? = nil, cases: Int64, amount: Int64, byAge: [Int64]) {
    self.kind = kind
    self.code = code
    self.example = example
    self.cases = cases
    self.amount = amount
    self.byAge = byAge
  }
  /// Upper ends of `byAge` in days; the last group has none.
  package static let ageEnds = [1, 7, 30, 90]
}

/// Cases that left their holder for one reason.
package struct RecallFigures: Sendable, Equatable {
  package var code: ReasonCode
  /// To another collector in one step.
  package var moved: Int64
  /// To the pool.
  package var recalled: Int64
  package init(code: ReasonCode, moved: Int64, recalled: Int64) {
    self.code = code
    self.moved = moved
    self.recalled = recalled
  }
}

/// One assignment, move or recall. The case is named by a masked reference and its database id.
package struct MovementFigures: Sendable, Equatable {
  package var caseID: Int64
  /// Masked by `Masking.reference`.
  package var reference: String
  package var kind: DecisionKind
  /// Positions in `Figures.collectors`, −1 for the pool.
  package var from: Int32
  package var to: Int32
  /// Name of the policy and of its route; empty when none.
  package var policy: String
  package var route: String
  package var caseClass: CaseClass
  /// Minor units of `currency`.
  package var amount: Int64
  package var currency: Currency
  package var reason: Reason
  package var recallReason: Reason?
  package init(
    caseID: Int64, reference: String, kind: DecisionKind, from: Int32, to: Int32, policy: String, route: String, caseClass: CaseClass,
    amount: Int64, currency: Currency, reason: Reason, recallReason: Reason? = nil
  ) {
    self.caseID = caseID
    self.reference = reference
    self.kind = kind
    self.from = from
    self.to = to
    self.policy = policy
    self.route = route
    self.caseClass = caseClass
    self.amount = amount
    self.currency = currency
    self.reason = reason
    self.recallReason = recallReason
  }
}

/// Case references fit for a report that leaves the house.
package enum Masking {
  /// The first two and the last four characters; of short references only the last two. The middle is `…` whatever its length.
  package static func reference(_ caseNo: String) -> String {
    caseNo.count > 8 ? "\(caseNo.prefix(2))…\(caseNo.suffix(4))" : "…\(caseNo.suffix(min(2, caseNo.count / 2)))"
  }
}
