/// The open cases of one agency at the freeze, as columns in ascending order of `id`. Every array has `count` elements.
package struct CaseColumns: Sendable {
  package var id: [Int64] = []
  /// Database id of the debtor; 0 when the source names none. Cases of one debtor are dealt together where the policy says so.
  package var debtor: [Int64] = []
  /// Positions in the symbol tables of the snapshot; −1 for none.
  package var client: [Int32] = []
  package var batch: [Int32] = []
  package var product: [Int32] = []
  package var stage: [Int32] = []
  package var region: [Int32] = []
  package var currency: [Currency] = []
  /// Minor units of `currency`.
  package var outstanding: [Int64] = []
  package var entrustedOn: [Day] = []
  package var overdueOn: [Day] = []
  package var dueBackOn: [Day] = []
  package var holder: [CollectorIndex] = []
  package var heldSince: [Day] = []
  /// How many holders the case has had, the present one included.
  package var hand: [Int16] = []
  package var retainedUntil: [Day] = []
  package var hold: [HoldKind] = []
  /// The hold ends on this day; `.never` without end.
  package var holdUntil: [Day] = []
  package var flags: [CaseFlags] = []
  package var previousClass: [CaseClass] = []
  package var classSince: [Day] = []
  /// Skills (licences and languages among them) somebody must have to work the case, bit per `Snapshot.skills`.
  package var requiredSkills: [UInt64] = []
  /// Collector to whom a person pinned the case, until `pinnedUntil`.
  package var pinnedTo: [CollectorIndex] = []
  package var pinnedUntil: [Day] = []
  /// Optimistic lock of the row, compared at publish.
  package var rev: [Int32] = []

  package init() {}
  package var count: Int { id.count }
  package var indices: Range<Int> { 0..<id.count }
}
