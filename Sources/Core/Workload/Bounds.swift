/// What every cap leaves one person, each by itself and whoever he is: moves by hand say which of them they pass, where a night only needs the
/// least of them.
package struct Bounds: Sendable {
  /// Places left in the portfolio; below 0 above the limit.
  package private(set) var cases: Int64
  /// New cases left of the day.
  package private(set) var newCases: Int64
  /// What one night would fill up at most, before the daily cap.
  package private(set) var tonight: Int64
  /// Base minor units left; `.max` without a limit, below 0 above it.
  package private(set) var amount: Int64
  private let room: Room

  init(_ room: Room, cases: Int64, amount: Int64) {
    self.room = room
    self.cases = room.caseLimit - cases
    newCases = room.newLimit - room.newToday
    tonight = room.tapered(cases)
    self.amount = room.amountLimit == .max ? .max : room.amountLimit - max(0, amount)
  }

  /// A case that counts as load goes away and makes room.
  package mutating func leaves(amount value: Int64) {
    cases += 1
    tonight = room.tapered(room.caseLimit - cases)
    if amount != .max { amount = adding(amount, value) }
  }

  /// A case that was given today goes away: one new case less of the day.
  package mutating func givesBackANewCase() { newCases += 1 }

  /// A new case comes.
  package mutating func comes(amount value: Int64) {
    cases -= 1
    newCases -= 1
    tonight -= 1
    if amount != .max { amount = adding(amount, -value) }
  }
}

extension Desks {
  /// What the caps leave the person at position `c` of the snapshot's collectors.
  package func bounds(_ c: Int) -> Bounds { Bounds(self[c].room, cases: held.loadCases[c], amount: held.loadAmount[c]) }
}
