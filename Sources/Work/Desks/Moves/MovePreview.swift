import Faults
package import Night
import Policy
package import Portfolio
package import Runs
import Speech

/// What an order would do, and what it would break: what a person confirms.
package struct MovePreview: Sendable {
  /// What the order does with one case.
  package struct Line: Sendable {
    /// The client's number of the case.
    package var caseNo: String
    /// Name of the client.
    package var client: String
    /// Codes of collectors; nil is the pool.
    package var from: String?
    /// As `from`: who has the case afterwards.
    package var to: String?
    /// Code of the collector to whom the order pins the case; nil when it sets no pin.
    package var pinnedTo: String?
    /// Last day of that pin; `.none` without one.
    package var pinnedUntil = Day.none
    /// Whether the case has a pin now that the order takes away.
    package var clearsPin = false
    /// Code of the collector whom the order excludes from the case, or excludes no longer; nil for other actions.
    package var other: String?
    /// In order of `MoveRule`.
    package var findings: [MoveFinding]
  }
  /// One person's load before and after.
  package struct Effect: Sendable {
    /// The person's code.
    package var collector: String
    /// Cases, base amount and room of the person before and after.
    package var effect: Examination.Effect
  }
  /// What is carried out when the preview is confirmed, by database ids and with the revisions that were seen.
  package var order: HandOrder
  /// One per step of `order`, in its order.
  package var lines: [Line]
  /// Everybody who gives or gets cases; empty for a pin, which acts at night.
  package var effects: [Effect]
  /// Cases above which a second person is needed; nil = never.
  package var limit: Int?
  /// Digits behind the point of amounts in the base currency.
  package var amountDigits: Int
  /// What findings refer to.
  package var skills: [String]
  /// By database id: the codes of the people in the freeze.
  package var collectorCodes: [Int64: String]
  /// The waiting order this is a preview of.
  package var proposal: ShownOrder?
  /// Cases under an emergency stop are meant, too.
  package var isReally = false

  /// Whether more cases are named than one person may move alone.
  package var needsSecondPerson: Bool { limit.map { lines.count > $0 } ?? false }
  /// Lines that break a rule nobody can override.
  package var unlawful: [Line] { lines.filter { $0.findings.contains { $0.rule.isLaw } } }
  /// Lines about cases that are under an emergency stop.
  package var underStop: [Line] { lines.filter { $0.findings.contains(where: \.isEmergency) } }
  /// Lines that break any rule, those of `unlawful` included.
  package var overridden: Int { lines.count { !$0.findings.isEmpty } }

  /// Each case with the rules it breaks: what must not have grown when a preview is made again.
  package func breaksNoMore(than other: MovePreview) -> Bool {
    let known = Dictionary(zip(other.order.steps.map(\.caseID), other.order.steps.map { Set($0.broken) })) { first, _ in first }
    return order.steps.allSatisfy { Set($0.broken).isSubset(of: known[$0.caseID] ?? []) }
      && order.steps.map(\.caseID) == other.order.steps.map(\.caseID)
      && zip(order.steps, other.order.steps).allSatisfy { $0.from == $1.from && $0.to == $1.to }
  }

  func requireLawful() throws(OperationError) {
    let wrong = unlawful
    guard let first = wrong.first else { return }
    let words = first.findings.filter(\.rule.isLaw).map { MoveText.sentence($0, self) }.joined(by: Wording("; ", "；"))
    throw OperationError(
      .dataError,
      Wording(
        "\(wrong.count) of \(lines.count) moves break what nobody can override, nothing was moved; case \(first.caseNo): \(words.en)",
        "\(lines.count) 件调案中有 \(wrong.count) 件违反任何人都不能越过的规则，未作任何调动；案件 \(first.caseNo)：\(words.zh)"),
      remedy: Wording("leave these cases out, or choose another collector", "请去掉这些案件，或另选催收员"))
  }

  /// Whether the order says anything about who works the case.
  private static func isExamined(_ action: HandAction, _ target: MoveTarget) -> Bool {
    target.found.holder != target.to || action == .pin
  }

  static func make(_ action: HandAction, _ reason: String, _ targets: [MoveTarget], _ frozen: Frozen, _ policies: PolicySet) -> MovePreview
  {
    let snapshot = frozen.snapshot
    var caseIndex: [Int64: Int] = [:]
    for (i, id) in snapshot.cases.id.enumerated() { caseIndex[id] = i }
    var people: [Int64: Int] = [:]
    for (c, id) in snapshot.collectors.id.enumerated() { people[id] = c }
    func index(_ id: Int64?) -> CollectorIndex { id.flatMap { people[$0] }.map { CollectorIndex($0) } ?? .none }
    func code(_ id: Int64?) -> String? { id.flatMap { people[$0] }.map { snapshot.collectors.code[$0] } }

    var moves: [ProposedMove] = []
    var position: [Int: Int] = [:]
    for (number, target) in targets.enumerated() where isExamined(action, target) {
      guard let i = caseIndex[target.found.id] else { continue }
      position[number] = moves.count
      moves.append(ProposedMove(CaseIndex(i), to: index(target.pinnedCollector ?? target.to), isOfToday: target.found.isOfToday))
    }
    let examination = Night.examine(snapshot, policies, moves)
    var (lines, steps): ([Line], [HandStep]) = ([], [])
    for (number, target) in targets.enumerated() {
      let findings = position[number].map { examination.findings[$0] } ?? []
      let i = caseIndex[target.found.id]
      var line = Line(
        caseNo: target.found.caseNo, client: target.found.client, from: code(target.found.holder), to: code(target.to), findings: findings)
      if case .set(let collector, let until) = target.pin { (line.pinnedTo, line.pinnedUntil) = (code(collector), until) }
      line.clearsPin = target.pin == .clear && i.map { snapshot.cases.pinnedTo[$0] != .none } ?? false
      line.other = code(target.other)
      lines.append(line)
      let account = target.found.holder == target.to || target.to == nil ? nil : position[number].flatMap { examination.accounts[$0] }
      steps.append(
        HandStep(
          caseID: target.found.id, rev: target.found.rev, from: target.found.holder, to: target.to, pin: target.pin,
          other: target.other, broken: findings.map(\.rule),
          account: account.map { NamedAccount($0, snapshot) }))
    }
    let receivers = Set(steps.filter { $0.from != $0.to }.compactMap(\.to)).sorted().compactMap { id in
      people[id].map { c in
        ReceiverMark(
          collector: id, rev: snapshot.collectors.rev[c], givenCases: frozen.givenCases[c], givenAmount: frozen.givenAmount[c])
      }
    }
    // A pin to somebody else moves the case at night: its effect is shown then.
    let effects = action == .pin ? [] : examination.effects
    return MovePreview(
      order: HandOrder(action: action, reason: reason, steps: steps, receivers: receivers), lines: lines,
      effects: effects.map { Effect(collector: snapshot.collectors.code[$0.collector.position], effect: $0) },
      limit: policies.agency.approval.movesAbove, amountDigits: policies.agency.currency.minorDigits, skills: snapshot.skills.names,
      collectorCodes: Dictionary(zip(snapshot.collectors.id, snapshot.collectors.code)) { first, _ in first })
  }
}
