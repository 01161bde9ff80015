import DataTesting
import Glibc
import Synchronization
import TestRandom

@testable import Faults
@testable import Postgres
@testable import Tasks

/// Lets several writers go on one step at a time, in an order drawn from a seed.
///
/// A writer stands still where it begins and at every named step of its transaction. The next one goes on when all others stand, have ended, or wait
/// for a lock; so whatever two transactions can do to each other between two steps happens in some schedule, and no schedule depends on how fast
/// the machine is. That somebody waits for a lock is known to the server only and told to nobody: it is asked, under a condition and never for a time.
final class Conductor: Sendable {
  private struct State {
    var generator: SplitMix64
    var waiting: [Token] = []
    /// Writers between two steps.
    var running = 0
    var left: Int
    var steps: [String] = []
  }
  /// Somebody who stands still.
  private final class Token: Sendable {
    let isFree = Monitor(false)
    let step: String
    init(_ step: String) { self.step = step }
  }
  private let state: Monitor<State>
  private let writers: Int

  init(seed: UInt64, writers: Int) {
    self.writers = writers
    state = Monitor(State(generator: SplitMix64(seed: seed), left: writers))
  }

  /// The steps in the order they were let go.
  var steps: [String] { state.update { $0.steps } }

  /// Runs all writers to their ends. `watch` is a connection of the same role that sees who waits for a lock.
  func run(_ watch: Database, _ bodies: [(name: String, body: @Sendable () async throws -> Void)]) async throws {
    precondition(bodies.count == writers)
    FaultHook.gate.withLock { gate in
      gate = { step in
        // Steps on the way of a task, and not of a transaction, would hold up a thread of everybody.
        guard ["publish.", "stage.", "move.", "import.", "arrivals.", "policy."].contains(where: step.hasPrefix) else { return }
        self.stand(step)
      }
    }
    defer { FaultHook.gate.withLock { $0 = nil } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (name, body) in bodies {
        group.addTask {
          try await BlockingThread.run { self.stand(name, isRunning: false) }
          let result = await Self.outcome(body)
          self.state.update { ($0.running, $0.left) = ($0.running - 1, $0.left - 1) }
          try result.get()
        }
      }
      group.addTask { try await watch.run { try self.conduct($0) } }
      try await group.waitForAll()
    }
  }

  private static func outcome(_ body: @Sendable () async throws -> Void) async -> Result<Void, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private func stand(_ step: String, isRunning: Bool = true) {
    let token = Token(step)
    state.update { state in
      if isRunning { state.running -= 1 }
      state.waiting.append(token)
    }
    token.isFree.wait { $0 ? true : nil }
  }

  /// Lets one go after the other until all have ended.
  private func conduct(_ connection: Connection) throws {
    // All have to be there first, or the order would be that of the scheduler.
    state.wait { $0.waiting.count == writers ? true : nil }
    while state.update({ $0.left > 0 }) {
      let isStill = state.wait(milliseconds: 3) { $0.running == 0 ? true : nil } ?? false
      if !isStill {
        let blocked = try connection.query(
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND wait_event_type = 'Lock'"
        ).only()[0, as: Int.self]
        guard state.update({ blocked >= $0.running }) else { continue }
      }
      state.update { state in
        guard !state.waiting.isEmpty else { return }
        // By name: who came first to stand still is the machine's affair.
        state.waiting.sort { $0.step < $1.step }
        let token = state.waiting.remove(at: Int.random(in: 0..<state.waiting.count, using: &state.generator))
        state.running += 1
        state.steps.append(token.step)
        token.isFree.update { $0 = true }
      }
    }
  }
}
