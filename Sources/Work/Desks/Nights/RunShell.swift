package import Baselines
import Failures
import Faults
import Feeds
package import Logging
import Metrics
import Night
import Policy
package import Portfolio
import Postgres
import Register
import Runs
import Schema
import Speech
import Tasks
package import Telemetry
import Views
import Words

/// One run from lease to ledger: everything around `Night.decide` that touches the world.
package struct RunShell: Sendable {
  /// Which run is wanted, and how far it may go.
  package struct Request: Sendable {
    /// nil = today on the agency's clock.
    package var slot: Day?
    /// nil = now for today's slot, else the policy's night time of the slot. Later facts are ignored.
    package var asOf: LocalTime?
    /// A night deals everything; arrivals and batches deal only what came in by day.
    package var kind = RunKind.night
    /// Decide, show, change nothing.
    package var isDry = false
    /// Other ways of dealing to be compared with the plan; of a dry run only.
    package var baselines: [Baseline] = []
    /// Publish although a brake tripped.
    package var despiteBrakes = false
    /// A person asked for it: a night that a person discarded may be decided anew.
    package var isByHand = false
    /// A night after the agency's next is meant.
    package var isReally = false
    /// Why, in the audit. Needed to run a night again that was empty or taken back; not empty.
    package var reason: String?
    /// Leaves the staged plan in the database after the publish, for people who measure.
    package var keepsStage = false
    /// Today's night, now, published unless a brake trips.
    package init() {}
  }

  let seat: Seat
  var store: Store { seat.store }
  var agency: Agency { seat.agency }
  private let logger: Logger
  private let beat: Heartbeat
  private let lease: LeaseTerms
  private let phase: @Sendable (String) -> Void

  /// `phase` is told what begins, for progress.
  package init(
    _ seat: Seat, logger: Logger, beat: Heartbeat = .none, lease: LeaseTerms = .standard,
    phase: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.seat = seat
    self.logger = logger
    self.beat = beat
    self.lease = lease
    self.phase = phase
  }

  /// Runs once; needs `run`, or `approve` to override a brake or to go ahead of the agency's next night. A slot published before is left alone and reported,
  /// and so is a night that lacks cases or people. Throws with `EX_CONFIG` without policy, `EX_USAGE` for a night too far ahead, `EX_DATAERR` for one that is
  /// in force and shall be run again, `EX_NOPERM` for whoever overrides a brake on his own plan, `EX_TEMPFAIL` when another run of the agency is under way.
  package func run(_ request: Request) async throws -> RunReport {
    try seat.require(request.despiteBrakes || request.isReally ? .approve : .run)
    if let reason = request.reason { try seat.require(reason: reason, option: "--again") }
    // What was agreed to for this day is in force before the day's run reads what is.
    if !request.isDry { try await comeIntoForce(request.slot) }
    let library = try await PolicyLibrary.load(store, agency)
    var (slot, asOf) = try await moment(request, library.set)
    // Classes are never set back to those of an earlier day.
    if request.kind == .arrivals || request.kind == .batch { slot = max(slot, try await self.rule(slot, asOf).agencyDay) }
    let rule = request.kind == .night ? try await rule(slot, asOf) : nil
    if let rule {
      if !request.isDry, !request.isReally, try rule.seq(reason: request.reason) != nil { try rule.refuseAhead() }
      if request.isDry || rule.standing.latest?.state != .published || request.reason != nil, !rule.lacks.isEmpty {
        return lacking(rule.lacks, slot)
      }
    }
    var report = try await run(request, slot, asOf, library)
    if let note = rule?.note, report.status != .alreadyPublished, report.status != .discarded { report.notes.append(note) }
    return report
  }

  private func run(_ request: Request, _ slot: Day, _ asOf: Instant, _ library: PolicyLibrary) async throws -> RunReport {
    if request.isDry {
      let key = RunKey(agency: agency.id, slot: slot, kind: request.kind, seq: 1)
      var timing = Timing(kind: request.kind, beat: beat, phase: phase)
      if !request.baselines.isEmpty { return try await compare(key, asOf, library, request.baselines, &timing) }
      return try await decide(key, nil, asOf, library, arrivals: nil, &timing).report(.dryRun, nil, key, timing)
    }
    return try await Lease.with(store: store, agency: agency, terms: lease, logger: logger) { fence in
      // Under the lease: nobody else begins a run of this agency now.
      let rule = request.kind == .night ? try await rule(slot, asOf) : nil
      var key = RunKey(agency: agency.id, slot: slot, kind: request.kind)
      if let rule {
        guard let seq = try rule.seq(reason: request.reason) else {
          let run = rule.standing.latest?.run ?? 0
          key.seq = rule.standing.latest?.seq ?? 1
          try await finish(run, key)
          return alreadyPublished(run, rule)
        }
        if request.despiteBrakes, let held = rule.heldBack { try await seat.requireSecondPerson(forPlan: held) }
        key.seq = seq
      } else {
        key.seq = try await store.runs.nextSeq(slot: slot, kind: request.kind, agency: agency)
      }
      let remark = rule?.remark(seq: key.seq, reason: request.reason, isReally: request.isReally)
      let over: Set<RunState> = request.despiteBrakes ? [.waiting, .discarded] : request.isByHand ? [.discarded] : []
      switch try await store.runs.beginRun(
        key, fence: fence, asOf: asOf, over: over, remark: remark.map { (seat.actor.name, $0) }
      ) {
      case .alreadyPublished(let run):
        try await finish(run, key)
        return RunReport(status: .alreadyPublished, run: run, slot: slot, kind: request.kind)
      case .waiting(let run): return try await waiting(run, key)
      case .discarded(let run): return RunReport(status: .discarded, run: run, slot: slot, kind: request.kind)
      case .began(let run): return try await carryOut(run, key, fence, asOf, library, request)
      }
    }
  }

  private func comeIntoForce(_ slot: Day?) async throws {
    for change in try await PolicyDesk(seat).comeIntoForce(on: slot) { change.log(logger, agency) }
  }

  private func carryOut(
    _ run: RunID, _ key: RunKey, _ fence: Fence, _ asOf: Instant, _ library: PolicyLibrary, _ request: Request
  ) async throws -> RunReport {
    var timing = Timing(kind: key.kind, beat: beat, phase: phase)
    FaultHook.reach("begun")
    do {
      // A payment that was read ahead of its day is paid by now.
      try await store.feeds.settle(agency: agency)
      let arrivals = key.kind == .night || key.kind == .manual ? nil : Set(try await store.views.pendingArrivals(agency: agency))
      let decided = try await decide(key, run, asOf, library, arrivals: arrivals, &timing)
      FaultHook.reach("decided")
      async let noted: Void = archive(library).note(decided.outcome, run: run)
      var plan = RunPlan(
        run: run, key: key, frozen: decided.frozen, outcome: decided.outcome, policies: library.stamps, agencyVersion: library.agencyVersion
      )
      plan.inputs = decided.inputs
      try await timing.measure("stage") { [plan] in try await store.runs.stage(plan) }
      try await noted
      FaultHook.reach("staged")
      if !decided.brakes.isEmpty, !request.despiteBrakes, key.kind == .night {
        let words = BrakeText.sentences(decided.brakes, stored: [], .en)
        try await store.runs.holdBack(run, brakes: decided.brakes, words: words, by: seat.actor.name, agency: agency)
        logger.warning(
          "a brake holds the plan back",
          metadata: ["run": "\(run)", "slot": "\(key.slot)", "brakes": "\(words.joined(separator: "; "))"])
        return decided.report(.waiting, run, key, timing)
      }
      return try await publish(run, key, fence, decided, library, request, &timing)
    } catch {
      // The attempt is over; its row says why. What cannot be written now is found by the next attempt, which takes the row over.
      // In a task of its own, because ours may be cancelled.
      let reason = error is CancellationError || (error as? PostgresError)?.kind == .cancelled ? "stopped" : String("\(error)".prefix(500))
      await Task { [store, agency] in
        try? await Deadline.run(.seconds(5)) { try await store.runs.failRun(run, error: reason, agency: agency) }
      }.value
      throw error
    }
  }

  private func publish(
    _ run: RunID, _ key: RunKey, _ fence: Fence, _ decided: DecidedPlan, _ library: PolicyLibrary, _ request: Request,
    _ timing: inout Timing
  ) async throws -> RunReport {
    let result = try await timing.measure("publish") {
      try await store.runs.publish(run, key: key, fence: fence, keepStage: request.keepsStage)
    }
    FaultHook.reach("published")
    switch result {
    case .published(let won):
      var report = decided.report(.published, run, key, timing)
      (report.won, report.classChanged) = (won, won.classChanged)
      report.imbalances = try await timing.measure("ledger") { try await books.close(run, slot: key.slot) }
      report.isBalanced = report.imbalances.isEmpty
      await archive(library).purge(slot: key.slot)
      report.timings = timing.phases
      RunMetrics.published(key.kind, won, open: report.openCases, agency: agency.code)
      for (kind, at) in try await store.runs.lastPublishes(agency: agency) { RunMetrics.lastPublish(kind, at, agency: agency.code) }
      logger.notice(
        "run published",
        metadata: [
          "run": "\(run)", "slot": "\(key.slot)", "kind": "\(key.kind.rawValue)", "open": "\(report.openCases)",
          "assigned": "\(won.assigned)",
          "moved": "\(won.moved)", "recalled": "\(won.recalled)", "held": "\(won.held)", "unassigned": "\(won.unassigned)",
        ])
      return report
    case .alreadyPublished:
      return RunReport(status: .alreadyPublished, run: run, slot: key.slot, kind: key.kind)
    case .superseded, .fenceLost:
      throw OperationError(
        .temporary,
        Wording(
          "another run took over slot \(key.slot) while this one was under way; nothing was published",
          "本次运行期间，另一次运行已接手 \(key.slot) 的分案；未发布任何内容"),
        remedy: OperationError.seeRuns)
    case .stageLost:
      throw OperationError(
        .temporary,
        Wording(
          "the staged plan of slot \(key.slot) is not whole any more, after a crash of the database for instance; nothing was published",
          "\(key.slot) 暂存的方案已不完整（例如数据库曾崩溃）；未发布任何内容"),
        remedy: Wording("run it again: the night is decided anew", "请重新运行：这一夜会重新决策"))
    case .stopped(let stop): throw OperationError(.temporary, StopText.madeSince(stop, slot: key.slot), remedy: StopText.again)
    case .policyChanged:
      throw OperationError(
        .temporary,
        Wording(
          "a policy was changed while slot \(key.slot) was being decided; nothing was published",
          "\(key.slot) 的分案决策期间有策略被更改；未发布任何内容"),
        remedy: Wording(
          "run it again: the night is decided anew with what is in force now", "请重新运行：这一夜会按现在生效的策略重新决策"))
    }
  }

  /// What a process that died after its publish left undone: the position of the ledger and the staged plan.
  private func finish(_ run: RunID, _ key: RunKey) async throws {
    let shown = try await store.views.findRun(String(run), agency: agency)
    guard shown.ledgerPosition == nil, key.kind != .manual else { return }
    _ = try await books.close(run, slot: key.slot)
    try await store.runs.dropStage(run)
  }

  private var books: Books { Books(store: store, agency: agency, logger: logger) }

  /// A plan that waits, as it was when it was held back.
  private func waiting(_ run: RunID, _ key: RunKey) async throws -> RunReport {
    let shown = try await store.views.findRun(String(run), agency: agency)
    var report = RunReport(status: .waiting, run: run, slot: key.slot, kind: key.kind)
    report.openCases = shown.openCases
    report.classChanged = shown.classChanged
    report.planned = [
      .assigned: shown.assigned, .moved: shown.moved, .recalled: shown.recalled, .held: shown.held, .unassigned: shown.unassigned,
    ]
    (report.tripped, report.brakes) = (shown.tripped, shown.brakes)
    return report
  }

  private func decide(
    _ key: RunKey, _ run: RunID?, _ asOf: Instant, _ library: PolicyLibrary, arrivals: Set<Int64>?, _ timing: inout Timing
  ) async throws -> DecidedPlan {
    let request = try await freezeRequest(key, asOf)
    var frozen = try await timing.measure("freeze") { try await store.runs.freeze(request) }
    // What is kept is what is decided from: a stop that is lifted later is one in the replay all the same.
    frozen.snapshot = Night.stopping(frozen.snapshot, library.set)
    if arrivals != nil { frozen.snapshot = Night.leaving(Set(try await store.views.takenBack(agency: agency)), in: frozen.snapshot) }
    let snapshot = frozen.snapshot
    // Deciding takes one core, keeping the inputs mostly the server's: side by side they cost hardly more than one of them.
    async let archived: Void = archive(library).keep(snapshot, run: run, arrivals: arrivals)
    let outcome = try await timing.measure("decide") {
      // Seconds of pure computing: on a thread of its own, or the lease's renewal and the health page would wait.
      try await Abandoned.run {
        guard let arrivals else { return try Night.decide(snapshot, library.set) }
        return try Night.day(snapshot, library.set, arrived: arrivals)
      }
    }
    try await archived
    let (brakes, inputs) = try await BrakeCheck(store: store, agency: agency).tripped(key, frozen.snapshot, outcome, library.set)
    return DecidedPlan(
      frozen: frozen, outcome: outcome, brakes: brakes, inputs: inputs)
  }

  private func compare(_ key: RunKey, _ asOf: Instant, _ library: PolicyLibrary, _ baselines: [Baseline], _ timing: inout Timing)
    async throws
    -> RunReport
  {
    let request = try await freezeRequest(key, asOf)
    let frozen = try await timing.measure("freeze") { try await store.runs.freeze(request) }
    let (outcome, figures) = try await timing.measure("decide and compare") {
      try await BlockingThread.run { try Night.compare(frozen.snapshot, library.set, with: baselines) }
    }
    let decided = DecidedPlan(
      frozen: frozen, outcome: outcome,
      brakes: BrakeCheck.tripped(library.set.agency.brakes, frozen.snapshot, outcome)
        + ContractBrake.tripped(frozen.snapshot, library.set, outcome),
      inputs: InputProfile.figures(frozen.snapshot, library.set.agency))
    var report = decided.report(.dryRun, nil, key, timing)
    report.comparison = figures
    return report
  }

  private func archive(_ library: PolicyLibrary) -> RunArchive {
    RunArchive(store: store, agency: agency, library: library, logger: logger)
  }
}
