/// Work that blocks, on a thread of its own: the cooperative pool has few threads and must never wait.
package enum BlockingThread {
  /// Runs `body` on a new thread and gives what it gives.
  package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      startThread { continuation.resume(with: Result { try body() }) }
    }
  }
}
