package import Faults
package import Intake
import Night
import Policy
package import Portfolio
import Register
package import Runs
import Schema
import Speech
import Views
import Words

/// Moves by hand: looks up what a person named, shows what it would break and change, and carries it out when he says so.
package struct MoveDesk: Sendable {
  /// What a person asks for, in his words: codes and numbers of cases, not yet looked up.
  package struct Request: Sendable {
    /// What is to be done with every row.
    package var action: HandAction
    /// Compulsory: it is what the auditor reads.
    package var reason: String
    /// The cases, with their collectors, days and swap partners where the rows have some.
    package var rows: [MoveRow]
    /// Collector and last day of a pin for rows that name none.
    package var to: String?
    /// Last day of the pin, in the agency's zone; nil = without end.
    package var until: Day?
    /// Cases under an emergency stop are meant, too.
    package var isReally = false
    /// Made from the command line or a file of moves, before anything is looked up.
    package init(action: HandAction, reason: String, rows: [MoveRow], to: String? = nil, until: Day? = nil) {
      self.action = action
      self.reason = reason
      self.rows = rows
      self.to = to
      self.until = until
    }
  }

  /// How a confirmed order ended.
  package enum Ending: Sendable, Hashable {
    case done(order: Int64)
    /// Waits for a second person.
    case proposed(order: Int64)
    /// Something changed since the preview: look again.
    case changed
  }

  private let seat: Seat
  private var store: Store { seat.store }
  private var agency: Agency { seat.agency }
  private var actor: String { seat.actor.name }

  /// Moving needs `move`, agreeing and refusing `approve`.
  package init(_ seat: Seat) { self.seat = seat }

  /// How a file of moves is read here. `client`: of rows that name none.
  package func reading(client: String?) throws(OperationError) -> IntakeOptions {
    try seat.require(.move)
    return IntakeOptions(client: client, currency: agency.currency, country: agency.country, identifierKey: agency.identifierKey)
  }

  /// Orders that wait for a second person, latest first.
  package func waiting() async throws -> [ShownOrder] {
    try seat.require(.see)
    return try await store.views.orders(.proposed, agency: agency)
  }

  /// The order, when it was carried out because the actor agreed to it: agreeing twice does nothing twice. nil otherwise. Throws `notFound`.
  package func agreedBefore(_ id: Int64) async throws -> ShownOrder? {
    try seat.require(.approve)
    let order = try await store.views.order(id, agency: agency)
    return order.state == .done && order.decidedBy == actor && order.askedBy != actor ? order : nil
  }

  /// What the request would do. Changes nothing. Throws with `EX_DATAERR` and every problem when rows cannot be understood.
  package func preview(_ request: Request) async throws -> MovePreview {
    try seat.require(.move)
    try seat.require(reason: request.reason)
    guard !request.rows.isEmpty else { throw OperationError(.usage, Wording("no cases were named", "没有指定案件")) }
    let today = try await store.register.clock(agency).today
    let targets = try await MoveTargets.resolve(request, store: store, agency: agency, today: today)
    var preview = try await examine(request.action, request.reason, targets, today: today, team: seat.actor.team)
    preview.isReally = request.isReally
    try refuseStopped(preview)
    return preview
  }

  /// Carries out what was confirmed, or keeps it for a second person when it is above the agency's limit.
  package func carryOut(_ preview: MovePreview) async throws -> Ending {
    try seat.require(.move)
    try preview.requireLawful()
    try refuseStopped(preview)
    if preview.needsSecondPerson { return .proposed(order: try await store.runs.propose(preview.order, by: actor, agency: agency)) }
    switch try await store.runs.carryOut(preview.order, by: actor, agency: agency) {
    case .done(let order): return .done(order: order)
    case .changed: return .changed
    }
  }

  /// A waiting order as it would be carried out now. Throws with `EX_NOPERM` for the person who asked, with `EX_DATAERR` when a case is no longer
  /// where it was.
  package func previewProposal(_ id: Int64) async throws -> MovePreview {
    try seat.require(.approve)
    let order = try await store.views.order(id, agency: agency)
    guard order.state == .proposed else {
      let (who, state) = (order.decidedBy ?? "?", Words.handState(order.state).zh)
      throw OperationError(
        .dataError, Wording("order \(id) was \(order.state.rawValue) by \(who)", "调案单 \(id) 不再待复核：\(state)（\(who)）"),
        remedy: Wording("see: allot moves", "请查看：allot moves"))
    }
    guard order.askedBy != actor else {
      throw OperationError(
        .noPermission,
        Wording("\(actor) asked for order \(id) and cannot agree to it", "调案单 \(id) 由 \(actor) 提出，本人不能复核"),
        remedy: Wording("ask a second person", "请由另一人复核"))
    }
    let moves = try await store.views.handMoves(order: id, agency: agency)
    let today = try await store.register.clock(agency).today
    let codes = Set(moves.flatMap { [$0.from, $0.to, $0.pinnedTo, $0.other].compactMap { $0 } })
    let ids = try await store.runs.collectorIDs(codes.sorted(), agency: agency)
    let found = try await store.runs.findCases(moves.map { CaseKey(client: $0.client, caseNo: $0.caseNo) }, agency: agency)
    var targets: [MoveTarget] = []
    var problems: [Wording] = []
    for (move, look) in zip(moves, found) {
      guard case .found(let one) = look, one.status == .open, one.holder == move.from.flatMap({ ids[$0] }) else {
        problems.append(
          Wording(
            "case \(move.caseNo) of \(move.client) is no longer with \(move.from ?? "the pool")",
            "\(move.client) 的案件 \(move.caseNo) 已不在\(move.from.map { "催收员 \($0) 手中" } ?? "案件池")"))
        continue
      }
      var target = MoveTarget(found: one, to: move.to.flatMap { ids[$0] })
      if let pinned = move.pinnedTo.flatMap({ ids[$0] }) { target.pin = .set(collector: pinned, until: move.pinnedUntil) }
      if order.action == .unpin || order.action == .release { target.pin = .clear }
      if move.pinnedTo == nil, move.from != move.to { target.pin = .clear }
      target.other = move.other.flatMap { ids[$0] }
      targets.append(target)
    }
    guard problems.isEmpty else {
      throw OperationError(
        .dataError,
        Wording("order \(id) no longer fits:\n", "调案单 \(id) 已不适用：\n") + problems.map { "  " + $0 }.joined(by: Wording(same: "\n")),
        remedy: Wording(
          "refuse it: allot refuse \(id) --reason TEXT, and ask for it again", "请驳回该单：allot refuse \(id) --reason TEXT，然后重新提出"))
    }
    var preview = try await examine(order.action, order.reason, targets, today: today, team: nil)
    preview.proposal = order
    return preview
  }

  /// Carries out a waiting order as its second person.
  package func agree(_ preview: MovePreview) async throws -> Ending {
    try seat.require(.approve)
    try preview.requireLawful()
    guard let proposal = preview.proposal else { return .changed }
    switch try await store.runs.carryOut(preview.order, by: actor, proposal: proposal.id, agency: agency) {
    case .done(let order): return .done(order: order)
    case .changed: return .changed
    }
  }

  /// Ends a waiting order without doing it. Throws with `EX_USAGE` for a reason that says nothing.
  package func refuse(_ id: Int64, reason: String) async throws {
    try seat.require(.approve)
    try seat.require(reason: reason)
    try await store.runs.refuse(id, remark: reason, by: actor, agency: agency)
  }

  /// A lead moves cases among his own people, and between them and the pool. A pin in force is of whom it keeps the case for, wherever the case lies:
  /// nobody of another team lifts it or puts his own in its place.
  private func requireTeam(_ team: String?, _ targets: [MoveTarget], _ snapshot: Snapshot) throws(OperationError) {
    guard let team else { return }
    var strangers: Set<String> = []
    var touched = Set(targets.flatMap { [$0.found.holder, $0.to, $0.pinnedCollector, $0.other].compactMap { $0 } })
    let cases = Set(targets.map(\.found.id))
    for i in snapshot.cases.indices where cases.contains(snapshot.cases.id[i]) {
      let pin = snapshot.cases.pinnedTo[i]
      if pin != .none, snapshot.cases.pinnedUntil[i] >= snapshot.slot { touched.insert(snapshot.collectors.id[pin.position]) }
    }
    for c in snapshot.collectors.indices
    where touched.contains(snapshot.collectors.id[c]) && snapshot.teams[snapshot.collectors.team[c]] != team {
      strangers.insert(snapshot.collectors.code[c])
    }
    guard strangers.isEmpty else {
      let named = Array(strangers.sorted().prefix(10))
      throw OperationError(
        .noPermission,
        Wording(
          "\(actor) leads team \(team); not of it: \(named.joined(separator: ", "))",
          "\(actor) 只管小组 \(team)；不属于该组：\(named.joined(separator: "、"))"),
        remedy: Wording("ask a manager", "请找经理处理"))
    }
  }

  /// What is under an emergency stop moves only when somebody who may approve says that it is meant.
  private func refuseStopped(_ preview: MovePreview) throws {
    guard let first = preview.underStop.first else { return }
    if preview.isReally { return try seat.require(.approve) }
    throw OperationError(
      .dataError,
      Wording(
        "\(preview.underStop.count) of \(preview.lines.count) cases are under an emergency stop, nothing was moved; case \(first.caseNo)",
        "\(preview.lines.count) 件中有 \(preview.underStop.count) 件处于紧急停办，未作任何调动；案件 \(first.caseNo)"),
      remedy: Wording(
        "see the stops with: allot policy stop; an approver who means these cases adds --really",
        "请查看停办：allot policy stop；确需调动时由复核人加上 --really"))
  }

  /// `team`: only its people give and get cases; nil = all.
  private func examine(_ action: HandAction, _ reason: String, _ targets: [MoveTarget], today: Day, team: String?) async throws
    -> MovePreview
  {
    let library = try await PolicyLibrary.load(store, agency)
    let receivers = Set(targets.flatMap { [$0.to, $0.pinnedCollector, $0.found.holder].compactMap { $0 } })
    let scope = try await store.runs.moveScope(cases: targets.map(\.found.id), collectors: receivers.sorted(), agency: agency)
    var freeze = FreezeRequest(agency: agency, slot: today, asOf: try await store.register.clock(agency).now, seed: 0)
    freeze.only = scope
    let frozen = try await store.runs.freeze(freeze)
    // What no rule has looked at is not moved.
    let present = Set(frozen.snapshot.cases.id)
    let absent = targets.filter { !present.contains($0.found.id) }.map(\.found.caseNo)
    guard absent.isEmpty else {
      throw OperationError(
        .dataError,
        Wording(
          "entrusted for a later day, or closed a moment ago: \(absent.prefix(20).joined(separator: ", "))",
          "委案日期未到，或刚刚结案：\(absent.prefix(20).joined(separator: "、"))"),
        remedy: Wording("leave these cases out", "请去掉这些案件"))
    }
    try requireTeam(team, targets, frozen.snapshot)
    try MoveTargets.requireChange(action, targets, frozen.snapshot)
    return MovePreview.make(action, reason, targets, frozen, library.set)
  }
}
