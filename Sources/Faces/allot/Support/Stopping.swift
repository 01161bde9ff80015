import Desks
import Glibc
import ServiceLifecycle
import UnixSignals

/// What a command does about SIGTERM and SIGINT.
enum Stopping {
  /// Runs `body`; the first signal cancels it, so that it can give back what it holds. A second one does not wait for what cannot be cancelled: it ends
  /// the process once its leases are given back.
  static func onSignal<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let work = Task { try await body() }
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let watch = Task {
      var isFirst = true
      for await signal in signals {
        guard isFirst else {
          await HeldLeases.giveBack()
          _exit(128 + signal.rawValue)
        }
        isFirst = false
        work.cancel()
      }
    }
    defer { watch.cancel() }
    return try await work.value
  }
}
