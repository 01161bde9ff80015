/// What can happen next.
extension RunModel {
  typealias Who = Int
  typealias Next = (label: String, state: State)

  /// Every state that one step leads to, with the step's name.
  func successors(_ state: State) -> [Next] {
    var next: [Next] = []
    for who in State.daemons {
      let name = who == 0 ? "A" : "B"
      work(state, who) { next.append(("\(name) \($0)", $1)) }
      mishap(state, who) { next.append(("\(name) \($0)", $1)) }
    }
    world(state) { next.append(($0, $1)) }
    return next
  }

  // MARK: Locks. A row is held by the daemon whose transaction has passed the step that takes it.

  private func isOpen(_ daemon: Daemon) -> Bool { (Step.claimed.rawValue...Step.fenceChecked.rawValue).contains(daemon.step.rawValue) }
  private func holdsCollector(_ daemon: Daemon) -> Bool {
    flaw != .noCollectorLock && isOpen(daemon) && daemon.step.rawValue >= Step.collectorsLocked.rawValue
  }
  private func holdsCase(_ daemon: Daemon) -> Bool { isOpen(daemon) && daemon.step.rawValue >= Step.caseLocked.rawValue && daemon.won }
  private func holdsLease(_ daemon: Daemon) -> Bool { flaw != .fenceNotChecked && daemon.step == .fenceChecked }

  // MARK: A daemon's own steps

  private func work(_ state: State, _ who: Who, _ emit: (String, State) -> Void) {
    let me = state[who]
    let other = state.other(than: who)
    var next = state
    switch me.step {
    case .idle:
      guard state.isExpired, !holdsLease(other), state.leaseFence < 3, state.row != .published else { return }
      next.leaseFence += 1
      next.isExpired = false
      next[who] = Daemon(step: .leased, fence: next.leaseFence)
      emit("takes the lease, fence \(next.leaseFence)", next)
    case .leased:
      guard !isOpen(other) else { return }
      if state.row == .published {
        next[who].step = .done
        return emit("finds the slot published", next)
      }
      // The begin compares the fence in its own transaction, so an old holder takes nothing over from a new one.
      guard me.fence == state.leaseFence else {
        next[who] = Daemon()
        return emit("cannot begin: the lease has passed", next)
      }
      guard state.attempts < 3 else { return }
      next.attempts += 1
      next.row = .running
      next.rowAttempt = next.attempts
      next[who].attempt = next.attempts
      next[who].step = .begun
      emit("begins attempt \(next.attempts)", next)
    case .begun:
      next[who].rev = state.rev
      next[who].given = state.otherCame ? 1 : 0
      next[who].step = .frozen
      emit("freezes", next)
    case .frozen:
      guard !isOpen(other) else { return }
      guard state.rowAttempt == me.attempt, state.row != .published else {
        next[who] = Daemon()
        return emit("cannot stage: attempt \(me.attempt) was taken over", next)
      }
      next.row = .planned
      next[who].stage = .full
      next[who].step = .staged
      emit("stages", next)
    case .staged: claim(state, who, emit)
    case .claimed:
      guard flaw == .noCollectorLock || !holdsCollector(other) else { return }
      // The room that is left: a place nobody took since the freeze.
      next[who].fits = state.load < Self.place
      next[who].step = .collectorsLocked
      emit("locks the collectors", next)
    case .collectorsLocked:
      // SKIP LOCKED: whoever holds the row keeps it.
      let isFree = !holdsCase(other) && state.person != 1
      next[who].won = isFree && (flaw == .revisionNotCompared || state.rev == me.rev)
      next[who].step = .caseLocked
      emit(next[who].won ? "locks the case" : "leaves the case out", next)
    case .caseLocked:
      next[who].step = .written
      if flaw == .twoCommits { book(&next, who) }
      emit(flaw == .twoCommits ? "commits the effects" : "writes", next)
    case .written:
      if flaw == .fenceNotChecked {
        next[who].step = .fenceChecked
        return emit("does not check the fence", next)
      }
      guard !holdsLease(other) else { return }
      guard me.fence == state.leaseFence else {
        next[who] = Daemon()
        return emit("finds its fence passed by \(state.leaseFence): rolls back", next)
      }
      next[who].step = .fenceChecked
      emit("checks the fence", next)
    case .fenceChecked:
      commit(&next, who)
      next[who].step = .done
      emit("commits", next)
    case .unknown:
      guard !isOpen(other) else { return }
      if flaw == .blindRepetition {
        next[who].step = .claimed
        return emit("publishes again without looking", next)
      }
      if state.rowAttempt == me.attempt {
        next[who].step = state.row == .published ? .done : .staged
        emit(state.row == .published ? "looks: it was committed" : "looks: it was rolled back", next)
      } else {
        next[who] = Daemon()
        emit("looks: the attempt was taken over", next)
      }
    case .done: break
    }
  }

