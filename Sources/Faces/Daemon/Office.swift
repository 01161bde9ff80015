package import Desks
package import Logging
package import Policy
package import Portfolio
import Register
import Runs
package import Schema
package import Telemetry
package import Views

/// What the daemon's loops ask of the world; the tests put another in its place.
package protocol Office: Sendable {
  func agencies() async throws -> [Agency]
  func clock(_ agency: Agency) async throws -> Clock
  func policies(_ agency: Agency) async throws -> PolicySet
  /// Puts in force what was agreed to for a day that has come.
  func comeIntoForce(_ agency: Agency) async throws
  func nightState(_ slot: Day, _ agency: Agency) async throws -> NightState
  func lastPublishes(_ agency: Agency) async throws -> [(kind: RunKind, at: Instant)]
  func pendingArrivals(_ agency: Agency) async throws -> Int
  func unreconciled(_ agency: Agency) async throws -> (run: RunID, faults: [String])?
  func run(_ kind: RunKind, slot: Day, _ agency: Agency) async throws -> RunReport
  /// What stands out about the agency, whatever the loop does about it.
  func standing(_ agency: Agency) async throws -> Standing
}

extension Office {
  /// Nothing is scheduled.
  package func comeIntoForce(_ agency: Agency) async throws {}
  /// Nothing stands out.
  package func standing(_ agency: Agency) async throws -> Standing { Standing() }
}

/// The real one.
package struct DatabaseOffice: Office {
  private let store: Store
  private let logger: Logger
  private let beat: Heartbeat
  private let lease: LeaseTerms
  private let turns = Turns()

  /// `beat` and `lease` are for the runs it makes.
  package init(store: Store, logger: Logger, beat: Heartbeat, lease: LeaseTerms = .standard) {
    self.store = store
    self.logger = logger
    self.beat = beat
    self.lease = lease
  }

  /// Throws with `EX_CONFIG` when the schema is no longer this program's: somebody migrated it under us, and nothing is begun until the daemon is of
  /// the same version; with `EX_UNAVAILABLE` on a standby, where no night can be.
  package func agencies() async throws -> [Agency] {
    try await store.requireSchema()
    try await store.requireWritable()
    return try await store.register.agencies()
  }
  /// The database's time, in the agency's zone.
  package func clock(_ agency: Agency) async throws -> Clock { try await store.register.clock(agency) }
  /// What is in force now. Throws with `EX_CONFIG` where nothing is.
  package func policies(_ agency: Agency) async throws -> PolicySet { try await PolicyLibrary.load(store, agency).set }
  /// What cannot come in force is open again, with the reason; both are logged.
  package func comeIntoForce(_ agency: Agency) async throws {
    for change in try await PolicyDesk(.daemon(store, agency)).comeIntoForce() { change.log(logger, agency) }
  }
  /// Whether the night of this day is open, waits, or is over.
  package func nightState(_ slot: Day, _ agency: Agency) async throws -> NightState {
    try await store.runs.nightState(slot, agency: agency)
  }
  /// When each kind of run was last published, on the database's clock; kinds never published are missing.
  package func lastPublishes(_ agency: Agency) async throws -> [(kind: RunKind, at: Instant)] {
    try await store.runs.lastPublishes(agency: agency)
  }
  /// From the runs and the last position of the ledger.
  package func standing(_ agency: Agency) async throws -> Standing { try await store.views.standing(agency: agency) }
  /// Number of cases that wait for the next run of arrivals.
  package func pendingArrivals(_ agency: Agency) async throws -> Int { try await store.views.pendingArrivalCount(agency: agency) }

  /// What did not fit when the books were closed last, and behind which run.
  package func unreconciled(_ agency: Agency) async throws -> (run: RunID, faults: [String])? {
    try await store.views.unreconciled(agency: agency)
  }

  /// Makes one run and publishes it, as the daemon. Throws as `RunShell.run`.
  package func run(_ kind: RunKind, slot: Day, _ agency: Agency) async throws -> RunReport {
    var request = RunShell.Request()
    request.slot = slot
    request.kind = kind
    let shell = RunShell(.daemon(store, agency), logger: logger, beat: beat, lease: lease)
    // One run of an agency at a time in this process; the lease does the same between processes.
    return try await turns.taking(agency.id) { [request] in try await shell.run(request) }
  }
}

/// One at a time per agency.
private actor Turns {
  private var busy: Set<Int64> = []
  private var waiting: [Int64: [CheckedContinuation<Void, Never>]] = [:]

  nonisolated func taking<Value: Sendable>(_ agency: Int64, _ body: @Sendable () async throws -> Value) async throws -> Value {
    await enter(agency)
    do {
      let value = try await body()
      await leave(agency)
      return value
    } catch {
      await leave(agency)
      throw error
    }
  }

  private func enter(_ agency: Int64) async {
    guard busy.contains(agency) else {
      busy.insert(agency)
      return
    }
    await withCheckedContinuation { waiting[agency, default: []].append($0) }
  }

  private func leave(_ agency: Int64) {
    if var queue = waiting[agency], !queue.isEmpty {
      let next = queue.removeFirst()
      waiting[agency] = queue
      next.resume()
    } else {
      busy.remove(agency)
    }
  }
}
