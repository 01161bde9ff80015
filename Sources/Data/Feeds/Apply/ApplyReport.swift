package import Portfolio

/// What became of the rows of one or more chunks. `inserted + changed + unchanged + rejects.count` is the number of rows given.
package struct ApplyReport: Sendable {
  /// Not known before.
  package var inserted = 0
  /// Known, and something new was said.
  package var changed = 0
  /// Known as it is.
  package var unchanged = 0
  /// Of the inserted: attempts that name no case.
  package var withoutCase = 0
  /// Numbers of cases whose reversals are larger than what was paid, in ascending order: nothing counts as paid there.
  package var reversedBeyondPaid: [String] = []
  /// Rows the database refused, in order of line; files hold other rejects that never come here.
  package var rejects: [Reject] = []

  /// Nothing applied yet.
  package init() {}

  /// Adds a chunk's counts, and its rejects behind those before.
  package static func += (total: inout ApplyReport, part: ApplyReport) {
    total.inserted += part.inserted
    total.changed += part.changed
    total.unchanged += part.unchanged
    total.withoutCase += part.withoutCase
    total.reversedBeyondPaid = Array(Set(total.reversedBeyondPaid + part.reversedBeyondPaid)).sorted()
    total.rejects += part.rejects
  }
}
