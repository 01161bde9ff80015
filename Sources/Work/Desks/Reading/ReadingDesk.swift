import Discretion
import Faults
package import Figures
package import Portfolio
package import Register
package import Runs
package import Schema
package import Speech
package import Views
package import Words

/// What anybody with a role may look at: cases, people, runs and what they decided. Everything here needs `see` and changes nothing.
package struct ReadingDesk: Sendable {
  let seat: Seat
  var views: Views { seat.store.views }
  var agency: Agency { seat.agency }
  private var check: NameCheck { NameCheck(views: views, agency: agency) }

  /// Every call needs `see`.
  package init(_ seat: Seat) { self.seat = seat }

  /// Cases as they stand, at most `limit`. Throws with `EX_NOINPUT` for a name that nobody has, as all of these do.
  package func cases(_ filter: CaseFilter, limit: Int) async throws -> [ShownCase] {
    try seat.require(.see)
    try await requireNames(filter)
    return try await views.showCases(filter, limit: limit, agency: agency)
  }

  /// The same for what people ask for: nil leaves nothing out, `flags` are any of these, `isInPool` shows only cases nobody holds.
  package func cases(
    client: String?, stage: String?, batch: String?, team: String?, holder: String?, caseClass: CaseClass?, status: CaseStatus?,
    flags: CaseFlags?, isInPool: Bool, limit: Int
  ) async throws -> [ShownCase] {
    var filter = CaseFilter()
    (filter.client, filter.stage, filter.batch, filter.team, filter.holder) = (client, stage, batch, team, holder)
    (filter.caseClass, filter.status, filter.flags) = (caseClass, status, flags)
    if isInPool { filter.inPool = true }
    return try await cases(filter, limit: limit)
  }

  /// Collectors and what they hold, at most `limit`.
  package func collectors(team: String? = nil, limit: Int) async throws -> [ShownCollector] {
    try seat.require(.see)
    try await check.require(team, .team)
    return try await views.showCollectors(team: team, limit: limit, agency: agency)
  }

  /// Runs, latest first, at most `limit`.
  package func runs(states: Set<RunState> = [], limit: Int) async throws -> [ShownRun] {
    try seat.require(.see)
    return try await views.showRuns(states: states, limit: limit, agency: agency)
  }

  /// The run meant by `latest`, a number or a slot's date. Throws `StoreError.notFound`.
  package func run(_ text: String) async throws -> ShownRun {
    try seat.require(.see)
    return try await views.findRun(text, agency: agency)
  }

  /// Why a plan waits and what drove it; nil for a run that does not wait. Throws `StoreError.invalid` when the kept plan is gone.
  package func plan(of run: ShownRun) async throws -> WaitingPlan? {
    try seat.require(.see)
    return run.state == .waiting ? try await views.waitingPlan(run: run.id, agency: agency) : nil
  }

  /// What a run decided, at most `limit`.
  package func decisions(of run: ShownRun, _ filter: DecisionFilter, limit: Int) async throws -> [ShownDecision] {
    try seat.require(.see)
    try await check.require(filter.collector, .collector)
    return try await views.showDecisions(run: run.id, filter, limit: limit, agency: agency)
  }

  /// The same of some kinds, or of one collector who gives or gets the case; `isLost`: only what the publish left out, of whatever kind.
  package func decisions(of run: ShownRun, kinds: [DecisionKind]?, collector: String?, isLost: Bool = false, limit: Int) async throws
    -> [ShownDecision]
  {
    var filter = DecisionFilter()
    (filter.kinds, filter.collector, filter.isLost) = (kinds, collector, isLost ? true : nil)
    return try await decisions(of: run, filter, limit: limit)
  }

  /// What reasons refer to: collectors' codes, skills, the currency.
  package func names(for reasons: [Reason] = []) async throws -> ReasonNames {
    try seat.require(.see)
    let others = Set(reasons.compactMap(\.otherCase)).sorted()
    let people = try await views.showCollectors(limit: 1_000_000, agency: agency)
    return ReasonNames(
      collectors: Dictionary(people.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first }),
      cases: try await views.caseNumbers(of: others, agency: agency), skills: try await views.skillNames(agency: agency),
      currency: agency.currency)
  }

  /// How a case stands and what each run did with it. Throws `StoreError.notFound`, `ambiguous`.
  package func story(of caseNo: String, client: String?, decisions: Int) async throws -> CaseStory {
    try seat.require(.see)
    try await check.require(client, .client)
    let found = try await views.explainCase(caseNo, client: client, decisions: decisions, agency: agency)
    var numbers: [CaseNumbers?] = []
    for decision in found.decisions { numbers.append(try await views.caseNumbers(decision.caseID, run: decision.run, agency: agency)) }
    var stayed: CaseStory.Stayed?
    if let last = try await views.lastNight(agency: agency), !found.decisions.contains(where: { $0.run == last.id }),
      case .stayed(let reason) = try await views.caseNumbers(found.shown.id, run: last.id, agency: agency)
    {
      stayed = CaseStory.Stayed(run: last, reason: reason)
    }
    var plans: [CaseStory.Stayed] = []
    for run in try await views.showRuns(states: [.waiting], limit: 10, agency: agency) {
      guard !found.decisions.contains(where: { $0.run == run.id }),
        case .stayed(let reason) = try await views.caseNumbers(found.shown.id, run: run.id, agency: agency)
      else { continue }
      plans.append(CaseStory.Stayed(run: run, reason: reason))
    }
    var story = CaseStory(
      found: found, numbers: numbers, stayed: stayed, staysInPlans: plans,
      byHand: try await views.handMoves(caseID: found.shown.id, agency: agency))
    story.takenBack = try await views.takenBack(Array(Set(found.decisions.map(\.run))).sorted(), agency: agency)
    story.stops = try await stops(of: found)
    if story.reasons.contains(where: \.countsWorkingDays) {
      (story.calendar, story.calendarFault) = try await calendarRemarks(on: try await today(), of: found.shown.client)
    }
    return story
  }

  /// What everybody got of a run, and how many cases were offered (nil where the run kept no explanations).
  package func collectorNights(of run: ShownRun) async throws -> (nights: [CollectorNight], offered: Int?) {
    try seat.require(.see)
    return (
      try await views.collectorNights(run: run.id, slot: run.key.slot, agency: agency),
      try await views.offeredCases(run: run.id, agency: agency)
    )
  }

  /// What a run gave everybody, or would give by a plan that waits, at most `limit`; `run` is as for `run(_:)`.
  package func collectorNights(of text: String, team: String?, collector: String?, limit: Int) async throws -> (
    run: ShownRun, nights: [CollectorNight]
  ) {
    try await check.require(team, .team)
    try await check.require(collector, .collector)
    let run = try await run(text)
    var nights = try await views.collectorNights(run: run.id, slot: run.key.slot, agency: agency)
    if let team {
      let codes = Set(try await views.showCollectors(team: team, limit: 1_000_000, agency: agency).map(\.code))
      nights = nights.filter { codes.contains($0.code) }
    }
    if let collector { nights = nights.filter { $0.code == collector } }
    return (run, Array(nights.prefix(limit)))
  }

  /// What one person got of a run, and why so few or so many; `run` is as for `run(_:)`. Throws with `EX_NOINPUT` when the run knew nobody of that
  /// code.
  package func night(of collector: String, run text: String) async throws -> CollectorStory {
    try await check.require(collector, .collector)
    let run = try await run(text)
    let (all, offered) = try await collectorNights(of: run)
    guard let night = all.first(where: { $0.code == collector }) else {
      let number = Quoted.number(collector)
      throw OperationError(
        .noInput, Wording("run \(run.id) knew no collector \(number.en)", "运行 \(run.id) 里没有催收员\(number.zh)"),
        remedy: Wording("see: allot show collectors", "请查看：allot show collectors"))
    }
    let fairness = try await views.fairness(run: run.id, agency: agency)
    return CollectorStory(
      run: run,
      told: CollectorNightText(
        night, among: all, offered: offered, fairness: fairness, currency: agency.currency, isPlanned: run.state == .waiting))
  }

  /// Today on the database's clock, in the agency's zone.
  package func today() async throws -> Day {
    try seat.require(.see)
    return try await seat.store.register.clock(agency).today
  }

  /// What doctor looks at. With `invariants` every view of violations is read.
  package func condition(invariants: Bool) async throws -> AgencyCondition {
    try seat.require(.see)
    let today = try await today()
    let (calendar, fault) = try await calendarRemarks(on: today, of: nil)
    return AgencyCondition(
      health: try await views.health(today: today, agency: agency), waiting: try await runs(states: [.waiting], limit: 10),
      ahead: try await views.runsAhead(of: today, agency: agency),
      unreconciled: try await views.unreconciled(agency: agency).map { ($0.run, $0.faults.map { BookText.sentence(stored: $0) }) },
      invariants: invariants ? try await views.invariants(agency: agency) : [], calendar: calendar, unreadable: fault,
      stops: try await seat.store.register.stops(agency: agency).filter { $0.liftedAt == nil })
  }

  private func stops(of found: CaseExplanation) async throws -> [EmergencyStop] {
    let register = seat.store.register
    let policy = found.decisions.first?.policy
    let ofPolicy = try await register.stops(agency: agency).filter { $0.liftedAt == nil && $0.what == .policy && $0.subject == policy }
    return try await register.stops(ofCase: found.shown.id, agency: agency) + ofPolicy
  }

  /// Orders of moves by hand, latest first.
  package func orders(_ state: HandState? = nil, limit: Int = 50) async throws -> [ShownOrder] {
    try seat.require(.see)
    return try await views.orders(state, limit: limit, agency: agency)
  }

  /// One order with its moves. Throws `StoreError.notFound`.
  package func order(_ id: Int64) async throws -> (order: ShownOrder, moves: [ShownHandMove]) {
    try seat.require(.see)
    return (try await views.order(id, agency: agency), try await views.handMoves(order: id, agency: agency))
  }

  /// Orders, cases and overridden rules by person, since `day` or the month's first.
  package func tallies(since day: Day?) async throws -> (since: Day, people: [HandTally]) {
    let today = try await today()
    let first = day ?? Day(year: today.civil.year, month: today.civil.month, day: 1) ?? today
    return (first, try await views.handTallies(since: first, agency: agency))
  }
}

