/// What a run is for. Raw values are stored.
package enum RunKind: String, CaseIterable, Sendable {
  /// The whole method, once a night.
  case night
  /// A large file by day.
  case batch
  /// Single arrivals by day.
  case arrivals
  /// Moves by hand.
  case manual
}
