import Glibc
package import Synchronization

/// Named steps of a run at which a test can make the process misbehave. Only debug builds listen: in a release build `reach` is empty.
///
/// `ALLOT_FAULT=STEP=ACTION` acts the first time STEP is reached: `kill` (SIGKILL), `stop` (SIGSTOP), `term` (SIGTERM), `hang` (this thread
/// sleeps for ever) or `eat` (takes all memory it can get, under a limit that leaves the machine its own, and goes on). `ALLOT_FLAW=NAME` leaves out a part of the protocol, for
/// tests that must see the damage: `no_fence`, `two_commits`, `no_collector_lock`. `ALLOT_TOMORROW=SQL` is one more migration: with it the process is of
/// the next version.
package enum FaultHook {
  /// A part of the publish that a test left out.
  package enum Flaw: String, Sendable {
    case noFence = "no_fence"
    case twoCommits = "two_commits"
    case noCollectorLock = "no_collector_lock"
  }

  #if DEBUG
    private static let plan: (step: String, action: String)? = {
      guard let text = getenv("ALLOT_FAULT").map({ String(cString: $0) }) else { return nil }
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }()
    private static let isSpent = Atomic(false)

    /// The flaw of this process, if any. A test may set it for itself.
    package static var flaw: Flaw? { chosenFlaw.withLock { $0 } }
    /// What `ALLOT_FLAW` names; nil for no word or an unknown one.
    package static let chosenFlaw = Mutex(getenv("ALLOT_FLAW").flatMap { Flaw(rawValue: String(cString: $0)) })

    /// The migration of the next version.
    package static let tomorrow = getenv("ALLOT_TOMORROW").map { String(cString: $0) }

    /// Set by tests that decide which of several transactions goes on: called with each step, on the thread that reaches it, which it may hold up.
    package static let gate = Mutex<(@Sendable (String) -> Void)?>(nil)

    /// A step of the run, or of whoever writes beside it, begins here.
    package static func reach(_ step: String) {
      if let gate = gate.withLock({ $0 }) { gate(step) }
      guard let plan, plan.step == step, !isSpent.exchange(true, ordering: .relaxed) else { return }
      switch plan.action {
      case "kill": raise(SIGKILL)
      // To this thread: it does not take another step before the process stands still.
      case "stop": raise(SIGSTOP)
      case "term": kill(getpid(), SIGTERM)
      case "hang": hang(at: step)
      case "eat": eat()
      default: break
      }
    }

    /// Says so first: from outside it cannot be seen.
    private static func hang(at step: String) {
      let words = Array("hangs at \(step)\n".utf8)
      _ = write(STDERR_FILENO, words, words.count)
      while true { sleep(3600) }
    }

    /// From here on the process gets nothing more from the system; what it had in reserve is taken, the large pieces first.
    private static func eat() {
      var none = rlimit(rlim_cur: 0, rlim_max: 0)
      guard setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &none) == 0 else { abort() }
      var size = 1 << 24
      while size >= 16 { if malloc(size) == nil { size /= 2 } }
    }
  #else
    /// Always nil: a release build leaves nothing out.
    @inline(__always) package static var flaw: Flaw? { nil }
    /// Always nil: a release build has no migration of the next version.
    package static var tomorrow: String? { nil }
    /// Does nothing in a release build.
    @inline(__always) package static func reach(_ step: String) {}
  #endif
}
