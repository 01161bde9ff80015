/// What a row of `allot.lease` says.
package enum LeaseRow {
  /// No lease lasts longer without renewal, in seconds.
  package static let longest = 600

  /// Condition of a statement: whether somebody holds the lease in `table` now. One that would end later than any lease may last was written by a
  /// clock that was ahead, and is none: it would bar the nights for as long as the clock was wrong. So is one without end.
  package static func isHeld(_ table: String) -> String {
    "(\(table).expires_at > clock_timestamp() AND \(table).expires_at <= clock_timestamp() + interval '\(longest) seconds')"
  }
}
