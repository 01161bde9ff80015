import Glibc
import Synchronization

/// Work in independent parts, on as many threads as may help. Parts are added up, and adding does not depend on the order, so neither does
/// the result on the number of threads.
enum Parallel {
  static func sum(parts: Int, threads: Int, _ part: @escaping @Sendable (Int) -> Int128) -> Int128 {
    let job = Job(parts: parts, part)
    var helpers: [pthread_t] = []
    for _ in 1..<max(1, min(threads, parts)) {
      var helper = pthread_t()
      let retained = Unmanaged.passRetained(job)
      let refused = pthread_create(
        &helper, nil,
        { context in
          if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work() }
          return nil
        }, retained.toOpaque())
      if refused == 0 { helpers.append(helper) } else { retained.release() }
    }
    job.work()
    for helper in helpers { pthread_join(helper, nil) }
    return job.total
  }

  private final class Job: Sendable {
    private let parts: Int
    private let part: @Sendable (Int) -> Int128
    private let next = Atomic<Int>(0)
    private let sum = Mutex(Int128(0))

    init(parts: Int, _ part: @escaping @Sendable (Int) -> Int128) {
      self.parts = parts
      self.part = part
    }

    func work() {
      var mine = Int128(0)
      while true {
        let k = next.add(1, ordering: .relaxed).oldValue
        if k >= parts { break }
        mine += part(k)
      }
      sum.withLock { $0 += mine }
    }

    var total: Int128 { sum.withLock { $0 } }
  }
}
