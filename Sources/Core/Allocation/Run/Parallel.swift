import Glibc
import Synchronization

/// Work in independent parts, on as many threads as may help. What threads gather is added up, and adding integers does not depend on the
/// order, so neither does the result on the number of threads.
enum Parallel {
  static func sum(parts: Int, threads: Int, _ part: @escaping @Sendable (Int) -> Int128) -> Int128 {
    gather(parts: parts, threads: threads, { Int128(0) }, { sum, k in sum += part(k) }).reduce(0, +)
  }

  /// Does every part once, each thread in a state of its own; returns these states, as many as there were threads.
  static func gather<State: Sendable>(
    parts: Int, threads: Int, _ state: @escaping @Sendable () -> State, _ part: @escaping @Sendable (inout State, Int) -> Void
  ) -> [State] {
    let job = Job(parts: parts, state, part)
    var helpers: [pthread_t] = []
    for _ in 1..<max(1, min(threads, parts)) {
      var helper = pthread_t()
      let retained = Unmanaged.passRetained(job as Work)
      let refused = pthread_create(
        &helper, nil,
        { context in
          if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().work() }
          return nil
        }, retained.toOpaque())
      if refused == 0 { helpers.append(helper) } else { retained.release() }
    }
    job.work()
    for helper in helpers { pthread_join(helper, nil) }
    return job.states
  }

  /// A job whatever its state, for a thread to take up.
  private class Work { func work() {} }

  private final class Job<State: Sendable>: Work, @unchecked Sendable {
    private let parts: Int
    private let state: @Sendable () -> State
    private let part: @Sendable (inout State, Int) -> Void
    private let next = Atomic<Int>(0)
    private let finished = Mutex<[State]>([])

    init(parts: Int, _ state: @escaping @Sendable () -> State, _ part: @escaping @Sendable (inout State, Int) -> Void) {
      self.parts = parts
      self.state = state
      self.part = part
    }

    override func work() {
      var mine = state()
      while true {
        let k = next.add(1, ordering: .relaxed).oldValue
        if k >= parts { break }
        part(&mine, k)
      }
      finished.withLock { $0.append(mine) }
    }

    var states: [State] { finished.withLock { $0 } }
  }
}
