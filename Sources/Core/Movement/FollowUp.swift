import Portfolio

/// When a person last worked a case.
enum FollowUp {
  /// The latest day, from `since` to before the slot, on which a person called, wrote or visited, or spoke with the debtor; `.none` if
  /// there is none. Automatic messages, calls the debtor made without reaching anybody, and cancelled attempts are nobody's work.
  static func last(_ index: CaseIndex, _ snapshot: Snapshot, since: Day) -> Day {
    var latest = Day.none
    ContactCounters.forEach(snapshot.contacts[index]) { cell in
      guard cell.day > latest, cell.day >= since, cell.day < snapshot.slot else { return }
      let position = Int(cell.code)
      guard position >= 0, position < snapshot.contactCodes.count else { return }
      let code = snapshot.contactCodes[position]
      let answered = code.outcome == .connected || code.outcome == .replied
      if !code.automatic, code.outcome != .cancelled, !code.inbound || answered { latest = cell.day }
    }
    for conversation in snapshot.conversations[index] where conversation.day >= since && conversation.day < snapshot.slot {
      latest = max(latest, conversation.day)
    }
    return latest
  }
}
