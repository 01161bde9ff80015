import Digest
import Glibc
import Portfolio
import Synchronization
import Tasks
import Web

/// The jobs of this process, within bounds. With the process they end, and what was known of them is gone: whoever asks for one of an earlier process is
/// told so.
package final class JobBook: Sendable {
  private struct Entry {
    var job: Job
    var number: Int
    var key: JobOrder.Key?
    var task: Task<Void, Never>?
    /// By a clock that nobody sets.
    var ended: ContinuousClock.Instant?
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var bytes: Int {
      if case .success(let outcome) = job.end { return outcome.response.bytes?.count ?? 0 }
      return 0
    }
  }
  private struct State {
    var entries: [String: Entry] = [:]
    var next = 0
    var isClosed = false
  }
  private let state = Mutex(State())
  private let turnstile: Turnstile
  private let now: @Sendable () -> ContinuousClock.Instant
  /// Of this process: jobs of another one have another beginning.
  private let beginning = JobBook.random(4)
  package let bounds: JobBounds

  /// `now`: for tests of what is kept how long.
  package init(_ bounds: JobBounds = JobBounds(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    (self.bounds, self.now) = (bounds, now)
    turnstile = Turnstile(places: bounds.places, waiting: bounds.inAll)
  }

  /// Why none is begun.
  package enum Refused: Error, Sendable, Equatable {
    /// So many of this person's have not ended.
    case ofOne(Int)
    /// So many of all people's have not ended.
    case inAll(Int)
    /// The daemon stops.
    case closed
    /// The key stands for something else.
    case otherKey
  }

  /// Begins a job, or gives the one that was begun under its key and did not fail.
  package func start(
    _ order: JobOrder, _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome
  ) throws(Refused) -> Job {
    tidy()
    let id = beginning + "-" + Self.random(12)
    let job = Job(
      id: id, owner: order.owner, kind: order.kind, what: order.what, rights: order.rights, whenCancelled: order.whenCancelled,
      askedAt: Self.instant())
    let begun = state.withLock { state -> Result<Job, Refused> in
      if state.isClosed { return .failure(.closed) }
      let mine = state.entries.values.filter { $0.job.owner == order.owner }
      if let key = order.key, let known = mine.filter({ $0.key?.name == key.name }).max(by: { $0.number < $1.number }) {
        guard known.key == key else { return .failure(.otherKey) }
        if known.job.state != .failed, known.job.state != .cancelled { return .success(known.job) }
      }
      guard mine.count(where: { !$0.job.state.isEnded }) < bounds.ofOne else { return .failure(.ofOne(bounds.ofOne)) }
      guard state.entries.values.count(where: { !$0.job.state.isEnded }) < bounds.inAll else { return .failure(.inAll(bounds.inAll)) }
      state.next += 1
      let task = Task.detached { [self] in await run(id, body) }
      state.entries[id] = Entry(job: job, number: state.next, key: order.key, task: task)
      return .success(job)
    }
    return try begun.get()
  }

  private func run(_ id: String, _ body: @escaping @Sendable (JobProgress) async throws -> JobOutcome) async {
    let result: Result<JobOutcome, any Error>
    do {
      let outcome = try await turnstile.through { () -> JobOutcome in
        change(id) { ($0.state, $0.beganAt) = ($0.state == .waiting ? .running : $0.state, Self.instant()) }
        return try await Deadline.run(bounds.patience) { [self] in try await body(JobProgress(self, id)) }
      }
      result = outcome.map { .success($0) } ?? .failure(CancellationError())
    } catch {
      result = .failure(error)
    }
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard var entry = state.entries[id] else { return [] }
      switch result {
      // What was done before anybody could stop it is done.
      case .success:
        entry.job.state = .done
        // The last step has no next one.
        if let total = entry.job.total, entry.job.kind != .import { entry.job.done = total }
      case .failure: entry.job.state = entry.job.state == .stopping ? .cancelled : .failed
      }
      (entry.job.end, entry.job.endedAt, entry.ended, entry.task) = (result, Self.instant(), now(), nil)
      let waiters = Array(entry.waiters.values)
      entry.waiters = [:]
      state.entries[id] = entry
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// What there is under an address.
  package enum Found: Sendable {
    case job(Job)
    /// None of this person's, or none any more.
    case none
    /// One of an earlier process, if it was one at all.
    case earlier
  }

  /// Somebody else's is not there.
  package func find(_ id: String, of owner: Job.Owner) -> Found {
    tidy()
    if let job = state.withLock({ $0.entries[id]?.job }), job.owner == owner { return .job(job) }
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    let isOurs = parts.map(\.utf8.count) == [beginning.utf8.count, 24] && parts.allSatisfy { Hex.decode(String($0)) != nil }
    return isOurs && parts.first.map(String.init) != beginning ? .earlier : .none
  }

  /// Whether it has not ended yet.
  package func isOpen(_ id: String) -> Bool { state.withLock { $0.entries[id].map { !$0.job.state.isEnded } ?? false } }

  /// The person's, latest first.
  package func all(of owner: Job.Owner) -> [Job] {
    tidy()
    let mine = state.withLock { $0.entries.values.filter { $0.job.owner == owner }.map { ($0.number, $0.job) } }
    return mine.sorted { $0.0 > $1.0 }.map(\.1)
  }

  /// Stops one, and gives how it stands then: one that has ended stays as it ended. nil where there is none of this person's.
  package func cancel(_ id: String, of owner: Job.Owner) -> Job? {
    let (job, task) = state.withLock { state -> (Job?, Task<Void, Never>?) in
      guard var entry = state.entries[id], entry.job.owner == owner else { return (nil, nil) }
      if !entry.job.state.isEnded { entry.job.state = .stopping }
      state.entries[id] = entry
      return (entry.job, entry.task)
    }
    task?.cancel()
    return job
  }

  /// Waits until it has ended, but not longer than that.
  package func waits(for id: String, atMost duration: Duration) async {
    guard duration > .zero else { return }
    await withCheckedContinuation { continuation in
      let number = state.withLock { state -> Int? in
        guard let entry = state.entries[id], !entry.job.state.isEnded else { return nil }
        state.next += 1
        state.entries[id]?.waiters[state.next] = continuation
        return state.next
      }
      guard let number else { return continuation.resume() }
      Task.detached { [self] in
        try? await Task.sleep(for: duration)
        state.withLock { $0.entries[id]?.waiters.removeValue(forKey: number) }?.resume()
      }
    }
  }

  /// Stops all of them and waits until they have ended; none is begun any more.
  package func close() async {
    let tasks = state.withLock { state -> [Task<Void, Never>] in
      state.isClosed = true
      for (id, entry) in state.entries where !entry.job.state.isEnded { state.entries[id]?.job.state = .stopping }
      return state.entries.values.compactMap(\.task)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  func change(_ id: String, _ body: (inout Job) -> Void) {
    state.withLock { state in
      guard var job = state.entries[id]?.job, !job.state.isEnded else { return }
      body(&job)
      state.entries[id]?.job = job
    }
  }

  /// What has ended goes after a while, and sooner where there are too many.
  private func tidy() {
    let now = now()
    state.withLock { state in
      var (ofOne, all, bytes): ([Job.Owner: Int], Int, Int) = ([:], 0, 0)
      for (id, entry) in state.entries.sorted(by: { $0.value.number > $1.value.number }) {
        guard let ended = entry.ended else { continue }
        ofOne[entry.job.owner, default: 0] += 1
        all += 1
        bytes += entry.bytes
        let isOld = now - ended >= bounds.age
        if isOld || ofOne[entry.job.owner, default: 0] > bounds.keptOfOne || all > bounds.kept || bytes > bounds.bytes {
          state.entries[id] = nil
          bytes -= entry.bytes
        }
      }
    }
  }

  private static func random(_ count: Int) -> String { Hex.encode(SHA256.randomBytes().prefix(count)) }

  private static func instant() -> Instant {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Instant(rawValue: (Int64(now.tv_sec) - 946_684_800) * 1_000_000 + Int64(now.tv_nsec) / 1_000)
  }
}
