/// Those who can get units, as columns of equal length.
package struct Receivers: Sendable {
  /// Seconds of effort held before tonight (or the score times capacity, in the published mode), 0 or more.
  package var load0: [Int64] = []
  /// Seconds of working time that load is priced against; values below 1 count as 1.
  package var capacity: [Int64] = []
  /// New cases the receiver may still get; 0 = none.
  package var caseRoom: [Int32] = []
  /// Amount the receiver may still get, in the unit of `Units.amount`; `.max` without limit.
  package var amountRoom: [Int64] = []
  /// Team, from 0; −1 for none.
  package var team: [Int32] = []
  /// Breaks ties between receivers of equal cost, together with the unit's key. Derive it from run and id.
  package var key: [UInt64] = []

  package init() {}
  package var count: Int { load0.count }
  package mutating func append(load0: Int64, capacity: Int64, caseRoom: Int32, amountRoom: Int64 = .max, team: Int32 = -1, key: UInt64) {
    self.load0.append(load0)
    self.capacity.append(capacity)
    self.caseRoom.append(caseRoom)
    self.amountRoom.append(amountRoom)
    self.team.append(team)
    self.key.append(key)
  }
}
