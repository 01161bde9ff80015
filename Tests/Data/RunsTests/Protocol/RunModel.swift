/// A model of how runs of one slot exclude each other: docs/runs.md in a form that can be enumerated.
///
/// Two daemons, one key, one case and one place. Each daemon takes the lease, begins an attempt, freezes, stages and publishes in the steps of
/// `PublishStatements`; between any two steps of one the other may do anything, so a pause of any length (SIGSTOP) is every interleaving in
/// which a daemon does not step. The world may let the lease expire, kill a daemon, end a back end, cut the connection at COMMIT, restart the
/// database (which here loses staged plans, as unlogged tables would be), let a person move the case and let another writer take the place.
///
/// Row locks are in the model: a step that needs a held lock is not possible until its holder ends. A back end whose client is gone is resolved
/// at once, committed or rolled back: while it lingers it keeps its locks, so nobody can see the difference.
struct RunModel {
  /// What is left out, to see that the check finds it.
  enum Flaw: CaseIterable {
    case none
    /// The publish does not look at the lease.
    case fenceNotChecked
    /// Effects in one transaction, the run's row in a second one.
    case twoCommits
    /// The room is computed without a lock on the collector.
    case noCollectorLock
    /// Revisions are not compared.
    case revisionNotCompared
    /// The staged plan is not counted, whatever emptied it.
    case stageNotCounted
    /// After a lost answer to COMMIT the publish is repeated without looking the run up.
    case blindRepetition
  }

  /// How much may go wrong in one history.
  struct Budget {
    var crashes: UInt8 = 1
    var expiries: UInt8 = 2
    var terminations: UInt8 = 1
    var lostAnswers: UInt8 = 1
    var restarts: UInt8 = 1
    var stops: UInt8 = 0

    /// What `scripts/test --long` explores.
    static let long = Budget(crashes: 2, stops: 1)
  }

  enum Step: UInt8 {
    case idle, leased, begun, frozen, staged, claimed, collectorsLocked, caseLocked, written, fenceChecked, unknown, done
  }
  enum Stage: UInt8 { case none, full, empty }
  enum RunRow: UInt8 { case none, running, planned, published }

  struct Daemon: Hashable {
    var step = Step.idle
    var fence: UInt8 = 0
    var attempt: UInt8 = 0
    /// What the freeze saw.
    var rev: UInt8 = 0
    var given: UInt8 = 0
    var stage = Stage.none
    /// Whether the transaction under way found the case as frozen, and a place.
    var won = false
    var fits = false
  }

  /// Everything there is; fits 64 bits (`packed`), so that a million of them can be kept.
  struct State: Hashable {
    var a = Daemon()
    var b = Daemon()
    var leaseFence: UInt8 = 0
    var isExpired = true
    var row = RunRow.none
    var rowAttempt: UInt8 = 0
    var attempts: UInt8 = 0
    var rev: UInt8 = 0
    /// 0 nobody moved the case, 1 a person's transaction holds its row, 2 it was moved.
    var person: UInt8 = 0
    /// Cases with the collector, of whom there is one place.
    var load: UInt8 = 0
    var otherCame = false
    /// How often a plan's effects, and how often the row's publication, were committed.
    var effects: UInt8 = 0
    var publications: UInt8 = 0
    var left = Budget()
    /// What went wrong, found when it happened.
    var violation: Violation?
  }

  enum Violation: String, Hashable {
    case publishedTwice = "a slot was published twice"
    case halfDone = "effects without publication, or publication without effects"
    case staleHolder = "a holder whose lease had passed to another wrote"
    case lostUpdate = "a person's move was overwritten"
    case overCap = "a collector has more cases than places"
    case emptyPlan = "an emptied plan was published"
    case stuck = "a state from which no publication can be reached"
  }

  let flaw: Flaw
  static let place: UInt8 = 1
}

extension RunModel.Budget: Hashable {}

extension RunModel.State {
  static let daemons = 0..<2

  /// Daemon A is 0, B is 1.
  subscript(who: Int) -> RunModel.Daemon {
    get { who == 0 ? a : b }
    set { if who == 0 { a = newValue } else { b = newValue } }
  }

  func other(than who: Int) -> RunModel.Daemon { who == 0 ? b : a }

  /// One number per state; different states have different numbers (the violation ends a history and is left out).
  var packed: UInt64 {
    var bits: UInt64 = 0
    func add(_ value: UInt8, _ width: UInt64) { bits = bits << width | UInt64(value) }
    for daemon in [a, b] {
      add(daemon.step.rawValue, 4)
      add(daemon.fence, 2)
      add(daemon.attempt, 2)
      add(daemon.rev, 1)
      add(daemon.given, 1)
      add(daemon.stage.rawValue, 2)
      add(daemon.won ? 1 : 0, 1)
      add(daemon.fits ? 1 : 0, 1)
    }
    add(leaseFence, 3)
    add(isExpired ? 1 : 0, 1)
    add(row.rawValue, 2)
    add(rowAttempt, 3)
    add(attempts, 3)
    add(rev, 1)
    add(person, 2)
    add(load, 2)
    add(otherCame ? 1 : 0, 1)
    add(effects, 2)
    add(publications, 2)
    add(left.crashes, 2)
    add(left.expiries, 2)
    add(left.terminations, 1)
    add(left.lostAnswers, 1)
    add(left.restarts, 1)
    add(left.stops, 1)
    return bits
  }
}
