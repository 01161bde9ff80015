package import Portfolio

/// What a person decided about single cases. Stronger than caps, stay and recall; weaker than law, authorisation and conflicts.
package enum Pins {
  /// The collector to whom a person pinned the case: while the pin runs on the slot's day, he works here, and he may have the case.
  package static func inForce(_ index: CaseIndex, _ snapshot: Snapshot) -> CollectorIndex? {
    let i = index.position
    let to = snapshot.cases.pinnedTo[i]
    guard to != .none, snapshot.cases.pinnedUntil[i] >= snapshot.slot else { return nil }
    let last = snapshot.collectors.leavesOn[to.position]
    guard !(last.isKnown && last < snapshot.slot),
      snapshot.cases.requiredSkills[i] & ~snapshot.collectors.skills[to.position] == 0, !snapshot.conflicts[index].contains(to)
    else { return nil }
    return to
  }
}
