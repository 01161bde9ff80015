import Synchronization

/// Wakes one waiter early.
package final class Bell: Sendable {
  private let state = Mutex<(isRung: Bool, waiter: CheckedContinuation<Void, Never>?)>((false, nil))

  /// Not rung.
  package init() {}

  /// Wakes the waiter, or whoever waits next; rings before a wait count once.
  package func ring() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state = (waiter == nil, nil)
      return waiter
    }
    waiter?.resume()
  }

  /// Returns when rung (also if it rang since the last wait), when the time is over, or when the task is told to stop.
  package func wait(atMost duration: Duration, _ pause: Pause) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await pause(duration) }
      group.addTask { await self.rung() }
      await group.next()
      group.cancelAll()
    }
  }

  private func rung() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isNow = state.withLock { state in
          if state.isRung || Task.isCancelled {
            state = (false, nil)
            return true
          }
          state.waiter = continuation
          return false
        }
        if isNow { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiter
        state.waiter = nil
        return waiter
      }
      waiter?.resume()
    }
  }
}
