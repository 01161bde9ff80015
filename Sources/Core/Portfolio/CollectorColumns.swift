/// The collectors of one agency at the freeze, as columns in ascending order of `id`. Every array has `count` elements.
package struct CollectorColumns: Sendable {
  package var id: [Int64] = []
  /// The agency's own code for the person, shown to people.
  package var code: [String] = []
  /// Position in `Snapshot.teams`; −1 for none.
  package var team: [Int32] = []
  package var skills: [UInt64] = []
  /// May get new cases at all: employed, active, not frozen by a person.
  package var active: [Bool] = []
  package var joinedOn: [Day] = []
  /// Last day of work; `.never` while employed.
  package var leavesOn: [Day] = []
  /// Full-time equivalent in per mille of a full week.
  package var fullTime: [Int32] = []
  /// Person's own limits; 0 = the agency's.
  package var caseLimit: [Int32] = []
  package var amountLimit: [Int64] = []
  /// New cases already dealt to the person since the slot's day began.
  package var newToday: [Int32] = []
  package var rev: [Int32] = []
  /// Past `window` days and the coming fortnight, ascending.
  package var days: Ragged<CollectorDay> = Ragged()

  /// What everybody holds besides the cases of this snapshot; empty where the snapshot has all of them, as by night.
  package var heldElsewhere: [Holding] = []

  /// Open cases, their amount in base minor units and their effort in seconds.
  package struct Holding: Sendable, Hashable {
    package var cases: Int64
    package var amount: Int64
    package var effortSeconds: Int64
    package init(cases: Int64, amount: Int64, effortSeconds: Int64) {
      self.cases = cases
      self.amount = amount
      self.effortSeconds = effortSeconds
    }
  }

  package init() {}
  package var count: Int { id.count }
  package var indices: Range<Int> { 0..<id.count }
}
