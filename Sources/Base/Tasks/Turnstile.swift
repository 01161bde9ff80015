import Synchronization

/// So many at a time; the others wait their turn, and whoever comes when too many wait already is sent away.
package final class Turnstile: Sendable {
  private struct State {
    var inside = 0
    var nextNumber = 0
    var queue: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  }
  private let state = Mutex(State())
  private let places: Int
  private let waiting: Int

  /// `places`: at the same time, at least 1; `waiting`: at most.
  package init(places: Int, waiting: Int) { (self.places, self.waiting) = (max(1, places), max(0, waiting)) }

  /// How many are inside.
  package var inside: Int { state.withLock { $0.inside } }

  /// Runs `body` when there is a place. Gives nil, and does nothing, when too many wait; throws `CancellationError` when the task is cancelled while it
  /// waits.
  package func through<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value? {
    guard try await enter() else { return nil }
    defer { leave() }
    return try await body()
  }

  private enum Arrival { case inside, waits(Int), sentAway }

  private func enter() async throws -> Bool {
    let arrival = state.withLock { state -> Arrival in
      if state.inside < places {
        state.inside += 1
        return .inside
      }
      guard state.queue.count < waiting else { return .sentAway }
      state.nextNumber += 1
      return .waits(state.nextNumber)
    }
    switch arrival {
    case .inside: return true
    case .sentAway: return false
    case .waits(let number):
      let isIn = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let now = state.withLock { state -> Bool? in
            if Task.isCancelled { return false }
            // Somebody left in between.
            if state.inside < places {
              state.inside += 1
              return true
            }
            state.queue.append((number, continuation))
            return nil
          }
          if let now { continuation.resume(returning: now) }
        }
      } onCancel: {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
          guard let place = state.queue.firstIndex(where: { $0.number == number }) else { return nil }
          return state.queue.remove(at: place).continuation
        }
        waiter?.resume(returning: false)
      }
      guard isIn else { throw CancellationError() }
      return true
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard !state.queue.isEmpty else {
        state.inside -= 1
        return nil
      }
      return state.queue.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
