import Metrics
import Synchronization

/// Tells systemd's watchdog that there is progress. The loops call `beat` each round; long phases are covered by `during`, each with a limit. Once a
/// phase is over its limit nothing is vouched for any more, whatever else goes on: the daemon is killed and started again.
package struct Heartbeat: Sendable {
  private let systemd: SystemdNotify
  private let interval: Duration?
  private let limit: Duration
  private let overdue = Overdue()

  /// `interval` nil: nobody watches.
  package init(systemd: SystemdNotify, interval: Duration?, limit: Duration = .seconds(1800)) {
    self.systemd = systemd
    self.interval = interval
    self.limit = limit
  }

  /// Nobody watches.
  package static let none = Heartbeat(systemd: SystemdNotify(path: nil), interval: nil)

  /// At least how often `beat` is due; nil when nobody watches.
  package var dueEvery: Duration? { interval }

  /// One more round of a loop: counted for the metrics, and told to the watchdog unless a phase is over its limit.
  package func beat(_ loop: String) {
    Self.count(loop)
    ping()
  }

  /// Beats while `body` works, up to the limit.
  package func during<Value: Sendable>(_ phase: String, _ body: () async throws -> Value) async throws -> Value {
    guard let interval else { return try await body() }
    let number = overdue.next()
    ping()
    let pings = Task {
      var elapsed = Duration.zero
      while elapsed < limit {
        do { try await Task.sleep(for: interval) } catch { return }
        elapsed += interval
        ping()
      }
      overdue.add(number)
    }
    defer {
      pings.cancel()
      overdue.remove(number)
    }
    return try await body()
  }

  /// One more round of a loop, for those who watch the metrics; tells systemd nothing.
  package static func count(_ loop: String) { Counter(label: "allot_loop_beats_total", dimensions: [("loop", loop)]).increment() }

  private func ping() { if interval != nil, overdue.isEmpty { systemd.watchdog() } }
}

/// Phases that are over their limit and not over.
private final class Overdue: Sendable {
  private let state = Mutex<(next: Int, open: Set<Int>, late: Set<Int>)>((0, [], []))

  func next() -> Int {
    state.withLock { state in
      state.next += 1
      state.open.insert(state.next)
      return state.next
    }
  }

  /// The pings' task may come here after the phase has ended.
  func add(_ number: Int) { state.withLock { if $0.open.contains(number) { $0.late.insert(number) } } }
  func remove(_ number: Int) {
    state.withLock { state in
      state.open.remove(number)
      state.late.remove(number)
    }
  }
  var isEmpty: Bool { state.withLock { $0.late.isEmpty } }
}
