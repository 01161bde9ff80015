/// How the clocks of first contacts stand after one plan: the cases of the pool that a policy routes, each with the last day of its service time.
package struct FirstContacts: Sendable, Hashable {
  /// Dealt, and whoever gets the case is there in time.
  package var inTime = 0
  /// Dealt, and whoever gets the case is there only after its last day, or that day has passed before the night.
  package var late = 0
  /// Left over, and its last day is the night's or has passed: no later night can keep it.
  package var missed = 0
  /// Left over, with time for a later night.
  package var waiting = 0
  /// No case of the pool was routed.
  package init() {}
  /// Cases that were looked at.
  package var cases: Int { inTime + late + missed + waiting }
}