/// A case from first to last, with the numbers behind what was decided.
package struct CaseStory: Sendable {
  /// Why the last night let the case stay, where it decided nothing else.
  package struct Stayed: Sendable {
    /// The last night.
    package var run: ShownRun
    /// Rule by which the case stayed with its holder.
    package var reason: Reason
  }
  /// The case as it stands and the latest decisions about it.
  package var found: CaseExplanation
  /// Beside `found.decisions`.
  package var numbers: [CaseNumbers?]
  /// nil when the last night decided something about the case, or kept no explanations.
  package var stayed: Stayed?
  /// The same of plans that wait: by them the case would stay.
  package var staysInPlans: [Stayed]
  /// What people did with the case by hand.
  package var byHand: [ShownHandMove]
  /// Of the runs that decided: which run took all their moves back; those that stand are missing.
  package var takenBack: [RunID: RunID] = [:]
  /// Years whose working days are not sure, where a reason that is told counts working days.
  package var calendar: [CalendarRemark] = []
  /// Why that is not known; nil where it is.
  package var calendarFault: Wording?
  /// Emergency stops that hold about its client, its debtor or the case itself, and about the policy of the last decision.
  package var stops: [EmergencyStop] = []

  /// Every reason that is told.
  package var reasons: [Reason] {
    found.decisions.flatMap { [$0.reason, $0.recallReason].compactMap { $0 } } + ([stayed].compactMap { $0 } + staysInPlans).map(\.reason)
  }
}

