import Failures
import Faults
package import Logging
import Portfolio
import Register
package import Runs
package import Schema
import Speech
import Views
import Words

/// What people do with plans and runs: release or discard a plan that waits, take a run back.
package struct PlanDesk: Sendable {
  private let seat: Seat
  private var store: Store { seat.store }
  private var agency: Agency { seat.agency }
  private let lease: LeaseTerms
  private let logger: Logger

  /// Every call needs `approve`, and a reason, where it takes one, that says something (`EX_USAGE`). `lease` is for the time a plan is published or taken back.
  package init(_ seat: Seat, lease: LeaseTerms = .standard, logger: Logger) {
    self.seat = seat
    self.lease = lease
    self.logger = logger
  }

  /// The run meant by `latest`, a number or a slot's date. Throws `StoreError.notFound`, and with `EX_DATAERR` for `latest` while later runs are taken
  /// back already: who says it once more does not mean the night before.
  package func find(_ run: String) async throws -> RunID {
    try seat.require(.approve)
    let found = try await store.views.findRun(run, agency: agency)
    if let last = found.takenBackSince.first {
      throw OperationError(
        .dataError,
        Wording(
          "run \(last), the last one published, is taken back already; the latest in force is run \(found.id) of \(found.key.slot)",
          "最后发布的运行 \(last) 已撤销；最近一次有效的是 \(found.key.slot) 的运行 \(found.id)"),
        remedy: Wording("name the run that is meant by its number: allot undo \(found.id)", "请用编号指明运行：allot undo \(found.id)"))
    }
    return found.id
  }

  /// Publishes the plan of a run that waits, as it was kept: cases and people that changed since are left out and reported. The same
  /// compare-and-set as by night. Throws with `EX_DATAERR` when the run does not wait, `EX_NOPERM` for whoever's run made the plan, `EX_TEMPFAIL` while another run is under way.
  package func release(_ run: RunID, reason: String) async throws -> RunReport {
    try seat.require(.approve)
    try seat.require(reason: reason)
    let shown = try await store.views.findRun(String(run), agency: agency)
    if shown.state == .waiting { try await seat.requireSecondPerson(forPlan: run) }
    return try await Lease.with(store: store, agency: agency, terms: lease, logger: logger) { fence in
      try await store.runs.resumeRun(run, fence: fence)
      try await store.runs.noteRelease(run, reason: reason, by: seat.actor.name, agency: agency)
      return try await publish(run, shown.key, fence, stopped: shown)
    }
  }

  /// Refuses the plan of a run that waits; the slot is then closed, and by day new cases only are dealt. Throws with `EX_DATAERR` when it is published.
  package func discard(_ run: RunID, reason: String) async throws {
    try seat.require(.approve)
    try seat.require(reason: reason)
    let shown = try await store.views.findRun(String(run), agency: agency)
    guard shown.state == .waiting || shown.state == .failed else {
      throw OperationError(
        .dataError,
        Wording(
          "run \(run) is \(shown.state.rawValue): only a plan that waits can be released or discarded",
          "运行 \(run) 的状态为“\(Words.runState(shown.state).zh)”：只有待放行的方案才能放行或放弃"),
        remedy: OperationError.seeRuns)
    }
    try await store.runs.discardRun(run, reason: reason, by: seat.actor.name, agency: agency)
  }

  /// Takes a published run back, for all cases or those of a client or team: every case that nobody has touched since goes back to where it was.
  /// Compensating moves, published and recorded like any others; what was decided stays in the history. `isDry` shows what would happen.
  package func undo(_ run: RunID, client: String?, team: String?, reason: String, isDry: Bool) async throws -> UndoReport {
    try seat.require(.approve)
    try seat.require(reason: reason)
    let shown = try await store.views.findRun(String(run), agency: agency)
    guard shown.state == .published else {
      throw OperationError(
        .dataError,
        Wording(
          "run \(run) is \(shown.state.rawValue): only a published run can be taken back",
          "运行 \(run) 的状态为“\(Words.runState(shown.state).zh)”：只有已发布的运行才能撤销"),
        remedy: OperationError.seeRuns)
    }
    guard shown.undoes == nil else {
      throw OperationError(
        .dataError,
        Wording(
          "run \(run) took run \(shown.undoes ?? 0) back, and cannot be taken back itself",
          "运行 \(run) 是对运行 \(shown.undoes ?? 0) 的撤销，自身不能再撤销"),
        remedy: Wording(
          "what lies in the pool is dealt by the next night; move the rest by hand: allot move",
          "案件池里的由下一次夜间分案分出；其余请人工调案：allot move"))
    }
    let scope = UndoScope(run: run, slot: shown.key.slot, client: client, team: team)
    let preview = try await store.runs.previewUndo(scope, agency: agency)
    if isDry { return UndoReport(run: nil, counts: preview, published: nil) }
    // A run of its own that moves nothing would look like something was done.
    guard preview.back > 0 else {
      throw OperationError(
        .dataError,
        Wording(
          "nothing of run \(run) is left to take back: \(preview.touched) of its cases were touched since, of \(preview.holderGone) the earlier holder is gone",
          "运行 \(run) 已没有可撤销的案件：其中 \(preview.touched) 件此后有变动，\(preview.holderGone) 件的原持有人已不在"),
        remedy: Wording("see what became of a case: allot explain CASE", "请查看案件去向：allot explain 案件号"))
    }
    return try await Lease.with(store: store, agency: agency, terms: lease, logger: logger) { fence in
      let clock = try await store.register.clock(agency)
      let key = RunKey(
        agency: agency.id, slot: clock.today, kind: .manual,
        seq: try await store.runs.nextSeq(slot: clock.today, kind: .manual, agency: agency))
      guard case .began(let undo) = try await store.runs.beginRun(key, fence: fence, asOf: clock.now, over: [.waiting, .discarded]) else {
        throw OperationError(
          .temporary, Wording("another run took the number of this one", "本次运行的编号已被另一次运行占用"),
          remedy: Wording("try again", "请重试"))
      }
      let counts = try await store.runs.stageUndo(undo, key: key, scope, reason: reason, by: seat.actor.name)
      let report = try await publish(undo, key, fence, undoneSlot: shown.key.slot)
      return UndoReport(run: undo, counts: counts, published: report)
    }
  }

  /// `stopped`: the run as it waited; its brakes were overridden.
  private func publish(
    _ run: RunID, _ key: RunKey, _ fence: Fence, stopped: ShownRun? = nil, undoneSlot: Day? = nil
  ) async throws -> RunReport {
    let anew = Wording(
      "discard it, and decide anew with: allot run --slot \(key.slot)", "请放弃该方案，再重新决策：allot run --slot \(key.slot)")
    switch try await store.runs.publish(run, key: key, fence: fence, undoneSlot: undoneSlot) {
    case .published(let won):
      let faults = try await Books(store: store, agency: agency, logger: logger).close(run, slot: key.slot)
      var report = RunReport(status: .published, run: run, slot: key.slot, kind: key.kind)
      let shown = try await store.views.findRun(String(run), agency: agency)
      (report.openCases, report.classChanged, report.won) = (shown.openCases, shown.classChanged, won)
      (report.tripped, report.brakes) = (stopped?.tripped ?? [], stopped?.brakes ?? [])
      (report.isBalanced, report.imbalances) = (faults.isEmpty, faults)
      return report
    case .alreadyPublished: return RunReport(status: .alreadyPublished, run: run, slot: key.slot, kind: key.kind)
    case .superseded, .fenceLost:
      throw OperationError(
        .temporary,
        Wording("another run of the agency took over; nothing was published", "本机构的另一次运行已接手；未发布任何内容"),
        remedy: OperationError.seeRuns)
    case .stageLost:
      throw OperationError(
        .dataError,
        Wording(
          "the kept plan of run \(run) is not whole any more; nothing was published", "运行 \(run) 保存的方案已不完整；未发布任何内容"),
        remedy: anew)
    case .stopped(let stop): throw OperationError(.dataError, StopText.madeSince(stop, run: run), remedy: StopText.remedy(anew))
    case .policyChanged:
      throw OperationError(
        .dataError,
        Wording(
          "a policy that run \(run) was decided with is no longer in force; nothing was published",
          "运行 \(run) 所依据的某项策略已不再生效；未发布任何内容"),
        remedy: anew)
    }
  }
}

/// What taking a run back would do, or did.
package struct UndoReport: Sendable {
  /// The run of the compensating moves; nil when nothing was changed.
  package var run: RunID?
  /// Cases of the run by what taking it back does with them.
  package var counts: UndoCounts
  /// What came of the compensating moves; nil when nothing was changed.
  package var published: RunReport?
}
