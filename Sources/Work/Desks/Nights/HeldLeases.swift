import Runs
import Schema
import Synchronization
import Tasks

/// The leases that this process holds, so that whoever ends it at once can give them back first: the next run need not wait until they end by
/// themselves.
package enum HeldLeases {
  private struct Held: Sendable {
    let number: Int
    let store: Store
    let fence: Fence
  }
  private static let state = Mutex<(last: Int, held: [Held])>((0, []))

  /// Notes a lease; gives the number by which it is forgotten.
  static func note(_ fence: Fence, of store: Store) -> Int {
    state.withLock { state in
      state.last += 1
      state.held.append(Held(number: state.last, store: store, fence: fence))
      return state.last
    }
  }

  static func forget(_ number: Int) { state.withLock { $0.held.removeAll { $0.number == number } } }

  /// Gives back whatever is held now, within 5 seconds; what the database does not take by then ends by itself. Only for a process that ends right
  /// after: work under such a lease that goes on publishes nothing.
  package static func giveBack() async {
    let held = state.withLock { $0.held }
    await withTaskGroup(of: Void.self) { group in
      for one in held {
        // In a task of its own: whoever asks may be cancelled.
        group.addTask { await Task { try? await release(one.fence, of: one.store) }.value }
      }
    }
  }

  static func release(_ fence: Fence, of store: Store) async throws {
    try await Deadline.run(.seconds(5)) { try await store.runs.releaseLease(fence) }
  }
}
