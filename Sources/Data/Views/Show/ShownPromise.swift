package import Portfolio

/// A promise of a case as it is told.
package struct ShownPromise: Sendable, Hashable {
  /// Heard in the words of a conversation; entered by somebody otherwise.
  package var isSpoken: Bool
  /// Day on which it was made.
  package var madeOn: Day
  /// First day that was named; the same as `dueOn` of an entered one.
  package var from: Day
  /// Day on which it is due, the last that was named.
  package var dueOn: Day
  /// Minor units: what was promised, the least of what was heard; 0 when no amount was named.
  package var amount: Int64
  /// Minor units: the most of what was heard; nil when no greatest amount was named.
  package var most: Int64?
  /// 0 for a single promise, otherwise the plan it is an instalment of.
  package var plan: Int32
  /// Minor units that came in from the day it was made to the day it is due; reversals taken off.
  package var paid: Int64
  /// Whether the rules count it. Of what was heard only the first promise of a conversation counts, and not beside one that was entered or made later.
  package var counts: Bool
}
