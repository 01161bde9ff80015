/// Those who can get units, as columns of equal length.
package struct Receivers: Sendable {
  /// Effort held before tonight (or the score times capacity, in the published mode), 0…2^40.
  package var load0: [Effort] = []
  /// Working time that load is priced against, at most 2^40; values below 1 count as 1.
  package var capacity: [Effort] = []
  /// New cases the receiver may still get; 0 = none.
  package var caseRoom: [Int32] = []
  /// Amount the receiver may still get, `.unlimited` without limit.
  package var amountRoom: [Amount] = []
  /// Team, from 0; −1 for none.
  package var team: [Int32] = []
  /// Breaks ties between receivers of equal cost, together with the unit's key. Derive it from run and id.
  package var key: [UInt64] = []

  /// Nobody yet.
  package init() {}
  /// How many.
  package var count: Int { load0.count }
  /// Adds a receiver; ranges as the columns say, checked by `Instance`.
  package mutating func append(
    load0: Effort, capacity: Effort, caseRoom: Int32, amountRoom: Amount = .unlimited, team: Int32 = -1, key: UInt64
  ) {
    self.load0.append(load0)
    self.capacity.append(capacity)
    self.caseRoom.append(caseRoom)
    self.amountRoom.append(amountRoom)
    self.team.append(team)
    self.key.append(key)
  }
}
