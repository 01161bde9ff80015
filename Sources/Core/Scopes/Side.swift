import Classification
import Movement
import Policy
import Portfolio

/// One policy, bound to one night's cases.
struct Side: Sendable {
  private let policy: CasePolicy
  private let agency: AgencyPolicy
  private let covers: BoundCondition
  private let lists: [RuleSection: [(when: BoundCondition, does: Consequence)]]
  private let never: [BoundCondition]
  /// nil where neither policy asks for a debtor's other cases.
  private let debtors: DebtorCounts?
  private let classifier: Classifier
  /// Stay rules without stops and recalls before and behind them.
  private let stays: MovementRules
  private let movement: MovementRules

  /// The names of regions and skills are those of the night, as when it runs.
  init(_ written: CasePolicy, _ agency: AgencyPolicy, _ snapshot: Snapshot, _ debtors: DebtorCounts?) {
    let policy = PolicySet(agency: agency, policies: [written]).naming(snapshot).policies[0]
    self.policy = written
    self.agency = agency
    self.debtors = debtors
    covers = policy.covers.bind(to: snapshot, debtors: debtors)
    never = policy.never.map { $0.when.bind(to: snapshot, debtors: debtors) }
    var lists: [RuleSection: [(when: BoundCondition, does: Consequence)]] = [:]
    for section in [RuleSection.stop, .route, .service] {
      // The consequence is told as written, for people compare it with the file.
      lists[section] = zip(policy.rules(section), written.rules(section)).map {
        ($0.when.bind(to: snapshot, debtors: debtors), $1.consequence)
      }
    }
    self.lists = lists
    classifier = Classifier(policy.classification, snapshot)
    let clients = snapshot.clients.names.map { name in agency.clientCalendars.first { $0.client == name }?.calendar }
    let days = HolderDays(snapshot, agency.calendar)
    movement = MovementRules(policy.movement, snapshot, agency.calendar, clients: clients, days: days, debtors: debtors)
    var only = policy.movement
    only.stop = []
    only.recall = RecallSettings(whenHolderLeft: false, whenNotAuthorised: false)
    stays = MovementRules(only, snapshot, agency.calendar, clients: clients, days: days, debtors: debtors)
  }

  private func facts(_ index: CaseIndex, _ snapshot: Snapshot) -> CaseFacts {
    let deeds = DeedReader.deeds(of: index, in: snapshot, graceDays: policy.classification.promiseGraceDays)
    let i = index.position
    return CaseFacts(
      verdict: classifier.verdict(index, snapshot, deeds), deeds: deeds,
      amount: agency.inBase(snapshot.cases.outstanding[i], snapshot.cases.currency[i]) ?? 0)
  }

  /// What the policy makes of a case; nothing but that where it does not cover it.
  func fates(_ index: CaseIndex, _ snapshot: Snapshot) -> [Aspect: CaseFate] {
    let facts = facts(index, snapshot)
    guard covers.holdsForColumns(index, snapshot, amount: facts.amount) else { return [.covers: .covered(false)] }
    var fates: [Aspect: CaseFate] = [.covers: .covered(true), .classify: .caseClass(facts.verdict.caseClass)]
    func first(_ section: RuleSection) -> CaseFate {
      let rules = lists[section] ?? []
      let found = rules.firstIndex { $0.when.holds(index, snapshot, facts) }
      return .rule(found.map { rules[$0].does } ?? CasePolicy.otherwise(section), found)
    }
    (fates[.stop], fates[.route], fates[.service]) = (first(.stop), first(.route), first(.service))
    let bars = zip(never, policy.never).filter { $0.0.holds(index, snapshot, facts) }.map(\.1)
    fates[.never] = .keptFrom(NeverTarget.whole(bars))
    fates[.stay] = .rule(Self.isKept(stays.decide(index, snapshot, facts)) ? .stays : .nothing, nil)
    let move = movement.decide(index, snapshot, facts)
    fates[.recall] = .recalled({ if case .recalls(let reason) = move { reason.code } else { nil } }())
    return fates
  }

  private static func isKept(_ move: Move) -> Bool { if case .stays = move { true } else { false } }

  /// What the rules of an aspect ask about.
  func asked(_ aspect: Aspect) -> [Field] {
    func fields(_ section: RuleSection) -> [Field] { policy.rules(section).flatMap(\.scope.fields) }
    switch aspect {
    case .covers: return Scope(policy.covers).fields
    case .classify, .recall: return [.caseClass]
    case .stop: return fields(.stop)
    case .stay: return fields(.stay)
    case .route: return fields(.route)
    case .never: return policy.never.flatMap { Scope($0.when).fields }
    case .service: return fields(.service)
    }
  }

  /// The case in the words of rules.
  func made(_ index: CaseIndex, _ snapshot: Snapshot, told: Set<Field>) -> MadeCase {
    let (i, facts) = (index.position, facts(index, snapshot))
    let cases = snapshot.cases
    func name(_ table: SymbolTable, _ position: Int32) -> FieldValue { position < 0 ? .nothing : .name(table[position]) }
    func passed(_ due: Day) -> Int64 {
      due < snapshot.slot ? Int64(agency.calendar.workingDays(from: due + 1, to: snapshot.slot)) : -1
    }
    var made = MadeCase()
    for field in Field.allCases {
      let value: FieldValue =
        switch field {
        case .client: name(snapshot.clients, cases.client[i])
        case .batch: name(snapshot.batches, cases.batch[i])
        case .product: name(snapshot.products, cases.product[i])
        case .stage: name(snapshot.stages, cases.stage[i])
        case .region: name(snapshot.regions, cases.region[i])
        case .outstanding: .number(facts.amount)
        case .daysPastDue: cases.overdueOn[i].isKnown ? .number(Int64(snapshot.slot - cases.overdueOn[i])) : .nothing
        case .daysEntrusted: cases.entrustedOn[i].isKnown ? .number(Int64(snapshot.slot - cases.entrustedOn[i])) : .nothing
        case .hand: .number(Int64(cases.hand[i]))
        case .debtorCases: debtors.map { .number(Int64($0[index].cases)) } ?? field.usual
        case .debtorClients: debtors.map { .number(Int64($0[index].clients)) } ?? field.usual
        case .caseClass: .caseClass(facts.verdict.caseClass)
        case .flags: .flags(cases.flags[i])
        case .openPromise: facts.deeds.openPromiseDue.isKnown ? .number(passed(facts.deeds.openPromiseDue)) : .nothing
        case .brokenPromise:
          facts.deeds.brokenSincePayment > 0 && facts.deeds.lastBrokenDue.isKnown
            ? .number(passed(facts.deeds.lastBrokenDue)) : .nothing
        case .plan: facts.deeds.planRunning ? .number(Int64(facts.deeds.missedInstalments)) : .nothing
        case .paid: facts.deeds.lastPaid.isKnown ? .number(Int64(snapshot.slot - facts.deeds.lastPaid)) : .nothing
        }
      if told.contains(field) { made.tell(field, value) } else { made[field] = value }
    }
    return made
  }
}
