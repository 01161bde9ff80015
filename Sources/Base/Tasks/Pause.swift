import ServiceLifecycle

/// How a loop waits. Injected, so that tests need no time.
package struct Pause: Sendable {
  private let body: @Sendable (Duration) async -> Void
  /// `body` may return early, and must when its task is cancelled.
  package init(_ body: @escaping @Sendable (Duration) async -> Void) { self.body = body }

  /// Returns early, and without an error, when the task is cancelled or the service is told to stop: a `CancellationError` that left `run()`
  /// would make the daemon exit with failure on SIGTERM.
  package static let real = Pause { duration in
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
  }

  /// Waits that long, or less.
  package func callAsFunction(_ duration: Duration) async { await body(duration) }
}
