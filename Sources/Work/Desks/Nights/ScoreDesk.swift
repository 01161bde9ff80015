import Discretion
import Faults
package import Logging
import Night
package import Policy
package import Portfolio
import Runs
import Schema
import Speech
import Tasks
import Views
package import Workload

/// Where everybody's score and room come from, in a run now or in one of before. Needs `see` and changes nothing.
package struct ScoreDesk: Sendable {
  private let seat: Seat
  private let logger: Logger

  /// `logger` goes to the shell that freezes what a run now would see.
  package init(_ seat: Seat, logger: Logger) {
    self.seat = seat
    self.logger = logger
  }

  /// `run` is as for `findRun`; nil is a run now. `team` and `collector` choose whom to show; everybody counts all the same, for people are measured
  /// against their peers. Throws with `EX_NOINPUT` when there is no such collector, or when the inputs of the run are not kept (any more).
  package func scores(run: String?, team: String?, collector: String?) async throws -> Scores {
    try seat.require(.see)
    let check = NameCheck(views: seat.store.views, agency: seat.agency)
    try await check.require(team, .team)
    try await check.require(collector, .collector)
    let snapshot: Snapshot
    let library: PolicyLibrary
    var rules = Night.Rules.current
    if let run {
      let frozen = try await Replay.frozen(run, seat)
      (snapshot, library) = (frozen.snapshot, frozen.library)
      rules = Night.Rules(number: frozen.input.rules) ?? rules
    } else {
      (snapshot, library) = try await RunShell(seat, logger: logger).look(RunShell.Request())
    }
    let (parts, effortByLog) = try await BlockingThread.run { [rules] in try Night.workload(snapshot, library.set, rules: rules) }
    let shown = snapshot.collectors.indices.filter { c in
      (team == nil || snapshot.teams[snapshot.collectors.team[c]] == team)
        && (collector == nil || snapshot.collectors.code[c] == collector)
    }
    if let collector, shown.isEmpty {
      let number = Quoted.number(collector)
      throw OperationError(
        .noInput, Wording("the run knew no collector \(number.en)", "该次运行里没有催收员\(number.zh)"),
        remedy: Wording("see: allot show collectors", "请查看：allot show collectors"))
    }
    return Scores(
      isNow: run == nil, snapshot: snapshot, policies: library.set, parts: parts, effortByLog: effortByLog, shown: Array(shown),
      currency: seat.agency.currency)
  }
}

/// Working time, score and room, part by part.
package struct Scores: Sendable {
  /// False: as a run of before saw them.
  package var isNow: Bool
  /// What was counted from: frozen now, or kept by the run.
  package var snapshot: Snapshot
  /// Those in force now, or those the run was decided with.
  package var policies: PolicySet
  /// Of everybody, in the order of the snapshot.
  package var parts: [WorkloadParts]
  /// By class, what a case has cost a week by the log, in seconds; nil where the log says too little.
  package var effortByLog: [Int64?]
  /// Who was asked for: indices of the snapshot's collectors.
  package var shown: [Int]
  /// The agency's.
  package var currency: Currency
}
