import Portfolio
import Telemetry

/// Measures the phases of one run and tells the watchdog that there is progress.
struct Timing {
  private(set) var phases: [(phase: String, duration: Duration)] = []
  private let kind: RunKind
  private let beat: Heartbeat
  private let phase: @Sendable (String) -> Void
  private let clock = ContinuousClock()

  init(kind: RunKind, beat: Heartbeat, phase: @escaping @Sendable (String) -> Void) {
    self.kind = kind
    self.beat = beat
    self.phase = phase
  }

  mutating func measure<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
    phase(name)
    let started = clock.now
    let value = try await beat.during(name, body)
    let duration = clock.now - started
    phases.append((name, duration))
    RunMetrics.phase(name, kind, duration)
    return value
  }
}
