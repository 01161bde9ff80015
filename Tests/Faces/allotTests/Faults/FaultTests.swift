import Glibc
import Synchronization
import Testing

@testable import Postgres
@testable import PrivateCluster
@testable import Schema

/// Two daemons on one database, one of them hit while it holds the lease: the night is published once, and every invariant holds.
@Suite(.serialized) struct FaultTests {
  static let isLong = getenv("ALLOT_LONG_TESTS") != nil

  /// Runs `body` so many times, some at once, and prints what it took.
  private func times(
    _ count: Int, long: Int, atOnce: Int = 4, _ name: String, _ body: @escaping @Sendable (Int) async throws -> Duration?
  ) async throws {
    let total = Self.isLong ? long : count
    let tally = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(atOnce, total) {
        group.addTask {
          while let number = tally.take(below: total) { if let duration = try await body(number) { tally.add(duration) } }
        }
      }
      try await group.waitForAll()
    }
    let late = Self.late.exchange(0, ordering: .relaxed)
    print("\(name): \(total) times, \(late) of them after the publish; from the fault to the publish \(tally.words)")
    #expect(late * 2 <= total, "\(name): \(late) of \(total) came too late to break anything")
  }

  /// Numbers to do and times taken.
  private final class Tally: Sendable {
    private let state = Mutex<(next: Int, taken: [Duration])>((0, []))
    func take(below limit: Int) -> Int? {
      state.withLock { state in
        guard state.next < limit else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }
    func add(_ duration: Duration) { state.withLock { $0.taken.append(duration) } }
    var words: String {
      let sorted = state.withLock { $0.taken.sorted() }
      guard let last = sorted.last else { return "never" }
      return "median \(sorted[sorted.count / 2]), longest \(last)"
    }
  }

  /// Steps of a run after the lease, in debug builds' own names.
  private static let steps =
    ["leased", "begun", "decided", "stage.copied", "staged", "publish.begin", "publish.claimed"] + (1...18).map { "publish.\($0)" }
    + ["publish.fence", "publish.commit", "published"]

  /// The fault's aftermath: published once, all daemons end with 0 unless they were killed.
  private func conclude(
    _ copy: FaultBase.Copy, _ daemons: [Child], killed: Set<pid_t>, since: ContinuousClock.Instant, _ what: String,
    limit: Duration = .seconds(40)
  ) async throws -> Duration? {
    let published = await eventually(limit) { try await copy.published() }
    let duration = ContinuousClock.now - since
    var errors: [String] = []
    for daemon in daemons {
      let result = try await daemon.stop()
      errors.append(result.errors)
      // Who does not find the database at his start says so and ends: systemd starts him again.
      let hadNoServer = what == "killed server" && result.status == 69 && !result.errors.contains("console listening")
      if !killed.contains(daemon.pid), !hadNoServer { #expect(result.status == 0, "\(what): \(result.errors)") }
    }
    #expect(published != nil, "\(what): not published within \(limit)\n\(errors.joined(separator: "\n---\n"))")
    let complaints = try await copy.complaints()
    #expect(complaints.isEmpty, "\(what): \(complaints)\n\(errors.joined(separator: "\n---\n"))")
    try await copy.drop()
    return published == nil ? nil : duration
  }

  /// Not waiting for anything: moments that together cover the first four fifths of a run evenly at any count (multiples of the golden ratio), so that
  /// every step is hit. Who is quicker than usual may have published before.
  private static func moment(_ copy: FaultBase.Copy, _ number: Int) async throws {
    try await Task.sleep(for: copy.base.runLength * (number * 618_034 % 1_000_000) / 1_250_000)
    if try await copy.published() != nil { late.add(1, ordering: .relaxed) }
  }

  private static let late = Atomic(0)

  /// Waits for a daemon to hold the lease and then until the moment of this number.
  private func hitMoment(_ copy: FaultBase.Copy, _ number: Int) async throws -> pid_t {
    let holder = await eventually(.seconds(30), every: .milliseconds(2)) { try await copy.holder() }
    try await Self.moment(copy, number)
    return try #require(holder?.pid, "nobody took the lease")
  }

  @Test func aKilledHolderIsReplaced() async throws {
    let base = try await FaultBase.shared.value
    try await times(40, long: 200, "kill -9 of the holder") { number in
      let copy = try await base.copy()
      // Half at a random moment, half at each step in turn.
      let step = number % 2 == 0 ? nil : Self.steps[number / 2 % Self.steps.count]
      let first = try copy.daemon(step.map { ["ALLOT_FAULT": "\($0)=kill"] } ?? [:])
      var victim = first.pid
      if step != nil { _ = await eventually(.seconds(30)) { kill(first.pid, 0) != 0 || Self.isZombie(first.pid) ? true : nil } }
      let second = try copy.daemon()
      if step == nil {
        victim = try await hitMoment(copy, number)
        kill(victim, SIGKILL)
      }
      let since = ContinuousClock.now
      let isTaken = await eventually(.seconds(40)) {
        if try await copy.published() != nil { return true }
        return try await copy.holder().map { $0.pid != victim } == true ? true : nil
      }
      // The lease, the longest wait before the next look, and what a loaded machine needs to start a daemon.
      let limit = Duration.milliseconds(FaultBase.leaseSeconds * 1000 + 1500 + 5000)
      #expect(isTaken == true && ContinuousClock.now - since < limit, "the lease was not taken over within \(limit)")
      return try await conclude(copy, [first, second], killed: [victim], since: since, "killed at \(step ?? "a random moment")")
    }
  }

  private static func isZombie(_ pid: pid_t) -> Bool { Child.text("/proc/\(pid)/stat").contains(") Z ") }

  @Test func aStoppedHolderWritesNothingWhenItGoesOn() async throws {
    let base = try await FaultBase.shared.value
    try await times(4, long: 10, "SIGSTOP past the lease, then SIGCONT") { number in
      let copy = try await base.copy()
      let step = number % 2 == 0 ? nil : Self.steps[number * 5 % Self.steps.count]
      let first = try copy.daemon(step.map { ["ALLOT_FAULT": "\($0)=stop"] } ?? [:])
      if step != nil { _ = await eventually(.seconds(30)) { Child.text("/proc/\(first.pid)/stat").contains(") T ") ? true : nil } }
      let second = try copy.daemon()
      var victim = first.pid
      if step == nil {
        victim = try await hitMoment(copy, number)
        kill(victim, SIGSTOP)
      }
      let since = ContinuousClock.now
      let isDone = try await copy.published() != nil
      let fence = await eventually(.seconds(60)) { try await copy.published() }
      let old = first.pid == victim ? first : second
      let told = old.errors.count
      kill(victim, SIGCONT)
      // The old holder goes on, and says how that ended; unless it ended before.
      let hasSpoken = isDone ? true : await eventually(.seconds(30)) { old.errors.count > told ? true : nil }
      #expect(hasSpoken == true)
      #expect(try await copy.published() == fence, "the old holder published too")
      return try await conclude(copy, [first, second], killed: [], since: since, "stopped at \(step ?? "a random moment")")
    }
  }

  @Test func sigtermInARunEndsWith0AndGivesTheLeaseBack() async throws {
    let base = try await FaultBase.shared.value
    try await times(6, long: 12, "SIGTERM in a run") { number in
      let copy = try await base.copy()
      let first = try copy.daemon()
      let victim = try await hitMoment(copy, number)
      #expect(victim == first.pid)
      let since = ContinuousClock.now
      let result = try await first.stop()
      #expect(result.status == 0, "\(result.errors)")
      #expect(try await copy.holder() == nil, "the lease was not given back")
      let second = try copy.daemon()
      return try await conclude(copy, [second], killed: [], since: since, "SIGTERM")
    }
  }

  /// A holder whose run hangs keeps its lease until the watchdog kills it; one that gets no more memory ends by itself.
  @Test(arguments: ["hang", "out of memory"])
  func aHolderThatCannotGoOnIsReplaced(_ kind: String) async throws {
    let base = try await FaultBase.shared.value
    try await times(3, long: 12, kind) { number in
      let copy = try await base.copy()
      let step = Self.steps[(number * 7 + 3) % Self.steps.count]
      let first = try copy.daemon(["ALLOT_FAULT": "\(step)=\(kind == "hang" ? "hang" : "eat")"])
      let cannotGoOn = await eventually(.seconds(30)) {
        kind == "hang" ? first.errors.contains("hangs at \(step)") ? true : nil : Self.isZombie(first.pid) ? true : nil
      }
      #expect(cannotGoOn == true, "\(kind) at \(step): \(first.errors)")
      if kind == "hang" {
        #expect(try await copy.holder()?.pid == first.pid)
        kill(first.pid, SIGKILL)
      }
      let since = ContinuousClock.now
      let second = try copy.daemon()
      return try await conclude(copy, [first, second], killed: [first.pid], since: since, "\(kind) at \(step)")
    }
  }

  @Test func terminatedBackEndsAreNoHarm() async throws {
    let base = try await FaultBase.shared.value
    try await times(6, long: 25, "terminated back ends") { number in
      let copy = try await base.copy()
      let daemons = [try copy.daemon(), try copy.daemon()]
      _ = try await hitMoment(copy, number)
      let since = ContinuousClock.now
      let ended: Int = try await base.cluster.superuser { [name = copy.name] in
        try $0.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(name) AND application_name = 'allot'").count
      }
      #expect(ended > 0, "there was no back end to end")
      return try await conclude(copy, daemons, killed: [], since: since, "terminated back ends")
    }
  }

  @Test(arguments: ["cut", "black hole", "lost COMMIT"])
  func aBadNetworkIsNoHarm(_ kind: String) async throws {
    let base = try await FaultBase.shared.value
    try await times(5, long: 25, kind) { number in
      let copy = try await base.copy()
      let proxy = try FaultProxy(directory: base.cluster.socketDirectory)
      defer { proxy.stop() }
      // The lost answer is that of any COMMIT of the run: lease, begin, inputs, stage, publish, ledger.
      let path = "host=127.0.0.1 port=\(proxy.port) dbname=\(copy.name) user=allot sslmode=disable gssencmode=disable"
      let first = try copy.daemon(through: path)
      let holder = try await eventuallyHolder(copy)
      #expect(holder == first.pid)
      if kind == "lost COMMIT" {
        proxy.set(.swallowCommit(1 + number % 24))
      } else {
        try await Self.moment(copy, number)
      }
      let since = ContinuousClock.now
      if kind == "cut" { proxy.set(.cut) }
      if kind == "black hole" { proxy.set(.blackHole) }
      let second = try copy.daemon()
      let published = await eventually(.seconds(60)) { try await copy.published() }
      #expect(published != nil, "\(kind): nobody published")
      // The commits of a daemon that goes on looking are counted too.
      let isHarmed = await eventually(.seconds(30)) { proxy.harmed > 0 ? true : nil }
      #expect(isHarmed == true, "\(kind): no connection was harmed")
      if kind == "black hole" { proxy.set(.relay) }
      return try await conclude(copy, [first, second], killed: [], since: since, kind)
    }
  }

  private func eventuallyHolder(_ copy: FaultBase.Copy) async throws -> pid_t {
    let holder = await eventually(.seconds(30), every: .milliseconds(2)) { try await copy.holder() }
    return try #require(holder?.pid, "nobody took the lease")
  }

  /// Files of a table that is being made may outlive the record of it: a server that trips over them does not start any more.
  @Test func aServerKilledWhileAPlanIsStagedStartsAgain() async throws {
    let base = try await FaultBase()
    let copy = try await base.copy()
    let daemon = try copy.daemon(["ALLOT_FAULT": "stage.copied=stop"])
    let hasStopped = await eventually(.seconds(30)) { Child.text("/proc/\(daemon.pid)/stat").contains(") T ") ? true : nil }
    #expect(hasStopped == true)
    // Another commit brings the log so far to disk; what the dying back end adds to it stays in memory.
    try await copy.store.database.run { try $0.script("CREATE TABLE public.beside (a int)") }
    let server = try #require(base.cluster.process.recorded)
    let since = ContinuousClock.now
    kill(server, SIGKILL)
    try await base.cluster.start()
    kill(daemon.pid, SIGCONT)
    _ = try await conclude(copy, [daemon], killed: [], since: since, "killed server")
    try await base.cluster.stop()
  }

  /// A server of its own: it is killed again and again.
  @Test func aKilledServerIsNoHarm() async throws {
    let base = try await FaultBase()
    try await times(3, long: 25, atOnce: 1, "kill -9 and restart of PostgreSQL") { number in
      let copy = try await base.copy()
      let daemons = [try copy.daemon(), try copy.daemon()]
      _ = try await hitMoment(copy, number)
      let since = ContinuousClock.now
      let server = try #require(base.cluster.process.recorded)
      kill(server, SIGKILL)
      try await base.cluster.start()
      return try await conclude(copy, daemons, killed: [], since: since, "killed server")
    }
    try await base.cluster.stop()
  }
}
