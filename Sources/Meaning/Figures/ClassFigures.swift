package import Portfolio

/// The five classes of the open cases: by stage, and how they changed since the previous run.
package struct ClassFigures: Sendable, Equatable {
  /// One per stage, ascending by name.
  package var stages: [StageClasses] = []
  /// Cases by class at the previous run and class now: position `from * 5 + to`, both `CaseClass.rawValue`. New cases are not in it.
  package var transitions = [Int64](repeating: 0, count: 25)
  /// New cases by class.
  package var new = [Int64](repeating: 0, count: 5)
  /// No cases at all; the reader adds stage by stage.
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
  /// Open cases now by class; five elements.
  package var cases: [Int64]
  /// Base minor units.
  package var amounts: [Int64]
  /// A stage with nothing counted, unless counts are given.
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
  /// Kind of reason that all cases of the group have.
  package var code: ReasonCode
  /// A sample of the group, for the sentence; nil when there is none.
  package var example: Reason?
  /// Whether cases of the group have other numbers than the sample: it is then one of several.
  package var differs = false
  /// Cases of the group, at least 1.
  package var cases: Int64
  /// Base minor units.
  package var amount: Int64
  /// By days since the case came in: up to 1, 7, 30, 90, more.
  package var byAge: [Int64]
  /// Made from one group of the run's decisions of the same kind and reason.
  package init(
    kind: DecisionKind, code: ReasonCode, example: Reason? = nil, differs: Bool = false, cases: Int64, amount: Int64, byAge: [Int64]
  ) {
    self.differs = differs
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
  /// Why the case had to leave its holder, whoever got it then.
  package var code: ReasonCode
  /// To another collector in one step.
  package var moved: Int64
  /// To the pool.
  package var recalled: Int64
  /// Made from the published moves and recalls of a run with the same reason; lost ones are not counted.
  package init(code: ReasonCode, moved: Int64, recalled: Int64) {
    self.code = code
    self.moved = moved
    self.recalled = recalled
  }
}

/// One assignment, move or recall. The case is named by a masked reference and its database id.
package struct MovementFigures: Sendable, Equatable {
  /// Database id of the case.
  package var caseID: Int64
  /// Masked by `Masking.reference`.
  package var reference: String
  /// `.assigned`, `.moved` or `.recalled`.
  package var kind: DecisionKind
  /// Positions in `Figures.collectors`, −1 for the pool.
  package var from: Int32
  /// As `from`: who has the case now, −1 for the pool.
  package var to: Int32
  /// Name of the policy and of its route; empty when none.
  package var policy: String
  /// Name of the route; empty when none matched.
  package var route: String
  /// Class the run gave the case, by which it was dealt.
  package var caseClass: CaseClass
  /// Minor units of `currency`.
  package var amount: Int64
  /// Currency of the case, in which `amount` is counted.
  package var currency: Currency
  /// Why the case is where it is now.
  package var reason: Reason
  /// Why it left its holder; nil where it came from the pool.
  package var recallReason: Reason?
  /// Made from one published decision that changed the holder; decisions lost at publish make none.
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
