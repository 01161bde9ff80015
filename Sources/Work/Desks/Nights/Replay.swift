import Faults
import Night
package import Portfolio
import Postgres
package import Runs
import Schema
import Speech
import Tasks
import Telemetry
package import Views

/// A run decided again from its frozen inputs, and whether the same came out.
package struct ReplayReport: Sendable {
  /// One part of what a run decided: its decisions, holders, loads …
  package struct Part: Sendable, Hashable {
    /// As in `OutcomeDigest.parts`.
    package var name: String
    /// nil where the run noted nothing to compare with.
    package var isIdentical: Bool?
  }
  /// The run that was decided again, as it stands in the books.
  package var run: ShownRun
  /// What the run was decided from, and what it noted of its outcome.
  package var input: RunInput
  /// This program, and the rules of the method it decides new runs by; the run was decided again by its own.
  package var software: String
  /// Number of those rules.
  package var rules = Night.Rules.current.number
  /// Open cases of the frozen snapshot.
  package var openCases: Int
  /// Collectors of the frozen snapshot.
  package var collectors: Int
  /// Compared by SHA-256, one per part of the outcome.
  package var parts: [Part]
  /// nil unless the run was published.
  package var published: PublishedComparison?
  /// Phase and its time, in order.
  package var timings: [(phase: String, duration: Duration)]

  /// Whether the same build decided it, version and digest of the executable.
  package var isSameSoftware: Bool { software == input.software }
  /// Whether every part was noted and is the same, and nothing published differs.
  package var isIdentical: Bool { parts.allSatisfy { $0.isIdentical == true } && (published?.differing ?? 0) == 0 }
}

/// Decides runs again from what they kept; changes nothing.
package enum Replay {
  /// Decides a run again and compares. `run` is as for `findRun`. Throws with `EX_NOINPUT` when its inputs are not kept (any more).
  package static func run(_ run: String, _ seat: Seat, phase: @Sendable (String) -> Void = { _ in }) async throws
    -> ReplayReport
  {
    try seat.require(.see)
    let (store, agency) = (seat.store, seat.agency)
    let shown = try await store.views.findRun(run, agency: agency)
    let input = try await input(of: shown, store, agency)
    let clock = ContinuousClock()
    var timings: [(phase: String, duration: Duration)] = []
    func measure<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async rethrows -> Value {
      phase(name)
      let started = clock.now
      let value = try await body()
      timings.append((name, clock.now - started))
      return value
    }
    let snapshot = try await measure("read") { try await store.runs.frozenSnapshot(input, agency: agency) }
    let library = try PolicyLibrary.read(input.texts, of: agency)
    guard let rules = Night.Rules(number: input.rules) else {
      throw OperationError(
        .noInput,
        Wording(
          "run \(shown.id) was decided by rules \(input.rules) of the method; this program knows them up to \(Night.Rules.current.number)",
          "运行 \(shown.id) 按方法规则第 \(input.rules) 版决策；本程序只知道到第 \(Night.Rules.current.number) 版"),
        remedy: Wording("replay it with \(input.software)", "请用 \(input.software) 重放"))
    }
    let outcome = try await measure("decide") {
      try await BlockingThread.run {
        guard let arrivals = input.arrivals else { return try Night.decide(snapshot, library.set, rules: rules) }
        return try Night.day(snapshot, library.set, arrived: Set(arrivals), rules: rules)
      }
    }
    let parts = try await measure("compare") { try await BlockingThread.run { OutcomeDigest.parts(of: outcome) } }
    let noted = Dictionary(input.outcome.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
    var published: PublishedComparison?
    if shown.state == .published {
      published = try await measure("published") {
        try await store.runs.comparePublished(outcome, snapshot, run: shown.id, slot: shown.key.slot, agency: agency)
      }
    }
    return ReplayReport(
      run: shown, input: input, software: Software.identity, openCases: snapshot.cases.count, collectors: snapshot.collectors.count,
      parts: parts.map { part in ReplayReport.Part(name: part.name, isIdentical: noted[part.name].map { $0 == part.digest }) },
      published: published, timings: timings)
  }

  /// What a run decided from: its snapshot and policies, and by which rules. Throws as `run`.
  package static func frozen(_ run: String, _ seat: Seat) async throws -> (snapshot: Snapshot, library: PolicyLibrary, input: RunInput) {
    try seat.require(.see)
    let (store, agency) = (seat.store, seat.agency)
    let input = try await input(of: try await store.views.findRun(run, agency: agency), store, agency)
    return (try await store.runs.frozenSnapshot(input, agency: agency), try PolicyLibrary.read(input.texts, of: agency), input)
  }

  private static func input(of run: ShownRun, _ store: Store, _ agency: Agency) async throws -> RunInput {
    guard let input = try await store.runs.runInput(run.id, agency: agency) else {
      if let other = withoutInputs(run) { throw other }
      throw OperationError(
        .noInput, Wording("the inputs of run \(run.id) are not kept, or not any more", "运行 \(run.id) 的输入未保存，或已不再保存"),
        remedy: Wording(
          "the agency file says how long: replay: { keep: 30 days }", "保存时长请在机构文件里设定：replay: { keep: 30 days }"))
    }
    return input
  }

  /// Why a run never had inputs of its own; nil for one that had: nights and batches, and arrivals by file.
  private static func withoutInputs(_ run: ShownRun) -> OperationError? {
    if let taken = run.undoes {
      return OperationError(
        .noInput,
        Wording(
          "run \(run.id) took moves of run \(taken) back: it decided nothing, and has no inputs to decide again",
          "运行 \(run.id) 撤回了运行 \(taken) 的变动：它未作决策，没有可重放的输入"),
        remedy: Wording(
          "replay the run that it took back: allot replay \(taken); what it moved: allot show run \(run.id)",
          "请重放被撤回的运行：allot replay \(taken)；它的变动请查看：allot show run \(run.id)"))
    }
    guard run.state == .published || run.state == .waiting else {
      return OperationError(
        .noInput, Wording("run \(run.id) never published what it planned, and keeps no inputs", "运行 \(run.id) 的方案从未发布，不保存输入"),
        remedy: Wording("replay a published run; see: allot show runs", "请重放已发布的运行；请查看：allot show runs"))
    }
    guard run.key.kind == .arrivals, run.inputDigest == nil else { return nil }
    return OperationError(
      .noInput,
      Wording(
        "run \(run.id) dealt single arrivals of the inbox, each as it came: nothing was frozen for it, so it has no inputs to decide again",
        "运行 \(run.id) 逐件分配收件箱中随到的案件：没有为它冻结快照，因此没有可重放的输入"),
      remedy: Wording(
        "why a case went where it went: allot explain CASE; replay takes nights, batches and arrivals by file",
        "某案为何如此分配：allot explain CASE；可重放的是夜间运行、批量运行和按文件到达的运行"))
  }
}
