/// The open cases of one agency at the freeze, as columns in ascending order of `id`. Every array has `count` elements.
package struct CaseColumns: Sendable {
  /// Database ids; ties are broken by a hash of seed and id, never by position.
  package var id: [Int64] = []
  /// Database id of the debtor; 0 when the source names none. Cases of one debtor are dealt together where the policy says so.
  package var debtor: [Int64] = []
  /// Positions in the symbol tables of the snapshot; −1 for none.
  package var client: [Int32] = []
  /// Position in `Snapshot.batches`; −1 for none.
  package var batch: [Int32] = []
  /// Position in `Snapshot.products`; −1 for none.
  package var product: [Int32] = []
  /// Position in `Snapshot.stages`; −1 for none.
  package var stage: [Int32] = []
  /// Position in `Snapshot.regions`; −1 for none.
  package var region: [Int32] = []
  /// Currency of every amount of the case.
  package var currency: [Currency] = []
  /// Minor units of `currency`.
  package var outstanding: [Int64] = []
  /// Day the client entrusted the case; `.none` when unknown.
  package var entrustedOn: [Day] = []
  /// Day from which the debt is overdue; `.none` when unknown.
  package var overdueOn: [Day] = []
  /// Day the case goes back to its client; `.none` when unknown, and then it is never near return.
  package var dueBackOn: [Day] = []
  /// Who has the case at the freeze; `.none` = it lies in the pool.
  package var holder: [CollectorIndex] = []
  /// Day from which the present holder has the case; `.none` in the pool or when unknown.
  package var heldSince: [Day] = []
  /// How many holders the case has had, the present one included.
  package var hand: [Int16] = []
  /// Last day of a retention, included; `.none` without one.
  package var retainedUntil: [Day] = []
  /// The hold that has begun by the slot's day, `.none` without one; it counts while `holdUntil` is after the slot.
  package var hold: [HoldKind] = []
  /// The hold ends on this day; `.never` without end.
  package var holdUntil: [Day] = []
  /// Flags set and not lifted; only a person or a file sets them.
  package var flags: [CaseFlags] = []
  /// Class that the case had before tonight; says nothing where `classSince` is `.none`.
  package var previousClass: [CaseClass] = []
  /// Slot of the run that first gave `previousClass`; `.none` when the case was never classified.
  package var classSince: [Day] = []
  /// Skills (licences and languages among them) somebody must have to work the case, bit per `Snapshot.skills`.
  package var requiredSkills: [UInt64] = []
  /// Collector to whom a person pinned the case, until `pinnedUntil`.
  package var pinnedTo: [CollectorIndex] = []
  /// Last day of the pin, included; `.none` without one.
  package var pinnedUntil: [Day] = []
  /// Optimistic lock of the row, compared at publish.
  package var rev: [Int32] = []

  /// No cases; a reader appends to every column.
  package init() {}
  /// How many cases there are.
  package var count: Int { id.count }
  /// Positions in every column.
  package var indices: Range<Int> { 0..<id.count }
}