/// One person's night among those of the others.
package struct CollectorStory: Sendable {
  /// The run told about.
  package var run: ShownRun
  /// The person's numbers, and what is unlike the others'.
  package var told: CollectorNightText
}

/// How an agency stands.
package struct AgencyCondition: Sendable {
  /// Last publish, what waits, the stock with people, the lease, imports and outbox, as counted now.
  package var health: StoreHealth
  /// Plans that wait for a person.
  package var waiting: [ShownRun]
  /// Published for a day to come.
  package var ahead: [ShownRun]
  /// What did not fit when the books were closed last, and behind which run; nil when all did.
  package var unreconciled: (run: RunID, faults: [Wording])?
  /// Every view of violations with its rows; empty unless asked for.
  package var invariants: [Invariant]
  /// Years whose working days are not sure.
  package var calendar: [CalendarRemark] = []
  /// Why the agency file in force cannot be read; nil where it can.
  package var unreadable: Wording?
  /// Emergency stops that hold.
  package var stops: [EmergencyStop] = []
  /// What is wrong in the watched policy directory, a line each; whoever reads files fills it in.
  package var directory: [Wording] = []
  /// Readers of reports whom nothing can reach, a line each; whoever knows the deliveries fills it in.
  package var unreachable: [Wording] = []
  /// Rows of all these views; 0 is well.
  package var violations: Int { invariants.reduce(0) { $0 + $1.violations } }
}
