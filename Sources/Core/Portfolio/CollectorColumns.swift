/// The collectors of one agency at the freeze, as columns in ascending order of `id`. Every array has `count` elements.
package struct CollectorColumns: Sendable {
  /// Database ids; ties are broken by a hash of seed and id, never by position.
  package var id: [Int64] = []
  /// The agency's own code for the person, shown to people.
  package var code: [String] = []
  /// Position in `Snapshot.teams`; −1 for none.
  package var team: [Int32] = []
  /// Licences, languages and other skills the person holds, bit per `Snapshot.skills`.
  package var skills: [UInt64] = []
  /// May get new cases at all: employed, active, not frozen by a person.
  package var active: [Bool] = []
  /// First day of work, from which the ramp counts; `.none` when unknown, and then there is no ramp.
  package var joinedOn: [Day] = []
  /// Last day of work; `.never` while employed.
  package var leavesOn: [Day] = []
  /// Full-time equivalent in per mille of a full week.
  package var fullTime: [Int32] = []
  /// Person's own limits; 0 = the agency's.
  package var caseLimit: [Int32] = []
  /// Base minor units; 0 = the agency's.
  package var amountLimit: [Int64] = []
  /// New cases already dealt to the person since the slot's day began.
  package var newToday: [Int32] = []
  /// Moves with every change that bears on who may get cases; compared at publish.
  package var rev: [Int32] = []
  /// Past `window` days and the coming fortnight, ascending.
  package var days: Ragged<CollectorDay> = Ragged()

  /// What everybody holds besides the cases of this snapshot; empty where the snapshot has all of them, as by night.
  package var heldElsewhere: [Holding] = []

  /// Open cases, their amount in base minor units and their effort in seconds.
  package struct Holding: Sendable, Hashable {
    /// Open cases, 0 or more.
    package var cases: Int64
    /// Outstanding of these cases in base minor units.
    package var amount: Int64
    /// Effort of these cases, seconds a week.
    package var effortSeconds: Int64
    /// Made for arrivals by day, from what everybody holds at the moment.
    package init(cases: Int64, amount: Int64, effortSeconds: Int64) {
      self.cases = cases
      self.amount = amount
      self.effortSeconds = effortSeconds
    }
  }

  /// Nobody; a reader appends to every column.
  package init() {}
  /// How many collectors there are, those who have left included.
  package var count: Int { id.count }
  /// Positions in every column.
  package var indices: Range<Int> { 0..<id.count }
}
