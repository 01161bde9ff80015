import Allocation
import Movement
package import Policy
package import Portfolio

extension Night {
  /// Why `person` does not have the case `index` after the night of this snapshot, and the smallest change by which he would: one skill, one day, one
  /// condition, else the fewest places, hours or earlier cases. `isByDay`: the run dealt what arrived by day. Throws as `decide`.
  package static func whyNot(
    _ snapshot: Snapshot, _ policies: PolicySet, case index: CaseIndex, person: CollectorIndex, rules: Rules = .current,
    isByDay: Bool = false
  ) throws(NightError) -> WhyNot {
    try check(snapshot)
    var inquiry = try WhyNotInquiry(OtherWorld(snapshot, policies, rules, isByDay: isByDay), index, person)
    try inquiry.search()
    return inquiry.found
  }
}

/// One question, and the worlds that were decided to answer it.
struct WhyNotInquiry {
  private let world: OtherWorld
  private let index: CaseIndex
  private let person: CollectorIndex
  private let answer: Answer
  /// The case among the requests; nil where nobody was looked for.
  private let request: Int?
  private(set) var found: WhyNot

  /// Farthest that is looked for places and hours: nobody calls more a small change.
  private static let (mostPlaces, mostHours): (Int64, Int64) = (64, 40)

  init(_ world: OtherWorld, _ index: CaseIndex, _ person: CollectorIndex) throws(NightError) {
    (self.world, self.index, self.person) = (world, index, person)
    answer = try world.answer()
    request = answer.offer.requests.requests.firstIndex { $0.caseIndex == index }
    let holder = answer.holderAfter[index.position]
    found = WhyNot(holder: holder == .none ? nil : holder, ground: .has)
    if holder != person { found.ground = ground() }
  }

  // MARK: What stood between

  private func ground() -> WhyNot.Ground {
    guard let request else {
      if let refused = answer.offer.requests.refused.first(where: { $0.caseIndex == index }) { return .refused(refused.reason) }
      switch answer.standing.movement.moves[index.position] {
      case .stays(let reason), .holds(let reason, _, _): return .notOffered(reason)
      case .keeps, .recalls, .deals: return .notOffered(nil)
      }
    }
    if let fixed = answer.offer.placement.fixed[request] { return .placedBefore(fixed.reason) }
    guard let unit = answer.question.groups.firstIndex(where: { $0.members.contains(request) }) else {
      // Pinned to somebody who cannot take it: it is offered to nobody else.
      return .notOffered(answer.offer.requests.requests[request].recall)
    }
    let group = answer.question.groups[unit]
    let may =
      answer.offer.requests.eligibility.signatures[Int(group.signature)].contains(person.rawValue)
      && !group.exclusions.contains(person.rawValue)
    guard may else {
      let others = group.members.filter { $0 != request }.flatMap { filters($0) }
      return .filtered(filters(request), others: Array(Set(others)).sorted { $0.rule.rawValue < $1.rule.rawValue })
    }
    let books = PlanBooks(answer.question.instance, answer.plan.receiver)
    let room = answer.question.instance.receivers.caseRoom[person.position]
    if books.casesLeft[person.position] < answer.question.instance.units.cases[unit] {
      return .full(got: room - books.casesLeft[person.position], room: room)
    }
    guard answer.plan.receiver[unit] >= 0 else { return .noRoomForAmount }
    let explainer = PlanExplainer(
      books, answer.plan, shares: answer.question.shares, quotaWeight: AllocationSettings.shownQuotaWeight, month: nil)
    return .dearer(
      with: explainer.cost(unit, at: person.position), here: explainer.cost(unit, at: Int(answer.plan.receiver[unit])))
  }

  /// The filters of the gate that leave the person out for one request: those of an examination that stand before any weighing.
  private func filters(_ request: Int) -> [MoveFinding] {
    let move = ProposedMove(answer.offer.requests.requests[request].caseIndex, to: person)
    var examiner = Examiner(answer.standing, [move])
    return examiner.findings(move).filter {
      switch $0 {
      case .receiverGone, .missingSkill, .conflict, .outsideRoute, .classNotAllowed, .absent, .formerHolder: true
      case .stopped, .noPolicy, .noRoute, .noRoom, .noAmountRoom, .splitsGroup, .commitment, .pinnedElsewhere: false
      }
    }
  }

  // MARK: What would have done

