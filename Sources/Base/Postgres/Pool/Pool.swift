import Logging
import Speech

/// Carries out what `PoolState` decides.
final class Pool: Sendable {
  private struct Shell {
    var state: PoolState
    var workers: [PoolState.WorkerID: Worker] = [:]
    var waiters: [PoolState.WaiterID: CheckedContinuation<Lease, any Error>] = [:]
    var closers: [CheckedContinuation<Void, Never>] = []
    var nextWaiter = 0
    var isFinished = false
  }

  /// A worker on loan.
  struct Lease: Sendable {
    let id: PoolState.WorkerID
    let worker: Worker
  }

  private let shell: Monitor<Shell>
  private let connector: Connector

  init(connector: Connector) {
    self.connector = connector
    shell = Monitor(Shell(state: PoolState(limit: connector.configuration.maximumConnections)))
  }

  /// A worker, in the order of asking. Throws when the task is cancelled, the wait too long, or the pool closed.
  func acquire() async throws -> Lease {
    let id = shell.update { shell in
      shell.nextWaiter += 1
      return PoolState.WaiterID(number: shell.nextWaiter)
    }
    let timeout = Monitor<Task<Void, Never>?>(nil)
    defer { timeout.update { $0?.cancel() } }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isWaiting = change { shell in
          shell.waiters[id] = continuation
          let actions = shell.state.acquire(id)
          // Cancelled before the continuation was there: the handler below found nobody.
          return actions.isEmpty && Task.isCancelled ? shell.state.abandon(id, .cancelled) : actions
        }
        if isWaiting { timeout.update { $0 = expiry(id) } }
      }
    } onCancel: {
      _ = change { $0.state.abandon(id, .cancelled) }
    }
  }

  /// The worker is free again.
  func release(_ id: PoolState.WorkerID, isConnected: Bool) {
    _ = change { $0.state.release(id, isConnected: isConnected) }
  }

  /// Refuses new work, waits for the work under way, closes all connections.
  func close() async {
    _ = change { $0.state.close() }
    await withCheckedContinuation { continuation in
      let isFinished = shell.update { shell in
        if !shell.isFinished { shell.closers.append(continuation) }
        return shell.isFinished
      }
      if isFinished { continuation.resume() }
    }
  }

  private func expiry(_ id: PoolState.WaiterID) -> Task<Void, Never> {
    let milliseconds = connector.configuration.acquireTimeout
    return Task { [weak self] in
      guard (try? await Task.sleep(for: .milliseconds(milliseconds))) != nil else { return }
      _ = self?.change { $0.state.abandon(id, .timedOut) }
    }
  }

  /// Changes the state and carries out the actions, continuations after the lock. Returns whether there was nothing to do.
  private func change(_ decide: (inout Shell) -> [PoolState.Action]) -> Bool {
    var effects: [() -> Void] = []
    let isIdle = shell.update { shell in
      let actions = decide(&shell)
      for action in actions { perform(action, &shell, &effects) }
      return actions.isEmpty
    }
    for effect in effects { effect() }
    return isIdle
  }

  private func perform(_ action: PoolState.Action, _ shell: inout Shell, _ effects: inout [() -> Void]) {
    switch action {
    case .start(let id):
      shell.workers[id] = Worker(connector: connector) { [weak self] in
        _ = self?.change { shell in
          shell.workers[id] = nil
          return shell.state.stopped(id)
        }
      }
    case .lease(let id, let waiter):
      guard let worker = shell.workers[id], let continuation = shell.waiters.removeValue(forKey: waiter) else { return }
      effects.append { continuation.resume(returning: Lease(id: id, worker: worker)) }
    case .fail(let waiter, let refusal):
      guard let continuation = shell.waiters.removeValue(forKey: waiter) else { return }
      let error = self.error(refusal)
      effects.append { continuation.resume(throwing: error) }
    case .stop(let id):
      shell.workers[id]?.stop()
    case .finished:
      shell.isFinished = true
      let closers = shell.closers
      shell.closers = []
      effects.append { for closer in closers { closer.resume() } }
    }
  }

  private func error(_ refusal: PoolState.Refusal) -> PostgresError {
    switch refusal {
    case .cancelled: PostgresError(.cancelled, Wording("the task was cancelled while waiting for a connection", "任务在等待连接时已取消"))
    case .closed: PostgresError(.usage, said: "the database was closed")
    case .timedOut:
      PostgresError(
        .timeout,
        Wording(
          "no connection became free within \(connector.configuration.acquireTimeout) ms; "
            + "all \(connector.configuration.maximumConnections) are in use",
          "\(connector.configuration.acquireTimeout) 毫秒内没有空闲连接；\(connector.configuration.maximumConnections) 个连接都在使用"))
    }
  }
}
