/// A condition whose names have become positions.
package struct BoundCondition: Sendable {
  private let condition: Condition
  private let clients: [Bool]?
  private let batches: [Bool]?
  private let products: [Bool]?
  private let stages: [Bool]?
  private let regions: [Bool]?
  private let segments: [BoundCondition]?
  /// nil where nothing asks for them.
  private let debtors: DebtorCounts?

  init(_ condition: Condition, _ snapshot: Snapshot, _ debtors: DebtorCounts?) {
    func resolve(_ patterns: [String]?, _ table: SymbolTable) -> [Bool]? {
      patterns.map { patterns in table.names.map { name in patterns.contains { Glob.matches($0, name) } } }
    }
    self.condition = condition
    clients = resolve(condition.clients, snapshot.clients)
    batches = resolve(condition.batches, snapshot.batches)
    products = resolve(condition.products, snapshot.products)
    stages = resolve(condition.stages, snapshot.stages)
    regions = resolve(condition.regions, snapshot.regions)
    segments = condition.segments.map { segments in segments.map { BoundCondition($0.when, snapshot, debtors) } }
    self.debtors = debtors
  }

  /// Whether every part of the condition holds for the case on the snapshot's slot day.
  package func holds(_ index: CaseIndex, _ snapshot: Snapshot, _ facts: CaseFacts) -> Bool {
    holdsForOwnColumns(index, snapshot, amount: facts.amount) && holdsForFacts(snapshot, facts)
      && segments?.contains { $0.holds(index, snapshot, facts) } ?? true
  }

  /// The parts that need only columns; used for coverage, before a case has a verdict. Of segments, too: Policy refuses others there.
  package func holdsForColumns(_ index: CaseIndex, _ snapshot: Snapshot, amount: Int64) -> Bool {
    holdsForOwnColumns(index, snapshot, amount: amount)
      && segments?.contains { $0.holdsForColumns(index, snapshot, amount: amount) } ?? true
  }

  private func holdsForOwnColumns(_ index: CaseIndex, _ snapshot: Snapshot, amount: Int64) -> Bool {
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
    if let range = condition.daysEntrusted {
      let entrustedOn = snapshot.cases.entrustedOn[i]
      guard entrustedOn.isKnown, range.contains(snapshot.slot - entrustedOn) else { return false }
    }
    if let debtors, !debtors.hold(i, condition.debtorCases, condition.debtorClients) { return false }
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