  mutating func search() throws(NightError) {
    switch found.ground {
    case .has, .notOffered, .refused, .placedBefore: return
    case .filtered(let own, let others):
      let changes = changes(for: own.isEmpty ? others : own)
      for change in changes { if try does(change) { return } }
    case .full: try least(Self.mostPlaces) { .places(Int32($0)) }
    case .noRoomForAmount:
      let missing = answer.standing.coverage.amount[index.position]
      _ = try does(.amount(missing))
    case .dearer(let with, let here):
      // What weighs more is tried first.
      let byMonth = (with.number &+ with.amount) &- (here.number &+ here.amount) > with.load &- here.load
      for month in [byMonth, !byMonth] where found.change == nil {
        if month {
          try least(Int64(casesOfMonth)) { .monthCases(Int32($0)) }
        } else {
          try least(Self.mostHours) { .hours($0 * 3600) }
        }
      }
    }
  }

  /// One change for each filter that a change can lift. Conflicts and people who are gone are never talked away.
  private func changes(for findings: [MoveFinding]) -> [WhyNot.Change] {
    findings.flatMap { finding -> [WhyNot.Change] in
      switch finding {
      case .missingSkill(let missing): (0..<64).filter { missing >> UInt64($0) & 1 == 1 }.map { .skill($0) }
      case .absent: [.present]
      case .outsideRoute: place().map { [$0] } ?? []
      case .classNotAllowed: [.ramp]
      case .formerHolder: [.notBefore]
      case .receiverGone, .conflict, .stopped, .noPolicy, .noRoute, .noRoom, .noAmountRoom, .splitsGroup, .commitment, .pinnedElsewhere: []
      }
    }
  }

  /// What keeps him off the case's route: that it does not name him, or a rule of `never`.
  private func place() -> WhyNot.Change? {
    guard let request else { return nil }
    let asked = answer.offer.requests.requests[request]
    let (p, r) = (Int(asked.policy), Int(asked.route))
    var eligibility = answer.offer.requests.eligibility
    guard eligibility.members(asked.policy, asked.route, never: 0, answer.standing).contains(person.rawValue) else {
      return .route(policy: p, route: r)
    }
    let policy = answer.standing.policies.policies[p]
    let holding = Barring(answer.standing).holding(p, index, answer.standing, answer.standing.facts(index.position))
    let rules = policy.never.indices.filter {
      let bit = UInt64(1) << UInt64($0)
      return holding & bit != 0 && Barring.barred(policy, bit, answer.standing.snapshot)[person.position]
    }
    return rules.count == 1 ? .never(policy: p, rule: rules[0]) : nil
  }

  private var account: AccountKey? {
    request.map { answer.offer.book.keys[Int(answer.offer.book.accountOf[$0])].named(answer.standing.policies) }
  }

  /// Cases on the person's account of the month that a change could take off.
  private var casesOfMonth: Int32 {
    guard let account else { return 0 }
    let month = world.snapshot.month
    return month.entries.reduce(0) { sum, entry in
      let key = month.keys[Int(entry.account)]
      return entry.collector == person && key.policy == account.policy && key.rule == account.rule ? sum + entry.cases : sum
    }
  }

  private mutating func holder(_ change: WhyNot.Change) throws(NightError) -> CollectorIndex? {
    found.decided += 1
    let holder = try world.with(change, person, index, account: account).answer().holderAfter[index.position]
    return holder == .none ? nil : holder
  }

  /// Whether the change by itself sends the case to the person; noted either way.
  private mutating func does(_ change: WhyNot.Change) throws(NightError) -> Bool {
    let holder = try holder(change)
    if holder == person {
      found.change = change
    } else {
      found.insufficient.append(.init(change: change, holder: holder))
    }
    return holder == person
  }

  /// The least number that does: doubled until it does, then halved between. What is told was decided; that less would not do is certain only where more
  /// never undoes it.
  private mutating func least(_ most: Int64, _ change: (Int64) -> WhyNot.Change) throws(NightError) {
    guard most > 0 else { return }
    var (short, enough) = (Int64(0), Int64(1))
    var who = try holder(change(enough))
    while who != person {
      guard enough < most else { return found.insufficient.append(.init(change: change(most), holder: who)) }
      (short, enough) = (enough, min(most, enough * 2))
      who = try holder(change(enough))
    }
    while enough - short > 1 {
      let middle = (short + enough) / 2
      if try holder(change(middle)) == person { enough = middle } else { short = middle }
    }
    found.change = change(enough)
  }
}
