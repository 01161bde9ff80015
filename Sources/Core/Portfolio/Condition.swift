/// A `when:` of a policy: every part that is given must hold. Built by Policy, used by the stay, stop, coverage and route rules.
package struct Condition: Sendable, Equatable {
  /// Name patterns; `*` stands for any run of characters, `?` for one.
  package var clients: [String]?
  /// Name patterns; a case without a batch matches none. nil = any batch, or none.
  package var batches: [String]?
  /// Name patterns; a case without a product matches none. nil = any product, or none.
  package var products: [String]?
  /// Name patterns; a case without a stage matches none. nil = any stage, or none.
  package var stages: [String]?
  /// Name patterns; a case without a region matches none. nil = any region, or none.
  package var regions: [String]?
  /// Base minor units, both ends included.
  package var outstanding: ClosedRange<Int64>?
  /// Days from the overdue day to the slot, both ends included; never holds where the overdue day is unknown.
  package var daysPastDue: ClosedRange<Int>?
  /// Days from the day the client entrusted the case to the slot, both ends included; never holds where that day is unknown.
  package var daysEntrusted: ClosedRange<Int>?
  /// Holders the case has had, the present one included; both ends included.
  package var hand: ClosedRange<Int>?
  /// Open cases of the debtor over all clients, this one included; both ends included. A case without debtor stands alone.
  package var debtorCases: ClosedRange<Int>?
  /// Clients to whom these cases belong; both ends included.
  package var debtorClients: ClosedRange<Int>?
  /// The case is in one of these; nil = in any or none.
  package var segments: [Segment]?
  /// Tonight's class is one of these. Not for `covers`: it is known only once a policy covers the case.
  package var classes: Set<CaseClass>?
  /// Any of these flags.
  package var flags: CaseFlags?
  /// What has become of the debtor's promises; nil = does not matter.
  package var promise: PromiseState?
  /// Whether an instalment plan runs; nil = does not matter.
  package var plan: PlanState?
  /// A payment at most this many days before the slot.
  package var paidWithin: Int?

  /// `open`: a promise neither kept nor past its grace; `broken`: one broken since the last payment.
  package enum PromiseState: String, CaseIterable, Sendable { case open, broken }
  /// An instalment is still to come.
  package enum PlanState: String, CaseIterable, Sendable { case running }

  /// Holds always.
  package static let always = Condition()
  /// Without any part, like `always`; Policy fills in what `when` names.
  package init() {}

  /// Whether it, or a segment that it names, asks what is known only once a case is classified.
  package var needsFacts: Bool {
    classes != nil || promise != nil || plan != nil || paidWithin != nil || segments?.contains { $0.when.needsFacts } ?? false
  }

  /// Whether it, or a segment that it names, asks for the debtor's other cases.
  package var asksDebtor: Bool { debtorCases != nil || debtorClients != nil || segments?.contains { $0.when.asksDebtor } ?? false }

  /// Resolves the name patterns against a snapshot's symbol tables, once per night. `debtors`: counted once for all conditions of a night; without
  /// them they are counted here, if the condition asks.
  package func bind(to snapshot: Snapshot, debtors: DebtorCounts? = nil) -> BoundCondition {
    BoundCondition(self, snapshot, asksDebtor ? debtors ?? DebtorCounts(snapshot) : nil)
  }
}

/// A condition with a name, so that several rules can ask for it and the nights count it.
package struct Segment: Sendable, Equatable {
  /// Unique within the policy.
  package var name: String
  /// May name other segments, never itself by a detour.
  package var when: Condition
  /// Made by Policy, once it has resolved the names.
  package init(name: String, when: Condition) {
    self.name = name
    self.when = when
  }
}

/// What a condition looks at besides the columns of the snapshot; computed once a case.
package struct CaseFacts: Sendable {
  /// Tonight's class with its reason.
  package var verdict: Verdict
  /// Payments and promises of days before the slot.
  package var deeds: Deeds
  /// Outstanding in base minor units.
  package var amount: Int64
  /// Made once a case is classified.
  package init(verdict: Verdict, deeds: Deeds, amount: Int64) {
    self.verdict = verdict
    self.deeds = deeds
    self.amount = amount
  }
}

/// Payments and promises of one case, reduced to what rules ask. Computed by Classification from the facts before the slot.
package struct Deeds: Hashable, Sendable {
  /// Day of the latest payment that was not reversed; `.none` = never paid.
  package var lastPaid: Day = .none
  /// Due day of the latest promise that is neither kept nor broken.
  package var openPromiseDue: Day = .none
  /// Due day of the latest promise that was broken (due day and grace passed without the money).
  package var lastBrokenDue: Day = .none
  /// Promises broken since the last payment.
  package var brokenSincePayment: Int32 = 0
  /// An instalment plan with instalments still to come.
  package var planRunning = false
  /// Instalments of the latest plan that are past due and grace and not covered by the money since.
  package var missedInstalments: Int32 = 0
  /// Instalments of the latest plan that are not covered and not yet past grace.
  package var instalmentsDue: Int32 = 0
  /// Neither payment nor promise.
  package init() {}
}
