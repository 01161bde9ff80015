import Movement
import Policy
import Portfolio

/// Those with whom no case stays after a night: inactive people, with a last day or without one, and those whose last day has passed.
struct Gone {
  private let isGone: [Bool]

  /// Nobody when `takes` is false.
  init(_ snapshot: Snapshot, takes: Bool) {
    let people = snapshot.collectors
    isGone = people.indices.map { takes && (!people.active[$0] || (people.leavesOn[$0].isKnown && people.leavesOn[$0] < snapshot.slot)) }
  }

  func holds(_ i: Int, _ snapshot: Snapshot) -> Bool {
    let holder = snapshot.cases.holder[i]
    return holder != .none && isGone[holder.position]
  }

  /// Why the case leaves its holder, who is gone.
  func reason(_ i: Int, _ snapshot: Snapshot) -> Reason {
    let last = snapshot.collectors.leavesOn[snapshot.cases.holder[i].position]
    // Somebody may be marked as gone before his last day has come, or without one.
    return .recallHolderLeft(daysAgo: last.isKnown && last < snapshot.slot ? Int64(snapshot.slot - last) : nil)
  }

  /// What becomes of a case that the rules of movement would let stay with somebody who is gone. What must not be dealt waits in the pool.
  func leaving(_ move: Move, _ i: Int, _ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage) -> Move {
    guard holds(i, snapshot) else { return move }
    switch move {
    case .deals: return move
    case .holds(let reason, _, _): return .holds(reason, ownerKeeps: false, countsAsLoad: false)
    case .recalls(.assignedPinned):
      // To whom a person pinned it, unless he is gone as well.
      let to = snapshot.cases.pinnedTo[i]
      return to != .none && !isGone[to.position] ? move : .recalls(reason(i, snapshot))
    case .keeps, .stays, .recalls:
      let policy = Int(coverage.policy[i])
      if policy >= 0, snapshot.cases.dueBackOn[i].isKnown {
        let (left, least) = (snapshot.cases.dueBackOn[i] - snapshot.slot, policies.policies[policy].movement.minimumDaysBeforeReturn)
        if left < least {
          return .holds(.holdNearReturn(daysLeft: Int64(left), minimum: Int64(least)), ownerKeeps: false, countsAsLoad: false)
        }
      }
      return .recalls(reason(i, snapshot))
    }
  }
}
