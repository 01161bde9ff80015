import Synchronization

/// Pure work that knows no cancellation.
package enum Abandoned {
  /// Runs `body` on a thread of its own. When the task is cancelled, throws at once and leaves the thread to finish for nobody: a process that was
  /// told to stop does not wait for a plan nobody will publish.
  package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    let waiting = Mutex<CheckedContinuation<Value, any Error>?>(nil)
    let isCancelled = Atomic(false)
    let box = Box(waiting: waiting, isCancelled: isCancelled)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        box.waiting.withLock { $0 = continuation }
        if box.isCancelled.load(ordering: .sequentiallyConsistent) { return box.finish(.failure(CancellationError())) }
        Task.detached {
          let result: Result<Value, any Error>
          do { result = .success(try await BlockingThread.run(body)) } catch { result = .failure(error) }
          box.finish(result)
        }
      }
    } onCancel: {
      box.isCancelled.store(true, ordering: .sequentiallyConsistent)
      box.finish(.failure(CancellationError()))
    }
  }

  private final class Box<Value: Sendable>: Sendable {
    let waiting: Mutex<CheckedContinuation<Value, any Error>?>
    let isCancelled: Atomic<Bool>
    init(waiting: consuming Mutex<CheckedContinuation<Value, any Error>?>, isCancelled: consuming Atomic<Bool>) {
      self.waiting = waiting
      self.isCancelled = isCancelled
    }

    /// The first answer counts.
    func finish(_ result: Result<Value, any Error>) {
      let continuation = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      continuation?.resume(with: result)
    }
  }
}
