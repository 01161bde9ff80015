import Glibc

/// Work that blocks, on a thread of its own: the cooperative pool has few threads and must never wait.
package enum BlockingThread {
  /// Runs `body` on a new thread and gives what it gives.
  package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      startThread { continuation.resume(with: Result { try body() }) }
    }
  }
}

/// Runs `body` on a new thread of its own, which ends with it. Blocking libpq calls live here, never on the cooperative pool.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  precondition(status == 0, "cannot start a thread for the database (error \(status)): the process has reached its limit of threads")
  pthread_detach(thread)
}
