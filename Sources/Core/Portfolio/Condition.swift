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
  /// Holders the case has had, the present one included; both ends included.
  package var hand: ClosedRange<Int>?
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

  /// Resolves the name patterns against a snapshot's symbol tables, once per night.
  package func bind(to snapshot: Snapshot) -> BoundCondition { BoundCondition(self, snapshot) }
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

/// A condition whose names have become positions.
package struct BoundCondition: Sendable {
  private let condition: Condition
  private let clients: [Bool]?
  private let batches: [Bool]?
  private let products: [Bool]?
  private let stages: [Bool]?
  private let regions: [Bool]?

  fileprivate init(_ condition: Condition, _ snapshot: Snapshot) {
    func resolve(_ patterns: [String]?, _ table: SymbolTable) -> [Bool]? {
      patterns.map { patterns in table.names.map { name in patterns.contains { Glob.matches($0, name) } } }
    }
    self.condition = condition
    clients = resolve(condition.clients, snapshot.clients)
    batches = resolve(condition.batches, snapshot.batches)
    products = resolve(condition.products, snapshot.products)
    stages = resolve(condition.stages, snapshot.stages)
    regions = resolve(condition.regions, snapshot.regions)
  }

  /// Whether every part of the condition holds for the case on the snapshot's slot day.
  package func holds(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Bool {
    holdsForColumns(index, snapshot, amount: facts.amount) && holdsForFacts(snapshot, facts)
  }

  /// The parts that need only columns; used for coverage, before a case has a verdict.
  package func holdsForColumns(_ index: CaseIndex, _ snapshot: Snapshot, amount: Int64) -> Bool {
    let i = index.position
    func named(_ flags: [Bool]?, _ position: Int32) -> Bool { flags.map { position >= 0 && $0[Int(position)] } ?? true }
    guard named(clients, snapshot.cases.client[i]), named(batches, snapshot.cases.batch[i]),
      named(products, snapshot.cases.product[i]), named(stages, snapshot.cases.stage[i]),
      named(regions, snapshot.cases.region[i])
    else { return false }
    if let range = condition.outstanding, !range.contains(amount) { return false }
    if let range = condition.daysPastDue {
      let overdueOn = snapshot.cases.overdueOn[i]
      guard overdueOn.isKnown, range.contains(snapshot.slot - overdueOn) else { return false }
    }
    if let range = condition.hand, !range.contains(Int(snapshot.cases.hand[i])) { return false }
    if let flags = condition.flags, snapshot.cases.flags[i].isDisjoint(with: flags) { return false }
    return true
  }

  private func holdsForFacts(_ snapshot: Snapshot, _ facts: CaseFacts) -> Bool {
    if let classes = condition.classes, !classes.contains(facts.verdict.caseClass) { return false }
    if let promise = condition.promise {
      switch promise {
      case .open: if facts.deeds.openPromiseDue == .none { return false }
      case .broken: if facts.deeds.brokenSincePayment == 0 { return false }
      }
    }
    if condition.plan == .running, !facts.deeds.planRunning { return false }
    if let days = condition.paidWithin {
      guard facts.deeds.lastPaid.isKnown, snapshot.slot - facts.deeds.lastPaid <= days else { return false }
    }
    return true
  }
}

/// Shell-like name patterns.
package enum Glob {
  /// `*` any run of characters, also none; `?` exactly one; everything else itself. Case matters.
  package static func matches(_ pattern: String, _ name: String) -> Bool {
    let p = Array(pattern), n = Array(name)
    var (i, j, star, mark) = (0, 0, -1, 0)
    while j < n.count {
      if i < p.count, p[i] == "*" {
        (star, mark, i) = (i, j, i + 1)
      } else if i < p.count, p[i] == "?" || p[i] == n[j] {
        (i, j) = (i + 1, j + 1)
      } else if star >= 0 {
        (i, mark) = (star + 1, mark + 1)
        j = mark
      } else {
        return false
      }
    }
    while i < p.count, p[i] == "*" { i += 1 }
    return i == p.count
  }
}
