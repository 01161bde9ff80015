import Logging
import Portfolio
import Postgres
import Runs
import Schema
import Speech
import Views

/// Closes the books behind a publish: takes the ledger's position and says whether stocks, flows and people's running sums fit together.
struct Books {
  let store: Store
  let agency: Agency
  let logger: Logger

  /// One sentence for each thing that does not fit: which, by how much or how many, and one of them by its ids. Empty when all fits. What does not is
  /// kept with the run, so that doctor and readiness say it until a later run finds everything in order.
  func close(_ run: RunID, slot: Day) async throws -> [Wording] {
    let ledger = try await store.runs.takeLedgerPosition(run: run, slot: slot, agency: agency)
    var faults = ledger.imbalances.map(BookText.sentence)
    let loads = try await store.views.invariants(examples: 1, only: ["check_load"], agency: agency)
    if !faults.isEmpty || loads.contains(where: { $0.violations > 0 }) {
      // Something is wrong: everything is read, which takes as long as it takes.
      faults += try await store.views.invariants(examples: 1, agency: agency).filter { $0.violations > 0 }.map(BookText.sentence)
    }
    guard !faults.isEmpty else { return [] }
    try await store.runs.noteUnreconciled(run, faults.map(\.en), agency: agency)
    logger.error(
      "stocks and flows do not reconcile",
      metadata: [
        "run": "\(run)", "slot": "\(slot)", "faults": "\(faults.map(\.en).joined(separator: "; "))", "see": "allot doctor --invariants",
      ])
    return faults
  }
}
