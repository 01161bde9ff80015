/// Tells systemd's watchdog that there is progress. The loops call `beat` each round; long phases are covered by `during`, each with a limit, after
/// which a hung phase is no longer vouched for and the daemon is killed and started again.
package struct Heartbeat: Sendable {
  private let systemd: SystemdNotify
  private let interval: Duration?
  private let limit: Duration

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

  package func beat(_ loop: String) {
    RunMetrics.beat(loop)
    if interval != nil { systemd.watchdog() }
  }

  /// Beats while `body` works, up to the limit.
  func during<Value: Sendable>(_ phase: String, _ body: () async throws -> Value) async throws -> Value {
    guard let interval else { return try await body() }
    systemd.watchdog()
    let pings = Task { [systemd, limit] in
      var elapsed = Duration.zero
      while elapsed < limit {
        do { try await Task.sleep(for: interval) } catch { return }
        elapsed += interval
        systemd.watchdog()
      }
    }
    defer { pings.cancel() }
    return try await body()
  }
}
