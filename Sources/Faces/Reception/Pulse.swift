import ServiceLifecycle
import Synchronization
package import Tasks

/// How far something has come, asked once a second however many wait for it.
package final class Pulse: Sendable {
  private struct Known {
    var value: Int64
    var at: ContinuousClock.Instant
  }
  private let known = Mutex<[Int64: Known]>([:])
  private let pause: Pause

  /// `pause`: how it waits.
  package init(_ pause: Pause = .real) { self.pause = pause }

  /// Waits a second, and returns sooner than that where `subject` is known to have come further than `value`. False when the daemon stops.
  package func waits(behind value: Int64, of subject: Int64, ask: () async throws -> Int64) async throws -> Bool {
    if let found = known.withLock({ $0[subject] }), found.value > value { return true }
    await pause(.seconds(1))
    if Task.isShuttingDownGracefully || Task.isCancelled { return false }
    let isMine = known.withLock { known in
      guard let found = known[subject], .now - found.at < .milliseconds(900) else {
        // Whoever comes next does not ask as well.
        known[subject] = Known(value: known[subject]?.value ?? 0, at: .now)
        return true
      }
      return false
    }
    guard isMine else { return true }
    let found = try await ask()
    known.withLock { $0[subject]?.value = found }
    return true
  }

  /// What is known of `subject`: nobody needs to look before it is further than this.
  package func last(of subject: Int64) -> Int64 { known.withLock { $0[subject]?.value ?? 0 } }
}