  private func claim(_ state: State, _ who: Who, _ emit: (String, State) -> Void) {
    let me = state[who]
    // The run's row is locked by whoever claims it.
    guard !isOpen(state.other(than: who)) else { return }
    var next = state
    guard state.rowAttempt == me.attempt, state.row == .planned else {
      next[who] = Daemon(step: state.row == .published ? .done : .idle)
      return emit("cannot claim: published or taken over", next)
    }
    guard flaw == .stageNotCounted || me.stage == .full else {
      next[who] = Daemon()
      return emit("finds its staged plan incomplete: gives the attempt up", next)
    }
    next[who].step = .claimed
    emit("claims the run", next)
  }

  /// The plan's effects, in one transaction with `commit` unless the flaw says otherwise.
  private func book(_ next: inout State, _ who: Who) {
    let me = next[who]
    if me.stage == .empty { next.violation = .emptyPlan }
    next.effects += 1
    if me.won, me.fits {
      if next.rev != me.rev { next.violation = .lostUpdate }
      next.rev = 1
      next.load += 1
      if next.load > Self.place { next.violation = .overCap }
    }
  }

  private func commit(_ next: inout State, _ who: Who) {
    if flaw != .twoCommits { book(&next, who) }
    if next[who].fence != next.leaseFence { next.violation = next.violation ?? .staleHolder }
    next.row = .published
    next.publications += 1
    if next.publications > 1 || next.effects > 1 { next.violation = .publishedTwice }
  }

  // MARK: What happens to a daemon

  private func mishap(_ state: State, _ who: Who, _ emit: (String, State) -> Void) {
    let me = state[who]
    guard me.step != .idle, me.step != .done else { return }
    var next = state
    if state.left.crashes > 0 {
      next.left.crashes -= 1
      next[who] = Daemon()
      emit("is killed", next)
      if me.step == .fenceChecked {
        next[who] = me
        commit(&next, who)
        next[who] = Daemon()
        emit("is killed after COMMIT went out", next)
      }
    }
    next = state
    if me.step == .fenceChecked, state.left.lostAnswers > 0 {
      next.left.lostAnswers -= 1
      next[who].step = .unknown
      emit("is cut off before COMMIT arrived", next)
      commit(&next, who)
      next[who].step = .unknown
      emit("loses the answer to COMMIT", next)
    }
    next = state
    if isOpen(me), state.left.terminations > 0 {
      next.left.terminations -= 1
      next[who].step = .staged
      emit("loses its back end and tries the publish again", next)
    }
    next = state
    if !isOpen(me), me.step != .unknown, state.left.stops > 0, !holdsLease(state.other(than: who)) {
      next.left.stops -= 1
      if me.fence == state.leaseFence { next.isExpired = true }
      next[who] = Daemon()
      emit("is told to stop and gives the lease back", next)
    }
    next = state
    if me.fence == state.leaseFence, state.isExpired, !holdsLease(state.other(than: who)) {
      next.isExpired = false
      emit("renews the lease", next)
    }
  }

  // MARK: The world

  private func world(_ state: State, _ emit: (String, State) -> Void) {
    var next = state
    if !state.isExpired, state.left.expiries > 0 {
      next.left.expiries -= 1
      next.isExpired = true
      emit("the lease expires", next)
    }
    next = state
    if state.left.restarts > 0, state.row != .none {
      next.left.restarts -= 1
      for who in State.daemons {
        if next[who].stage == .full { next[who].stage = .empty }
        if isOpen(next[who]) { next[who].step = .staged }
      }
      if next.person == 1 { next.person = 0 }
      emit("the database crashes and restarts", next)
    }
    next = state
    if state.person == 0, !State.daemons.contains(where: { holdsCase(state[$0]) }), state.rev == 0 {
      next.person = 1
      emit("a person's move locks the case", next)
    }
    next = state
    if state.person == 1 {
      next.person = 2
      next.rev = 1
      emit("a person's move commits", next)
    }
    next = state
    if !state.otherCame, state.load < Self.place, !State.daemons.contains(where: { holdsCollector(state[$0]) }) {
      next.otherCame = true
      next.load += 1
      emit("another writer takes the place", next)
    }
  }
}
