/// Where a run stands. Raw values are stored.
package enum RunState: String, CaseIterable, Sendable {
  /// Frozen or being computed.
  case running
  /// Staged, and about to be published by the attempt that holds the lease.
  case planned
  /// Staged, and a brake holds it back: a person releases or discards it.
  case waiting
  case published, failed
  /// A person refused the plan.
  case discarded

  /// Whether the staged plan may still become true: planned, or waiting behind a brake.
  package var isPublishable: Bool { self == .planned || self == .waiting }
}
