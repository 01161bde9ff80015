import Logging
import Night
import Policy
import Portfolio
import Runs
import Schema
import Tasks
import Telemetry

/// Keeps what runs decide from and what they decided, so that they can be decided again: as long as the agency file says.
struct RunArchive: Sendable {
  let store: Store
  let agency: Agency
  let library: PolicyLibrary
  let logger: Logger

  private var days: Int { library.set.agency.replayDays }

  /// Does nothing for a dry run and where the agency keeps no inputs.
  func keep(_ snapshot: Snapshot, run: RunID?, arrivals: Set<Int64>?) async throws {
    guard let run, days > 0 else { return }
    try await store.runs.keepInputs(
      snapshot, run: run, texts: library.texts, arrivals: arrivals?.sorted(), software: Software.identity,
      rules: Night.Rules.current.number,
      agency: agency)
  }

  func note(_ outcome: Outcome, run: RunID) async throws {
    guard days > 0 else { return }
    let parts = try await BlockingThread.run { OutcomeDigest.parts(of: outcome) }
    try await store.runs.keepOutcome(parts, run: run, agency: agency)
  }

  /// Removes what is older than the agency keeps. The run is published by now: a failure here is reported, not thrown.
  func purge(slot: Day) async {
    do {
      try await store.runs.purgeInputs(olderThan: days, slot: slot, agency: agency)
    } catch {
      logger.error("old inputs of runs could not be removed", metadata: ["agency": "\(agency.code)", "error": "\(error)"])
    }
  }
}
